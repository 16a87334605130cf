#pragma once

#include "content/model.h"

#include <string>
#include <vector>

namespace content {

/// The name of a language in itself as a list would show it, from ICU; empty where ICU does not speak the
/// language.
[[nodiscard]] std::string name_in_itself(const std::string& bcp47);

/// Fills `name` from ICU or the English name, and makes names and English names unlike each other: of several
/// texts of one language all but the plainest get what the English name says of them ("中文 (Beijing)"), else
/// the code's ending.
void name_declarations(std::vector<Declaration>& declarations);

} // namespace content
