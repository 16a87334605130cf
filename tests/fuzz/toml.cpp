// Every TOML source of the content folder: the same bytes are handed to each reader.
#include "content/build/sources.h"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    if (const auto table = content::parse_languages(text); !table && table.error().message.empty())
        std::abort();
    if (const auto themes = content::parse_themes(text)) {
        for (const content::Theme& theme : *themes) {
            if (theme.number < 1 || theme.number > content::theme_count) std::abort();
        }
    }
    static_cast<void>(content::parse_articles(text));
    static_cast<void>(content::parse_commitments(text));
    static_cast<void>(content::parse_glyph_exceptions(text));
    return 0;
}
