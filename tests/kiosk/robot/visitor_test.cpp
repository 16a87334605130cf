#include "kiosk/robot/visitor.h"

#include "platform/base/files.h"
#include "tests/kiosk/ui/stage.h"
#include "tests/temporary_folder.h"

#include <filesystem>
#include <fmt/format.h>
#include <sstream>

namespace fs = std::filesystem;

namespace {

/// A stage of one list of buttons; "there" leads to another screen.
class SmallStage final : public robot::Stage {
  public:
    SmallStage() : m_kiosk([this](ui::Ui& ui) { draw(ui); }) {}
    [[nodiscard]] const ui::Tree& tree() const override { return m_tree; }
    void push(const window::Event& event) override { m_kiosk.window().push(event); }
    void turn() override {
        if (m_kiosk.ui().moving()) m_kiosk.pass_silently(16);
        m_kiosk.frame();
        m_tree = m_kiosk.ui().tree();
        m_tree.screen = m_screen;
    }
    [[nodiscard]] bool settled() const override {
        return !m_kiosk.ui().moving() && !m_kiosk.ui().wants_frame();
    }
    void pass_ms(std::int64_t ms) override {
        m_kiosk.pass_silently(ms);
        passed_ms += ms;
    }
    [[nodiscard]] base::Result<image::Image> picture() override { return m_kiosk.picture(); }
    void insert_media(const fs::path& folder) override { medium = folder; }
    void remove_media() override { medium.clear(); }

    std::vector<std::string> presses;
    fs::path medium;
    std::int64_t passed_ms = 0;

  private:
    void draw(ui::Ui& ui) {
        ui::Area page = ui.page();
        ui::Ui::Scroll scroll(ui, "list", page.rect());
        const int height = 2 * ui.metrics().target();
        int y = scroll.top();
        const auto press = [&](const std::string& id, const std::string& label, ui::Role role, bool enabled) {
            ui::ButtonSpec spec{id, label};
            spec.role = role;
            spec.enabled = enabled;
            if (ui.button({page.rect().x, y, page.width(), height}, spec)) presses.push_back(id);
            y += height + ui.metrics().gap();
        };
        press("off", "Off", ui::Role::button, false);
        press("there", "Go there", ui::Role::button, true);
        press("key.1", "h", ui::Role::key, true);
        press("key.2", "é", ui::Role::key, true);
        for (int i = 0; i < 30; ++i)
            press(fmt::format("item.{}", i), fmt::format("Item {}", i), ui::Role::button, true);
        scroll.finish(y);
        if (!presses.empty() && presses.back() == "there") m_screen = "elsewhere";
        if (!ui.typed().empty()) presses.push_back("typed " + ui.typed());
    }

    std::string m_screen = "start";
    ui::Tree m_tree;
    mutable stage::Kiosk m_kiosk; // a look at it is not const
};

struct Fixture {
    SmallStage stage;
    std::ostringstream out;
    TemporaryFolder shots;
    base::Status play(std::string_view script) {
        auto commands = robot::parse_script(script, "visit.txt");
        REQUIRE_MESSAGE(commands.has_value(), (commands ? "" : commands.error().message));
        return robot::Visitor(stage, shots.path(), out).play(*commands, "visit.txt");
    }
};

using Presses = std::vector<std::string>;

} // namespace

TEST_CASE("each line done is echoed, and nothing after quit is done") {
    Fixture f;
    const auto done = f.play("wait start\n\ntap there\nexpect screen elsewhere\nquit\ntap there");
    REQUIRE_MESSAGE(done.has_value(), (done ? "" : done.error().message));
    CHECK(f.out.str() == "ok 1: wait start\nok 3: tap there\nok 4: expect screen elsewhere\nok 5: quit\n");
    CHECK(f.stage.presses == Presses{"there"});
}

TEST_CASE("a target outside the view is scrolled to by drags that press nothing, then tapped once") {
    Fixture f;
    REQUIRE(f.play("tap item.25\ntap item.0\ntap \"Item 29\"\ntap item.*").has_value());
    REQUIRE(f.stage.presses.size() == 4);
    CHECK(f.stage.presses[0] == "item.25");
    CHECK(f.stage.presses[1] == "item.0");
    CHECK(f.stage.presses[2] == "item.29");
    // The first match that is wholly seen, which far down the list is not the first of all.
    CHECK(f.stage.presses[3] != "item.0");
}

