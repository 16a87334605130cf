#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace ledger {

/// What a visitor decided, before it is kept. Names (`when`, `who`, `age`) are stable ids, not words of a
/// language.
struct Draft {
    std::string language;       ///< BCP 47 of the interface
    std::string text_language;  ///< code of the Declaration's text that was open, may be empty
    std::optional<int> theme;   ///< 1 to 12
    std::optional<int> article; ///< 0 (the preamble) to 30
    char kind = 'B';            ///< 'A' change a rule, 'B' act, 'C' give
    std::string ready;          ///< name of the ready-made commitment, or empty when typed
    std::string
        words;        ///< what it says, in the visitor's language; typed by the visitor when `ready` is empty
    std::string when; ///< "today", "week", "month", "term", "year"
    std::int64_t due_utc_ms = 0; ///< the last day of `when`, reckoned from the moment it was made
    std::string who;             ///< "pupil", "student", "teacher", "adult", "group", or empty
    std::string age;             ///< "under12", "12to17", "18to29", "30to59", "60plus", or empty
    bool wall_consent = false;
};

/// A commitment as the ledger keeps it.
struct Commitment : Draft {
    std::string id;                ///< UUIDv7
    std::string receipt;           ///< the code the visitor takes home
    std::string kiosk;             ///< id of the machine's ledger
    std::string exhibition;        ///< as set by staff, may be empty
    std::string class_session;     ///< may be empty
    std::int64_t made_utc_ms = 0;  ///< the best that is known; see `redated`
    std::int64_t clock_utc_ms = 0; ///< what the machine's clock said then; 0: kept before this was noted
    std::string boot;              ///< kernel's boot id
    std::int64_t monotonic_ms = 0; ///< on that boot's clock
    std::int64_t sequence = 0;     ///< per kiosk, from 1, never goes back, never reused
    bool clock_confirmed = false;  ///< the time was known to be right, then or (redated) later
    bool redated = false;   ///< made_utc_ms and due_utc_ms were set right after the true time became known
    std::string moderation; ///< "none" (ready-made), "waiting", "approved", "refused"
    std::string follow_up;  ///< "open", "begun", "done", "changed", "withdrawn"
};

} // namespace ledger
