#include "content/check/entries_check.h"

#include <algorithm>
#include <doctest/doctest.h>
#include <fmt/format.h>

namespace {

using content::EntrySources;

std::string words(int count) {
    std::string text;
    for (int index = 0; index < count; ++index)
        text += index == 0 ? "word" : " word";
    return text;
}

/// Sources in which nothing is wrong: every theme has one article, every article one theme, each as many
/// commitments as it needs.
std::string whole_toml() {
    std::string toml;
    for (int number = 0; number <= content::article_count; ++number)
        toml += fmt::format(
            "[[article]]\nnumber = {}\ngroup = \"G1\"\nfamily = \"civil\"\nthemes = [{}]\nsdgs = [16]\n"
            "label = \"A right\"\nsummary = \"{}\"\nquestion = \"Why?\"\nexample = \"So.\"\n",
            number, number % content::theme_count + 1, words(30));
    for (int number = 1; number <= content::theme_count; ++number) {
        toml +=
            fmt::format("[[theme]]\nnumber = {}\narticles = [{}]\nsdgs = [16]\ntitle = \"T\"\nshort = \"S\"\n"
                        "line = \"L\"\nbody = [\"In 2023 {}\", \"{}\"]\nstory = \"walls\"\n"
                        "actions = [\"a\", \"b\", \"c\"]\n"
                        "facts = [ {{ figure = \"2023\", says = \"the year\", source = \"S1 ¶2\" }} ]\n",
                        number, number - 1, words(50), words(40));
        for (int index = 0; index < 8; ++index)
            toml += fmt::format(
                "[[commitment]]\nname = \"n{0}-{1}\"\nkind = \"B\"\nthemes = [{0}]\narticles = [{2}, {3}]\n"
                "who = [\"pupil\"]\nwhen = \"week\"\ntext = \"I will do it.\"\nknown = \"Done.\"\n",
                number, index, (number * 8 + index) % 30 + 1, (number * 5 + index) % 30 + 1);
    }
    toml += "[[card]]\nid = \"walls\"\ntopic = \"street-art\"\narticles = []\ntitle = \"T\"\ntext = \"17 "
            "walls\"\n"
            "facts = [ { figure = \"17\", says = \"walls\", source = \"S1 ¶20\" } ]\n"
            "[[chart]]\nid = \"who\"\ntitle = \"T\"\nunit = \"pledges\"\ntotal = 5\nadds_up = true\nsource = "
            "\"S1 ¶85\"\n"
            "[[chart.bar]]\nid = \"a\"\nlabel = \"A\"\nvalue = 2\nsource = \"S1 ¶85\"\n"
            "[[chart.bar]]\nid = \"b\"\nlabel = \"B\"\nvalue = 3\nsource = \"S1 ¶85\"\n"
            "[[question]]\nid = \"q\"\nkind = \"true\"\ncorrect = true\nlevel = \"8-12\"\narticle = 3\nask = "
            "\"A?\"\n"
            "explain = \"E\"\nanswer_in = \"article.3.summary\"\n";
    return toml;
}

EntrySources whole() {
    EntrySources sources;
    const auto read = content::read_entries(whole_toml(), sources);
    REQUIRE_MESSAGE(read, (read ? "" : read.error().message));
    return sources;
}

bool every_picture(const std::string&) {
    return true;
}

std::vector<std::string> faults_of(const EntrySources& sources) {
    return content::check_entries(sources, every_picture);
}

/// Whether a fault with these words, and no other, is found.
void only(const EntrySources& sources, const std::string& fault) {
    const auto faults = faults_of(sources);
    REQUIRE(faults.size() == 1);
    CHECK(faults[0] == fault);
}

std::string& text_of(EntrySources& sources, const std::string& id) {
    const auto found = std::find_if(sources.messages.begin(), sources.messages.end(),
                                    [&](const auto& message) { return message.id == id; });
    REQUIRE(found != sources.messages.end());
    return found->text;
}

} // namespace

TEST_CASE("Nothing is wrong with whole sources") {
    CHECK(faults_of(whole()).empty());
}

