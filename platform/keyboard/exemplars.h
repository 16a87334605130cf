#pragma once

#include "platform/base/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace keyboard {

/// What a language is written with, after CLDR's exemplar characters (UTS 35, Part 2), as ICU has them.
struct Exemplars {
    std::vector<std::string> letters;         ///< needed for the language's own words, lower case, NFC
    std::vector<std::string> foreign_letters; ///< met in names and borrowed words
    std::vector<std::string> punctuation;

    /// Fails when ICU has no data for the language.
    [[nodiscard]] static base::Result<Exemplars> of(const std::string& language);
    [[nodiscard]] bool has_letter(std::string_view text) const; ///< of either kind
    [[nodiscard]] bool has_punctuation(std::string_view text) const;
};

} // namespace keyboard
