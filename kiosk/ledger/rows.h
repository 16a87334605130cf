#pragma once

#include "kiosk/ledger/commitment.h"
#include "platform/base/result.h"
#include "platform/sqlite/database.h"

#include <string>
#include <string_view>

namespace ledger {

/// The columns of the table `commitments`, in its order: what bind_commitment and read_commitment agree on.
inline constexpr const char* commitment_columns =
    "sequence, id, receipt, kiosk, exhibition, made_utc_ms, boot, clock_confirmed, language, text_language, "
    "theme, article, "
    "kind, ready, words, by_when, due_utc_ms, who, age, wall_consent, moderation, class_session, "
    "monotonic_ms, follow_up, clock_utc_ms, redated";
inline constexpr int commitment_column_count = 26;
inline constexpr const char* commitment_places = "?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?";

void bind_commitment(sqlite::Statement& statement, const Commitment& commitment);

/// From anything with integer(column) and text(column): a statement's row or a record found in a damaged
/// page.
template <class Row>
[[nodiscard]] Commitment read_commitment(const Row& row) {
    Commitment commitment;
    commitment.sequence = row.integer(0);
    commitment.id = row.text(1);
    commitment.receipt = row.text(2);
    commitment.kiosk = row.text(3);
    commitment.exhibition = row.text(4);
    commitment.made_utc_ms = row.integer(5);
    commitment.boot = row.text(6);
    commitment.clock_confirmed = row.integer(7) != 0;
    commitment.language = row.text(8);
    commitment.text_language = row.text(9);
    if (row.integer(10) != 0) commitment.theme = static_cast<int>(row.integer(10));
    if (row.integer(11) >= 0) commitment.article = static_cast<int>(row.integer(11));
    const std::string kind = row.text(12);
    commitment.kind = kind.empty() ? '?' : kind.front();
    commitment.ready = row.text(13);
    commitment.words = row.text(14);
    commitment.when = row.text(15);
    commitment.due_utc_ms = row.integer(16);
    commitment.who = row.text(17);
    commitment.age = row.text(18);
    commitment.wall_consent = row.integer(19) != 0;
    commitment.moderation = row.text(20);
    commitment.class_session = row.text(21);
    commitment.monotonic_ms = row.integer(22);
    commitment.follow_up = row.text(23);
    commitment.clock_utc_ms = row.integer(24);
    commitment.redated = row.integer(25) != 0;
    return commitment;
}

/// Whole UTF-8 (RFC 3629) without a zero byte.
[[nodiscard]] bool is_text(std::string_view text);
/// Whether a visitor's draft can be kept: languages and words there, numbers in range, known names, whole
/// UTF-8, not endless.
[[nodiscard]] base::Status check_draft(const Draft& draft);
/// Whether a commitment read from elsewhere (a damaged page, an export) is one that a ledger wrote.
[[nodiscard]] base::Status check_commitment(const Commitment& commitment);

} // namespace ledger
