#include "platform/text/fonts.h"

#include "tests/platform/text/prepared_fonts.h"
#include "tests/temporary_folder.h"

#include <algorithm>

namespace fs = std::filesystem;

namespace {

bool uses(const text::FontLibrary::Coverage& coverage, const std::string& family) {
    return std::any_of(coverage.fonts.begin(), coverage.fonts.end(),
                       [&](const std::string& font) { return font.find(family) != std::string::npos; });
}

} // namespace

TEST_CASE("the six official languages and scripts far apart have every glyph") {
    const text::FontLibrary& fonts = prepared::fonts().library();
    struct Sample {
        const char* language;
        const char* words;
    };
    for (const Sample& sample : {Sample{"en", "All human beings"}, Sample{"ar", "يولد جميع الناس"},
                                 Sample{"zh-Hans", "人人生而自由"}, Sample{"ru", "Все люди рождаются"},
                                 Sample{"hi", "सभी मनुष्यों"}, Sample{"th", "มนุษย์ทั้งหลาย"},
                                 Sample{"km", "មនុស្សទាំងអស់"}, Sample{"bo", "འགྲོ་བ་མིའི"}, Sample{"am", "የሰው ልጅ"},
                                 Sample{"chr", "ᏂᎦᏓ"}, Sample{"ko", "모든 인간은"}, Sample{"my", "လူတိုင်းသည်"}}) {
        CAPTURE(sample.language);
        const auto coverage = fonts.coverage(sample.words, sample.language);
        CHECK(coverage.missing.empty());
        CHECK_FALSE(coverage.fonts.empty());
        CHECK(std::is_sorted(coverage.fonts.begin(), coverage.fonts.end()));
    }
}

TEST_CASE("a code point without a glyph is told once") {
    // From the private use area: no font of Noto has them.
    const auto coverage = prepared::fonts().library().coverage("a\uE123b\uE001\uE123", "en");
    CHECK(coverage.missing == std::vector<char32_t>{0xE001, 0xE123});
}

TEST_CASE("Urdu is set in Nastaliq, Arabic is not") {
    const text::FontLibrary& fonts = prepared::fonts().library();
    CHECK(uses(fonts.coverage("انسان", "ur"), "Nastaliq"));
    CHECK_FALSE(uses(fonts.coverage("إنسان", "ar"), "Nastaliq"));
}

TEST_CASE("shared Chinese letters have the shapes that readers of each language expect") {
    const text::FontLibrary& fonts = prepared::fonts().library();
    struct Expected {
        const char* language;
        const char* family;
    };
    for (const Expected& one :
         {Expected{"zh-Hans", "CJK SC"}, Expected{"zh", "CJK SC"}, Expected{"cmn-Hans", "CJK SC"},
          Expected{"gan", "CJK SC"}, Expected{"zh-Hant", "CJK TC"}, Expected{"cmn-Hant", "CJK TC"},
          Expected{"zh-HK", "CJK HK"}, Expected{"yue", "CJK HK"}, Expected{"ja", "CJK JP"}}) {
        CAPTURE(one.language);
        const auto coverage = fonts.coverage("人权直返", one.language);
        CHECK(uses(coverage, one.family));
        CHECK(coverage.fonts.size() == 1);
    }
    CHECK(uses(fonts.coverage("모든인간", "ko"), "CJK KR"));
}

TEST_CASE("a language whose code only looks like Urdu keeps Noto Sans, and so do Latin words in Urdu") {
    const text::FontLibrary& fonts = prepared::fonts().library();
    for (const char* language : {"gur", "ur", "zh", "en"}) {
        CAPTURE(language);
        CHECK(fonts.coverage("Article 7", language).fonts == std::vector<std::string>{"Noto Sans"});
    }
}

TEST_CASE("no words need no fonts") {
    const auto coverage = prepared::fonts().library().coverage("", "en");
    CHECK(coverage.missing.empty());
    CHECK(coverage.fonts.empty());
}

TEST_CASE("fonts are prepared again without change, and a link that lost its file is made anew") {
    const fs::path files = prepared::fonts().folder() / "files";
    const fs::path one = fs::directory_iterator(files)->path();
    const fs::path target = fs::read_symlink(one);
    fs::remove(one);
    fs::create_symlink("/nowhere/at-all.ttf", one);
    const auto count = [&] { return std::distance(fs::directory_iterator(files), fs::directory_iterator()); };
    const auto before = count();
    REQUIRE(text::FontLibrary::prepare(prepared::fonts().folder()).has_value());
    CHECK(fs::read_symlink(one) == target);
    CHECK(count() == before);
}

TEST_CASE("what cannot be found is one clear sentence") {
    const TemporaryFolder folder;
    fs::create_directory(folder / "empty");
    const auto prepared = text::FontLibrary::prepare(folder / "fonts", folder / "empty");
    REQUIRE_FALSE(prepared.has_value());
    CHECK(prepared.error().message.find("NotoSans") != std::string::npos);
    CHECK(prepared.error().message.find("fonts-noto-core") != std::string::npos);
    const auto missing = text::FontLibrary::prepare(folder / "fonts", folder / "no such folder");
    CHECK_FALSE(missing.has_value());
    const auto opened = text::FontLibrary::open(folder / "empty");
    REQUIRE_FALSE(opened.has_value());
    CHECK(opened.error().message.find((folder / "empty").string()) != std::string::npos);
}
