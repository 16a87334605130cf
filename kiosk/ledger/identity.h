#pragma once

#include "platform/base/result.h"

#include <cstdint>
#include <filesystem>
#include <string>

namespace ledger {

/// What must outlive the loss of the whole database: who this kiosk is, and the numbers it may never give out
/// again. Kept beside it as a small text file, DIR/ledger.identity, replaced in one step.
struct Identity {
    std::string kiosk;                 ///< empty when there is no identity yet
    std::int64_t sequence_ceiling = 0; ///< no sequence above it was ever given out
    std::int64_t exports = 0;          ///< number of the last export begun

    bool operator==(const Identity&) const = default;
};

/// An empty identity when the file is missing or unreadable as one.
[[nodiscard]] Identity read_identity(const std::filesystem::path& folder);
[[nodiscard]] base::Status write_identity(const std::filesystem::path& folder, const Identity& identity);

} // namespace ledger