TEST_CASE(
    "A theme without articles, without enough to do, with too short a body, with a story nobody wrote") {
    auto sources = whole();
    sources.entries.themes[4].articles.clear();
    only(sources, "theme.5 has no articles");
    sources = whole();
    sources.entries.themes[4].actions = 2;
    only(sources, "theme.5 has 2 things to do instead of three");
    sources = whole();
    text_of(sources, "theme.5.body.2") = words(10);
    only(sources, "theme.5.body has 62 words instead of 80 to 120");
    sources = whole();
    sources.entries.themes[4].story = "other";
    only(sources, "theme.5 has the story other, which is not there");
    sources = whole();
    sources.entries.themes[4].articles = {9};
    only(sources, "theme.5 has article 9, which does not name it");
}

TEST_CASE("An article that too little reaches, and a theme with too few commitments") {
    auto sources = whole();
    auto& commitments = sources.entries.commitments;
    for (auto& ready : commitments)
        for (int& article : ready.articles)
            if (article == 30) article = 29;
    auto faults = faults_of(sources);
    REQUIRE(faults.size() == 2);
    CHECK(faults[0] == "article.30 is reached by 0 commitments instead of 3");
    CHECK(faults[1] == "article.30 is reached by no theme and no commitment");
    sources.entries.themes[6].articles.push_back(30);
    only(sources, "article.30 is reached by 0 commitments instead of 3");
    sources = whole();
    sources.entries.commitments[0].themes = {2};
    only(sources, "theme.1 has 7 commitments instead of 8");
}

TEST_CASE("A commitment of too many words, for nobody, of no article") {
    auto sources = whole();
    text_of(sources, "ready.n3-1") = words(21);
    only(sources, "ready.n3-1 has 21 words instead of 1 to 20");
    sources = whole();
    sources.entries.commitments[0].who.clear();
    only(sources, "ready.n1-0 suits nobody");
    sources = whole();
    sources.entries.commitments.push_back(sources.entries.commitments[0]);
    sources.entries.commitments.back().articles.clear();
    only(sources, "ready.n1-0 has no article");
}

TEST_CASE("A figure without a source, and a source that is none") {
    auto sources = whole();
    text_of(sources, "card.walls.text") = "17 walls in 18 streets, told by Human Rights 75 and article 19";
    only(sources, "card.walls.text has the figure 18 without a source");
    sources = whole();
    sources.facts.front().source = "somewhere";
    only(sources, "theme.1 has the source \"somewhere\", which is no seed and paragraph");
    sources = whole();
    sources.facts.front().source = "S1 ¶2; W4";
    CHECK(faults_of(sources).empty());
    std::erase_if(sources.facts, [](const auto& fact) { return fact.entry == "card.walls"; });
    text_of(sources, "card.walls.text") = "Walls";
    only(sources, "card.walls has no source");
}

TEST_CASE("A chart that does not add up") {
    auto sources = whole();
    sources.entries.charts[0].bars[0].value = 4;
    only(sources, "chart.who adds up to 7 instead of 5");
    sources = whole();
    sources.entries.charts[0].adds_up = false;
    only(sources, "chart.who adds up, and says that it does not");
}

TEST_CASE("A question whose answer is not in the kiosk") {
    auto sources = whole();
    sources.entries.questions[0].answer_in = "article.31.summary";
    only(sources, "quiz.q has its answer in article.31.summary, which the kiosk does not have");
    sources.entries.questions[0].answer_in = "udhr.4";
    only(sources, "quiz.q is about article 3, but its answer is in udhr.4");
    sources.entries.questions[0].answer_in = "udhr.3";
    CHECK(faults_of(sources).empty());
    sources.entries.questions[0].choices = {3, 3};
    only(sources, "quiz.q offers the same answer twice");
}

TEST_CASE("A missing picture, and a label or summary of the wrong length") {
    const auto faults = content::check_entries(whole(), [](const auto& name) { return name != "theme.7"; });
    REQUIRE(faults.size() == 1);
    CHECK(faults[0] == "there is no picture theme.7");
    auto sources = whole();
    text_of(sources, "article.8.summary") = words(46);
    only(sources, "article.8.summary has 46 words instead of 25 to 45");
    sources = whole();
    text_of(sources, "article.8.label") = words(6);
    only(sources, "article.8.label has 6 words instead of 1 to 5");
}

TEST_CASE("The list of facts names entry, figure and source") {
    CHECK(content::list_facts(whole()).find("| card.walls | 17 | walls | S1 ¶20 |") != std::string::npos);
}
