#include "content/check/translation_check.h"

#include <doctest/doctest.h>

namespace {

content::PoMessage message(const std::string& source, const std::string& words,
                           const std::string& notes = "") {
    content::PoMessage result;
    result.source = source;
    result.forms = {words};
    result.notes = notes;
    return result;
}

content::TranslationFaults check(const std::string& source, const std::string& words,
                                 const std::string& notes = "") {
    content::PoCatalogue english, translation;
    english.messages.emplace("card.a.text", message(source, source));
    translation.messages.emplace("card.a.text", message(source, words, notes));
    return content::check_translation(english, translation, {{"asylum", {"asyl", "zuflucht"}}},
                                      {{"card.*.title", 5}, {"card.*", 40}});
}

} // namespace

TEST_CASE("A translation without fault") {
    CHECK(check("In 2023, 3,300 people asked for asylum.", "2023 baten 3.300 Menschen um Asyl.").empty());
    CHECK(check("Hello", "").empty()); // it is missing, which is told elsewhere
}

TEST_CASE("A message over its length is told with its limit") {
    const auto faults = check("Hello", "Ein sehr langer Satz, der nicht mehr an seinen Platz passt");
    REQUIRE(faults.too_long.size() == 1);
    CHECK(faults.too_long[0] == "card.a.text (58 of 40)");
}

TEST_CASE("Figures must be those of the English") {
    CHECK(check("782 pledges", "728 Zusagen").figures.at(0) == "card.a.text (728 instead of 782)");
    CHECK(check("782 pledges", "Viele Zusagen").figures.size() == 1);
    CHECK(check("two", "2").figures.size() == 1);
    CHECK(check("On 8 September 2023", "2023年9月8日").figures.empty());
    CHECK(check("On 8 September 2023", "2023年8月8日").figures.size() == 1);
    CHECK(check("24 of 100", "von 100 sind es 24").figures.empty());
}

TEST_CASE("A departure from the term table needs a reason") {
    CHECK(check("Asylum", "Schutz").off_term.at(0) == "card.a.text (asylum)");
    CHECK(check("Asylum", "Schutz", "term asylum: it is the name of a house here\n").off_term.empty());
    CHECK(check("Asylum", "Schutz", "term asylum:  \n").off_term.size() == 1);
}
