#include "platform/base/clock.h"

#include "tests/temporary_folder.h"

#include <atomic>
#include <cstdlib>
#include <doctest/doctest.h>
#include <filesystem>
#include <thread>
#include <time.h>

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

TEST_CASE("the boot's clock goes on over sleep, and nobody vouches for a clock that was shifted") {
    timespec boot{};
    clock_gettime(CLOCK_BOOTTIME, &boot);
    const base::SystemClock clock;
    const std::int64_t now = clock.monotonic_ms();
    CHECK(now >= boot.tv_sec * 1000);
    CHECK(now <= boot.tv_sec * 1000 + 60'000);
    CHECK(clock.boot_id() == base::boot_id());
    CHECK(base::SystemClock(1'795'000'000'000).voucher() == base::Voucher::nobody);
}

TEST_CASE("a battery clock vouches when the kernel took the time from it and it still says the same") {
    const TemporaryFolder folder;
    constexpr std::int64_t now = 1'795'000'000'000;
    CHECK_FALSE(base::is_kept_by_battery(folder / "none", now));
    CHECK_FALSE(base::is_kept_by_battery(folder.path(), now));
    const auto says = [&](const char* taken, std::int64_t seconds) {
        folder.write("rtc0/hctosys", taken);
        folder.write("rtc0/since_epoch", std::to_string(seconds));
        return base::is_kept_by_battery(folder.path(), now);
    };
    CHECK(says("1", now / 1000));
    CHECK(says("1", now / 1000 - 119));
    CHECK_FALSE(says("1", now / 1000 - 125)); // the system's clock was moved since
    CHECK_FALSE(says("1", now / 1000 + 125));
    CHECK_FALSE(says("0", now / 1000)); // the kernel found no valid time in it
    says("1", 12);
    CHECK_FALSE(base::is_kept_by_battery(folder.path(), 12'000)); // both began in 1970
    says("1", 4'102'444'799);
    // The last second that a DS3231 can say.
    CHECK_FALSE(base::is_kept_by_battery(folder.path(), 4'102'444'799'000));
}

TEST_CASE("a manual clock moves only when told to") {
    base::ManualClock clock(1000);
    clock.advance_ms(500);
    CHECK(clock.utc_ms() == 1500);
    CHECK(clock.monotonic_ms() == 500);
}

TEST_CASE("a manual clock that one thread moves is read by another: time never goes back, nor is it torn") {
    constexpr std::int64_t start = 1'795'000'000'000;
    base::ManualClock clock(start);
    std::atomic<bool> moved = false;
    std::thread mover([&] {
        for (int i = 0; i < 20'000; ++i)
            clock.advance_ms(1);
        clock.set_voucher(base::Voucher::network);
        clock.set_utc_ms(start + 3'600'000);
        moved = true;
    });
    std::int64_t last_utc = start, last_monotonic = 0;
    int went_back = 0;
    do {
        const std::int64_t monotonic = clock.monotonic_ms(), utc = clock.utc_ms();
        went_back += monotonic < last_monotonic || utc < last_utc || utc < start + monotonic ? 1 : 0;
        last_monotonic = monotonic;
        last_utc = utc;
    } while (!moved);
    mover.join();
    CHECK(went_back == 0);
    CHECK(clock.monotonic_ms() == 20'000);
    CHECK(clock.utc_ms() == start + 3'600'000);
    CHECK(clock.voucher() == base::Voucher::network);
}
