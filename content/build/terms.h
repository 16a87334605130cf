#pragma once

#include "platform/base/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace content {

/// A term of art and what it is called in one language (content/po/terms/LANG.tsv).
struct TermRule {
    std::string term;               ///< English
    std::vector<std::string> forms; ///< stems: any one of them counts
};

/// Reads lines of term, forms (parted by " | "), source and note, parted by tabs; lines that begin with # are
/// comments. Fails with the line and what is wrong there.
[[nodiscard]] base::Result<std::vector<TermRule>> parse_terms(std::string_view tsv);

/// Whether `english` speaks of the term, as a whole word, one or many of it.
[[nodiscard]] bool mentions(std::string_view english, const std::string& term);

/// Whether one of the rule's forms stands in `text`, in any case and with or without Arabic vowel marks.
[[nodiscard]] bool follows(std::string_view text, const TermRule& rule);

} // namespace content
