#include "kiosk/ledger/restore.h"

#include "kiosk/ledger/backup.h"
#include "kiosk/ledger/identity.h"
#include "kiosk/ledger/ledger_data.h"
#include "kiosk/ledger/recovery.h"
#include "kiosk/ledger/salvage.h"
#include "kiosk/ledger/schema.h"
#include "platform/base/files.h"

#include <algorithm>
#include <fcntl.h>
#include <fmt/format.h>

namespace ledger {

namespace {

namespace fs = std::filesystem;

/// Left free where nothing tells how many were given out after the copy was made: copies are made after every
/// hundred commitments and every export, but for a while they may have failed.
constexpr std::int64_t blind_commitments = 1000;
constexpr std::int64_t blind_exports = 100;

/// SQLite's findings come in several.
std::string in_one_line(std::string text) {
    std::replace(text.begin(), text.end(), '\n', ' ');
    return text;
}

/// With the log that lies beside it, if there is one; without touching anything otherwise.
base::Result<sqlite::Database> open_copy(const fs::path& file) {
    std::error_code problem;
    const auto log = fs::file_size(file.string() + "-wal", problem);
    const bool has_log = !problem && log > 0;
    return sqlite::Database::open(file, has_log ? sqlite::Database::Mode::read_only
                                                : sqlite::Database::Mode::immutable);
}

/// The newest whole copy; a sentence into `passed_over` for each that is not.
base::Result<fs::path> choose(const fs::path& from, Restored& restored, BackupContents& contents) {
    std::error_code problem;
    std::vector<fs::path> files{from};
    if (fs::is_directory(from, problem)) files = {from / newest_backup, from / older_backup};
    for (const fs::path& file : files) {
        base::Result<BackupContents> found = examine_backup(file);
        if (found) {
            contents = std::move(*found);
            return file;
        }
        restored.passed_over.push_back(found.error().message);
    }
    std::string reasons;
    for (const std::string& reason : restored.passed_over)
        reasons += (reasons.empty() ? "" : "; ") + reason;
    return base::fail(fmt::format("cannot restore from {}: {}", from.string(), reasons));
}

/// So high that opening goes on behind it, whatever was given out since the copy was made.
Identity go_on(const fs::path& data, const fs::path& beside, const BackupContents& contents) {
    Identity known{contents.kiosk, 0, 0};
    bool told = false;
    for (const fs::path& folder : {data, beside}) {
        const Identity identity = read_identity(folder);
        if (identity.kiosk != contents.kiosk) continue;
        told = told || folder == data;
        known.sequence_ceiling = std::max(known.sequence_ceiling, identity.sequence_ceiling);
        known.exports = std::max(known.exports, identity.exports);
    }
    known.sequence_ceiling = std::max(known.sequence_ceiling, contents.last_sequence + sequence_block + 1) +
                             (told ? 0 : blind_commitments);
    if (!told) known.exports += blind_exports;
    return known;
}

} // namespace

base::Result<BackupContents> examine_backup(const fs::path& file) {
    // SQLite does not tell why a file cannot be opened.
    if (!base::FileDescriptor(::open(file.c_str(), O_RDONLY | O_CLOEXEC)))
        return base::fail_errno("read the copy", file);
    const base::Result<sqlite::Database> database = open_copy(file);
    if (!database) return tl::make_unexpected(database.error());
    const auto refuse = [&](std::string_view reason) {
        return base::fail(fmt::format("cannot use the copy {}: {}", file.string(), reason));
    };
    const base::Result<std::string> whole = database->value("PRAGMA integrity_check(1)");
    if (!whole) return refuse(whole.error().message);
    if (*whole != "ok") return refuse(in_one_line(*whole));
    if (database->number("PRAGMA application_id").value_or(-1) != application_id)
        return refuse("it is no ledger");
    if (database->number("PRAGMA user_version").value_or(-1) > schema_version)
        return refuse("it is of a newer program; install a newer one");
    BackupContents contents;
    contents.kiosk = database->value("SELECT value FROM settings WHERE name = 'kiosk'").value_or("");
    contents.commitments = database->number("SELECT count(*) FROM commitments").value_or(-1);
    contents.last_sequence =
        database->number("SELECT coalesce(max(sequence), 0) FROM commitments").value_or(-1);
    if (contents.kiosk.empty() || contents.commitments < 0) return refuse("it is no whole ledger");
    return contents;
}

base::Result<Restored> restore(const fs::path& data, const fs::path& from, const base::Clock& clock) {
    std::error_code problem;
    fs::create_directories(data, problem);
    if (problem)
        return base::fail(fmt::format("cannot make the folder {}: {}", data.string(), problem.message()));
    const base::Result<std::optional<Lock>> lock = Lock::take(data, 0);
    if (!lock) return tl::make_unexpected(lock.error());
    if (!*lock)
        return base::fail(
            fmt::format("cannot restore into {}: a kiosk has it open; stop the kiosk first", data.string()));
    const fs::path file = ledger_file(data);
    if (const base::Status done = finish_recovery(file, clock); !done)
        return tl::make_unexpected(done.error());
    Restored restored;
    BackupContents contents;
    const base::Result<fs::path> chosen = choose(from, restored, contents);
    if (!chosen) return tl::make_unexpected(chosen.error());
    restored.from = *chosen;
    restored.restored = contents.commitments;
    restored.present = static_cast<std::int64_t>(salvage(file).commitments.size());
    const base::Result<sqlite::Database> copy = open_copy(*chosen);
    if (!copy) return tl::make_unexpected(copy.error());
    const Identity identity = go_on(data, chosen->parent_path(), contents);
    const base::Result<fs::path> aside = replace_with(
        file, "replaced", [&](const fs::path& into) { return copy->backup_to(into); },
        [&] { return write_identity(data, identity); }, clock);
    if (!aside) return tl::make_unexpected(aside.error());
    restored.set_aside = *aside;
    return restored;
}

} // namespace ledger
