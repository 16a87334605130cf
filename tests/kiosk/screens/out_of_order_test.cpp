#include "kiosk/screens/out_of_order.h"

#include <doctest/doctest.h>

using screens::out_of_order_grid;
using screens::OutOfOrderGrid;

TEST_CASE("every language has a cell, whatever the panel") {
    for (const auto& [width, height] :
         {std::pair{728, 220}, {1200, 360}, {1820, 560}, {1000, 1300}, {300, 100}}) {
        for (int count = 1; count <= 40; ++count) {
            const OutOfOrderGrid grid = out_of_order_grid(width, height, count, 26);
            CHECK(grid.columns * grid.rows >= count);
            CHECK(grid.growth > 0);
        }
    }
}

TEST_CASE("both lines are shown where they fit at a size that can be read, else titles alone") {
    const OutOfOrderGrid roomy = out_of_order_grid(1000, 1300, 17, 26);
    CHECK(roomy.with_lines);
    CHECK(roomy.growth >= 1);
    CHECK(!out_of_order_grid(728, 220, 17, 26).with_lines);
}

TEST_CASE("a few languages are written large, but not without bound") {
    CHECK(out_of_order_grid(1200, 360, 2, 26).growth > 1.5);
    CHECK(out_of_order_grid(12000, 3600, 1, 26).growth == doctest::Approx(2.2));
}
