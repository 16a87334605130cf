#include "kiosk/robot/wanderer.h"

#include <algorithm>
#include <chrono>
#include <fmt/format.h>
#include <system_error>
#include <thread>

namespace robot {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t most_acts = 60;      // of one visit
constexpr std::size_t staff_percent = 12;  // of the visits
constexpr std::size_t most_steps_out = 60; // of going back to the attract screen
constexpr double longest_quiet_s = 700;    // after it every visit is over, of staff too
constexpr std::size_t earlier_visitors = 20;
constexpr std::size_t telling_letters = 6; // so many different bytes are no word of the kiosk by chance
constexpr auto export_patience = std::chrono::minutes(3);

/// Long and mixed enough that it stands on the screen only because somebody typed it.
bool is_telling(const std::string& words) {
    std::set<char> letters(words.begin(), words.end());
    letters.erase(' ');
    return words.size() >= 2 * telling_letters && letters.size() >= telling_letters;
}

std::string label_of(const ui::Tree& tree, std::string_view id) {
    const ui::Node* node = tree.find(id);
    return node == nullptr ? std::string() : node->label;
}

fs::path taken_name(const fs::path& stick) {
    return stick.string() + ".taken";
}

} // namespace

Wanderer::Wanderer(Stage& stage, Ways ways)
    : m_stage(stage), m_ways(std::move(ways)), m_dice(m_ways.seed), m_visitor(stage, m_ways.notes, m_silence),
      m_acts(m_ways.notes / "acts.robot"), m_kept(m_ways.notes / "kept.txt"),
      m_abandoned(m_ways.notes / "abandoned.txt") {}

base::Status Wanderer::visit() {
    note(fmt::format("# visit {}", ++m_counts.visits));
    m_visitor.settle();
    if (!at("attract"))
        return base::fail(fmt::format("expected the attract screen, there was {}", m_stage.tree().screen));
    const bool staff = m_dice.chance(staff_percent);
    if (auto begun = staff ? begin_as_staff() : base::Status{}; !begun) return begun;
    if (auto wandered = wander(3 + m_dice.below(staff ? most_acts / 4 : most_acts)); !wandered)
        return wandered;
    if (auto waited = m_dice.chance(60) ? wait_for_export() : base::Status{}; !waited) return waited;
    const bool abandons = m_dice.chance(40);
    if (auto left = abandons ? abandon() : leave(); !left) return left;
    finish_visit();
    return advance(static_cast<double>(m_dice.below(20)));
}

base::Status Wanderer::begin_as_staff() {
    ++m_counts.staff;
    if (m_dice.chance(70)) {
        if (auto plugged = insert_any(); !plugged) return plugged;
    }
    const std::string wrong = fmt::format("{}", 10000 + m_dice.below(90000));
    return enter_staff(m_dice.chance(70) ? m_ways.pin : wrong);
}

base::Status Wanderer::wait_for_export() {
    const auto until = std::chrono::steady_clock::now() + export_patience;
    while (m_stage.tree().find("staff.progress") != nullptr) {
        if (std::chrono::steady_clock::now() > until)
            return base::fail("expected an export to end, it was still going on after three minutes");
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
        if (auto passed = advance(0); !passed) return passed;
    }
    return {};
}

base::Status Wanderer::wander(std::size_t acts) {
    for (std::size_t i = 0; i < acts; ++i) {
        if (m_dice.chance(m_plugged_in.empty() ? 3 : 2)) {
            if (auto done = m_plugged_in.empty() ? insert_any() : take_stick(); !done) return done;
        }
        const std::string screen = m_stage.tree().screen;
        if (auto acted = act(next_act(m_stage.tree(), m_dice)); !acted) return acted;
        if (screen != "attract" && at("attract")) return {};
    }
    return {};
}

base::Status Wanderer::enter_staff(const std::string& pin) {
    Command key;
    key.verb = Command::Verb::key;
    key.argument = "Ctrl+Alt+S";
    key.source = "key Ctrl+Alt+S";
    if (auto pressed = act(key); !pressed) return pressed;
    for (const char digit : pin) {
        // While it is locked after wrong ones nothing can be entered.
        if (!can_tap("staff.pin.1")) return {};
        if (auto tapped = tap(std::string("staff.pin.") + digit); !tapped) return tapped;
    }
    return can_tap("staff.pin.ok") ? tap("staff.pin.ok") : base::Status{};
}

base::Status Wanderer::leave() {
    for (std::size_t step = 0; step < most_steps_out && !at("attract"); ++step) {
        const auto ways = {"idle.stay", "thanks.done", "staff.leave", "nav.home", "nav.back"};
        // From home only back leads out.
        const auto way = std::find_if(ways.begin(), ways.end(), [this](const std::string_view id) {
            return can_tap(id) && !(id == "nav.home" && at("home"));
        });
        if (way == ways.end()) return abandon();
        if (auto tapped = tap(*way); !tapped) return tapped;
    }
    return at("attract") ? base::Status{} : abandon();
}

base::Status Wanderer::abandon() {
    if (!at("attract")) ++m_counts.abandoned;
    // Staff are not sent away while an export runs, which takes real time.
    if (auto waited = wait_for_export(); !waited) return waited;
    for (double quiet = 0; !at("attract") && quiet < longest_quiet_s; quiet += 20) {
        if (auto passed = advance(20); !passed) return passed;
    }
    if (at("attract")) return {};
    return base::fail(
        fmt::format("expected a visit that nobody goes on with to end, there was {}", m_stage.tree().screen));
}

