#pragma once

#include "platform/base/random.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace ledger {

/// A UUID version 7 (RFC 9562): 48 bits of time in ms, then 74 random bits; in lower case with dashes.
[[nodiscard]] std::string make_uuid7(std::int64_t utc_ms, base::Random& random);
[[nodiscard]] bool is_uuid7(std::string_view text);

/// The id of a machine's ledger: six random characters of Crockford's base 32.
[[nodiscard]] std::string make_kiosk_id(base::Random& random);
[[nodiscard]] bool is_kiosk_id(std::string_view text);

} // namespace ledger
