#include "content/build/sources.h"
#include "tests/content/sample.h"

#include <doctest/doctest.h>

TEST_CASE("The sources of this tree can be read") {
    const auto sources = content::read_sources(std::filesystem::path(SOURCE_ROOT) / "content");
    REQUIRE_MESSAGE(sources, (sources ? "" : sources.error().message));
    const content::Entries& entries = sources->texts.entries;
    CHECK(entries.articles.size() == 31);
    CHECK(entries.themes.size() == 12);
    CHECK(entries.commitments.size() >= 96);
    CHECK(entries.questions.size() >= 45);
    CHECK(entries.activities.size() >= 6);
    CHECK(entries.glossary.size() >= 40);
    CHECK(sources->languages.official.size() == 6);
    CHECK(sources->languages.interfaces.size() == 18);
}

TEST_CASE("Errors name the line and what is wrong there") {
    const auto error = [](const auto& result) { return result ? std::string() : result.error().message; };
    CHECK_FALSE(content::parse_languages("official = 3"));
    CHECK_FALSE(
        content::parse_glyph_exceptions("[[exception]]\ntext = \"a\"\nreason = \"b\"\ncodes = \"U+12-\"\n"));
    CHECK(content::parse_glyph_exceptions(""));
    CHECK(error(content::parse_limits("limit = [ { messages = \"*\" } ]")).find("\"columns\"") !=
          std::string::npos);
    CHECK(content::parse_limits("limit = [ { messages = \"*\", columns = 9 } ]"));
}

TEST_CASE("A missing file is named") {
    const TemporaryFolder folder;
    const auto sources = content::read_sources(folder.path());
    REQUIRE_FALSE(sources);
    CHECK(sources.error().message.find("languages.toml") != std::string::npos);
}