void Wanderer::finish_visit() {
    if (is_telling(m_draft)) {
        m_earlier.push_back(m_draft);
        if (m_earlier.size() > earlier_visitors) m_earlier.pop_front();
        if (!m_kept_own) m_abandoned << m_draft << std::endl;
    }
    m_draft.clear();
    m_code.clear();
    m_result.clear();
    m_kept_own = false;
}

base::Status Wanderer::last_export() {
    note("# the last export");
    if (auto plugged = insert(m_ways.sticks.front()); !plugged) return plugged;
    for (int tries = 0; tries < 20; ++tries) {
        if (auto entered = enter_staff(m_ways.pin); !entered) return entered;
        if (can_tap("staff.export")) break;
        if (auto waited = abandon(); !waited) return waited; // it may be locked for a while
    }
    m_result.clear();
    const std::int64_t exports = m_counts.exports;
    if (auto tapped = tap("staff.export"); !tapped) return tapped;
    if (auto waited = wait_for_export(); !waited) return waited;
    if (m_counts.exports != exports + 1)
        return base::fail(fmt::format("expected the last export to end well, the screen said: {}", m_result));
    return leave();
}

bool Wanderer::can_tap(std::string_view id) const {
    const ui::Node* node = m_stage.tree().find(id);
    return node != nullptr && node->interactive && node->enabled;
}

base::Status Wanderer::act(const Command& command) {
    note(command.source);
    ++m_counts.acts;
    m_visitor.settle();
    auto done = m_visitor.play({&command, 1}, "wander");
    if (!done && (command.verb == Command::Verb::tap || command.verb == Command::Verb::drag) &&
        !can_tap(command.argument)) {
        ++m_counts.missed; // an export ended, or the like
        done = {};
    }
    if (!done) return done;
    m_ways.rest();
    return look();
}

base::Status Wanderer::tap(const std::string& id) {
    Command command;
    command.argument = id;
    command.verb = Command::Verb::tap;
    command.source = "tap " + id;
    return act(command);
}

base::Status Wanderer::advance(double seconds) {
    Command command;
    command.verb = Command::Verb::advance;
    command.x = seconds;
    command.source = fmt::format("advance {}", seconds);
    return act(command);
}

base::Status Wanderer::insert_any() {
    if (m_ways.sticks.empty()) return {};
    if (auto taken = take_stick(); !taken) return taken;
    return insert(m_ways.sticks[m_dice.below(m_ways.sticks.size())]);
}

base::Status Wanderer::insert(const fs::path& stick) {
    std::error_code error;
    if (fs::exists(taken_name(stick), error)) {
        fs::rename(taken_name(stick), stick, error);
        note(fmt::format("# mv {} {}", taken_name(stick).string(), stick.string()));
    }
    m_plugged_in = stick;
    Command command;
    command.verb = Command::Verb::insert_media;
    command.argument = stick.string();
    command.source = "media insert " + stick.string();
    return act(command);
}

base::Status Wanderer::take_stick() {
    if (m_plugged_in.empty()) return {};
    std::error_code error; // where something is mounted, only the kiosk is told
    fs::rename(m_plugged_in, taken_name(m_plugged_in), error);
    if (!error) note(fmt::format("# mv {} {}", m_plugged_in.string(), taken_name(m_plugged_in).string()));
    m_plugged_in.clear();
    Command command;
    command.verb = Command::Verb::remove_media;
    command.source = "media remove";
    return act(command);
}

base::Status Wanderer::look() {
    const ui::Tree& tree = m_stage.tree();
    if (tree.screen.empty() || tree.nodes.empty())
        return base::fail(fmt::format("expected something on the screen {}, there was nothing", tree.screen));
    m_counts.screens.insert(tree.screen);
    if (!at("attract")) m_counts.languages.insert(tree.language);
    if (auto words = look_for_words(); !words) return words;
    if (at("thanks")) return look_at_thanks();
    if (!at("staff")) return {};
    const std::string result = label_of(tree, "staff.result");
    if (result != m_result && !result.empty())
        ++(tree.find("staff.result.folder") != nullptr ? m_counts.exports : m_counts.failed);
    m_result = result;
    return {};
}

base::Status Wanderer::look_at_thanks() {
    const ui::Tree& tree = m_stage.tree();
    if (tree.find("thanks.failed") != nullptr)
        return base::fail("expected the commitment to be kept, the screen said that it could not be");
    const std::string code = label_of(tree, "thanks.code");
    if (code.empty() || code == m_code) return {};
    m_code = code;
    m_kept << code << std::endl;
    ++m_counts.commitments;
    const bool own = !m_draft.empty() && label_of(tree, "thanks.words") == m_draft;
    if (own) ++m_counts.typed;
    m_kept_own = m_kept_own || own;
    return {};
}

base::Status Wanderer::look_for_words() {
    const ui::Tree& tree = m_stage.tree();
    if (const ui::Node* input = tree.find("commitment.input"))
        m_draft = input->filled ? input->label : std::string();
    for (const ui::Node& node : tree.nodes) {
        for (const std::string& earlier : m_earlier) {
            if (node.label.find(earlier) != std::string::npos)
                return base::fail(
                    fmt::format("expected nothing of an earlier visitor, their words stood in {} of {}",
                                node.id, tree.screen));
        }
    }
    return {};
}

} // namespace robot
