#pragma once

#include "content/pack.h"

#include <string>
#include <vector>

/// Some text and how the kiosk sets it.
struct Passage {
    std::string utf8;
    std::string language; ///< BCP 47
    bool right_to_left = false;
};

/// All that the pack says: texts of the Declaration with their names, words of the interface languages, what
/// those call languages, scripts, months and days, and their digits.
[[nodiscard]] base::Result<std::vector<Passage>> said_by(const content::Pack& pack);

/// All that visitors can type in the interface languages: what the keys type and say, what becomes of it in
/// Chinese, Korean and Japanese. Characters between spaces, one passage a language.
[[nodiscard]] base::Result<std::vector<Passage>> typed_in(const content::Pack& pack);
