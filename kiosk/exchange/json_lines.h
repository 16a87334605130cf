#pragma once

#include "kiosk/ledger/commitment.h"
#include "platform/base/result.h"

#include <string>
#include <string_view>

namespace exchange {

/// commitments.jsonl, the lossless file that merge reads: one JSON object a line, keys as written in
/// json_lines.cpp.
[[nodiscard]] std::string to_json_line(const ledger::Commitment& commitment); ///< with its "\n"

/// Reads a line back. Fails, saying what is wrong but not quoting it, for anything that no ledger wrote.
/// Unknown keys are passed over, so that a newer kiosk's export can be read.
[[nodiscard]] base::Result<ledger::Commitment> parse_json_line(std::string_view line);
inline constexpr std::size_t longest_json_line = 128 * 1024;

} // namespace exchange
