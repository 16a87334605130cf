#pragma once

#include "platform/base/result.h"

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

typedef struct _PangoFontMap PangoFontMap;

namespace text {

/// The fonts the kiosk draws with: a short list of Noto families found on the machine (fontconfig), nothing else, so
/// that every kiosk shows the same letters and start-up does not scan what will not be used.
class FontLibrary {
  public:
    /// `cache_folder` keeps fontconfig's scan between starts; it is made when missing.
    [[nodiscard]] static base::Result<std::unique_ptr<FontLibrary>> open(const std::filesystem::path& cache_folder);
    ~FontLibrary();
    FontLibrary(const FontLibrary&) = delete;
    FontLibrary& operator=(const FontLibrary&) = delete;

    [[nodiscard]] PangoFontMap* map() const;

    struct Coverage {
        std::vector<char32_t> missing;   ///< code points without a glyph, each once, in order of appearance
        std::vector<std::string> fonts;  ///< families used, each once
    };
    /// What drawing `utf8` in `language` (BCP 47) would use and lack, by the same itemisation that draws.
    [[nodiscard]] Coverage coverage(std::string_view utf8, std::string_view language) const;

  private:
    struct Data;
    explicit FontLibrary(std::unique_ptr<Data> data);
    std::unique_ptr<Data> m_data;
};

} // namespace text
