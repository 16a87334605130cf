#include "content/build/interfaces.h"

#include <doctest/doctest.h>

namespace {

content::Declaration make(const std::string& bcp47, const std::string& script) {
    content::Declaration declaration;
    declaration.bcp47 = bcp47;
    declaration.script = script;
    return declaration;
}

using Tags = std::vector<std::string>;

} // namespace

TEST_CASE("The nearest interface is found by language, kin, region, script and place, English last") {
    const auto sources = content::read_sources(std::filesystem::path(SOURCE_ROOT) / "content");
    REQUIRE(sources);
    std::vector<content::Declaration> texts = {
        make("es", "Latn"),  make("pt-BR", "Latn"), make("yue", "Hans"), make("kk", "Cyrl"),
        make("wo", "Latn"),  make("und", "Latn"),   make("und", "Latn"), make("xcyr", "Cyrl"),
        make("tzm", "Tfng"), make("en", "Latn"),    make("ug", "Arab"),  make("zu", "Latn"),
    };
    std::vector<content::Place> places(texts.size());
    places[0] = {true, 40, -4};
    places[4] = {true, 14, -14};
    places[5] = {true, 13, -16}; // near the Wolof
    const Tags six = {"ar", "zh", "en", "fr", "ru", "es"};
    content::choose_interfaces(texts, places, sources->languages, six);
    CHECK(texts[0].interfaces == Tags{"es", "en"});
    CHECK(texts[1].interfaces == Tags{"en"}); // Portuguese is not there yet
    CHECK(texts[2].interfaces.front() == "zh");
    CHECK(texts[3].interfaces == Tags{"ru", "en"});
    CHECK(texts[4].interfaces == Tags{"fr", "en"});
    CHECK(texts[5].interfaces == Tags{"fr", "en"});
    CHECK(texts[6].interfaces == Tags{"en"});
    CHECK(texts[7].interfaces == Tags{"ru", "en"});
    CHECK(texts[8].interfaces.front() == "ar");
    CHECK(texts[9].interfaces == Tags{"en"});
    CHECK(texts[10].interfaces == Tags{"zh", "en"}); // of China: the region goes before the script
    CHECK(texts[11].interfaces == Tags{"en"});       // of South Africa, near nobody else
    const Tags more = {"ar", "zh", "en", "fr", "ru", "es", "pt"};
    texts[1].interfaces.clear();
    content::choose_interfaces(texts, places, sources->languages, more);
    CHECK(texts[1].interfaces == Tags{"pt", "en"});
}
