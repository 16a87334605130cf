#pragma once

#include "content/pack.h"
#include "kiosk/exchange/labels.h"
#include "kiosk/ledger/ledger.h"
#include "platform/base/result.h"

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <vector>

namespace exchange {

/// Why an export did not happen, so that the screen can say it in the staff's language.
enum class Refusal {
    no_medium, ///< there is no such folder
    read_only,
    full,       ///< known before anything was written
    removed,    ///< the medium went away while it was written or read back
    name_taken, ///< not even one of the next thousand numbers is free
    damaged,    ///< what was read back is not what was written
    not_opened, ///< there is a medium, but it could not be mounted
    unsound,    ///< it can only be read, because its file system has errors
    busy,       ///< something else holds it, so it could not be mounted afresh
    silent,     ///< what mounts it gave no answer in time
    failed,     ///< anything else; `detail` says it
};

struct ExportError {
    Refusal refusal = Refusal::failed;
    std::string detail;               ///< one sentence in English that names the file and the reason
    std::int64_t needed_bytes = 0;    ///< for `full`
    std::int64_t available_bytes = 0; ///< for `full`
};

/// What was counted, not claimed.
struct ExportResult {
    std::filesystem::path folder;
    std::int64_t kept_here = 0; ///< commitments in the ledger when the export began
    std::int64_t on_medium = 0; ///< commitments read back from the medium
    std::int64_t bytes = 0;
};

/// Where a medium is mounted.
struct Root {
    std::filesystem::path folder;
    std::optional<dev_t> device; ///< of what was mounted there, where that is known
};

/// Mounts a medium afresh, so that what is read comes from it and not from memory. Called when the export
/// holds nothing open on it.
using MountAfresh = std::function<tl::expected<Root, ExportError>()>;

/// Shared with the thread that shows the progress.
struct ExportProgress {
    std::atomic<std::int64_t> done = 0;  ///< of `total`, in bytes, writing and reading back
    std::atomic<std::int64_t> total = 0; ///< 0 until known
    std::atomic<bool> cancelled = false;
    std::function<void(std::string_view step)>
        on_step; ///< called by the export's own thread before each step; may be empty
};

/// Writes one export folder into `target` (a stick's root or any folder), reads it back and compares. The
/// folder has a temporary name ending in ".incomplete" until all of it is on the medium. Safe to call from a
/// thread of its own with a ledger opened there; `clock` is that ledger's, for the export's own date.
/// `labels` are the words of themes and ready-made commitments for the summary. The number in the folder's
/// name comes from the ledger and is never used twice; where a stick has such a folder already (from another
/// life of this kiosk), the next free number is taken, so that staff are never asked to tidy up first. What
/// was read back is compared before the folder gets its final name. Nothing is ever deleted; a folder that
/// was not finished stays, with a file INCOMPLETE.txt that says so. Between the last write and the reading
/// back comes `mount_afresh`, where there is one.
[[nodiscard]] tl::expected<ExportResult, ExportError> export_to(const Root& target,
                                                                const MountAfresh& mount_afresh,
                                                                ledger::Ledger& ledger, const Labels& labels,
                                                                base::Clock& clock, ExportProgress& progress);

/// The same to a folder that stays where it is.
[[nodiscard]] tl::expected<ExportResult, ExportError> export_to(const std::filesystem::path& target,
                                                                ledger::Ledger& ledger,
                                                                const content::Pack& pack, base::Clock& clock,
                                                                ExportProgress& progress);

/// The same with the words at hand, for a machine without a content pack.
[[nodiscard]] tl::expected<ExportResult, ExportError> export_to(const std::filesystem::path& target,
                                                                ledger::Ledger& ledger, const Labels& labels,
                                                                base::Clock& clock, ExportProgress& progress);

/// Export folders under `target` that were begun and not finished. Follows no link, and looks at no more than
/// the first few thousand names: a stick may hold any number.
[[nodiscard]] std::vector<std::filesystem::path> interrupted_exports(const std::filesystem::path& target);

} // namespace exchange
