#include "kiosk/ui/gestures.h"

#include <doctest/doctest.h>

using Phase = window::FingerEvent::Phase;

namespace {

window::FingerEvent at(Phase phase, double x, double y, std::int64_t finger = 1) {
    return {phase, finger, x, y};
}

} // namespace

TEST_CASE("a tap is told when the finger leaves, where it came down") {
    ui::Gestures gestures;
    CHECK(gestures.handle(at(Phase::down, 100, 100), 0).pressed.has_value());
    CHECK_FALSE(gestures.handle(at(Phase::move, 110, 105), 50).drag_began);
    const auto answer = gestures.handle(at(Phase::up, 110, 105), 90);
    REQUIRE(answer.tapped.has_value());
    CHECK(answer.tapped->x == 100);
    CHECK(answer.released);
    CHECK_FALSE(answer.flung.has_value());
}

TEST_CASE("beyond the slop it is a drag, whole from where it began, and no tap") {
    ui::Gestures gestures;
    (void)gestures.handle(at(Phase::down, 100, 100), 0);
    const auto began = gestures.handle(at(Phase::move, 100, 130), 16);
    CHECK(began.drag_began);
    CHECK(began.released);
    REQUIRE(began.dragged.has_value());
    CHECK(began.dragged->y == 30);
    CHECK(gestures.handle(at(Phase::move, 100, 150), 32).dragged->y == 20);
    CHECK(gestures.way().y == 50);
    // Back where it began it is still a drag.
    (void)gestures.handle(at(Phase::move, 100, 100), 48);
    const auto end = gestures.handle(at(Phase::up, 100, 100), 64);
    CHECK_FALSE(end.tapped.has_value());
    CHECK(end.flung.has_value());
    CHECK_FALSE(gestures.dragging());
}

TEST_CASE("the speed of a fling is that of the finger, none after it rested") {
    ui::Gestures gestures;
    (void)gestures.handle(at(Phase::down, 0, 500), 0);
    for (int i = 1; i <= 10; ++i)
        (void)gestures.handle(at(Phase::move, 0, 500 - i * 16), i * 16);
    const auto flung = gestures.handle(at(Phase::up, 0, 340), 160).flung;
    REQUIRE(flung.has_value());
    CHECK(flung->y == doctest::Approx(-1000).epsilon(0.15));
    (void)gestures.handle(at(Phase::down, 0, 500), 1000);
    (void)gestures.handle(at(Phase::move, 0, 400), 1016);
    const auto rested = gestures.handle(at(Phase::up, 0, 400), 1400).flung;
    REQUIRE(rested.has_value());
    CHECK(std::abs(rested->y) < 1);
}

TEST_CASE("a second finger does nothing while the first leads") {
    ui::Gestures gestures;
    (void)gestures.handle(at(Phase::down, 100, 100, 1), 0);
    CHECK_FALSE(gestures.handle(at(Phase::down, 500, 500, 2), 50).pressed.has_value());
    CHECK_FALSE(gestures.handle(at(Phase::move, 600, 600, 2), 60).dragged.has_value());
    const auto up = gestures.handle(at(Phase::up, 600, 600, 2), 70);
    CHECK_FALSE(up.tapped.has_value());
    CHECK_FALSE(up.released);
    CHECK(gestures.handle(at(Phase::up, 100, 100, 1), 90).tapped.has_value());
}

TEST_CASE("a palm that rests gives way to the next finger and can do no more") {
    ui::Gestures gestures;
    (void)gestures.handle(at(Phase::down, 700, 700, 1), 0);
    const auto press = gestures.handle(at(Phase::down, 100, 100, 2), 1500);
    CHECK(press.pressed.has_value());
    CHECK_FALSE(press.released); // a new touch is down: something is held
    CHECK_FALSE(gestures.handle(at(Phase::move, 300, 300, 1), 1510).dragged.has_value());
    CHECK_FALSE(gestures.handle(at(Phase::up, 700, 700, 1), 1520).tapped.has_value());
    CHECK(gestures.handle(at(Phase::up, 100, 100, 2), 1600).tapped->x == 100);
}

TEST_CASE("a drag is not taken over however long it lasts") {
    ui::Gestures gestures;
    (void)gestures.handle(at(Phase::down, 0, 0, 1), 0);
    (void)gestures.handle(at(Phase::move, 0, 100, 1), 100);
    CHECK_FALSE(gestures.handle(at(Phase::down, 500, 500, 2), 3000).pressed.has_value());
    CHECK(gestures.dragging());
}

TEST_CASE("a touch that bounces is one touch; one elsewhere or later is another") {
    const auto second = [](double x, std::int64_t when) {
        ui::Gestures gestures;
        (void)gestures.handle(at(Phase::down, 100, 100, 1), 0);
        (void)gestures.handle(at(Phase::up, 100, 100, 1), 80);
        const bool pressed = gestures.handle(at(Phase::down, x, 100, 2), when).pressed.has_value();
        return pressed && gestures.handle(at(Phase::up, x, 100, 2), when + 50).tapped.has_value();
    };
    CHECK_FALSE(second(104, 100));
    CHECK(second(400, 100));
    CHECK(second(104, 400));
}

TEST_CASE("a touch that the system takes away is no tap and leaves room for the next") {
    ui::Gestures gestures;
    (void)gestures.handle(at(Phase::down, 100, 100, 1), 0);
    CHECK_FALSE(gestures.handle(at(Phase::cancel, 100, 100, 2), 10).released);
    const auto taken = gestures.handle(at(Phase::cancel, 100, 100, 1), 20);
    CHECK(taken.released);
    CHECK_FALSE(taken.tapped.has_value());
    CHECK_FALSE(gestures.origin().has_value());
    CHECK(gestures.handle(at(Phase::down, 300, 300, 3), 30).pressed.has_value());
}

TEST_CASE("fingers that were never seen coming do nothing") {
    ui::Gestures gestures;
    CHECK_FALSE(gestures.handle(at(Phase::up, 1, 1), 0).tapped.has_value());
    CHECK_FALSE(gestures.handle(at(Phase::move, 900, 1), 0).dragged.has_value());
}
