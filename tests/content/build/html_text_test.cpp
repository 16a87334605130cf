#include "content/build/html_text.h"

#include <doctest/doctest.h>

TEST_CASE("The structure of a text is kept") {
    const auto text = content::parse_html_text(R"(<!doctype html><html><body><h1>Title</h1>
        <header><h2>Preamble</h2><p>Whereas   all
        are</p><p>Now</p></header>
        <article data-number="1"><h2>Article 1</h2><p>First.</p></article>
        <article data-number="2"><h1>Article 2</h1><ol><li><p>One</p></li><li>Two</li></ol><p>After</p></article>
        </body></html>)");
    REQUIRE(text);
    CHECK(text->titles == std::vector<std::string>{"Title"});
    CHECK(text->has_preamble);
    REQUIRE(text->preamble.blocks.size() == 2);
    CHECK(text->preamble.blocks[0].text == "Whereas all are");
    REQUIRE(text->articles.size() == 2);
    CHECK(text->articles[0].number == 1);
    const auto& second = text->articles[1];
    CHECK(second.headings == std::vector<std::string>{"Article 2"});
    REQUIRE(second.blocks.size() == 3);
    CHECK(second.blocks[1].point == 2);
    CHECK(second.blocks[1].text == "Two");
    CHECK(second.blocks[2].point == 0);
}

TEST_CASE("Characters are composed and controls are mended, and both are told") {
    const auto text = content::parse_html_text("<body><article data-number='1'><p>n\xCC\x83 l\xC2\x92"
                                               "a \x01 \xEE\x80\x80</p></article>");
    REQUIRE(text);
    CHECK(text->articles[0].blocks[0].text == "\xC3\xB1 l\xE2\x80\x99"
                                              "a \xEE\x80\x80");
    CHECK(text->mending.composed);
    CHECK(text->mending.controls.front() == "U+0092");
    CHECK(text->mending.characters == std::vector<std::string>{"U+E000"});
}

TEST_CASE("What is no text is refused, what is broken is mended") {
    CHECK_FALSE(content::parse_html_text(""));
    CHECK_FALSE(content::parse_html_text("<body><p>nothing of the kind</p></body>"));
    const auto broken = content::parse_html_text("<article data-number=x><p>open<ol><li>one<li>two");
    REQUIRE(broken);
    CHECK(broken->articles.at(0).number == -1);
    CHECK(broken->articles.at(0).blocks.size() == 3);
}
