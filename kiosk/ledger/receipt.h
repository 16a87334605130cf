#pragma once

#include "platform/base/random.h"

#include <optional>
#include <string>
#include <string_view>

namespace ledger {

/// A new receipt code: seven random characters of Crockford's base 32 and a check character (modulo 37),
/// written "XXXX-XXXX". Source: https://www.crockford.com/base32.html
[[nodiscard]] std::string make_receipt(base::Random& random);

/// The code in its one written form when what was typed is one (case, dashes, spaces and I L O look-alikes
/// forgiven) and its check character fits; nothing otherwise.
[[nodiscard]] std::optional<std::string> normalise_receipt(std::string_view typed);

} // namespace ledger
