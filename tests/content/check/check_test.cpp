#include "content/check/check.h"
#include "tests/content/sample_pack.h"

#include <doctest/doctest.h>

namespace {

content::Glyphs all_glyphs(std::string_view, std::string_view) {
    return {{}, {"Sample Sans"}};
}

/// A font without the letter v.
content::Glyphs no_v(std::string_view utf8, std::string_view) {
    content::Glyphs glyphs{{}, {"Sample Sans"}};
    if (utf8.find("vela") != std::string_view::npos) glyphs.missing.push_back(U'v');
    return glyphs;
}

} // namespace

TEST_CASE("The report counts what can be shown and tells each fault") {
    const sample::SmallContent small;
    const auto contents = content::gather(small.inputs());
    REQUIRE(contents);
    const auto report = content::check_contents(*contents, "wol", all_glyphs);
    REQUIRE(report);
    REQUIRE(report->texts.size() == 1);
    CHECK(report->texts[0].articles == 28);
    CHECK(report->texts[0].preamble);
    CHECK(report->texts[0].named_in_itself);
    const auto words = content::describe(*report);
    CHECK(words.find("28 of 30 articles") != std::string::npos);
    CHECK(words.find("article 3: missing section") != std::string::npos);
    CHECK(words.find("article 4: placeholder: paragraph is \"&1\" (not shown)") != std::string::npos);
    CHECK(words.find("Sample Sans") != std::string::npos);
}

TEST_CASE("Catalogues are counted, and English shown instead is counted too") {
    const sample::SmallContent small;
    const auto contents = content::gather(small.inputs());
    REQUIRE(contents);
    const auto report = content::check_contents(*contents, "ar", all_glyphs);
    REQUIRE(report);
    CHECK(report->texts.size() == 1);
    REQUIRE(report->catalogues.size() == 1);
    CHECK_FALSE(report->catalogues[0].passed()); // it is incomplete
    CHECK_FALSE(report->passed());
    const auto all = std::to_string(contents->english.messages.size());
    const auto rest = std::to_string(contents->english.messages.size() - 1);
    CHECK(content::describe(*report).find("interface ar: 1 of " + all + " messages, " + rest +
                                          " in English instead") != std::string::npos);
}

TEST_CASE("A missing glyph fails the check unless it is let pass, and an idle exception fails it too") {
    const sample::SmallContent small;
    auto contents = content::gather(small.inputs());
    REQUIRE(contents);
    auto report = content::check_contents(*contents, "eng", no_v);
    REQUIRE(report);
    CHECK(report->texts[0].missing == std::vector<char32_t>{U'v'});
    CHECK_FALSE(report->passed());
    contents->sources.glyph_exceptions = {{U'a', U'z', "eng", "a test"}};
    report = content::check_contents(*contents, "eng", no_v);
    CHECK(report->passed());
    contents->sources.glyph_exceptions = {{U'@', U'@', "eng", "not needed"}};
    report = content::check_contents(*contents, "", all_glyphs);
    CHECK(report->idle_exceptions.size() == 1);
    CHECK_FALSE(report->passed());
}

TEST_CASE("What the sources call for and nobody made is told") {
    const sample::SmallContent small;
    const auto contents = content::gather(small.inputs());
    REQUIRE(contents);
    const auto report = content::check_contents(*contents, "", all_glyphs);
    REQUIRE(report);
    CHECK_FALSE(report->passed());
    const auto words = content::describe(*report);
    CHECK(words.find("fault: there is no picture article.30") != std::string::npos);
    CHECK(words.find("fault: there is no picture mark") == std::string::npos);
    CHECK(words.find("fault: there is no po/fr.po") != std::string::npos);
    CHECK(words.find("fault: SOURCES.md") != std::string::npos);
}

TEST_CASE("A language that nothing goes by is refused") {
    const sample::SmallContent small;
    const auto contents = content::gather(small.inputs());
    REQUIRE(contents);
    CHECK_FALSE(content::check_contents(*contents, "xx", all_glyphs));
}
