#include "content/language_search.h"
#include "content/messages_data.h"

#include <doctest/doctest.h>

namespace {

content::Declaration make(const std::string& bcp47, const std::string& script, const std::string& name,
                          const std::string& english) {
    content::Declaration declaration;
    declaration.bcp47 = bcp47;
    declaration.script = script;
    declaration.name = name;
    declaration.english_name = english;
    return declaration;
}

const std::vector<content::Declaration> list = {
    make("cs", "Latn", "Čeština", "Czech"),
    make("fr", "Latn", "Français", "French"),
    make("frp", "Latn", "Francoprovençal", "Francoprovençal"),
    make("is", "Latn", "Íslenska", "Icelandic"),
    make("ru", "Cyrl", "Русский", "Russian"),
    make("ar", "Arab", "العربية", "Arabic"),
};

content::Messages speaking(const std::string& tag) {
    auto data = std::make_shared<content::Messages::Data>();
    data->tag = tag;
    return content::Messages(data);
}

using Found = std::vector<std::size_t>;

} // namespace

TEST_CASE("Typing finds names in English, in themselves and in the interface's language") {
    const auto german = speaking("de");
    CHECK(find_languages(list, {.script = "", .letter = "", .typed = "franc"}, german) == Found{1, 2});
    CHECK(find_languages(list, {.script = "", .letter = "", .typed = "CEST"}, german) == Found{0});
    CHECK(find_languages(list, {.script = "", .letter = "", .typed = "icel"}, german) == Found{3});
    CHECK(find_languages(list, {.script = "", .letter = "", .typed = "tschech"}, german) == Found{0});
    CHECK(find_languages(list, {.script = "", .letter = "", .typed = "РУС"}, german) == Found{4});
    CHECK(find_languages(list, {.script = "", .letter = "", .typed = "klingon"}, german).empty());
}

TEST_CASE("Names that start with what was typed come first") {
    // Only Russian starts with it; French, Arabic and others have it inside.
    const auto found = find_languages(list, {.script = "", .letter = "", .typed = "r"}, speaking("en"));
    REQUIRE(found.size() >= 3);
    CHECK(found.front() == 4);
}

TEST_CASE("What fits best comes first, and names in themselves and in English before the interface's") {
    const std::vector<content::Declaration> names = {
        make("x-a", "Latn", "Amarakaeri", "Amarakaeri"),  // inside
        make("x-b", "Latn", "Ngu mara", "Southern Mara"), // a word of it
        make("x-c", "Latn", "Maranao", "Maranao"),        // starts with it
        make("x-d", "Latn", "Mara", "Lakher"),            // is it
        make("mr", "Deva", "मराठी", "Marathi"),           // starts with it
        make("x-e", "Latn", "Else", "Mara"),              // is it, in English
    };
    const auto typed = [&](const char* words, const char* interface) {
        return find_languages(names, {.script = "", .letter = "", .typed = words}, speaking(interface));
    };
    CHECK(typed("mara", "en") == Found{3, 5, 2, 4, 1, 0});
    // French in Italian is "francese": as good a beginning as Francoprovençal's own, but not its own name.
    CHECK(find_languages(list, {.script = "", .letter = "", .typed = "francese"}, speaking("it")) ==
          Found{1});
    const std::vector<content::Declaration> two = {make("cs", "Latn", "Čeština", "Czech"),
                                                   make("x-t", "Latn", "Tschetschisch", "Tsche")};
    CHECK(find_languages(two, {.script = "", .letter = "", .typed = "tsche"}, speaking("de")) == Found{1, 0});
    CHECK(find_languages(two, {.script = "", .letter = "", .typed = "tschechisch"}, speaking("de")) ==
          Found{0});
}

TEST_CASE("Script and letter narrow the list") {
    const auto english = speaking("en");
    CHECK(find_languages(list, {.script = "Cyrl", .letter = "", .typed = ""}, english) == Found{4});
    CHECK(find_languages(list, {.script = "Latn", .letter = "I", .typed = ""}, english) == Found{3});
    CHECK(find_languages(list, {}, english).size() == list.size());
}

TEST_CASE("Scripts are counted and letters are base letters in order") {
    const auto scripts = content::scripts_of(list);
    REQUIRE(scripts.size() == 3);
    CHECK(scripts.front().script == "Latn");
    CHECK(scripts.front().texts == 4);
    CHECK(content::first_letters(list, "Latn") == std::vector<std::string>{"C", "F", "I"});
    CHECK(content::first_letters(list, "Cyrl") == std::vector<std::string>{"Р"});
}
