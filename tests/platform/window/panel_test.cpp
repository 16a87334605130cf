#include "platform/window/panel.h"

#include <cmath>
#include <doctest/doctest.h>

using window::Panel;
using window::Place;
using window::Rect;
using window::Rotation;

namespace {

constexpr Rotation rotations[] = {Rotation::none, Rotation::quarter, Rotation::half,
                                  Rotation::three_quarters};

bool near(Place a, Place b) {
    return std::abs(a.x - b.x) < 1e-6 && std::abs(a.y - b.y) < 1e-6;
}

} // namespace

TEST_CASE("turned clockwise, the picture's upper left corner goes once round the panel's corners") {
    CHECK(near(Panel{800, 480, Rotation::none}.from_upright(Place{0, 0}), {0, 0}));
    CHECK(near(Panel{800, 480, Rotation::quarter}.from_upright(Place{0, 0}), {800, 0}));
    CHECK(near(Panel{800, 480, Rotation::half}.from_upright(Place{0, 0}), {800, 480}));
    CHECK(near(Panel{800, 480, Rotation::three_quarters}.from_upright(Place{0, 0}), {0, 480}));
    CHECK(Panel{800, 480, Rotation::quarter}.upright_width() == 480);
    CHECK(Panel{800, 480, Rotation::half}.upright_width() == 800);
}

TEST_CASE("degrees that are no quarter of a turn turn nothing") {
    CHECK(window::rotation_of(90) == Rotation::quarter);
    CHECK(window::rotation_of(270) == Rotation::three_quarters);
    CHECK(window::rotation_of(45) == Rotation::none);
}

TEST_CASE("a rectangle stays on the panel, keeps its pixels and contains the places it contained") {
    for (const Rotation rotation : rotations) {
        const Panel panel{800, 480, rotation};
        const Rect upright{30, 70, 200, 15};
        const Rect turned = panel.from_upright(upright);
        CHECK(turned.width * turned.height == upright.width * upright.height);
        CHECK(window::intersection(turned, {0, 0, 800, 480}) == turned);
        for (const Place place : {Place{30.5, 70.5}, Place{229.5, 84.5}}) {
            const Place there = panel.from_upright(place);
            CHECK(turned.contains(there.x, there.y));
        }
    }
}

TEST_CASE("what is touched is what is seen there, however the panel is turned and its touches are bent") {
    for (const Rotation rotation : rotations) {
        for (const window::TouchMatrix& matrix :
             {window::TouchMatrix{}, window::TouchMatrix{{-1, 0, 1, 0, -1, 1}},
              window::TouchMatrix{{0, 1.1, -0.05, -0.9, 0.1, 0.97}}}) {
            const Panel panel{1280, 800, rotation, matrix};
            CHECK(near(panel.touched(panel.report({17, 400})), {17, 400}));
            CHECK(near(panel.to_upright(panel.from_upright(Place{300, 5})), {300, 5}));
        }
    }
}

TEST_CASE("the touch matrix is libinput's, and comes before the rotation") {
    // Mounted upside down, which the controller does not know, and the picture turned by half.
    const window::TouchMatrix mirrored{{-1, 0, 1, 0, 1, 0}};
    CHECK(near(mirrored.apply({0.25, 0.5}), {0.75, 0.5}));
    CHECK(near(Panel{800, 480, Rotation::none, mirrored}.touched({0.25, 0.5}), {600, 240}));
    CHECK(near(Panel{800, 480, Rotation::half, mirrored}.touched({0.25, 0.25}), {200, 360}));
    CHECK(near(Panel{800, 480, Rotation::quarter}.touched({1, 0}), {0, 0}));
}

TEST_CASE("a matrix that puts all touches on a line has no way back") {
    CHECK_FALSE(window::TouchMatrix{{1, 1, 0, 1, 1, 0}}.inverse().has_value());
    CHECK_FALSE(window::TouchMatrix{{0, 0, 0, 0, 0, 0}}.inverse().has_value());
    CHECK_FALSE(window::TouchMatrix{{std::nan(""), 0, 0, 0, 1, 0}}.inverse().has_value());
}
