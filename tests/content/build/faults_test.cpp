#include "content/build/faults.h"
#include "tests/content/sample.h"

#include <algorithm>
#include <doctest/doctest.h>

using content::Fault;
using content::Section;
using Kind = Fault::Kind;

namespace {

content::RawText parse(const std::string& html) {
    auto text = content::parse_html_text(html);
    REQUIRE(text);
    return *text;
}

bool has(const std::vector<Fault>& faults, Kind kind, int section) {
    return std::any_of(faults.begin(), faults.end(),
                       [&](const Fault& fault) { return fault.kind == kind && fault.section == section; });
}

struct Judged {
    std::vector<Fault> faults;
    std::vector<Section> sections;
};

Judged judge(const std::string& html) {
    const auto text = parse(html);
    auto faults = content::find_faults(text);
    auto sections = content::make_sections(text, faults);
    return {std::move(faults), std::move(sections)};
}

Judged judge_article_five(const std::string& body) {
    return judge(sample::text("xx", {{5, sample::article(5, "Artiklo 5", body)}}));
}

} // namespace

TEST_CASE("A sound text has no fault and thirty-one sections") {
    const auto [faults, sections] = judge(sample::text("xx"));
    CHECK(faults.empty());
    REQUIRE(sections.size() == 31);
    CHECK(std::all_of(sections.begin(), sections.end(), [](const Section& section) {
        return section.state == Section::State::complete && !section.blocks.empty();
    }));
}

TEST_CASE("Missing parts are found") {
    const auto [faults, sections] =
        judge(sample::text("xx", {{30, ""}, {7, sample::article(7, "Artiklo 7", "")}}, ""));
    CHECK(has(faults, Kind::missing_section, 30));
    CHECK(has(faults, Kind::missing_section, 7));
    CHECK(has(faults, Kind::missing_section, content::preamble_number));
    CHECK(has(faults, Kind::missing_title, -1));
    CHECK(sections[30].state == Section::State::missing);
    CHECK(sections[7].state == Section::State::missing);
    CHECK(sections[8].state == Section::State::complete);
}

TEST_CASE("Any filling without a word hides its article") {
    for (const auto* filling : {"&amp;1", "Vera &amp;2 vorto", "@", "...", "§ 4", "—"}) {
        const auto [faults, sections] = judge_article_five(sample::points({"Vera vorto", filling}));
        CAPTURE(filling);
        CHECK(has(faults, Kind::placeholder, 5));
        CHECK(sections[5].state == Section::State::faulty);
        CHECK(sections[5].blocks.empty());
        CHECK(sections[6].state == Section::State::complete);
    }
}

TEST_CASE("An empty point or paragraph hides its article") {
    CHECK(has(judge_article_five(sample::points({"Vera vorto", ""})).faults, Kind::empty_block, 5));
    CHECK(judge_article_five(sample::paragraph("")).sections[5].state == Section::State::faulty);
}

TEST_CASE("A heading among the words of the article before is found, and the words in the heading") {
    // Article 12's words slid into its heading when the heading of 12 stayed at the end of 11.
    const auto html = sample::text(
        "xx",
        {{11,
          sample::article(11, "Artiklo 11",
                          sample::paragraph(sample::sentence("xx", 11)) + sample::paragraph("Artiklo 12"))},
         {12, sample::article(12, "Neniu estu submetata al arbitra entrudo en sian privatan vivon.",
                              sample::paragraph("Artiklo 13"))},
         {13, sample::article(13, "Ciu havas la rajton libere movigi kaj logi ene de la limoj de stato.",
                              sample::paragraph("Vorto post vorto."))}});
    const auto [faults, sections] = judge(html);
    CHECK(has(faults, Kind::stray_heading, 11));
    CHECK(has(faults, Kind::shifted, 12));
    CHECK(has(faults, Kind::shifted, 13));
    CHECK_FALSE(has(faults, Kind::shifted, 14));
    CHECK(sections[11].state == Section::State::complete);
    CHECK(sections[11].blocks.size() == 1);
    CHECK(sections[12].state == Section::State::faulty);
}

TEST_CASE("A shift that took the end of the article before hides that one too") {
    const auto html =
        sample::text("xx", {{9, sample::article(9, "La fino de la oka artikolo staras ci tie anstatau tie.",
                                                sample::paragraph("Artiklo 9") +
                                                    sample::paragraph(sample::sentence("xx", 9)))}});
    const auto [faults, sections] = judge(html);
    CHECK(has(faults, Kind::shifted, 9));
    CHECK(sections[8].state == Section::State::faulty);
    CHECK(sections[7].state == Section::State::complete);
}

TEST_CASE("A shift is found in an ideographic script too") {
    const auto html = sample::text(
        "xx", {{9, sample::article(9, "任何人不得加以任意逮捕、拘禁或放逐。", "<p>第十条</p>")}});
    CHECK(has(judge(html).faults, Kind::shifted, 9));
}

