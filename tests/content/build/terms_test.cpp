#include "content/build/terms.h"

#include <doctest/doctest.h>

TEST_CASE("A term table is read line by line") {
    const auto rules =
        content::parse_terms("# a comment\nasylum\tasyl | zuflucht\t14\t\ndignity\twürde\tpreamble\n");
    REQUIRE(rules);
    REQUIRE(rules->size() == 2);
    CHECK((*rules)[0].forms == std::vector<std::string>{"asyl", "zuflucht"});
    CHECK(content::parse_terms("asylum\tasyl\n").error().message.find("line 1: it has 2 fields") == 0);
    CHECK_FALSE(content::parse_terms("asylum\tasyl | \t14\t\n"));
    CHECK_FALSE(content::parse_terms("\tasyl\t14\t\n"));
}

TEST_CASE("English speaks of a term as a whole word, one or many, in any case") {
    CHECK(content::mentions("Asylum is a right.", "asylum"));
    CHECK(content::mentions("All human rights", "human rights"));
    CHECK(content::mentions("Freedoms for all", "freedom"));
    CHECK_FALSE(content::mentions("an unequal share", "equal"));
    CHECK_FALSE(content::mentions("equality", "equal"));
}

TEST_CASE("A form counts in any case, inside longer words, with or without vowel marks") {
    CHECK(content::follows("Die Menschenwürde", {"dignity", {"würde"}}));
    CHECK(content::follows("İnsan hakları", {"human rights", {"insan hak"}}));
    CHECK(content::follows("الكَرامة", {"dignity", {"كرامة"}}));
    CHECK(content::follows("Права человека", {"human rights", {"прав человек", "права человек"}}));
    CHECK_FALSE(content::follows("Ehre", {"dignity", {"würde"}}));
}
