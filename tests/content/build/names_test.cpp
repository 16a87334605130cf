#include "content/build/names.h"

#include <doctest/doctest.h>
#include <set>

namespace {

content::Declaration make(const std::string& code, const std::string& bcp47, const std::string& english,
                          bool official = false) {
    content::Declaration declaration;
    declaration.code = code;
    declaration.bcp47 = bcp47;
    declaration.english_name = english;
    declaration.official = official;
    return declaration;
}

} // namespace

TEST_CASE("ICU names a language in itself, as a list would") {
    CHECK(content::name_in_itself("fr") == "Français");
    CHECK(content::name_in_itself("ru") == "Русский");
    CHECK(content::name_in_itself("ar") == "العربية");
    CHECK(content::name_in_itself("sr-Latn") == "Srpski (latinica)");
    CHECK(content::name_in_itself("vi-Hani") == "Tiếng Việt (Chữ Hán)");
    CHECK(content::name_in_itself("rm-puter") == "Rumantsch");
    CHECK(content::name_in_itself("amr").empty());
    CHECK(content::name_in_itself("und").empty());
    CHECK(content::name_in_itself("no tag!").empty());
}

TEST_CASE("Texts of one language are told apart") {
    std::vector<content::Declaration> list = {
        make("bei", "zh", "Chinese, Mandarin (Beijing)"),
        make("cmn", "zh", "Chinese, Mandarin (Simplified)", true),
        make("a", "ro", "Romanian (1953)"),
        make("b", "ro", "Romanian (2006)"),
        make("013", "und", "(Mijisa)"),
        make("mal", "ml", "Malayalam"),
        make("mal_chillus", "ml", "Malayalam"),
        make("ven", "ve", "Venda"),
        make("ven2", "ve", "Venda"),
        make("quz", "qu", "Quechua, Cusco"),
        make("qud", "qu", "Quechua (Unified)"),
    };
    content::name_declarations(list);
    std::set<std::string> names, english;
    for (const auto& declaration : list) {
        CHECK(names.insert(declaration.name).second);
        CHECK(english.insert(declaration.english_name).second);
    }
    CHECK(list[0].name == "中文 (Beijing)");
    CHECK(list[1].name == "中文");
    CHECK(list[2].name == "Română (1953)");
    CHECK(list[4].name == "Mijisa");
    CHECK(list[6].name.ends_with("(chillus)"));
    CHECK(list[9].name == "Runasimi (Cusco)");
}
