#include "kiosk/ui/text_painter.h"

#include "tests/platform/text/prepared_fonts.h"

#include <doctest/doctest.h>

namespace {

struct Fixture {
    std::unique_ptr<window::Window> window;
    std::unique_ptr<ui::TextPainter> painter;
    Fixture() {
        auto opened = window::Window::open({.width = 320, .height = 240, .headless = true});
        REQUIRE(opened.has_value());
        window = std::move(*opened);
        painter = std::make_unique<ui::TextPainter>(*window, prepared::fonts().library());
    }
};

text::Paragraph of(std::string_view words, int width, double em) {
    return {words, "en", false, width, {.em_px = em}};
}

} // namespace

TEST_CASE("words that fit keep their size, others shrink until they fit") {
    Fixture f;
    CHECK(f.painter->fitting_em(of("Back", 400, 40), 100, 20) == 40);
    for (const int height : {40, 60, 90}) {
        CAPTURE(height);
        text::Paragraph words = of("All human beings are born free and equal", 260, 40);
        words.style.em_px = f.painter->fitting_em(words, height, 8);
        CHECK(words.style.em_px < 40);
        const auto size = f.painter->measure(words);
        CHECK(size.ink_height <= height);
        CHECK(size.width <= 260);
        CHECK_FALSE(size.breaks_words);
    }
}

TEST_CASE("a long word shrinks rather than break, but not below the smallest size if it need not") {
    Fixture f;
    text::Paragraph word = of("Menschenrechtserklärungen", 300, 60);
    word.style.em_px = f.painter->fitting_em(word, 400, 10);
    CHECK_FALSE(f.painter->measure(word).breaks_words);
    text::Paragraph narrow = of("Menschenrechtserklärungen", 150, 60);
    CHECK(f.painter->fitting_em(narrow, 400, 30) >= 26); // one step of the search at most below
}

TEST_CASE("what can never fit still ends, at half the smallest size or more") {
    Fixture f;
    CHECK(f.painter->fitting_em(of("much too much of everything", 20, 40), 5, 20) >= 10);
}

TEST_CASE("measured and painted are of one size, and textures stay within their budget") {
    Fixture f;
    const text::Paragraph words = of("Article", 0, 48);
    const auto size = f.painter->measure(words);
    const auto painted = f.painter->paint(words, 0xFF000000);
    REQUIRE(painted.texture != nullptr);
    CHECK(painted.size.width == size.width);
    CHECK(f.painter->paint(words, 0xFF000000).texture == painted.texture);
    CHECK(f.painter->paint(words, 0xFFFFFFFF).texture != painted.texture);
    CHECK(f.painter->paint(of("", 0, 48), 0xFF000000).texture == nullptr);
    for (int i = 0; i < 60; ++i) {
        (void)f.painter->paint(of("Human rights " + std::to_string(i), 0, 200), 0xFF000000);
        f.painter->trim();
    }
    CHECK(f.painter->texture_bytes() <= 9u << 20);
}
