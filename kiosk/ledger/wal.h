#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// SQLite's write-ahead log, read without SQLite: SQLite stops in silence at the first frame whose checksum
/// is wrong, and what was committed after it would be lost without a word. Format:
/// https://www.sqlite.org/fileformat2.html section 4.
namespace ledger {

struct WalFrame {
    std::uint32_t page = 0;
    std::string_view data;    ///< one page, inside the bytes given to read_wal
    bool of_this_log = false; ///< has the header's salts: not a leftover of an earlier round
};

struct Wal {
    std::vector<WalFrame> frames; ///< every whole frame, good or not, in order
    /// Set when something that was committed cannot be reached by SQLite. A torn end, as a power cut leaves
    /// it, is none.
    std::optional<std::string> damage;
};

[[nodiscard]] Wal read_wal(std::string_view bytes);

} // namespace ledger
