#include "platform/keyboard/composer.h"
#include "platform/keyboard/layout.h"

#include <doctest/doctest.h>

namespace {

using keyboard::Composition;

std::unique_ptr<keyboard::InlineComposer> composer(Composition composition) {
    auto opened = keyboard::open_inline_composer(composition);
    REQUIRE_MESSAGE(opened, (opened ? "" : opened.error().message));
    return std::move(*opened);
}

/// The text after these keys, one byte each.
std::string typed(Composition composition, const std::string& keys) {
    const auto one = composer(composition);
    std::string text;
    for (const char key : keys)
        text += one->add(std::string(1, key));
    return text + one->finish();
}

std::string key_at(const keyboard::Layout& layout, const std::string& plain) {
    for (const auto& row : layout.rows)
        for (const auto& key : row)
            if (key.plain == plain) return key.shifted;
    return "no such key";
}

} // namespace

TEST_CASE("Hangul letters become syllables, and the last one is taken apart again") {
    CHECK(typed(Composition::hangul, "dkssudgktpdy") == "안녕하세요");
    CHECK(typed(Composition::hangul, "rkqtdl") == "값이");
    const auto one = composer(Composition::hangul);
    for (const char* letter : {"ㅎ", "ㅏ", "ㄴ"})
        CHECK(one->add(letter).empty());
    CHECK(one->pending() == "한");
    CHECK(one->add("ㅏ") == "하");
    CHECK(one->pending() == "나");
    one->remove();
    CHECK(one->pending() == "ㄴ");
    one->remove();
    CHECK(one->pending().empty());
    CHECK_FALSE(one->takes(" "));
    CHECK_FALSE(one->takes("1"));
    CHECK(one->finish().empty());
}

TEST_CASE("Latin letters become kana, with the syllable n, small tsu and long vowels") {
    CHECK(typed(Composition::kana, "jinken") == "じんけん");
    CHECK(typed(Composition::kana, "konnnichiha") == "こんにちは");
    CHECK(typed(Composition::kana, "gakkou") == "がっこう");
    CHECK(typed(Composition::kana, "shinbun") == "しんぶん");
    CHECK(typed(Composition::kana, "ra-men") == "らーめん");
    CHECK(typed(Composition::kana, "hon'ya") == "ほんや");
    CHECK(typed(Composition::kana, "KYOU") == "きょう");
    const auto one = composer(Composition::kana);
    for (const char* key : {"k", "a", "n"})
        CHECK(one->add(key).empty());
    CHECK(one->pending() == "かn");
    CHECK(one->offers() == std::vector<std::string>{"かん", "カン"});
    one->remove();
    CHECK(one->pending() == "か");
    CHECK_FALSE(one->takes("。"));
    CHECK(one->takes("ー"));
    CHECK(one->finish() == "か");
    CHECK(one->offers().empty());
    CHECK_FALSE(one->takes("ー")); // nothing to lengthen
}

TEST_CASE("A visitor who leans on a key fills no more than the text") {
    const auto one = composer(Composition::kana);
    std::string text;
    for (int count = 0; count < 500; ++count)
        text += one->add("a");
    CHECK(one->pending().size() <= 3 * 41);
    CHECK((text + one->finish()).size() == 3 * 500);
}

TEST_CASE("The keys of Korean and Japanese") {
    const auto korean = keyboard::load_layout("kr"), japanese = keyboard::load_layout("jp-kana");
    REQUIRE(korean);
    REQUIRE(japanese);
    CHECK(korean->composition == Composition::hangul);
    CHECK(key_at(*korean, "ㅂ") == "ㅃ");
    CHECK(key_at(*korean, "ㅗ") != "no such key");
    CHECK(japanese->composition == Composition::kana);
    CHECK(key_at(*japanese, "a") == "a"); // no capitals in kana
    CHECK(key_at(*japanese, "ー") == "ー");
    CHECK(keyboard::layouts_for("ko") == std::vector<std::string>{"kr", "us"});
    CHECK(keyboard::layouts_for("ja") == std::vector<std::string>{"jp-kana", "us"});
    CHECK_FALSE(keyboard::open_inline_composer(Composition::none));
}
