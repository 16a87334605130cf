#pragma once

#include "kiosk/ledger/identity.h"
#include "kiosk/ledger/ledger.h"
#include "kiosk/ledger/lock.h"
#include "platform/sqlite/database.h"

namespace ledger {

/// Sequences are reserved in blocks in ledger.identity: one small file written durably per block, not per
/// commitment.
inline constexpr std::int64_t sequence_block = 100;

/// What a ledger holds. Private to ledger.cpp (use) and open.cpp (opening).
struct Ledger::Data {
    explicit Data(base::Clock& machine) : clock(&machine), time(machine) {}

    std::filesystem::path folder;
    base::Clock* clock; ///< the machine's
    KioskClock time;    ///< the kiosk's
    base::Random* random = nullptr;
    Access access = Access::kiosk;
    std::optional<Lock> lock;
    std::optional<Notice> notice;
    Identity identity;
    std::string boot;
    std::int64_t next_sequence = 1;
    std::int64_t last_export = 0; ///< given by this one, and perhaps not kept

    sqlite::Database database; // before its statements, so that it goes after them
    sqlite::Statement insert, count, get_setting, put_setting;

    /// Changes ledger.identity in one step; nobody else changes it meanwhile.
    [[nodiscard]] base::Status update_identity(const std::function<void(Identity&)>& change);
    [[nodiscard]] base::Status reserve_sequence();
    /// Gives the commitment its sequence, id and receipt and keeps it.
    [[nodiscard]] base::Result<Commitment> insert_once(Commitment& commitment);

    /// Lets `time` stay after the last commitment.
    [[nodiscard]] base::Status find_floor();
    [[nodiscard]] base::Result<std::int64_t> confirm(TimeSource source, std::int64_t offset_ms);

    /// After SQLite met damage while it ran: closes, sets aside, recovers and opens anew.
    [[nodiscard]] base::Status mend_while_running();

    // Steps of Ledger::open, in their order.
    [[nodiscard]] base::Status take_lock();
    [[nodiscard]] base::Status mend();
    [[nodiscard]] base::Status connect();
    [[nodiscard]] base::Status settle_kiosk();
    [[nodiscard]] base::Status find_last();
    [[nodiscard]] base::Status keep_notice();
};

} // namespace ledger