TEST_CASE("what is switched off cannot be tapped, and the script says so") {
    Fixture f;
    const auto done = f.play("wait start\ntap off");
    REQUIRE_FALSE(done.has_value());
    CHECK(done.error().message.starts_with("visit.txt:2: expected off to be enabled"));
    CHECK(f.stage.presses.empty());
    CHECK(f.out.str() == "ok 1: wait start\n");
}

TEST_CASE("typing uses the keys of the keyboard; a letter without a key is an error") {
    Fixture f;
    REQUIRE(f.play("type \"hé\"").has_value());
    CHECK(f.stage.presses == Presses{"key.1", "key.2"});
    const auto done = f.play("type \"x\"");
    REQUIRE_FALSE(done.has_value());
    CHECK(done.error().message.starts_with("visit.txt:1: expected a key for 'x', there was"));
}

TEST_CASE("keys, texts, ids and their absence") {
    Fixture f;
    REQUIRE(f.play("key Tab\nkey Enter\nexpect screen elsewhere\nexpect text \"there\"\nexpect id "
                   "item.*\nabsent idle.*")
                .has_value());
    CHECK(f.stage.presses == Presses{"there"});
    const auto done = f.play("key Hyper+X");
    REQUIRE_FALSE(done.has_value());
    CHECK(done.error().message.find("Hyper") != std::string::npos);
}

TEST_CASE("a key that no keyboard has is an error; every sign has a key, as have the names of the others") {
    Fixture f;
    for (const char* name : {"Foo", "Ctrl+", "Ctrl+Foo", "Alt+Ctrl+", "tab", "SS"}) {
        CAPTURE(name);
        const auto done = f.play(fmt::format("key {}", name));
        REQUIRE_FALSE(done.has_value());
        CHECK(done.error().message.starts_with("visit.txt:1: expected the name of a key"));
    }
    CHECK(f.out.str().empty());
    for (const char* name : {"Shift+Tab", "F5", "Ctrl+Alt+S", "+", "Ctrl++", "é", "Esc", "PageDown"}) {
        CAPTURE(name);
        CHECK(f.play(fmt::format("key {}", name)).has_value());
    }
}

TEST_CASE("time is passed in whole, in steps of at most a second, and sticks come and go") {
    Fixture f;
    REQUIRE(f.play("advance 2.5\nmedia insert /media/stick").has_value());
    CHECK(f.stage.passed_ms == 2500);
    CHECK(f.stage.medium == "/media/stick");
    REQUIRE(f.play("media remove").has_value());
    CHECK(f.stage.medium.empty());
}

TEST_CASE("pictures and trees lie where they should, and a folder that is missing is an error") {
    Fixture f;
    REQUIRE(f.play("shot one\ntree one").has_value());
    const auto png = base::read_file(f.shots / "one.png");
    REQUIRE(png.has_value());
    CHECK(image::decode_png(*png, "one").value().width == 1280);
    CHECK(base::read_file(f.shots / "one.json").value().find("\"there\"") != std::string::npos);
    fs::remove_all(f.shots.path());
    CHECK_FALSE(f.play("shot two").has_value());
    CHECK_FALSE(f.play("tree two").has_value());
}

TEST_CASE("a drag moves by so many pixels") {
    Fixture f;
    REQUIRE(f.play("wait start").has_value());
    const int before = f.stage.tree().find("item.0")->rect.y;
    REQUIRE(f.play("drag key.1 0 -120").has_value());
    CHECK(f.stage.tree().find("item.0")->rect.y == before - 120);
    CHECK(f.stage.presses.empty());
    CHECK_FALSE(f.play("drag nothing.* 0 -120").has_value());
}

TEST_CASE("waiting for what never comes ends after ten seconds with what was there") {
    Fixture f;
    const auto done = f.play("wait nowhere");
    REQUIRE_FALSE(done.has_value());
    CHECK(done.error().message.starts_with(
        "visit.txt:1: expected the screen nowhere, there was the screen start with"));
    CHECK(done.error().message.find("there") != std::string::npos);
}
