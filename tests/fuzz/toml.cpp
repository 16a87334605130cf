// Every TOML source of the content folder: the same bytes are handed to each reader.
#include "content/build/sources.h"
#include "content/check/entries_check.h"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    if (const auto table = content::parse_languages(text); !table && table.error().message.empty())
        std::abort();
    content::EntrySources sources;
    if (const auto read = content::read_entries(text, sources)) {
        for (const content::Theme& theme : sources.entries.themes)
            if (theme.number < 1 || theme.number > content::theme_count) std::abort();
        static_cast<void>(content::list_facts(sources));
    } else if (read.error().message.empty()) {
        std::abort();
    }
    static_cast<void>(content::parse_glyph_exceptions(text));
    static_cast<void>(content::parse_limits(text));
    return 0;
}
