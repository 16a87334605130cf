#include "kiosk/app/options.h"

#include "kiosk/app/idle_rule.h"

#include <doctest/doctest.h>
#include <initializer_list>
#include <string>
#include <vector>

using app::IdleState;

namespace {

base::Result<std::optional<app::Options>> read(std::initializer_list<const char*> arguments) {
    std::vector<const char*> all{"smallplaces"};
    all.insert(all.end(), arguments);
    return app::read_options(static_cast<int>(all.size()), all.data());
}

} // namespace

TEST_CASE("options are read") {
    const auto options = read({"--data",
                               "/data",
                               "--content",
                               "/c.db",
                               "--size",
                               "1080x1920",
                               "--diagonal",
                               "32",
                               "--headless",
                               "--language",
                               "ar",
                               "--media",
                               "/a",
                               "--media",
                               "/b",
                               "--now",
                               "2026-12-10T09:00:00Z",
                               "--seed",
                               "75",
                               "--script",
                               "visit.txt",
                               "--shots",
                               "/shots"});
    REQUIRE(options.has_value());
    REQUIRE(options->has_value());
    const app::Options& given = **options;
    CHECK(given.data == "/data");
    CHECK(given.content == "/c.db");
    CHECK(given.width == 1080);
    CHECK(given.height == 1920);
    CHECK(given.diagonal_inches == 32);
    CHECK(given.headless);
    CHECK_FALSE(given.fullscreen);
    CHECK(given.language == "ar");
    CHECK(given.media.size() == 2);
    CHECK(given.now_utc_ms.value() % 1000 == 0);
    CHECK(given.seed.value() == 75);
    CHECK(given.script == "visit.txt");
}

TEST_CASE("without options there is a sensible kiosk") {
    const auto options = read({"--data", "/data"});
    REQUIRE(options.has_value());
    CHECK((*options)->width == 1280);
    CHECK((*options)->height == 800);
    CHECK_FALSE((*options)->now_utc_ms.has_value());
    CHECK_FALSE((*options)->seed.has_value());
    CHECK_FALSE((*options)->content.empty());
}

TEST_CASE("each bad option is one clear line that names it") {
    struct Bad {
        const char* option;
        const char* value;
    };
    for (const Bad& bad : {Bad{"--size", "big"}, Bad{"--size", "800"}, Bad{"--size", "800x"},
                           Bad{"--size", "800x480x2"}, Bad{"--size", "0x0"}, Bad{"--size", "-800x480"},
                           Bad{"--size", "99999x480"}, Bad{"--diagonal", "wide"}, Bad{"--diagonal", "0"},
                           Bad{"--diagonal", "-7"}, Bad{"--now", "yesterday"}, Bad{"--now", "2026-02-30"},
                           Bad{"--seed", "x"}, Bad{"--colour", "red"}}) {
        CAPTURE(std::string(bad.option));
        CAPTURE(std::string(bad.value));
        const auto options = read({"--data", "/data", bad.option, bad.value});
        CHECK_FALSE(options.has_value());
        if (options) continue;
        CHECK(options.error().message.find(bad.option) != std::string::npos);
        CHECK(options.error().message.find('\n') == std::string::npos);
    }
    for (const char* alone : {"--data", "--size", "--script"}) {
        CAPTURE(std::string(alone));
        const auto options = read({alone});
        CHECK_FALSE(options.has_value());
        if (options) continue;
        CHECK(options.error().message.find(alone) != std::string::npos);
        CHECK(options.error().message.find('\n') == std::string::npos);
    }
    CHECK_FALSE(read({"stray"}).has_value());
}

TEST_CASE("a wander has its seed, its time and its pace, and needs a place for its notes") {
    const auto options =
        read({"--data", "/data", "--wander", "7", "--for", "90", "--pace", "0.1", "--shots", "/shots"});
    REQUIRE(options.has_value());
    CHECK((*options)->wander.value() == 7);
    CHECK((*options)->wander_seconds == 90);
    CHECK((*options)->pace == 0.1);
    CHECK_FALSE(read({"--data", "/data", "--wander", "7"}).has_value());
    CHECK_FALSE(read({"--data", "/data", "--wander", "7", "--shots", "/s", "--pace", "0"}).has_value());
    CHECK_FALSE(
        read({"--data", "/data", "--wander", "7", "--shots", "/s", "--script", "a.robot"}).has_value());
}

TEST_CASE("no number is no diagonal, and a negative number is no seed") {
    CHECK_FALSE(read({"--data", "/data", "--diagonal", "nan"}).has_value());
    CHECK_FALSE(read({"--data", "/data", "--seed", "-1"}).has_value());
}

TEST_CASE("a visit is warned before it ends, and has its time to answer") {
    const app::IdleTimes times;
    CHECK(times.warning_ms >= 20'000); // WCAG 2.2.1
    CHECK(app::idle_state(0, times).phase == IdleState::Phase::active);
    CHECK(app::idle_state(0, times).left_ms == times.quiet_ms);
    CHECK(app::idle_state(times.quiet_ms - 1, times).phase == IdleState::Phase::active);
    CHECK(app::idle_state(times.quiet_ms, times).phase == IdleState::Phase::warning);
    CHECK(app::idle_state(times.quiet_ms, times).left_ms == times.warning_ms);
    CHECK(app::idle_state(times.quiet_ms + times.warning_ms - 1, times).left_ms == 1);
    CHECK(app::idle_state(times.quiet_ms + times.warning_ms, times).phase == IdleState::Phase::over);
}
