#include "platform/base/clock.h"

#include <doctest/doctest.h>

TEST_CASE("ISO 8601 times are read with and without zone, fraction and time of day") {
    CHECK(base::parse_iso8601("1970-01-01T00:00:00Z").value() == 0);
    CHECK(base::parse_iso8601("2026-11-21").value() == base::parse_iso8601("2026-11-21T00:00:00Z").value());
    CHECK(base::parse_iso8601("2026-11-21T12:00:00+02:00").value() ==
          base::parse_iso8601("2026-11-21T10:00Z").value());
    CHECK(base::parse_iso8601("2026-11-21T10:00:00.250Z").value() % 1000 == 250);
    CHECK(base::format_iso8601(base::parse_iso8601("2024-02-29T23:59:59Z").value()) ==
          "2024-02-29T23:59:59.000Z");
}

TEST_CASE("what is not a time is refused") {
    for (const char* text : {"", "yesterday", "2026-13-01", "2026-02-30", "2026-11-21T25:00:00Z",
                             "2026-11-21T10:00:00X", "2026-11-21T10:00:00+2"}) {
        CAPTURE(text);
        CHECK_FALSE(base::parse_iso8601(text).has_value());
    }
}

TEST_CASE("a manual clock moves only when told to") {
    base::ManualClock clock(1000);
    clock.advance_ms(500);
    CHECK(clock.utc_ms() == 1500);
    CHECK(clock.monotonic_ms() == 500);
}
