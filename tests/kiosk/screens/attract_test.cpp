#include "kiosk/screens/attract.h"

#include <doctest/doctest.h>

TEST_CASE("a phrase comes gliding in a few frames, each of them seen, none a jump") {
    double before = 1;
    int frames = 0;
    for (std::int64_t since = 0; since < screens::glide_ms; since += screens::glide_frame_ms, ++frames) {
        CAPTURE(since);
        const double left = screens::way_left(since);
        CHECK(before - left < 0.18);  // of the panel's width
        CHECK(before - left > 0.015); // some millimetres
        CHECK(left > 0);
        before = left;
    }
    CHECK(screens::way_left(screens::glide_ms) == 0);
    CHECK(screens::way_left(screens::phrase_ms) == 0);
    CHECK(frames <= 10); // what this screen costs in a minute is frames
}
