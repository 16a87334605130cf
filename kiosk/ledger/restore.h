#pragma once

#include "platform/base/clock.h"
#include "platform/base/result.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace ledger {

struct BackupContents {
    std::string kiosk;
    std::int64_t commitments = 0;
    std::int64_t last_sequence = 0;
};
/// Looks at every page of a ledger's copy without changing it. Fails, in a sentence, when it is damaged, no
/// ledger, or of a newer program.
[[nodiscard]] base::Result<BackupContents> examine_backup(const std::filesystem::path& file);

struct Restored {
    std::filesystem::path from;           ///< the copy that was taken
    std::vector<std::string> passed_over; ///< a sentence for each newer copy that is not whole
    std::int64_t restored = 0;            ///< commitments in it
    std::int64_t present = 0;        ///< commitments that could be read in the file that was in its place
    std::filesystem::path set_aside; ///< that file's new name; empty when there was none
};

/// Puts a backup in the place of the ledger in `data`. `from` is a folder of backups, of which the newest
/// whole one is taken, or one file. The present file is set aside under a dated name and never deleted or
/// merged. The numbers of commitments and exports go on behind all that were ever given. Refuses while a
/// kiosk has the ledger open. A power cut leaves the old file in its place or the restoring done at the next
/// start.
[[nodiscard]] base::Result<Restored> restore(const std::filesystem::path& data,
                                             const std::filesystem::path& from, const base::Clock& clock);

} // namespace ledger
