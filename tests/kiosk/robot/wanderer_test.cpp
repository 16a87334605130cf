#include "kiosk/robot/wanderer.h"

#include "platform/base/files.h"
#include "tests/temporary_folder.h"

#include <algorithm>
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <set>

namespace fs = std::filesystem;

namespace {

ui::Node button(const std::string& id) {
    return {.id = id, .role = ui::Role::button, .label = id, .rect = {0, 0, 100, 50}, .interactive = true};
}

ui::Tree tree_of(std::vector<ui::Node> nodes) {
    ui::Tree tree;
    tree.screen = "home";
    tree.width = 800;
    tree.height = 480;
    tree.nodes = std::move(nodes);
    return tree;
}

std::vector<std::string> acts(const ui::Tree& tree, std::uint64_t seed, int count = 2000) {
    robot::Dice dice(seed);
    std::vector<std::string> result;
    for (int i = 0; i < count; ++i)
        result.push_back(robot::next_act(tree, dice).source);
    return result;
}

std::set<std::string> taps(const ui::Tree& tree) {
    std::set<std::string> result;
    for (const std::string& act : acts(tree, 1))
        if (act.starts_with("tap ")) result.insert(act.substr(4));
    return result;
}

/// A kiosk of three screens, on a plain tree without a window.
class ThreeScreens final : public robot::Stage {
  public:
    ThreeScreens() { show("attract"); }
    [[nodiscard]] const ui::Tree& tree() const override { return m_tree; }
    void push(const window::Event& event) override {
        const auto* finger = std::get_if<window::FingerEvent>(&event);
        if (finger == nullptr || finger->phase != window::FingerEvent::Phase::up) return;
        const ui::Node* node = m_tree.hit(finger->x, finger->y);
        if (node == nullptr) return;
        const std::string id = node->id;
        m_quiet_ms = 0;
        if (id == "attract.start") show("commitment");
        if (id.starts_with("keyboard.key")) m_typed += fmt::format("Éqx{}zw ", ++m_keys);
        if (id == "commitment.confirm") show("thanks");
        if (id == "thanks.done") show("attract");
        if (m_tree.screen == "commitment") show("commitment");
    }
    void turn() override {}
    [[nodiscard]] bool settled() const override { return true; }
    void pass_ms(std::int64_t ms) override {
        m_quiet_ms += ms;
        if (ends && m_quiet_ms > 80'000 && m_tree.screen != "attract") show("attract");
    }
    [[nodiscard]] base::Result<image::Image> picture() override { return image::Image{}; }
    void insert_media(const fs::path& folder) override { media.push_back(folder); }
    void remove_media() override { media.clear(); }

    bool ends = true;    ///< a quiet visit
    bool forgets = true; ///< what was typed, when a visit ends
    bool keeps = true;   ///< what is confirmed
    std::vector<fs::path> media;
    int thanked = 0;

  private:
    void show(const std::string& screen) {
        if (screen == "attract" && forgets) m_typed.clear();
        if (screen == "attract") m_draft_told = m_typed;
        if (screen == "thanks") ++thanked;
        m_tree = tree_of({});
        m_tree.screen = screen;
        if (screen == "attract") add("attract.start", m_draft_told + "Begin");
        if (screen == "commitment") {
            for (int i = 0; i < 10; ++i)
                add(fmt::format("keyboard.key.{}", i), "q");
            add("commitment.input", m_typed.empty() ? "Your words in this long line" : m_typed);
            m_tree.nodes.back().filled = !m_typed.empty();
            add("commitment.confirm", "Keep it");
        }
        if (screen != "thanks") return;
        if (keeps) add("thanks.code", "CODE-" + std::to_string(thanked));
        if (!keeps) add("thanks.failed", "It could not be kept");
        if (keeps) add("thanks.words", m_typed);
        add("thanks.done", "Done");
    }
    void add(const std::string& id, const std::string& label) {
        ui::Node node = button(id);
        node.label = label;
        node.rect = {0, static_cast<int>(m_tree.nodes.size()) * 60, 100, 50};
        node.interactive =
            id != "commitment.input" && id != "thanks.code" && id != "thanks.words" && id != "thanks.failed";
        m_tree.nodes.push_back(node);
    }

    ui::Tree m_tree;
    std::string m_typed, m_draft_told;
    std::int64_t m_quiet_ms = 0;
    int m_keys = 0; ///< no two visitors type the same
};

struct Fixture {
    ThreeScreens stage;
    TemporaryFolder notes;
    base::Status visits(std::uint64_t seed, int count) {
        robot::Wanderer wanderer(stage, {.seed = seed, .sticks = {}, .notes = notes.path()});
        for (int i = 0; i < count; ++i)
            if (auto visited = wanderer.visit(); !visited) return visited;
        counts = wanderer.counts();
        return {};
    }
    [[nodiscard]] std::string read(const char* name) const { return base::read_file(notes / name).value(); }
    robot::Wanderer::Counts counts;
};

} // namespace

TEST_CASE("the same seed makes the same acts, another seed others") {
    const ui::Tree tree = tree_of({button("home.commit"), button("home.themes"), button("nav.back")});
    CHECK(acts(tree, 1) == acts(tree, 1));
    CHECK(acts(tree, 1) != acts(tree, 2));
}

TEST_CASE("everything that is enabled and near is touched sooner or later, and nothing else") {
    std::vector<ui::Node> nodes = {button("a"),     button("nav.back"),          button("off"),
                                   button("words"), button("staff.touch.start"), button("near"),
                                   button("far")};
    nodes[2].enabled = false;
    nodes[3].interactive = false;
    for (ui::Node* node : {&nodes[5], &nodes[6]}) {
        node->visible = false;
        node->scroll_area = 0;
        node->rect.y = node->id == "near" ? 900 : 9000;
    }
    ui::Tree tree = tree_of(nodes);
    tree.scroll_areas.push_back({"list", {0, 0, 800, 400}});
    CHECK(taps(tree) == std::set<std::string>{"a", "nav.back", "near"});
}

TEST_CASE("where nothing can be touched, time passes or a key is pressed") {
    for (const std::string& act : acts(tree_of({}), 3))
        CHECK((act.starts_with("advance ") || act.starts_with("key ")));
}

TEST_CASE("visits end, codes are noted once each, words that were not kept are noted as well") {
    Fixture f;
    const auto visited = f.visits(1, 300);
    REQUIRE_MESSAGE(visited.has_value(), (visited ? "" : visited.error().message));
    CHECK(f.counts.visits == 300);
    CHECK(f.counts.commitments > 20);
    CHECK(f.counts.commitments == f.stage.thanked);
    CHECK(f.counts.typed > 5);
    const std::string kept = f.read("kept.txt");
    CHECK(std::count(kept.begin(), kept.end(), '\n') == f.stage.thanked);
    CHECK(f.read("abandoned.txt").find("Éqx") != std::string::npos);
    CHECK(f.counts.screens == std::set<std::string>{"attract", "commitment", "thanks"});
}

TEST_CASE("the acts that are noted are the same for the same seed, and a script that can be played") {
    Fixture first, second;
    REQUIRE(first.visits(9, 40).has_value());
    REQUIRE(second.visits(9, 40).has_value());
    CHECK(first.read("acts.robot") == second.read("acts.robot"));
    CHECK(robot::parse_script(first.read("acts.robot"), "acts.robot").has_value());
}

TEST_CASE("a visit that does not end is told") {
    Fixture f;
    f.stage.ends = false;
    const auto visited = f.visits(1, 300);
    REQUIRE_FALSE(visited.has_value());
    CHECK(visited.error().message.starts_with("expected a visit that nobody goes on with to end"));
}

TEST_CASE("words of an earlier visitor are told") {
    Fixture f;
    f.stage.forgets = false;
    const auto visited = f.visits(1, 300);
    REQUIRE_FALSE(visited.has_value());
    CHECK(visited.error().message.starts_with("expected nothing of an earlier visitor"));
}

TEST_CASE("a commitment that is refused is told") {
    Fixture f;
    f.stage.keeps = false;
    const auto visited = f.visits(1, 300);
    REQUIRE_FALSE(visited.has_value());
    CHECK(visited.error().message.starts_with("expected the commitment to be kept"));
}

TEST_CASE("a stick that is taken out is gone from its place, and back when it is plugged in") {
    Fixture f;
    const fs::path stick = f.notes / "stick";
    fs::create_directory(stick);
    robot::Wanderer wanderer(f.stage, {.seed = 2, .sticks = {stick}, .notes = f.notes.path()});
    bool was_there = false, was_gone = false;
    for (int i = 0; i < 100; ++i) {
        REQUIRE(wanderer.visit().has_value());
        was_there = was_there || !f.stage.media.empty();
        if (f.stage.media.empty() && fs::exists(stick.string() + ".taken")) was_gone = true;
        CHECK(fs::exists(stick) != fs::exists(stick.string() + ".taken"));
    }
    CHECK(was_there);
    CHECK(was_gone);
}
