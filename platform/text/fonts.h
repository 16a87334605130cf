#pragma once

#include "platform/base/result.h"

#include <filesystem>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

typedef struct _PangoFontMap PangoFontMap;

namespace text {

/// The language by which fontconfig tells Chinese fonts apart ("zh-cn", "zh-tw", "zh-hk"); others as they
/// are.
[[nodiscard]] std::string font_language(std::string_view bcp47);

/// A font of a file that may hold several.
struct FontFace {
    std::filesystem::path file;
    int index = 0;
    friend bool operator<(const FontFace& a, const FontFace& b) {
        return std::tie(a.file, a.index) < std::tie(b.file, b.index);
    }
};

/// The fonts the kiosk draws with: a written list of Noto files and nothing else, so that every kiosk shows
/// the same letters and start-up does not scan the two thousand fonts that will not be used.
class FontLibrary {
  public:
    /// Fills `folder` with links to the listed files found under `sources` and with fontconfig's scan of
    /// them, so that `open` costs milliseconds. Done again it changes nothing. Fails when a font that must be
    /// there is missing.
    [[nodiscard]] static base::Status prepare(const std::filesystem::path& folder,
                                              const std::filesystem::path& sources = "/usr/share/fonts");
    /// Writes the part of such a folder that keeps the machine's own fonts out; `prepare` does so too.
    [[nodiscard]] static base::Status write_no_fonts(const std::filesystem::path& folder);
    /// Opens a folder made by `prepare`.
    [[nodiscard]] static base::Result<std::unique_ptr<FontLibrary>> open(const std::filesystem::path& folder);
    ~FontLibrary();
    FontLibrary(const FontLibrary&) = delete;
    FontLibrary& operator=(const FontLibrary&) = delete;

    [[nodiscard]] PangoFontMap* map() const;
    /// Closes the fonts that no paragraph holds: over hundreds of languages they add up.
    void close_unused();

    struct Coverage {
        std::vector<char32_t> missing;  ///< code points without a glyph, each once, ascending
        std::vector<std::string> fonts; ///< families used, each once, sorted
    };
    /// What drawing `utf8` in `language` (BCP 47) would use and lack, by the same itemisation that draws.
    [[nodiscard]] Coverage coverage(std::string_view utf8, std::string_view language) const;

    /// Which font draws which characters of `utf8`, by the same itemisation. A character without a glyph
    /// counts for the font that was asked for it.
    [[nodiscard]] std::map<FontFace, std::set<char32_t>> drawn_by(std::string_view utf8,
                                                                  std::string_view language, bool bold) const;

  private:
    struct Data;
    explicit FontLibrary(std::unique_ptr<Data> data);
    std::unique_ptr<Data> m_data;
};

} // namespace text
