#pragma once

#include "platform/base/result.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace exchange {

inline constexpr const char* manifest_name = "manifest.json";
inline constexpr const char* lines_name = "commitments.jsonl";
inline constexpr std::int64_t manifest_version = 1;

/// manifest.json: what an export folder holds. Written last; carries its own hash, so that no byte of it can
/// change unseen.
struct Manifest {
    struct File {
        std::string name;
        std::int64_t bytes = 0;
        std::string sha256;
    };
    std::string kiosk;
    std::string exhibition;
    std::string app; ///< version of the program
    std::int64_t number = 0;
    std::int64_t made_utc_ms = 0;
    std::int64_t commitments = 0;
    std::vector<File> files;
};

[[nodiscard]] std::string write_manifest(const Manifest& manifest);
/// Fails, in a sentence, for anything that write_manifest() did not write: other format or version, missing
/// or wrongly typed members, names that lead out of the folder or come twice, a changed byte.
[[nodiscard]] base::Result<Manifest> parse_manifest(std::string_view text);

} // namespace exchange
