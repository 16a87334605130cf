#include "content/check/figures.h"

#include <doctest/doctest.h>

using Numbers = std::vector<std::string>;

TEST_CASE("Numbers are found in every script's digits, with their thousands") {
    CHECK(content::numbers_in("17 walls, 3,300 visitors in 2023.") == Numbers{"17", "3300", "2023"});
    CHECK(content::numbers_in("3.300 und 3\u202F300 und 1 500 000") == Numbers{"3300", "3300", "1500000"});
    CHECK(content::numbers_in("٣٬٣٠٠ و۱۷ और १७") == Numbers{"3300", "17", "17"});
    CHECK(content::numbers_in("articles 3, 500 people") == Numbers{"3", "500"});
    CHECK(content::numbers_in("8-12") == Numbers{"8", "12"});
    CHECK(content::numbers_in("2023 100").size() == 2);
    CHECK(content::numbers_in("none").empty());
}

TEST_CASE("Numbers that are names are no figures") {
    CHECK(content::numbers_in(content::without_names(
              "Human Rights 75, article 12, articles 3, 5 and 9, 24 States")) == Numbers{"24"});
}

TEST_CASE("A column is half a square") {
    CHECK(content::columns("word") == 4);
    CHECK(content::columns("人权") == 4);
    CHECK(content::columns("हिन्दी") == 5); // three letters and two vowel signs; the virama takes no room
    CHECK(content::word_count(" one  two three ") == 3);
}
