#include "platform/text/typesetter.h"

#include "tests/platform/text/prepared_fonts.h"

#include <algorithm>

namespace {

constexpr std::string_view english = "All human beings are born free and equal in dignity and rights.";
constexpr std::string_view thai = "มนุษย์ทั้งหลายเกิดมามีอิสระและเสมอภาคกันในเกียรติศักดิ์และสิทธิ";

text::SetParagraph set(const text::Paragraph& paragraph) {
    static text::Typesetter typesetter(prepared::fonts().library());
    return typesetter.set(paragraph);
}

text::Paragraph of(std::string_view words, std::string_view language, bool right_to_left = false,
                   int width = 0) {
    return {words, language, right_to_left, width, {}};
}

int count_of(std::string_view text, std::string_view part) {
    int count = 0;
    for (std::size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1))
        ++count;
    return count;
}

} // namespace

TEST_CASE("lines break at the width and nothing is wider") {
    const text::SetParagraph one_line = set(of(english, "en"));
    CHECK(one_line.lines() == 1);
    const text::SetParagraph broken = set(of(english, "en", false, one_line.width() / 3));
    CHECK(broken.lines() >= 3);
    CHECK(broken.width() <= one_line.width() / 3);
    CHECK(broken.height() >= 3 * one_line.height());
    CHECK_FALSE(broken.breaks_words());
}

TEST_CASE("a word too long for a line is broken, and that is told") {
    CHECK(set(of("Menschenrechtserklärungen", "de", false, 120)).breaks_words());
    CHECK_FALSE(set(of("Menschenrechtserklärungen", "de")).breaks_words());
}

TEST_CASE("Thai, Khmer, Lao and Burmese break between words though they write no spaces") {
    CHECK(count_of(text::with_break_opportunities(thai, "th"), "\u200B") > 5);
    CHECK(count_of(text::with_break_opportunities("មនុស្សទាំងអស់កើតមកមានសេរីភាព", "km"), "\u200B") > 2);
    CHECK(count_of(text::with_break_opportunities("ມະນຸດທຸກຄົນເກີດມາມີກຽດສັກສີ", "lo"), "\u200B") > 2);
    CHECK(count_of(text::with_break_opportunities("လူတိုင်းသည်တူညီလွတ်လပ်သော", "my"), "\u200B") > 2);
    const text::SetParagraph broken = set(of(thai, "th", false, 300));
    CHECK(broken.lines() > 1);
    CHECK_FALSE(broken.breaks_words());
}

TEST_CASE("other scripts are left as they are, and marking words takes nothing away") {
    for (const std::string_view words :
         {english, std::string_view("人人生而自由"), std::string_view("يولد جميع الناس"), std::string_view()})
        CHECK(text::with_break_opportunities(words, "en") == words);
    std::string marked = text::with_break_opportunities(thai, "th");
    for (std::size_t at = marked.find("\u200B"); at != std::string::npos; at = marked.find("\u200B"))
        marked.erase(at, 3);
    CHECK(marked == thai);
}

TEST_CASE("leading is left in a left-to-right paragraph and right in a right-to-left one") {
    const auto edge = [](text::Alignment alignment, bool right_to_left) {
        text::Paragraph paragraph =
            of(right_to_left ? "حق" : "law", right_to_left ? "ar" : "en", right_to_left, 600);
        paragraph.style.alignment = alignment;
        const text::Bitmap bitmap = set(paragraph).draw();
        return bitmap.left + bitmap.width / 2;
    };
    CHECK(edge(text::Alignment::leading, false) < 150);
    CHECK(edge(text::Alignment::trailing, false) > 450);
    CHECK(edge(text::Alignment::leading, true) > 450);
    CHECK(edge(text::Alignment::trailing, true) < 150);
    for (const bool right_to_left : {false, true}) {
        CHECK(edge(text::Alignment::centre, right_to_left) > 250);
        CHECK(edge(text::Alignment::centre, right_to_left) < 350);
    }
}

TEST_CASE("all ink is in the bitmap: its border is empty") {
    for (const char* words : {"Ägyjpf", "نَسْتَعِين", "འགྲོ་བ", "ผู้ที่"}) {
        CAPTURE(words);
        const text::Bitmap bitmap = set(of(words, "und")).draw();
        REQUIRE(bitmap.width > 2);
        REQUIRE(bitmap.coverage.size() == static_cast<std::size_t>(bitmap.width * bitmap.height));
        const auto at = [&](int x, int y) {
            return bitmap.coverage[static_cast<std::size_t>(y * bitmap.width + x)];
        };
        int border = 0;
        for (int x = 0; x < bitmap.width; ++x)
            border = std::max<int>({border, at(x, 0), at(x, bitmap.height - 1)});
        for (int y = 0; y < bitmap.height; ++y)
            border = std::max<int>({border, at(0, y), at(bitmap.width - 1, y)});
        CHECK(border < 64); // a touch of antialiasing at most
        CHECK(*std::max_element(bitmap.coverage.begin(), bitmap.coverage.end()) > 200);
    }
}

TEST_CASE("spaces and nothing have no ink but a height") {
    for (const char* words : {"", "   "}) {
        const text::SetParagraph paragraph = set(of(words, "en"));
        CHECK(paragraph.draw().coverage.empty());
        CHECK(paragraph.height() > 0);
        CHECK(paragraph.lines() == 1);
    }
}

TEST_CASE("bold is wider, larger is larger, and lines stand further apart when asked to") {
    text::Paragraph paragraph = of("human rights", "en", false, 100);
    const text::SetParagraph plain = set(paragraph);
    paragraph.style.line_height = 3;
    CHECK(set(paragraph).height() > plain.height());
    paragraph.style.line_height = 0.1;
    CHECK(set(paragraph).height() >= plain.lines() * 32); // never pressed together
    paragraph = of("human rights", "en");
    const int width = set(paragraph).width();
    paragraph.style.bold = true;
    CHECK(set(paragraph).width() > width);
    paragraph.style = {.em_px = 64};
    CHECK(set(paragraph).width() > 1.9 * width);
}

TEST_CASE("the caret stands at the reading side of what follows") {
    const text::SetParagraph latin = set(of("right", "en"));
    CHECK(latin.caret(0).x == 0);
    CHECK(latin.caret(5).x == doctest::Approx(latin.width()).epsilon(0.03));
    CHECK(latin.caret(2).x > latin.caret(1).x);
    CHECK(latin.caret(0).height > 0);
    const text::SetParagraph arabic = set(of("حق", "ar", true, 400));
    CHECK(arabic.caret(0).x > arabic.caret(4).x);
}

TEST_CASE("the caret after Thai words is at their end, whatever marks were put between them") {
    const std::string_view words = "มนุษย์ทั้งหลายเกิดมา";
    const text::SetParagraph paragraph = set(of(words, "th"));
    CHECK(paragraph.caret(static_cast<int>(words.size())).x ==
          doctest::Approx(paragraph.width()).epsilon(0.03));
}
