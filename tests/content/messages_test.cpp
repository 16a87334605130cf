#include "content/messages.h"
#include "content/messages_data.h"

#include <doctest/doctest.h>

namespace {

std::shared_ptr<content::Messages::Data> make_data(const std::string& tag) {
    auto data = std::make_shared<content::Messages::Data>();
    data->tag = tag;
    return data;
}

content::Messages arabic_over_english() {
    auto english = make_data("en");
    english->catalogue["only.english"][""] = "Only English, {name}";
    english->catalogue["count"] = {{"one", "{count} right"}, {"other", "{count} rights"}};
    english->catalogue["only.english.count"] = {{"one", "{count} night"}, {"other", "{count} nights"}};
    auto arabic = make_data("ar");
    arabic->catalogue["hello"][""] = "مرحبا";
    arabic->catalogue["count"] = {{"zero", "z"}, {"one", "o"},          {"two", "t"},
                                  {"few", "f"},  {"many", "m {count}"}, {"other", "x"}};
    arabic->source = english;
    return content::Messages(arabic);
}

} // namespace

TEST_CASE("Arabic counts in six forms") {
    const auto messages = arabic_over_english();
    CHECK(messages.plural("count", 0) == "z");
    CHECK(messages.plural("count", 1) == "o");
    CHECK(messages.plural("count", 2) == "t");
    CHECK(messages.plural("count", 3) == "f");
    CHECK(messages.plural("count", 110) == "f");
    CHECK(messages.plural("count", 11) == "m ١١");
    CHECK(messages.plural("count", 100) == "x");
}

TEST_CASE("Russian and French count by their own rules") {
    auto russian = make_data("ru");
    russian->catalogue["n"] = {{"one", "право"}, {"few", "права"}, {"many", "прав"}};
    const content::Messages ru(russian);
    CHECK(ru.plural("n", 21) == "право");
    CHECK(ru.plural("n", 3) == "права");
    CHECK(ru.plural("n", 11) == "прав");
    auto french = make_data("fr");
    french->catalogue["n"] = {{"one", "{count} droit"}, {"other", "{count} droits"}};
    const content::Messages fr(french);
    CHECK(fr.plural("n", 0) == "0 droit");
    CHECK(fr.plural("n", 1'000'000).ends_with("droits")); // CLDR's "many" has no form of its own
}

TEST_CASE("A missing message is English, with English plurals and this language's digits") {
    const auto messages = arabic_over_english();
    CHECK(messages.has("only.english"));
    CHECK(messages.text("only.english", {{"name", "Amal"}}) == "Only English, Amal");
    CHECK(messages.plural("only.english.count", 1) == "١ night");
    CHECK(messages.plural("only.english.count", 2) == "٢ nights");
    CHECK_FALSE(messages.has("nowhere"));
    CHECK(messages.text("nowhere") == "[nowhere]");
    CHECK(messages.plural("nowhere", 2) == "[nowhere]");
}

TEST_CASE("Places are filled once, and unknown ones stay") {
    auto data = make_data("en");
    data->catalogue["a"][""] = "{x} and {y} and {";
    data->catalogue["n"] = {{"other", "{x}: {count}"}};
    const content::Messages messages(data);
    CHECK(messages.text("a", {{"x", "{y}"}, {"y", "2"}}) == "{y} and 2 and {");
    CHECK(messages.text("a", {{"x", "1"}}) == "1 and {y} and {");
    CHECK(messages.plural("n", 7, {{"x", "{count}"}}) == "{count}: 7");
}

TEST_CASE("Numbers, dates and names are the locale's") {
    const content::Messages english(make_data("en")), arabic(make_data("ar")), chinese(make_data("zh"));
    CHECK(english.number(1234567) == "1,234,567");
    CHECK(arabic.number(30) == "٣٠");
    constexpr std::int64_t day = 1795219200000; // 2026-11-21T00:00:00Z
    CHECK(english.date(day) == "November 21, 2026");
    CHECK(chinese.date(day) == "2026年11月21日");
    CHECK(english.language_name("fr", "?") == "French");
    CHECK(chinese.language_name("fr", "?") == "法语");
    CHECK(english.language_name("und", "Mijisa") == "Mijisa");
    CHECK(english.language_name("amr", "Amarakaeri") == "Amarakaeri");
    CHECK(english.language_name("not a tag", "as given") == "as given");
    CHECK(english.script_name("Cyrl") == "Cyrillic");
    CHECK(english.script_name("Qqqq") == "Qqqq");
}

TEST_CASE("Sizes, parts of a hundred and lists are written as the locale writes them") {
    const content::Messages en(make_data("en")), fr(make_data("fr")), ar(make_data("ar"));
    CHECK(en.size(2'100'000) == "3 MB");
    CHECK(en.size(1) == "1 kB");
    // What is needed and is not free must never read as if it were.
    CHECK(en.size(3'000'001) == "4 MB");
    CHECK(en.free_size(3'999'999) == "3 MB");
    CHECK(en.size(1'000'000) == "1 MB");
    CHECK(en.free_size(999'999) == "999 kB");
    CHECK(en.free_size(999) == "0 kB");
    CHECK(fr.size(2'100'000).find("Mo") != std::string::npos);
    CHECK(ar.size(2'100'000).find("٣") != std::string::npos);
    CHECK(en.percent(45) == "45%");
    CHECK(fr.percent(45) != "45%");
    const std::vector<int> goals = {1, 2, 16};
    CHECK(en.numbers(goals) == "1, 2, and 16");
    CHECK(ar.numbers(goals).find("١٦") != std::string::npos);
    CHECK(en.numbers({}).empty());
}
