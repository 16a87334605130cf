#include "content/build/sources.h"
#include "tests/content/sample.h"

#include <doctest/doctest.h>
#include <set>

TEST_CASE("The sources of this tree are whole and agree with each other") {
    const auto sources = content::read_sources(std::filesystem::path(SOURCE_ROOT) / "content");
    REQUIRE_MESSAGE(sources, (sources ? "" : sources.error().message));
    CHECK(sources->articles.size() == 31);
    CHECK(sources->themes.size() == 12);
    CHECK(sources->languages.official.size() == 6);
    for (const auto& theme : sources->themes)
        for (const int number : theme.articles) {
            const auto& themes = sources->articles.at(static_cast<std::size_t>(number)).themes;
            CHECK(std::find(themes.begin(), themes.end(), theme.number) != themes.end());
        }
}

TEST_CASE("Every theme has at least two ready commitments, of more than one kind") {
    const auto sources = content::read_sources(std::filesystem::path(SOURCE_ROOT) / "content");
    REQUIRE(sources);
    for (int theme = 1; theme <= content::theme_count; ++theme) {
        int count = 0;
        std::set<content::CommitmentKind> kinds;
        for (const auto& ready : sources->commitments)
            if (std::find(ready.themes.begin(), ready.themes.end(), theme) != ready.themes.end()) {
                ++count;
                kinds.insert(ready.kind);
            }
        CAPTURE(theme);
        CHECK(count >= 2);
        CHECK(kinds.size() >= 2);
    }
}

TEST_CASE("Errors name the line and what is wrong there") {
    const auto error = [](const auto& result) { return result ? std::string() : result.error().message; };
    CHECK(error(content::parse_themes("[[theme]]\nnumber = 13\narticles = []\n")).find("line 1") == 0);
    CHECK(error(content::parse_themes("[[theme]\n")).find("line 1") == 0);
    CHECK(error(content::parse_themes("[[theme]]\nnumber = 1\narticles = [1]\n")) ==
          "it has 1 entries instead of 12");
    CHECK(error(content::parse_commitments("")).find("[[commitment]]") != std::string::npos);
    const std::string head = "[[commitment]]\nname = \"a\"\nthemes = [1]\narticles = [1]\n";
    CHECK(error(content::parse_commitments(head + "kind = \"D\"\nwhen = \"week\"\n")).find("not A, B or C") !=
          std::string::npos);
    CHECK(error(content::parse_commitments(head + "kind = \"A\"\nwhen = \"soon\"\n")).find("\"when\"") !=
          std::string::npos);
    const auto whole = head + "kind = \"A\"\nwhen = \"week\"\n";
    CHECK(content::parse_commitments(whole));
    CHECK(error(content::parse_commitments(whole + whole)).find("twice") != std::string::npos);
    CHECK_FALSE(content::parse_languages("official = 3"));
    CHECK_FALSE(
        content::parse_glyph_exceptions("[[exception]]\ntext = \"a\"\nreason = \"b\"\ncodes = \"U+12-\"\n"));
    CHECK(content::parse_glyph_exceptions(""));
}

TEST_CASE("A missing file is named") {
    const sample::TemporaryFolder folder;
    const auto sources = content::read_sources(folder.path());
    REQUIRE_FALSE(sources);
    CHECK(sources.error().message.find("languages.toml") != std::string::npos);
}
