#include "platform/text/subset.h"

#include "platform/base/files.h"
#include "platform/text/typesetter.h"
#include "tests/platform/text/prepared_fonts.h"
#include "tests/temporary_folder.h"

namespace fs = std::filesystem;

namespace {

/// The fonts that draw some words, with nothing else in them; in a folder that goes away.
class SmallFonts {
  public:
    SmallFonts(std::string_view words, std::string_view language) {
        fs::create_directory(m_folder / "files");
        for (const auto& [face, characters] : prepared::fonts().library().drawn_by(words, language, false)) {
            const auto font = text::subset_font(face, text::with_shaping_partners(characters));
            REQUIRE(font.has_value());
            const fs::path file =
                m_folder / "files" / (face.file.stem().string() + std::to_string(face.index) + ".otf");
            REQUIRE(base::write_file_durably(file, *font).has_value());
            m_bytes += font->size();
        }
        auto opened = text::FontLibrary::open(m_folder.path());
        REQUIRE(opened.has_value());
        m_library = std::move(*opened);
    }
    [[nodiscard]] const text::FontLibrary& library() const { return *m_library; }
    [[nodiscard]] std::size_t bytes() const { return m_bytes; }

  private:
    TemporaryFolder m_folder;
    std::size_t m_bytes = 0;
    std::unique_ptr<text::FontLibrary> m_library;
};

text::Bitmap draw(const text::FontLibrary& fonts, std::string_view words, std::string_view language) {
    return text::Typesetter(fonts)
        .set({.utf8 = words, .language = language, .width_px = 600, .style = {}})
        .draw();
}

} // namespace

TEST_CASE("a smaller font draws its words as the whole one does") {
    struct Sample {
        const char* language;
        const char* words;
    };
    for (const Sample& sample :
         {Sample{"ar", "يولد جميع الناس أحرارًا"}, Sample{"hi", "सभी मनुष्यों को गौरव"},
          Sample{"ur", "تمام انسان آزاد"}, Sample{"zh-Hans", "自由，才能。. Latin"},
          Sample{"ja", "すべての人間は"}, Sample{"ko", "모든 인간은"}, Sample{"vi", "Tất cả mọi người"},
          Sample{"my", "လူတိုင်းသည်"}, Sample{"he", "כל בני (האדם)"}}) {
        CAPTURE(sample.language);
        const SmallFonts small(sample.words, sample.language);
        CHECK(small.bytes() < 500'000);
        const auto whole = draw(prepared::fonts().library(), sample.words, sample.language);
        const auto again = draw(small.library(), sample.words, sample.language);
        CHECK(whole.width == again.width);
        CHECK(whole.top == again.top);
        CHECK(whole.coverage == again.coverage);
    }
}

TEST_CASE("what was left out is missing") {
    const SmallFonts small("abc", "en");
    CHECK(small.library().coverage("abc", "en").missing.empty());
    CHECK(small.library().coverage("\u4EBA\u05D0", "en").missing == std::vector<char32_t>{0x05D0, 0x4EBA});
}

TEST_CASE("letters come with their accents, accents with their letters") {
    CHECK(text::with_shaping_partners({U'é'}).contains(0x0301));
    CHECK(text::with_shaping_partners({U'é'}).contains(U'e'));
    CHECK(text::with_shaping_partners({U'e', 0x0301}).contains(U'é'));
    CHECK(text::with_shaping_partners({U'('}).contains(U')'));
    CHECK_FALSE(text::with_shaping_partners({U'e'}).contains(U'é'));
}

TEST_CASE("what is no font is refused by name") {
    const auto refused = text::subset_font({__FILE__, 0}, {U'a'});
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().message.find("subset_test.cpp") != std::string::npos);
}
