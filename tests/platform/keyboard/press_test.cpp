#include "platform/keyboard/layout.h"

#include <doctest/doctest.h>

using keyboard::find_press;

namespace {

keyboard::Layout loaded(std::string_view id) {
    auto layout = keyboard::load_layout(id);
    if (!layout) FAIL(layout.error().message);
    return std::move(*layout);
}

/// What the found presses type one after another, up to where none is found.
std::string typed(const keyboard::Layout& layout, std::string_view text) {
    std::string result;
    while (const auto press = find_press(layout, text)) {
        const auto& key = layout.rows.at(press->row).at(press->column);
        const auto& alternatives = press->shifted ? key.shifted_alternatives : key.alternatives;
        const auto& tap = press->shifted ? key.shifted : key.plain;
        result += press->alternative ? alternatives.at(*press->alternative) : tap;
        text.remove_prefix(press->typed_bytes);
    }
    return result;
}

} // namespace

TEST_CASE("words of a language are typed with the keys of its layout") {
    CHECK(typed(loaded("us"), "Read") == "Read");
    CHECK(typed(loaded("fr"), "Élèves,naïveté,cœur") == "Élèves,naïveté,cœur");
    CHECK(typed(loaded("es"), "¿Qué?¡Pingüino!") == "¿Qué?¡Pingüino!");
    CHECK(typed(loaded("ru"), "Ёлка,подъём") == "Ёлка,подъём");
    CHECK(typed(loaded("ar"), "السلامعليكم؟") == "السلامعليكم؟");
    CHECK(typed(loaded("in"), "अधिकार।") == "अधिकार।");
    CHECK(typed(loaded("vn"), "quyềncủatôi") == "quyềncủatôi");
}

TEST_CASE("a tap is found before a long press, the longest text before a shorter one") {
    const auto french = loaded("fr");
    const auto accent = find_press(french, "é");
    REQUIRE(accent.has_value());
    CHECK_FALSE(accent->alternative.has_value());
    const auto capital = find_press(french, "É");
    REQUIRE(capital.has_value());
    CHECK(capital->shifted);
    CHECK(capital->alternative.has_value());
    const auto ligature = find_press(loaded("ar"), "\u0644\u0627\u0645");
    REQUIRE(ligature.has_value());
    CHECK(ligature->typed_bytes == 4);
}

TEST_CASE("what the layout does not have is not found") {
    CHECK_FALSE(find_press(loaded("us"), "ж").has_value());
    CHECK_FALSE(find_press(loaded("us"), "").has_value());
    CHECK_FALSE(find_press(loaded("us"), " a").has_value());
    CHECK_FALSE(find_press(keyboard::Layout{}, "a").has_value());
}
