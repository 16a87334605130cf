#pragma once

#include "platform/base/result.h"

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace exchange {

struct MergeReport {
    std::int64_t read = 0; ///< commitments in the folders
    std::int64_t added = 0;
    std::int64_t already = 0; ///< there before, unchanged
    std::vector<std::string>
        conflicts; ///< the same id with other contents: the first is kept, the other named here
};

/// Merges verified exports of any number of kiosks into one database; again and overlapping give each
/// commitment once. A commitment that was dated anew in between is the same one: what staff changed later
/// and its dates are those of the export with the higher number. All or nothing: a folder that does not
/// verify fails the whole merge and changes nothing.
[[nodiscard]] base::Result<MergeReport> merge(std::span<const std::filesystem::path> folders,
                                              const std::filesystem::path& into);

} // namespace exchange
