#pragma once

#include "kiosk/ledger/ledger.h"

#include <cstdint>
#include <filesystem>
#include <string>

namespace ledger {

/// Under so much free room where the ledger lies, staff are told and nothing optional is written there any
/// more, so that commitments are the last to be refused: the write-ahead log (4 MiB), a recovery that builds
/// the ledger anew beside a damaged one, and then some ten thousand commitments fit in it.
inline constexpr std::int64_t least_free_bytes = 64 << 20;
/// Bytes that this user may still write there; fails when there is no such folder.
[[nodiscard]] base::Result<std::int64_t> free_bytes(const std::filesystem::path& folder);

/// In the folder of backups: two generations, and who the kiosk is. A copy in the making has another name,
/// and so has ("ledger-older-kept-time.db", for ever) one that holds more than those that came after it: the
/// ledger lost something in between.
inline constexpr const char* newest_backup = "ledger-newest.db";
inline constexpr const char* older_backup = "ledger-older.db";

enum class BackupTrouble {
    none,
    full,
    missing, ///< there is no such folder: it is never made here, for it may be a partition that is not
             ///< mounted
    read_only,
    failed, ///< anything else
};
struct BackupOutcome {
    BackupTrouble trouble = BackupTrouble::none;
    std::string detail; ///< one sentence in English that names the file and the reason; empty for none
    std::int64_t commitments = 0;
};

/// Copies the ledger into `folder` through SQLite's backup API, checks every page of the copy, and only then
/// lets it become the newest and the newest the older one. Whatever fails, and at whatever moment the power
/// goes, at least one of the generations that were there is there, whole. Safe to call from a thread of its
/// own with a ledger opened there; whoever adds meanwhile does not wait. Where `folder` lies on the file
/// system of `data` (the ledger's folder) and that has little room left, nothing is written: `full`.
[[nodiscard]] BackupOutcome make_backup(const Ledger& ledger, const std::filesystem::path& data,
                                        const std::filesystem::path& folder);

} // namespace ledger
