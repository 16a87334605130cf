#include "kiosk/screens/staff.h"

#include "tests/kiosk/screens/small_pack.h"
#include "tests/kiosk/ui/stage.h"

using screens::StaffView;

namespace {

/// The staff screen with whatever is to be seen on it; remembers the last thing it asked for.
class Office {
  public:
    StaffView view;
    screens::Action asked;

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
    stage::Kiosk m_kiosk{[this](ui::Ui& ui) { draw(ui); }};
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
