#pragma once

#include "content/build/entries.h"
#include "platform/base/result.h"

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace content {

struct InterfaceSource {
    std::string tag;
    std::string text_code;
};

/// content/languages.toml.
struct LanguageTable {
    std::vector<std::string> official;                       ///< codes of texts
    std::vector<InterfaceSource> interfaces;                 ///< in the kiosk's order
    std::map<std::string, std::string> languages;            ///< primary subtag -> interface tag
    std::map<std::string, std::vector<std::string>> scripts; ///< ISO 15924 -> interface tags
    std::map<std::string, std::vector<std::string>> regions; ///< ISO 3166 -> interface tags, most read first
};

struct GlyphException {
    char32_t first = 0, last = 0; ///< code points
    std::string text;             ///< code of the text
    std::string reason;
};

/// How long the messages that match a pattern may be (content/limits.toml).
struct LengthLimit {
    std::string messages; ///< a pattern of ids, as the shell matches names
    int columns = 0;
};

// Each reads one TOML file's contents and fails with the line and what is wrong there.
[[nodiscard]] base::Result<LanguageTable> parse_languages(std::string_view toml);
[[nodiscard]] base::Result<std::vector<GlyphException>> parse_glyph_exceptions(std::string_view toml);
[[nodiscard]] base::Result<std::vector<LengthLimit>> parse_limits(std::string_view toml);

struct Sources {
    LanguageTable languages;
    EntrySources texts;
    std::vector<GlyphException> glyph_exceptions;
    std::vector<LengthLimit> limits; ///< the first that matches an id counts
};

/// Reads the TOML files of `folder` (content/); errors name the file.
[[nodiscard]] base::Result<Sources> read_sources(const std::filesystem::path& folder);

} // namespace content
