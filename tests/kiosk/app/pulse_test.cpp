#include "kiosk/app/pulse.h"

#include "tests/platform/service/manager.h"

#include <doctest/doctest.h>

using app::Pulse;

namespace {

constexpr const char* half_a_minute = "30000000"; // in microseconds, as systemd says it

/// A kiosk's loop as the manager hears it: turns at given times.
struct Loop {
    explicit Loop(const std::string& watchdog_us) : manager(watchdog_us) {}
    Manager manager;
    bool usable = true;
    std::uint64_t frames = 0;
    int activity = 1;
    Pulse pulse{service::Log(service::Priority::error),
                {[this] { return usable; }, [this] { return "activity " + std::to_string(activity); }},
                0};

    void turn(std::int64_t now_ms, bool overdue = false) { pulse.after({now_ms, frames, overdue, activity}); }
    /// Signs of life heard since last asked.
    int signs() const {
        int count = 0;
        for (std::string said = manager.hear(); !said.empty(); said = manager.hear())
            count += said == "WATCHDOG=1" ? 1 : 0;
        return count;
    }
};

} // namespace

TEST_CASE("ready is said after the first frame is on the panel, not before, and once") {
    Loop loop(half_a_minute);
    loop.turn(10);
    CHECK(loop.manager.hear().empty());
    CHECK(!loop.pulse.wait_ms(10));
    loop.frames = 1;
    loop.turn(20);
    CHECK(loop.manager.hear() == "READY=1");
    CHECK(loop.manager.hear() == "STATUS=activity 1");
    CHECK(loop.manager.hear() == "WATCHDOG=1");
    CHECK(loop.manager.hear() == "STATUS=activity 1");
    loop.turn(30);
    CHECK(loop.manager.hear().empty());
    loop.activity = 2;
    loop.turn(40);
    CHECK(loop.manager.hear() == "STATUS=activity 2");
    CHECK(loop.manager.hear().empty());
}

TEST_CASE("a still screen wakes three times a watchdog's period, no more") {
    Loop loop(half_a_minute);
    loop.frames = 1;
    loop.turn(0);
    CHECK(loop.pulse.wait_ms(0) == 10'000);
    CHECK(loop.signs() == 1);
    loop.turn(9'999);
    CHECK(loop.signs() == 0);
    CHECK(loop.pulse.wait_ms(9'999) == 1);
    loop.turn(10'000);
    CHECK(loop.signs() == 1);
    CHECK(loop.pulse.wait_ms(10'000) == 10'000);
}

TEST_CASE("a frame that is wanted and does not come stops the signs of life") {
    Loop loop(half_a_minute);
    loop.frames = 1;
    loop.turn(0);
    (void)loop.signs();
    for (std::int64_t now = 5'000; now < 60'000; now += 500)
        loop.turn(now, true);
    CHECK(loop.signs() == 0);
    ++loop.frames; // the panel is back
    loop.turn(60'500, true);
    CHECK(loop.signs() == 1);
}

TEST_CASE("frames that come one after the other are no standstill") {
    Loop loop(half_a_minute);
    for (std::int64_t now = 0; now <= 30'000; now += 100) {
        ++loop.frames;
        loop.turn(now, true);
    }
    CHECK(loop.signs() == 4); // at 0, 10, 20 and 30 s
}

TEST_CASE("a ledger that cannot be read stops the signs of life until it can") {
    Loop loop(half_a_minute);
    loop.frames = 1;
    loop.usable = false;
    loop.turn(0);
    CHECK(loop.signs() == 0);
    CHECK(loop.pulse.wait_ms(0) == 1000);
    loop.turn(1000);
    CHECK(loop.signs() == 0);
    loop.usable = true;
    loop.turn(2000);
    CHECK(loop.signs() == 1);
}

TEST_CASE("stopping is said once") {
    Loop loop(half_a_minute);
    loop.pulse.stop();
    loop.pulse.stop();
    CHECK(loop.manager.hear() == "STOPPING=1");
    CHECK(loop.manager.hear().empty());
}

TEST_CASE("without a manager no wake-up is asked for") {
    Pulse pulse(service::Log(service::Priority::error), {[] { return true; }, [] { return std::string(); }},
                0);
    pulse.after({5, 1, false, 0});
    CHECK(pulse.is_ready());
    CHECK(!pulse.wait_ms(5));
}
