#include "platform/keyboard/exemplars.h"
#include "platform/keyboard/layout.h"
#include "platform/keyboard/unicode.h"

#include <algorithm>
#include <doctest/doctest.h>
#include <filesystem>
#include <set>

using keyboard::Key;
using keyboard::Layout;

namespace {

constexpr const char* interface_tags[] = {"ar", "zh", "en", "fr", "ru", "es", "bn", "de",
                                          "fa", "hi", "id", "pt", "sw", "tr", "ur", "vi"};

Layout loaded(const std::string& id) {
    auto layout = keyboard::load_layout(id);
    if (!layout) FAIL(layout.error().message);
    return std::move(*layout);
}

std::vector<Key> keys_of(const Layout& layout) {
    std::vector<Key> keys;
    for (const auto& row : layout.rows)
        keys.insert(keys.end(), row.begin(), row.end());
    return keys;
}

/// All that the layout types, long presses included.
std::set<std::string> reach(const Layout& layout) {
    std::set<std::string> texts;
    for (const auto& key : keys_of(layout)) {
        texts.insert({key.plain, key.shifted});
        texts.insert(key.alternatives.begin(), key.alternatives.end());
        texts.insert(key.shifted_alternatives.begin(), key.shifted_alternatives.end());
    }
    return texts;
}

Key key_typing(const Layout& layout, std::string_view plain) {
    for (const auto& key : keys_of(layout)) {
        if (key.plain == plain) return key;
    }
    FAIL(std::string(plain), " is not on ", layout.id);
    return {};
}

std::string row_text(const Layout& layout, std::size_t row) {
    std::string text;
    for (const auto& key : layout.rows.at(row))
        text += key.plain;
    return text;
}

bool offers(const std::vector<std::string>& texts, std::string_view text) {
    return std::find(texts.begin(), texts.end(), text) != texts.end();
}

/// A cluster such as Bengali ক্ষ is typed by several keys.
bool is_reached(const std::set<std::string>& texts, const std::string& letter) {
    if (texts.contains(letter)) return true;
    for (std::size_t size = 1; size < letter.size(); ++size) {
        if (texts.contains(letter.substr(0, size)) && is_reached(texts, letter.substr(size))) return true;
    }
    return false;
}

} // namespace

TEST_CASE("every layout has four rows of at most twelve keys, none empty, none twice") {
    std::set<std::string> ids = {std::string(keyboard::symbols_id)};
    for (const char* tag : interface_tags)
        ids.merge(std::set<std::string>([&] {
            const auto offered = keyboard::layouts_for(tag);
            return std::set<std::string>(offered.begin(), offered.end());
        }()));
    CHECK(ids.size() == 15);
    for (const auto& id : ids) {
        CAPTURE(id);
        const auto layout = loaded(id);
        CHECK(layout.id == id);
        CHECK_FALSE(layout.name.empty());
        REQUIRE(layout.rows.size() == 4);
        std::set<std::string> plain;
        for (const auto& row : layout.rows) {
            CHECK(row.size() >= 8);
            CHECK(row.size() <= keyboard::widest_row);
            for (const auto& key : row) {
                CHECK_FALSE(key.plain.empty());
                CHECK_FALSE(key.shifted.empty());
                CHECK(key.alternatives.size() == key.shifted_alternatives.size());
                CHECK_MESSAGE(plain.insert(key.plain).second, key.plain, " is there twice");
            }
        }
    }
}

TEST_CASE("the rows are those of xkb-data") {
    const auto english = loaded("us");
    CHECK(row_text(english, 0) == "1234567890-");
    CHECK(row_text(english, 1) == "qwertyuiop");
    CHECK(row_text(english, 2) == "asdfghjkl;'");
    CHECK(row_text(english, 3) == "zxcvbnm,./");
    CHECK(key_typing(english, "/").shifted == "?");
    CHECK(row_text(loaded("ru"), 1) == "йцукенгшщзхъ");
    CHECK(row_text(loaded("fr"), 1) == "azertyuiop");
    CHECK(row_text(loaded("es"), 2) == "asdfghjklñ");
    CHECK(row_text(loaded("ir"), 0).starts_with("۱۲۳۴۵۶۷۸۹۰"));
}

TEST_CASE("every letter of a language's own alphabet can be typed, small and capital") {
    for (const char* tag : interface_tags) {
        const auto layout = loaded(keyboard::layouts_for(tag).front());
        if (layout.composition != keyboard::Composition::none) continue;
        CAPTURE(tag);
        const auto texts = reach(layout);
        const auto exemplars = keyboard::Exemplars::of(tag);
        REQUIRE(exemplars.has_value());
        REQUIRE(exemplars->letters.size() >= 20);
        for (const auto& letter : exemplars->letters) {
            CHECK_MESSAGE(is_reached(texts, letter), letter, " cannot be typed");
            const auto capital = keyboard::upper_case(letter, tag);
            CHECK_MESSAGE(is_reached(texts, capital), capital, " cannot be typed");
        }
    }
}

