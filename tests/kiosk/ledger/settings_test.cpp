#include "kiosk/ledger/settings.h"

#include "fixture.h"

#include <algorithm>
#include <map>
#include <vector>

namespace {

struct Sample {
    const char* name;
    std::vector<std::string> good;
    std::vector<std::string> bad;
    const char* range; ///< what a refusal must say
};

const std::vector<Sample>& samples() {
    static const std::vector<Sample> all = {
        {"exhibition",
         {"", "Open day", "يوم مفتوح", std::string(120, 'x')},
         {std::string(121, 'x'), "two\nlines", "a\ttab", "caf\xE9", "\x1B[31m", "\x7F", std::string(1, '\0')},
         "120"},
        {"language",
         {"ar", "en", "zh-Hans", "sr-Latn-RS"},
         {"", "a", "ar_EG", "en fr", "../en", "é", std::string(36, 'a')},
         "such as ar"},
        {"languages",
         {"", "ar", "ar,en,fr", "ar, en ,fr", ",,", "zh-Hans ru"},
         {"a", "ar;en", "ar,e", "ar\nen"},
         "such as ar,en,fr"},
        {"idle.quiet_seconds",
         {"10", "60", "3600"},
         {"", "9", "3601", "-20", "60.5", "60s", " 60", "1e2", "99999999999999999999"},
         "10 to 3600"},
        {"idle.warning_seconds",
         {"20", "45", "3600"},
         {"", "19", "3601", "0", "+20", "twenty"},
         "20 to 3600"},
        {"panel.rotation", {"0", "90", "180", "270"}, {"", "45", "360", "-90", "90 ", "left"}, "180"},
        {"touch.matrix",
         {"default", "1 0 0 0 1 0", "-1,0,1,0,-1,1", "0 1 0 -1 0 1", "1.02 -0.01 0.003 0 .98 1e-2"},
         {"", "1 0 0 0 1", "1 0 0 0 1 0 0", "1 0 0 1 0 0", "0 0 0 0 0 0", "a 0 0 0 1 0", "nan 0 0 0 1 0",
          "inf 0 0 0 1 0", "1e9 0 0 0 1 0", "1 0 0 0 0.001 0", "Default"},
         "default"},
    };
    return all;
}

ledger::KioskSettings read(const std::map<std::string, std::string>& kept) {
    return ledger::read_settings([&](std::string_view name) {
        const auto found = kept.find(std::string(name));
        return found == kept.end() ? std::string() : found->second;
    });
}

} // namespace

TEST_CASE("every setting there is takes what makes sense and refuses the rest, saying what would") {
    CHECK(ledger::setting_rules().size() == samples().size());
    for (const ledger::SettingRule& rule : ledger::setting_rules()) {
        const auto sample = std::find_if(samples().begin(), samples().end(),
                                         [&](const Sample& one) { return rule.name == one.name; });
        REQUIRE_MESSAGE(sample != samples().end(), rule.name);
        for (const std::string& value : sample->good) {
            CAPTURE(value);
            CHECK(ledger::check_setting(rule.name, value));
        }
        for (const std::string& value : sample->bad) {
            CAPTURE(value);
            const base::Status answer = ledger::check_setting(rule.name, value);
            REQUIRE_FALSE(answer);
            const std::string& message = answer.error().message;
            CHECK(message.find(rule.name) != std::string::npos);
            CHECK(message.find(sample->range) != std::string::npos);
            CHECK(message.find_first_of("\n\t\x1B\x7F") == std::string::npos);
        }
    }
}

TEST_CASE("a setting that there is not is named, and never one of the ledger's own") {
    for (const char* name : {"", "Language", "idle", "pin.hash", "pin.state", "clock.confirmed"}) {
        const base::Status answer = ledger::check_setting(name, "1");
        REQUIRE_FALSE(answer);
        CHECK(answer.error().message.find("there is no setting '" + std::string(name) + "'") == 0);
    }
    const base::Status hostile = ledger::check_setting("two\nlines", "1");
    REQUIRE_FALSE(hostile);
    CHECK(hostile.error().message.find('\n') == std::string::npos);
}

