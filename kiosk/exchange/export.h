#pragma once

#include "content/pack.h"
#include "kiosk/ledger/ledger.h"
#include "platform/base/result.h"

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <string>

namespace exchange {

/// Why an export did not happen, so that the screen can say it in the staff's language.
enum class Refusal {
    no_medium,   ///< there is no such folder
    read_only,
    full,        ///< known before anything was written
    removed,     ///< the medium went away while it was written or read back
    name_taken,
    damaged,     ///< what was read back is not what was written
    failed,      ///< anything else; `detail` says it
};

struct ExportError {
    Refusal refusal = Refusal::failed;
    std::string detail; ///< one sentence in English that names the file and the reason
    std::int64_t needed_bytes = 0;    ///< for `full`
    std::int64_t available_bytes = 0; ///< for `full`
};

/// What was counted, not claimed.
struct ExportResult {
    std::filesystem::path folder;
    std::int64_t kept_here = 0;   ///< commitments in the ledger when the export began
    std::int64_t on_medium = 0;   ///< commitments read back from the medium
    std::int64_t bytes = 0;
};

/// Shared with the thread that shows the progress.
struct ExportProgress {
    std::atomic<std::int64_t> done = 0;  ///< of `total`, in bytes, writing and reading back
    std::atomic<std::int64_t> total = 0; ///< 0 until known
    std::atomic<bool> cancelled = false;
};

/// Writes one export folder into `target` (a stick's root or any folder), reads it back and compares. The folder has a
/// temporary name ending in ".incomplete" until all of it is on the medium. Safe to call from a thread of its own with
/// a ledger opened there. `pack` gives the words of themes and ready-made commitments for the summary.
[[nodiscard]] tl::expected<ExportResult, ExportError> export_to(const std::filesystem::path& target,
                                                                ledger::Ledger& ledger, const content::Pack& pack,
                                                                base::Clock& clock, ExportProgress& progress);

/// Export folders under `target` that were begun and not finished.
[[nodiscard]] std::vector<std::filesystem::path> interrupted_exports(const std::filesystem::path& target);

} // namespace exchange
