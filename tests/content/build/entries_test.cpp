#include "content/build/entries.h"

#include <doctest/doctest.h>

namespace {

using content::EntrySources;

std::string error_of(const std::string& toml) {
    EntrySources sources;
    const auto read = content::read_entries(toml, sources);
    return read ? "" : read.error().message;
}

bool says(const std::string& error, const std::string& part) {
    return error.find(part) != std::string::npos;
}

const std::string ready = "[[commitment]]\nname = \"a\"\nthemes = [1]\narticles = [1]\nwho = [\"pupil\"]\n"
                          "text = \"I will read.\"\nknown = \"It is read.\"\n";
const std::string theme =
    "[[theme]]\nnumber = 1\narticles = [1]\nsdgs = [16]\ntitle = \"T\"\nshort = \"S\"\n"
    "line = \"L\"\nbody = [\"One.\", \"Two.\"]\nstory = \"x\"\nactions = [\"A\", \"B\"]\n"
    "facts = [ { figure = \"17\", says = \"walls\", source = \"S1 ¶20\" } ]\n";

} // namespace

TEST_CASE("An entry's texts become messages and its facts are kept") {
    EntrySources sources;
    REQUIRE(content::read_entries(theme, sources));
    REQUIRE(sources.entries.themes.size() == 1);
    CHECK(sources.entries.themes[0].paragraphs == 2);
    CHECK(sources.entries.themes[0].actions == 2);
    REQUIRE(sources.messages.size() == 7);
    CHECK(sources.messages[0].id == "theme.1.title");
    CHECK(sources.messages[4].id == "theme.1.body.2");
    CHECK(sources.messages[4].text == "Two.");
    CHECK(sources.messages[6].id == "theme.1.do.2");
    REQUIRE(sources.facts.size() == 1);
    CHECK(sources.facts[0].entry == "theme.1");
    CHECK(sources.facts[0].figure == "17");
}

TEST_CASE("A question's right answer is a number from 1, whatever its kind") {
    const std::string head =
        "[[question]]\nid = \"q\"\nlevel = \"13+\"\narticle = 3\nask = \"A\"\nexplain = \"E\"\n"
        "answer_in = \"udhr.3\"\n";
    EntrySources sources;
    REQUIRE(content::read_entries(head + "kind = \"right\"\nchoices = [5, 3, 9]\n", sources));
    CHECK(sources.entries.questions[0].best == 2);
    sources = {};
    REQUIRE(content::read_entries(head + "kind = \"true\"\ncorrect = false\n", sources));
    CHECK(sources.entries.questions[0].best == 2);
    sources = {};
    REQUIRE(content::read_entries(head + "kind = \"would\"\nanswers = [\"a\", \"b\"]\nbest = 1\n", sources));
    CHECK(sources.entries.questions[0].best == 1);
    CHECK(sources.entries.questions[0].answers == 2);
    CHECK(says(error_of(head + "kind = \"right\"\nchoices = [5, 9]\n"), "lacks the article"));
    CHECK(says(error_of(head + "kind = \"would\"\nanswers = [\"a\", \"b\"]\nbest = 3\n"), "\"best\""));
    CHECK(says(error_of(head + "kind = \"true\"\ncorrect = 1\n"), "true or false"));
}

TEST_CASE("What is missing or wrong is named with its line") {
    CHECK(says(error_of("[[theme]\n"), "line 1"));
    CHECK(says(error_of("[[theme]]\nnumber = 13\n"), "line 1: \"number\""));
    CHECK(says(error_of("[other]\n"), "no entry of a known kind"));
    CHECK(says(error_of("commitment = 3"), "[[commitment]]"));
    CHECK(error_of(ready + "kind = \"A\"\nwhen = \"week\"\n").empty());
    CHECK(says(error_of(ready + "when = \"week\"\n"), "\"kind\" is missing"));
    CHECK(says(error_of(ready + "kind = \"D\"\nwhen = \"week\"\n"), "not one of A, B, C"));
    CHECK(says(error_of(ready + "kind = \"A\"\n"), "\"when\" is missing"));
    CHECK(says(error_of(ready + "kind = \"A\"\nwhen = \"soon\"\n"), "\"when\" is \"soon\""));
    const auto whole = ready + "kind = \"A\"\nwhen = \"week\"\n";
    CHECK(says(error_of(whole + whole), "ready.a is there twice"));
    CHECK(says(
        error_of("[[card]]\nid = \"a\"\ntopic = \"sport\"\narticles = []\ntitle = \"T\"\ntext = \"T\"\n"),
        "\"topic\" is \"sport\""));
    CHECK(says(error_of("[[term]]\nid = \"a\"\nword = \"\"\nline = \"L\"\narticles = []\n"), "\"word\""));
}

TEST_CASE("The same id in two files is found") {
    EntrySources sources;
    const auto whole = ready + "kind = \"A\"\nwhen = \"week\"\n";
    REQUIRE(content::read_entries(whole, sources));
    CHECK_FALSE(content::read_entries(whole, sources));
}

TEST_CASE("Articles and themes are all there and in order") {
    EntrySources sources;
    REQUIRE(content::read_entries(theme, sources));
    CHECK(says(content::check_rows(sources.entries).error().message, "0 articles instead of 31"));
}