TEST_CASE("A long heading that names its article is no shift") {
    const auto html = sample::text(
        "xx",
        {{5, sample::article(5, "Artiklo 5: La rajto esti libera de torturo kaj de krueleco",
                             sample::paragraph("Neniu suferu torturon au kruelan punon en ajna loko."))}});
    CHECK(judge(html).faults.empty());
}

TEST_CASE("Articles with the same words are both hidden") {
    const auto twin = sample::paragraph("La samaj vortoj dufoje.");
    const auto [faults, sections] =
        judge(sample::text("xx", {{20, sample::article(20, "Artiklo 20", twin)},
                                  {21, sample::article(21, "Artiklo 21", twin)}}));
    CHECK(has(faults, Kind::alike, 20));
    CHECK(has(faults, Kind::alike, 21));
    CHECK(sections[20].state == Section::State::faulty);
    CHECK(sections[21].state == Section::State::faulty);
}

TEST_CASE("Numbers out of order, twice, or none are found") {
    const auto wrong_order =
        sample::text("xx", {{3, sample::article(4, "Artiklo 4", "<p>Kvara artikolo.</p>")},
                            {4, sample::article(3, "Artiklo 3", "<p>Tria artikolo.</p>")}});
    CHECK(has(judge(wrong_order).faults, Kind::number_order, 3));
    const auto twice = sample::text("xx", {{3, sample::article(2, "Artiklo 2", "<p>Kio estas tio?</p>")}});
    CHECK(has(judge(twice).faults, Kind::duplicate_number, 2));
    CHECK(has(judge(twice).faults, Kind::missing_section, 3));
    const auto none = sample::text("xx", {{3, sample::article(99, "Artiklo", "<p>Kio estas tio?</p>")}});
    CHECK(has(judge(none).faults, Kind::number_order, 99));
}

TEST_CASE("Odd points and signs are told and shown") {
    const auto odd = judge_article_five(
        sample::points({"Vera vorto", "Vera vorto", "3. Numero", "9. Alia", "x.", "he~jmo"}));
    CHECK(has(odd.faults, Kind::duplicate_point, 5));
    CHECK(has(odd.faults, Kind::point_number, 5));
    CHECK(has(odd.faults, Kind::odd_paragraph, 5));
    CHECK(has(odd.faults, Kind::stray_character, 5));
    REQUIRE(odd.sections[5].state == Section::State::complete);
    CHECK(odd.sections[5].blocks[2].text == "Numero");
    CHECK(odd.sections[5].blocks[3].text == "9. Alia");
}

TEST_CASE("A point's own number is taken off, however it is written") {
    const auto plain = judge_article_five(sample::points({"5.1.- Unu", "2) Dua", "٣. تلاتة", "5.4 Kvar"}));
    CHECK(plain.faults.empty());
    CHECK(plain.sections[5].blocks[0].text == "Unu");
    CHECK(plain.sections[5].blocks[1].text == "Dua");
    CHECK(plain.sections[5].blocks[2].text == "تلاتة");
    CHECK(plain.sections[5].blocks[3].text == "Kvar");
}

TEST_CASE("A second or empty heading is told") {
    const auto html = sample::text(
        "xx", {{5, "<article data-number='5'><h2>A</h2><h2></h2><p>Neniu suferu.</p></article>"}});
    CHECK(has(judge(html).faults, Kind::odd_heading, 5));
}

TEST_CASE("Controls, decomposed and unknown characters are told") {
    const auto faults =
        judge_article_five(sample::paragraph("Ne\xCC\x81niu l\xC2\x92homo \xEF\xBF\xBD suferu")).faults;
    CHECK(has(faults, Kind::control_character, -1));
    CHECK(has(faults, Kind::not_composed, -1));
    CHECK(has(faults, Kind::unknown_character, -1));
}

TEST_CASE("A copy under another language's name is found, and which of the two it is") {
    const auto kurdish = parse(sample::text("kurdi"));
    const auto other = parse(sample::text("alia"));
    // Sorani is written in Arabic letters, so a Latin text under its name is the copy, whatever the codes'
    // order.
    const auto copies = content::find_copies(std::vector<content::TextIdentity>{
        {"aaa", "ckb", &kurdish}, {"zzz", "ku", &kurdish}, {"yyy", "eo", &other}});
    REQUIRE(copies.size() == 1);
    CHECK(copies.begin()->first == "aaa");
    CHECK(copies.begin()->second == "zzz");
    // Two editions in one language are no copies of one another.
    CHECK(content::find_copies(std::vector<content::TextIdentity>{{"a", "ro", &other}, {"b", "ro", &other}})
              .empty());
}

TEST_CASE("A copy with a few articles changed is still found") {
    const auto first = parse(sample::text("kurdi"));
    const auto second =
        parse(sample::text("kurdi", {{4, sample::article(4, "Artiklo 4", "<p>Alia vorto.</p>")}}));
    CHECK(content::find_copies(std::vector<content::TextIdentity>{{"a", "eo", &first}, {"b", "ia", &second}})
              .size() == 1);
}
