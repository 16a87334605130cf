#include "kiosk/screens/staff.h"

#include "kiosk/screens/touch.h"
#include "platform/base/clock.h"
#include "tests/kiosk/screens/small_pack.h"
#include "tests/kiosk/ui/stage.h"

using screens::StaffView;

namespace {

/// The staff screen with whatever is to be seen on it; remembers the last thing it asked for.
class Office {
  public:
    StaffView view;
    screens::Action asked;

    explicit Office(int width = 1280, int height = 800)
        : m_kiosk([this](ui::Ui& ui) { draw(ui); }, {}, width, height) {
        view.clock.source = ledger::TimeSource::staff;
    }

    void frame() {
        m_kiosk.frame();
        m_kiosk.frame();
    }
    [[nodiscard]] stage::Kiosk& kiosk() { return m_kiosk; }
    [[nodiscard]] bool has(const char* id) { return m_kiosk.ui().tree().find(id) != nullptr; }
    /// The id of the medium that a tap on this asks to export to.
    [[nodiscard]] std::string chosen(const char* id) {
        asked = {};
        m_kiosk.tap(id);
        const auto* to = std::get_if<screens::Export>(&asked);
        REQUIRE_MESSAGE(to != nullptr, id);
        return to->medium;
    }

  private:
    void draw(ui::Ui& ui) {
        const screens::Context context{small_pack(), m_words, 0};
        const screens::Action action = screens::draw_staff(ui, context, view);
        if (action.index() != 0) asked = action;
    }
    content::Messages m_words = small_pack().messages("en").value();
    stage::Kiosk m_kiosk;
};

} // namespace

TEST_CASE("while the PIN is locked its pad is off and the seconds that are left are told") {
    Office office;
    office.view.trouble = StaffView::Trouble::locked;
    office.view.locked_seconds = 14;
    office.frame();
    CHECK(office.kiosk().node("staff.message").label.find("14") != std::string::npos);
    for (const char* key : {"staff.pin.2", "staff.pin.clear", "staff.pin.ok"}) {
        CAPTURE(key);
        CHECK_FALSE(office.kiosk().node(key).enabled);
        office.kiosk().tap(key);
    }
    office.kiosk().type("2");
    CHECK(office.asked.index() == 0);
    CHECK(office.kiosk().node("staff.leave").enabled);
    office.view.trouble = StaffView::Trouble::none;
    office.frame();
    office.kiosk().tap("staff.pin.2");
    CHECK(std::holds_alternative<screens::PinDigit>(office.asked));
}

TEST_CASE("one stick is exported to at once; of several staff choose, the one that came last first") {
    Office office;
    office.view.gate = StaffView::Gate::open;
    office.frame();
    CHECK(office.chosen("staff.export").empty());
    CHECK_FALSE(office.has("staff.export.2"));
    office.view.media = {{"/media/first", "FIRST", false}};
    office.frame();
    CHECK(office.kiosk().node("staff.stick").label.find("FIRST") != std::string::npos);
    CHECK(office.chosen("staff.export") == "/media/first");
    CHECK_FALSE(office.has("staff.export.2"));
    office.view.media.push_back({"/media/second", "SECOND", true});
    office.frame();
    CHECK_FALSE(office.has("staff.stick"));
    CHECK(office.kiosk().node("staff.export").label.find("SECOND") != std::string::npos);
    CHECK(office.kiosk().node("staff.export.2").label.find("FIRST") != std::string::npos);
    CHECK(office.chosen("staff.export") == "/media/second");
    CHECK(office.chosen("staff.export.2") == "/media/first");
    office.view.percent = 40;
    office.frame();
    CHECK_FALSE(office.kiosk().node("staff.export").enabled);
    CHECK_FALSE(office.kiosk().node("staff.export.2").enabled);
}

