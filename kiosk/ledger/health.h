#pragma once

#include <filesystem>
#include <string>

namespace ledger {

/// What lies under a ledger's name, found out without changing it.
struct Health {
    enum class State {
        missing,
        unknown, ///< whether there is anything cannot be told: `reason` says why
        fresh,   ///< nothing in it yet
        good,
        damaged, ///< ours, or no database at all: `reason` says why
        foreign, ///< a whole SQLite database of something else
        newer,   ///< of a version this program does not know
    };
    State state = State::good;
    std::string reason;
};

enum class Depth {
    quick,   ///< the header only
    thorough ///< the write-ahead log's checksums and SQLite's own check of every page too
};

[[nodiscard]] Health examine(const std::filesystem::path& file, Depth depth);

} // namespace ledger
