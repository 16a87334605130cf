#pragma once

#include "kiosk/exchange/labels.h"
#include "kiosk/ledger/commitment.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace exchange {

/// What a summary counts, one commitment at a time.
struct Tally {
    std::int64_t total = 0;
    std::int64_t waiting = 0;     ///< typed, not yet read by staff
    std::int64_t unsure_time = 0; ///< made while the clock was not confirmed, and not dated anew since
    std::int64_t redated = 0;     ///< dated anew when the time became known
    std::map<std::string, std::int64_t> by_day, by_kiosk, by_language, by_ready;
    std::map<int, std::int64_t> by_theme;
    std::map<char, std::int64_t> by_kind;
    std::vector<std::string>
        approved; ///< typed texts that staff approved and their writers agreed to show; the first 200

    void add(const ledger::Commitment& commitment);
};

struct SummaryHead {
    std::string title;      ///< "Small Places: commitments"
    std::string exhibition; ///< may be empty
    std::string source;     ///< "Kiosk 7Q3K9D, export 12"
    std::int64_t made_utc_ms = 0;
};

/// One page of HTML that needs nothing else: charts are inline SVG, it prints well, and everything is
/// escaped. A typed text that staff did not approve is counted and never shown.
[[nodiscard]] std::string summary_html(const SummaryHead& head, const Tally& tally, const Labels& labels);

} // namespace exchange
