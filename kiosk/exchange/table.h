#pragma once

#include "kiosk/exchange/labels.h"
#include "kiosk/ledger/commitment.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace exchange {

/// The columns of commitments.csv and commitments.xlsx, for people; commitments.jsonl is the lossless one.
/// "Made (UTC)" is the best that is known. "Date is" says why: "confirmed" (the machine knew the time, or
/// staff had confirmed it), "re-dated" (dated anew when they did) or "unconfirmed" (the machine's own clock
/// and nobody's word). "Clock said (UTC)" is that clock's time then, empty when it was not noted.
[[nodiscard]] std::span<const std::string_view> table_header();
[[nodiscard]] std::vector<std::string> table_row(const ledger::Commitment& commitment, const Labels& labels);

/// One record of RFC 4180 with CRLF. No cell is taken for a formula: one that begins (also after blanks) with
/// = + - @ or their full-width forms, or with a tab or a carriage return, gets a leading apostrophe.
[[nodiscard]] std::string csv_record(std::span<const std::string> cells);
inline constexpr std::string_view csv_byte_order_mark = "\xEF\xBB\xBF"; ///< Excel reads UTF-8 only with it

} // namespace exchange