TEST_CASE("signs of sentences can be typed in every language") {
    const auto symbols = reach(loaded(std::string(keyboard::symbols_id)));
    for (const char* sign : {".", ",", "?", "!", "'", "-", "\"", ":", ";", "(", ")", "@", "€"})
        CHECK(symbols.contains(sign));
    for (const auto& [language, signs] :
         {std::pair("es", std::vector{"¿", "¡", "?", "!", ".", ","}),
          std::pair("ar", std::vector{"؟", "،", "؛", ".", "!"}),
          std::pair("fr", std::vector{"«", "»", "'", "?", "!", ".", ","}),
          std::pair("zh", std::vector{"，", "。", "？", "！", "、", "'"}),
          std::pair("ru", std::vector{".", ",", "?", "!", "«", "»"}), std::pair("hi", std::vector{"।", ","}),
          std::pair("ur", std::vector{"۔", "،", "؟"})}) {
        const char* tag = language; // clang 14 lets no lambda take a structured binding
        const auto texts = reach(loaded(keyboard::layouts_for(tag).front()));
        for (const char* sign : signs)
            CHECK_MESSAGE(texts.contains(sign), sign, " cannot be typed in ", tag);
    }
}

TEST_CASE("a long press offers the letters of the language, capitals with Shift") {
    const auto e = key_typing(loaded("fr"), "e");
    for (const char* letter : {"é", "è", "ê", "ë"})
        CHECK(offers(e.alternatives, letter));
    const auto place = std::find(e.alternatives.begin(), e.alternatives.end(), "é") - e.alternatives.begin();
    CHECK(e.shifted_alternatives.at(static_cast<std::size_t>(place)) == "É");
    CHECK(offers(key_typing(loaded("fr"), "o").alternatives, "œ"));
    CHECK(offers(key_typing(loaded("fr"), "a").alternatives, "æ"));
    CHECK(offers(key_typing(loaded("fr"), "c").shifted_alternatives, "Ç"));
    CHECK(offers(key_typing(loaded("es"), "u").alternatives, "ü"));
    CHECK(offers(key_typing(loaded("vn"), "â").alternatives, "ấ"));
    CHECK(offers(key_typing(loaded("us"), "n").alternatives, "ñ"));
    CHECK_FALSE(offers(key_typing(loaded("es"), "n").alternatives, "ñ")); // it has a key
}

TEST_CASE("Arabic ligatures are typed as letters, other digits by a long press") {
    const auto arabic = loaded("ar");
    CHECK(arabic.right_to_left);
    CHECK(key_typing(arabic, "\u0644\u0627").shifted == "\u0644\u0622");
    CHECK(offers(key_typing(arabic, "1").alternatives, "١"));
    CHECK(offers(key_typing(loaded("ir"), "۱").alternatives, "1"));
}

TEST_CASE("marks and joiners have a visible label") {
    CHECK(keyboard::is_combining("\u064E"));
    CHECK(keyboard::is_combining("\u093F"));
    CHECK_FALSE(keyboard::is_combining("a"));
    CHECK_FALSE(keyboard::is_combining(""));
    CHECK(keyboard::key_label("\u064E") == "\u25CC\u064E");
    CHECK(keyboard::key_label("\u200C") == "ZWNJ");
    CHECK(keyboard::key_label("é") == "é");
}

TEST_CASE("the interface language's own layout comes first, English is always there") {
    using Ids = std::vector<std::string>;
    CHECK(keyboard::layouts_for("ar") == Ids{"ar", "us"});
    CHECK(keyboard::layouts_for("en") == Ids{"us"});
    CHECK(keyboard::layouts_for("fr-CA") == Ids{"fr", "us"});
    CHECK(keyboard::layouts_for("zh") == Ids{"cn-pinyin", "us"});
    CHECK(keyboard::layouts_for("zh-Hans") == Ids{"cn-pinyin", "us"});
    CHECK(keyboard::layouts_for("zh-Hant") == Ids{"us"});
    for (const char* tag : {"id", "sw", "", "-", "xx"})
        CHECK(keyboard::layouts_for(tag) == Ids{"us"});
}

TEST_CASE("Chinese composes, with its letters small and its own signs") {
    const auto chinese = loaded("cn-pinyin");
    CHECK(chinese.composition == keyboard::Composition::pinyin);
    CHECK(row_text(chinese, 1) == "qwertyuiop");
    CHECK(loaded("us").composition == keyboard::Composition::none);
    CHECK(chinese.name == "中文");
    CHECK(loaded("fr").name == "Français");
}

TEST_CASE("a missing xkb-data or layout is an error that names it") {
    const auto no_folder = keyboard::load_layout("us", "/nowhere/xkb");
    REQUIRE_FALSE(no_folder.has_value());
    CHECK(no_folder.error().message.find("/nowhere/xkb") != std::string::npos);
    const auto empty_folder = keyboard::load_layout("us", std::filesystem::path(SOURCE_ROOT) / "tests");
    REQUIRE_FALSE(empty_folder.has_value());
    CHECK(empty_folder.error().message.find("tests") != std::string::npos);
    const auto no_layout = keyboard::load_layout("klingon");
    REQUIRE_FALSE(no_layout.has_value());
    CHECK(no_layout.error().message.find("klingon") != std::string::npos);
    CHECK_FALSE(keyboard::load_layout("").has_value());
}
