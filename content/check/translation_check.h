#pragma once

#include "content/build/po_catalogue.h"
#include "content/build/sources.h"
#include "content/build/terms.h"

#include <string>
#include <vector>

namespace content {

/// What is wrong with translations that can be shown, one sentence each, naming the message.
struct TranslationFaults {
    std::vector<std::string> too_long; ///< over its limit (limits.toml)
    std::vector<std::string> figures;  ///< numbers that are not the English ones
    std::vector<std::string> off_term; ///< a term of art said in other words than the term table has
    [[nodiscard]] bool empty() const { return too_long.empty() && figures.empty() && off_term.empty(); }
};

/// A departure from the term table is let pass where the catalogue gives its reason: a translator's comment
/// "# term TERM: REASON" above the message.
[[nodiscard]] TranslationFaults check_translation(const PoCatalogue& english, const PoCatalogue& translation,
                                                  const std::vector<TermRule>& terms,
                                                  const std::vector<LengthLimit>& limits);

} // namespace content
