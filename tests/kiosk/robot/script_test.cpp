#include "kiosk/robot/script.h"

#include <doctest/doctest.h>

using Verb = robot::Command::Verb;

namespace {

robot::Command one(std::string_view line) {
    auto parsed = robot::parse_script(line, "visit.txt");
    REQUIRE_MESSAGE(parsed.has_value(), (parsed ? "" : parsed.error().message));
    REQUIRE(parsed->size() == 1);
    return parsed->front();
}

} // namespace

TEST_CASE("every command of the design is read") {
    CHECK(one("wait home").verb == Verb::wait);
    CHECK(one("wait home").argument == "home");
    CHECK(one("tap commitment.ready.*").argument == "commitment.ready.*");
    CHECK(one("burst a.b c.d").argument == "a.b c.d");
    CHECK_FALSE(one("tap a.b").by_label);
    CHECK(one("tap \"Read your rights\"").by_label);
    CHECK(one("tap \"Read your rights\"").argument == "Read your rights");
    CHECK(one("drag articles.page 10 -250.5").y == -250.5);
    CHECK(one("type \"a \"quoted\" word\"").argument == "a \"quoted\" word");
    CHECK(one("type \"\"").argument.empty());
    CHECK(one("key Ctrl+Alt+S").argument == "Ctrl+Alt+S");
    CHECK(one("expect screen home").verb == Verb::expect_screen);
    CHECK(one("expect text \"born free\"").verb == Verb::expect_text);
    CHECK(one("expect id thanks.code").verb == Verb::expect_id);
    CHECK(one("absent idle.stay").verb == Verb::absent);
    CHECK(one("shot home-ar").verb == Verb::shot);
    CHECK(one("tree home").verb == Verb::tree);
    CHECK(one("advance 61.5").x == 61.5);
    CHECK(one("media insert /media/a stick").argument == "/media/a stick");
    CHECK(one("media remove").verb == Verb::remove_media);
    CHECK(one("quit").verb == Verb::quit);
}

TEST_CASE("blank lines and comments count as lines, and the line is kept as written") {
    const auto parsed =
        robot::parse_script("# a visit\r\n\n   wait attract \r\n\ttap attract.start", "visit.txt");
    REQUIRE(parsed.has_value());
    REQUIRE(parsed->size() == 2);
    CHECK((*parsed)[0].line == 3);
    CHECK((*parsed)[0].source == "wait attract");
    CHECK((*parsed)[1].line == 4);
    CHECK(robot::parse_script("", "visit.txt")->empty());
}

TEST_CASE("what makes no sense is told with file and line") {
    for (const char* line : {"dance",          "wait",
                             "wait two words", "tap",
                             "tap two words",  "burst a.b",
                             "drag id 1",      "drag id x 1",
                             "drag id 1 2 3",  "type bare",
                             "type \"open",    "expect",
                             "expect home",    "expect text bare",
                             "expect id",      "advance",
                             "advance -1",     "advance soon",
                             "advance 1e99",   "advance nan",
                             "media",          "media insert",
                             "media eject",    "quit now",
                             "shot ../out",    "tree .hidden",
                             "drag id inf 1",  "tap \"\""}) {
        CAPTURE(line);
        const auto parsed = robot::parse_script(std::string("wait home\n") + line, "visit.txt");
        REQUIRE_FALSE(parsed.has_value());
        CHECK(parsed.error().message.starts_with("visit.txt:2: "));
        CHECK(parsed.error().message.find('\n') == std::string::npos);
    }
}

TEST_CASE("a star stands for anything, also for nothing, and nothing else does") {
    CHECK(robot::matches("commitment.ready.*", "commitment.ready.neighbour"));
    CHECK(robot::matches("*", ""));
    CHECK(robot::matches("a*", "a"));
    CHECK(robot::matches("*.confirm", "commitment.confirm"));
    CHECK(robot::matches("a*c*e", "abcde"));
    CHECK(robot::matches("*aab", "aaaab"));
    CHECK(robot::matches("a.1", "a.1"));
    CHECK_FALSE(robot::matches("a.1", "a.11"));
    CHECK_FALSE(robot::matches("a.1", "ax1"));
    CHECK_FALSE(robot::matches("a*c", "abcd"));
    CHECK_FALSE(robot::matches("", "a"));
}
