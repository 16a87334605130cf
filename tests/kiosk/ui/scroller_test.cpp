#include "kiosk/ui/scroller.h"

#include <doctest/doctest.h>

namespace {

ui::Scroller list(double content = 5000, double viewport = 500) {
    ui::Scroller scroller;
    scroller.set_extent(content, viewport);
    return scroller;
}

/// Lets it run in frames of `step` ms; how long it took.
int run(ui::Scroller& scroller, int step = 16) {
    int passed = 0;
    while (scroller.moving() && passed < 60'000) {
        scroller.advance(step);
        passed += step;
    }
    return passed;
}

} // namespace

TEST_CASE("content follows the finger, at a third past an end, and springs back") {
    ui::Scroller scroller = list();
    scroller.drag(-200);
    CHECK(scroller.offset() == 200);
    scroller.drag(200);
    scroller.drag(90);
    CHECK(scroller.offset() == doctest::Approx(-30));
    scroller.drag(10'000);
    CHECK(scroller.offset() >= -500 / 4.0);
    scroller.release();
    CHECK(run(scroller) < 2000);
    CHECK(scroller.offset() == 0);
}

TEST_CASE("a fling runs on, slows down and ends within the content") {
    ui::Scroller scroller = list();
    scroller.fling(-2000);
    CHECK(scroller.moving());
    const int took = run(scroller);
    CHECK(took > 500);
    CHECK(took < 5000);
    CHECK(scroller.offset() == doctest::Approx(2000 / 3.2).epsilon(0.05));
    scroller.fling(-100'000);
    run(scroller);
    CHECK(scroller.offset() == scroller.furthest());
}

TEST_CASE("a fling comes as far with few frames as with many") {
    ui::Scroller smooth = list();
    ui::Scroller jerky = list();
    smooth.fling(-1500);
    jerky.fling(-1500);
    run(smooth, 8);
    run(jerky, 50);
    CHECK(smooth.offset() == doctest::Approx(jerky.offset()).epsilon(0.05));
}

TEST_CASE("a finger stops it at once, inside the content") {
    ui::Scroller scroller = list();
    scroller.fling(-3000);
    scroller.advance(100);
    scroller.stop();
    const double offset = scroller.offset();
    CHECK_FALSE(scroller.advance(100));
    CHECK(scroller.offset() == offset);
    scroller.drag(1e6);
    scroller.stop();
    CHECK(scroller.offset() == 0);
}

TEST_CASE("gliding and jumping end where they should, never outside") {
    ui::Scroller scroller = list();
    scroller.glide(1200);
    CHECK(run(scroller) < 2000);
    CHECK(scroller.offset() == 1200);
    scroller.jump(1e9);
    CHECK(scroller.offset() == 4500);
    scroller.jump(-7);
    CHECK(scroller.offset() == 0);
    scroller.glide(0);
    run(scroller);
    CHECK_FALSE(scroller.moving());
}

TEST_CASE("content that becomes shorter pulls the position with it") {
    ui::Scroller scroller = list();
    scroller.jump(4000);
    scroller.set_extent(1000, 500);
    CHECK(scroller.offset() == 500);
    scroller.set_extent(300, 500);
    CHECK(scroller.offset() == 0);
    CHECK(scroller.furthest() == 0);
}

TEST_CASE("content that becomes shorter while it runs still ends inside") {
    ui::Scroller scroller = list();
    scroller.fling(-9000);
    scroller.advance(300);
    scroller.set_extent(600, 500);
    run(scroller);
    CHECK(scroller.offset() == 100);
    CHECK_FALSE(scroller.moving());
}