TEST_CASE("the clock's fields go round, and the day stays one that the month has") {
    using Field = screens::ClockAsk::Field;
    const screens::ClockEntry leap{2028, 2, 29, 23, 59};
    CHECK(screens::stepped(leap, Field::day, 1).day == 1);
    CHECK(screens::stepped(leap, Field::day, 1).month == 2);
    CHECK(screens::stepped(leap, Field::year, 1).day == 28);
    CHECK(screens::stepped(leap, Field::hour, 1).hour == 0);
    CHECK(screens::stepped(leap, Field::minute, 1).minute == 0);
    CHECK(screens::stepped({2026, 1, 31, 0, 0}, Field::month, 1).day == 28);
    CHECK(screens::stepped({2026, 1, 1, 0, 0}, Field::month, -1).month == 12);
    CHECK(screens::stepped({2026, 1, 1, 0, 0}, Field::day, -1).day == 31);
    CHECK(screens::stepped({2026, 1, 1, 0, 0}, Field::minute, -1).minute == 59);
    CHECK(screens::stepped({2099, 1, 1, 0, 0}, Field::year, 1).year == 2026);
    CHECK(screens::local_ms(leap) == base::parse_iso8601("2028-02-29T23:59:00Z").value());
    const screens::ClockEntry again = screens::clock_entry(screens::local_ms(leap) + 59'999);
    CHECK(screens::local_ms(again) == screens::local_ms(leap));
}

TEST_CASE("staff are asked for the date until it is known, and set it by touch") {
    using What = screens::ClockAsk::What;
    Office office;
    office.view.gate = StaffView::Gate::open;
    office.view.clock.local_ms = 1'795'000'000'000;
    office.view.clock.source = ledger::TimeSource::unknown;
    office.frame();
    const auto asked = [&](const char* id) {
        office.asked = {};
        office.kiosk().tap(id);
        const auto* ask = std::get_if<screens::ClockAsk>(&office.asked);
        REQUIRE_MESSAGE(ask != nullptr, id);
        return *ask;
    };
    CHECK(asked("staff.clock.yes").what == What::right);
    office.view.clock.source = ledger::TimeSource::staff;
    office.frame();
    CHECK_FALSE(office.has("staff.clock.yes"));
    office.view.clock.source = ledger::TimeSource::network;
    office.frame();
    CHECK_FALSE(office.has("staff.clock.set"));
    office.view.clock.source = ledger::TimeSource::unknown;
    office.view.clock.entry = screens::ClockEntry{2026, 11, 21, 10, 5};
    office.frame();
    CHECK(office.kiosk().node("staff.clock.minute").label == "05");
    const screens::ClockAsk more = asked("staff.clock.month.more");
    CHECK(more.what == What::step);
    CHECK(more.field == screens::ClockAsk::Field::month);
    CHECK(more.step == 1);
    CHECK(asked("staff.clock.hour.less").step == -1);
    CHECK(asked("staff.clock.save").what == What::save);
    CHECK(asked("staff.clock.cancel").what == What::cancel);
}

TEST_CASE("little room and a copy for safety that failed are told, and no copies are no trouble") {
    Office office;
    office.view.gate = StaffView::Gate::open;
    office.frame();
    for (const char* id : {"staff.space", "staff.backup", "staff.backup.trouble"})
        CHECK_FALSE(office.has(id));
    office.view.little_room = 3'000'000;
    office.view.backup = screens::BackupView{1'795'000'000'000, ledger::BackupTrouble::read_only};
    office.frame();
    for (const char* id : {"staff.space", "staff.backup", "staff.backup.trouble"})
        CHECK(office.has(id));
}

TEST_CASE("on the smallest panel the answer to an export and the question for the date need no scrolling") {
    Office office(800, 480);
    const auto in_sight = [&](const char* id) {
        CAPTURE(id);
        CHECK(office.kiosk().node(id).visible);
    };
    office.view.gate = StaffView::Gate::open;
    office.view.count = 312;
    office.view.media = {{"/media/first", "FIRST", false}};
    office.view.unfinished = true;
    office.frame();
    for (const char* id : {"staff.unfinished", "staff.export"})
        in_sight(id);
    office.view.unfinished = false;
    office.view.percent = 100;
    office.view.step = StaffView::Step::finishing;
    office.frame();
    in_sight("staff.progress");
    office.view.percent.reset();
    office.view.done =
        exchange::ExportResult{.folder = "/media/first/export", .kept_here = 312, .on_medium = 312};
    office.frame();
    for (const char* id : {"staff.result", "staff.result.note"})
        in_sight(id);
    office.view.done.reset();
    for (const auto refusal :
         {exchange::Refusal::full, exchange::Refusal::unsound, exchange::Refusal::silent}) {
        office.view.failed = exchange::ExportError{refusal, {}, 3'400'000, 1'200'000};
        office.frame();
        in_sight("staff.result");
    }
    office.view.failed.reset();
    office.view.clock.local_ms = 1'795'000'000'000;
    office.view.clock.source = ledger::TimeSource::unknown;
    office.frame();
    for (const char* id : {"staff.clock.says", "staff.clock.yes", "staff.clock.set"})
        in_sight(id);
}

TEST_CASE("after a setting of the touch screen that could not be saved staff only leave") {
    const content::Messages words = small_pack().messages("en").value();
    screens::TouchView view;
    view.step = screens::TouchView::Step::trial;
    view.left_ms = 14'000;
    screens::Action asked;
    stage::Kiosk kiosk([&](ui::Ui& ui) {
        const screens::Action action = screens::draw_touch(ui, {small_pack(), words, 0}, view);
        if (action.index() != 0) asked = action;
    });
    CHECK(kiosk.ui().tree().find("staff.touch.left") != nullptr);
    CHECK(kiosk.node("staff.touch.undo").label == words.text("staff.touch.undo"));
    view.trouble = screens::TouchView::Trouble::not_saved;
    kiosk.frame();
    CHECK(kiosk.ui().tree().find("staff.touch.left") == nullptr);
    CHECK_FALSE(kiosk.node("staff.touch.keep").enabled);
    CHECK(kiosk.node("staff.touch.undo").label == words.text("staff.leave"));
    kiosk.tap("staff.touch.undo");
    CHECK(std::holds_alternative<screens::UndoTouch>(asked));
}
