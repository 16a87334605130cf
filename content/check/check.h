#pragma once

#include "content/build/build_pack.h"
#include "content/check/translation_check.h"

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace content {

/// What drawing a piece of text would use and lack. The text layer's coverage; a test may bring its own.
struct Glyphs {
    std::vector<char32_t> missing;
    std::vector<std::string> fonts;
};
using FindGlyphs = std::function<Glyphs(std::string_view utf8, std::string_view language)>;

/// One text, as content check tells it.
struct TextReport {
    const JudgedText* text = nullptr;
    const Declaration* declaration = nullptr;
    int articles = 0; ///< that can be shown
    bool preamble = false;
    bool named_in_itself = false; ///< the name is ICU's, not the package's English one
    std::vector<std::string> fonts;
    std::vector<char32_t> missing; ///< glyphs, without the exceptions
    std::map<const GlyphException*, std::vector<char32_t>> let_pass;
};

struct CatalogueReport {
    std::string tag;
    const CheckedCatalogue* catalogue = nullptr;
    std::size_t messages = 0; ///< of the English catalogue
    std::vector<char32_t> missing;
    bool draft = false; ///< no native speaker has read it yet
    TranslationFaults faults;
    [[nodiscard]] bool passed() const;
};

struct CheckReport {
    std::vector<TextReport> texts; ///< in the list's order
    std::vector<CatalogueReport> catalogues;
    std::vector<std::string>
        faults; ///< of the entries, their facts and pictures, and files that are not there
    std::vector<const GlyphException*>
        idle_exceptions; ///< that no text needs; empty when only some texts are checked
    /// No glyph is missing, no entry and no catalogue is wrong or incomplete. Faults of the Declaration's
    /// texts are told and hidden, not failures.
    [[nodiscard]] bool passed() const;
};

/// `language`: a text's code or BCP 47 tag, or an interface's tag; empty for all. Fails when nothing goes by
/// it.
[[nodiscard]] base::Result<CheckReport>
check_contents(const PackContents& contents, std::string_view language, const FindGlyphs& find_glyphs);

/// Fails, naming the first difference, unless the pack `file` holds the texts, lists and words of `contents`.
[[nodiscard]] base::Status compare_pack(const PackContents& contents, const std::filesystem::path& file);

/// The report in words, one line a text and one a fault, sums at the end.
[[nodiscard]] std::string describe(const CheckReport& report);

} // namespace content
