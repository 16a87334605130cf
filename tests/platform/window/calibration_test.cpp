#include "platform/window/calibration.h"

#include <cmath>
#include <doctest/doctest.h>
#include <vector>

using window::MarkTouched;
using window::Place;
using window::TouchMatrix;

namespace {

const std::vector<Place> marks{{0.15, 0.15}, {0.85, 0.15}, {0.85, 0.85}, {0.15, 0.85}};

/// Touches of the marks on a panel whose controller is put right by `matrix`; each misses by so much.
std::vector<MarkTouched> touches_on(const TouchMatrix& matrix, double miss = 0) {
    const TouchMatrix back = matrix.inverse().value();
    std::vector<MarkTouched> touches;
    for (const Place mark : marks) {
        const double way = touches.size() % 2 == 0 ? miss : -miss;
        touches.push_back({back.apply({mark.x + way, mark.y}), mark});
    }
    return touches;
}

void check_near(const TouchMatrix& found, const TouchMatrix& real, double tolerance) {
    for (std::size_t i = 0; i < 6; ++i)
        CHECK(std::abs(found.numbers[i] - real.numbers[i]) <= tolerance);
}

} // namespace

TEST_CASE("however the controller is built in, four exact touches find it out") {
    for (const TouchMatrix& real : {TouchMatrix{},                     // right already
                                    TouchMatrix{{-1, 0, 1, 0, -1, 1}}, // upside down
                                    TouchMatrix{{-1, 0, 1, 0, 1, 0}},  // mirrored
                                    TouchMatrix{{0, 1, 0, 1, 0, 0}},   // x and y changed over
                                    TouchMatrix{{0, -1, 1, 1, 0, 0}},  // on its side
                                    TouchMatrix{{1.08, 0.01, -0.04, -0.02, 0.93, 0.03}}}) {
        const auto found = window::calibrate(touches_on(real));
        REQUIRE(found.has_value());
        check_near(*found, real, 1e-6);
    }
}

TEST_CASE("fingers that miss a little are averaged") {
    const TouchMatrix real{{-1, 0, 1, 0, -1, 1}};
    const auto found = window::calibrate(touches_on(real, 0.01));
    REQUIRE(found.has_value());
    check_near(*found, real, 0.03);
}

TEST_CASE("touches that fit no panel are refused") {
    CHECK_FALSE(window::calibrate({}).has_value());
    std::vector<MarkTouched> same;
    for (const Place mark : marks)
        same.push_back({{0.5, 0.5}, mark});
    CHECK_FALSE(window::calibrate(same).has_value());
    std::vector<MarkTouched> on_a_line;
    for (const Place mark : marks)
        on_a_line.push_back({{mark.x, mark.x}, mark});
    CHECK_FALSE(window::calibrate(on_a_line).has_value());
    auto one_astray = touches_on({});
    one_astray[2].reported = {0.5, 0.5};
    CHECK_FALSE(window::calibrate(one_astray).has_value());
    auto swapped = touches_on({});
    std::swap(swapped[1].reported, swapped[2].reported);
    CHECK_FALSE(window::calibrate(swapped).has_value());
    CHECK_FALSE(window::calibrate(touches_on({{6, 0, 0, 0, 6, 0}})).has_value());
    auto nan = touches_on({});
    nan[0].reported.x = std::nan("");
    CHECK_FALSE(window::calibrate(nan).has_value());
}
