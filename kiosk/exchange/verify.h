#pragma once

#include "platform/base/result.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace exchange {

struct Verification {
    std::vector<std::string>
        problems; ///< one sentence a fault, naming the file; empty when every byte is as the manifest says
    std::int64_t commitments = 0;
    std::int64_t files = 0;
};

/// Compares an export folder with its manifest: every file's size and SHA-256, nothing missing, nothing
/// added, counts true. Fails only when there is no readable manifest at all; for the folder above exports,
/// such as a stick, it names them.
[[nodiscard]] base::Result<Verification> verify(const std::filesystem::path& folder);

/// The export folders directly in `folder` that were finished, sorted.
[[nodiscard]] std::vector<std::filesystem::path> exports_in(const std::filesystem::path& folder);

} // namespace exchange