TEST_CASE("what was never set is as it comes") {
    const ledger::KioskSettings settings = read({});
    const ledger::KioskSettings fresh;
    CHECK(settings.exhibition == fresh.exhibition);
    CHECK(settings.language == fresh.language);
    CHECK(settings.languages.empty());
    CHECK(settings.idle_quiet_ms == fresh.idle_quiet_ms);
    CHECK(settings.idle_warning_ms == fresh.idle_warning_ms);
    CHECK(fresh.idle_warning_ms >= 20'000); // WCAG 2.2.1
}

TEST_CASE("what was set is read") {
    const ledger::KioskSettings settings = read({{"exhibition", "Open day"},
                                                 {"language", "ar"},
                                                 {"languages", "ar, fr,,en"},
                                                 {"idle.quiet_seconds", "90"},
                                                 {"idle.warning_seconds", "30"}});
    CHECK(settings.exhibition == "Open day");
    CHECK(settings.language == "ar");
    CHECK(settings.languages == std::vector<std::string>{"ar", "fr", "en"});
    CHECK(settings.idle_quiet_ms == 90'000);
    CHECK(settings.idle_warning_ms == 30'000);
}

TEST_CASE("what makes no sense counts as never set, and spoils nothing beside it") {
    const ledger::KioskSettings fresh;
    for (const Sample& sample : samples()) {
        for (const std::string& bad : sample.bad) {
            CAPTURE(sample.name);
            CAPTURE(bad);
            std::map<std::string, std::string> kept = {{"exhibition", "Open day"},
                                                       {"idle.quiet_seconds", "90"}};
            kept[sample.name] = bad;
            const ledger::KioskSettings settings = read(kept);
            const std::string name = sample.name;
            CHECK(settings.exhibition == (name == "exhibition" ? "" : "Open day"));
            CHECK(settings.idle_quiet_ms == (name == "idle.quiet_seconds" ? fresh.idle_quiet_ms : 90'000));
            CHECK(settings.idle_warning_ms == fresh.idle_warning_ms);
            CHECK(settings.language == fresh.language);
            CHECK(settings.languages.empty());
        }
    }
}

TEST_CASE("a name of the exhibition that makes no sense spoils no commitment") {
    TemporaryFolder folder;
    base::ManualClock clock(1'795'000'000'000);
    base::SeededRandom random(1);
    auto opened = ledger::Ledger::open(folder.path(), clock, random);
    REQUIRE(opened);
    for (const std::string& name :
         {std::string("Open day"), std::string("caf\xE9"), std::string(5000, 'x')}) {
        REQUIRE(opened->set_setting("exhibition", name));
        const auto kept = opened->add(a_draft());
        REQUIRE(kept);
        CHECK(kept->exhibition == (name == "Open day" ? name : ""));
    }
}

TEST_CASE("languages that the content does not speak are found in the settings that name languages") {
    const auto speaks = [](const std::string& tag) { return tag == "en" || tag == "ar"; };
    using Tags = std::vector<std::string>;
    CHECK(ledger::unknown_languages("languages", "ar, xx,en yy", speaks) == Tags{"xx", "yy"});
    CHECK(ledger::unknown_languages("languages", "ar,en", speaks).empty());
    CHECK(ledger::unknown_languages("languages", "", speaks).empty());
    CHECK(ledger::unknown_languages("language", "xx", speaks) == Tags{"xx"});
    CHECK(ledger::unknown_languages("exhibition", "xx", speaks).empty());
}

TEST_CASE("rotation and touch matrix are as they come until they are set, and come back as they were kept") {
    const ledger::KioskSettings fresh = read({});
    CHECK(fresh.panel_rotation == 0);
    CHECK(fresh.touch_matrix == std::array<double, 6>{1, 0, 0, 0, 1, 0});
    CHECK(read({{"panel.rotation", "270"}}).panel_rotation == 270);
    CHECK(read({{"touch.matrix", "default"}}).touch_matrix == fresh.touch_matrix);
    const std::array<double, 6> turned{0, -1.25, 1, 1, 0.5, -0.125};
    const std::string kept = ledger::touch_matrix_value(turned);
    CHECK(ledger::check_setting("touch.matrix", kept).has_value());
    CHECK(read({{"touch.matrix", kept}}).touch_matrix == turned);
}
