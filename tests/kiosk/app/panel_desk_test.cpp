#include "kiosk/app/panel_desk.h"

#include "kiosk/ledger/settings.h"
#include "tests/kiosk/ledger/fixture.h"

#include <cmath>
#include <doctest/doctest.h>

using screens::TouchView;

namespace {

/// Staff before a panel that is turned, and whose controller is built in as `controller` would put right.
struct Panel {
    TemporaryFolder data;
    base::ManualClock clock{1'795'000'000'000};
    base::SeededRandom random{1};
    ledger::Ledger ledger = ledger::Ledger::open(data.path(), clock, random).value();
    window::Rotation rotation;
    window::TouchMatrix controller;
    std::unique_ptr<window::Window> window;
    app::PanelDesk desk;

    explicit Panel(window::Rotation turned, const window::TouchMatrix& built_in = {})
        : rotation(turned), controller(built_in),
          window(window::Window::open({.width = 800, .height = 480, .headless = true, .rotation = turned})
                     .value()),
          desk({*window, ledger, clock}) {}
    /// Where the kiosk takes a finger to be that is at `place`.
    [[nodiscard]] ui::Point seen(ui::Point place) const {
        const window::Panel real{800, 480, rotation, controller};
        const window::Panel known{800, 480, rotation, window->touch_matrix()};
        const window::Place there = known.touched(real.report({place.x, place.y}));
        return {there.x, there.y};
    }
    void touch_crosses(double miss = 0) {
        for (int i = 0; i < screens::cross_count; ++i) {
            ui::Point cross = screens::cross_place(i, window->width(), window->height());
            cross.x += i == 2 ? miss : 0;
            desk.touched(seen(cross));
        }
    }
    [[nodiscard]] double error_at(ui::Point place) const {
        return std::hypot(seen(place).x - place.x, seen(place).y - place.y);
    }
};

constexpr window::TouchMatrix upside_down{{-1, 0, 1, 0, -1, 1}};
constexpr window::TouchMatrix on_its_side{{0, 1.05, -0.02, -0.95, 0, 1}};

} // namespace

TEST_CASE("four touches put right any controller on any panel, and what is kept is there at the next start") {
    for (const auto rotation : {window::Rotation::none, window::Rotation::quarter, window::Rotation::half}) {
        for (const window::TouchMatrix& controller : {upside_down, on_its_side}) {
            Panel panel(rotation, controller);
            CHECK(panel.error_at({100, 60}) > 100);
            panel.desk.start_adjusting();
            CHECK(panel.desk.view().step == TouchView::Step::crosses);
            panel.touch_crosses();
            CHECK(panel.desk.view().step == TouchView::Step::trial);
            CHECK(panel.error_at({100, 60}) < 0.01);
            panel.desk.touched({7, 9});
            REQUIRE(panel.desk.view().dots.size() == 1);
            CHECK(panel.desk.keep());
            panel.desk.leave();
            CHECK(panel.error_at({100, 60}) < 0.01);
            const auto kept =
                ledger::read_settings([&](std::string_view name) { return panel.ledger.setting(name); });
            for (std::size_t i = 0; i < 6; ++i)
                CHECK(std::abs(kept.touch_matrix[i] - controller.numbers[i]) < 0.0001);
        }
    }
}

TEST_CASE("touches that do not fit begin anew and change nothing") {
    Panel panel(window::Rotation::none);
    panel.desk.start_adjusting();
    panel.touch_crosses(-300);
    CHECK(panel.desk.view().step == TouchView::Step::crosses);
    CHECK(panel.desk.view().trouble == TouchView::Trouble::no_fit);
    CHECK(panel.desk.view().cross == 0);
    panel.touch_crosses();
    CHECK(panel.desk.view().step == TouchView::Step::trial);
    panel.desk.leave();
    CHECK(panel.ledger.setting("touch.matrix").empty());
}

TEST_CASE("a trial that nobody answers is over after 15 s, and leaving it puts back what was") {
    Panel panel(window::Rotation::quarter, upside_down);
    panel.window->set_touch_matrix(on_its_side);
    panel.desk.start_adjusting();
    panel.touch_crosses();
    panel.clock.advance_ms(14'900);
    CHECK_FALSE(panel.desk.over());
    panel.clock.advance_ms(100);
    CHECK(panel.desk.over());
    panel.desk.leave();
    CHECK(panel.window->touch_matrix() == on_its_side);
    CHECK(panel.ledger.setting("touch.matrix").empty());
}

TEST_CASE("wiping the screen takes half a minute") {
    Panel panel(window::Rotation::none);
    panel.desk.start_cleaning();
    CHECK(panel.desk.left_ms() == 30'000);
    panel.clock.advance_ms(29'999);
    CHECK_FALSE(panel.desk.over());
    panel.clock.advance_ms(1);
    CHECK(panel.desk.over());
}
