#pragma once

#include "kiosk/ledger/commitment.h"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace ledger {

/// What could be read out of a damaged ledger.
struct Salvage {
    std::vector<Commitment> commitments; ///< each id once, in order of sequence, no sequence twice
    std::map<std::string, std::string> settings;
};

/// Reads a ledger's file and its write-ahead log page by page without SQLite and without changing them, and
/// keeps every row that is whole and valid, whatever the state of the pages around it. Unreadable blocks of
/// the disk are passed over.
[[nodiscard]] Salvage salvage(const std::filesystem::path& file);

} // namespace ledger
