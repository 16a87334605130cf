#include "kiosk/ledger/backup.h"

#include "kiosk/ledger/identity.h"
#include "kiosk/ledger/recovery.h"
#include "kiosk/ledger/restore.h"
#include "platform/base/files.h"
#include "platform/sqlite/database.h"

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

namespace ledger {

namespace {

namespace fs = std::filesystem;
constexpr const char* unfinished_backup = "ledger-unfinished.db";

BackupOutcome trouble(BackupTrouble kind, std::string detail) {
    return {kind, std::move(detail), 0};
}

bool is_read_only(const fs::path& folder) {
    struct statvfs info {};
    return ::statvfs(folder.c_str(), &info) == 0 &&
           ((info.f_flag & ST_RDONLY) != 0 || ::access(folder.c_str(), W_OK) != 0);
}

/// What the folder itself says, for SQLite's codes do not tell one reason from another.
BackupOutcome explain(const fs::path& folder, const base::Error& error) {
    const base::Result<std::int64_t> free = free_bytes(folder);
    if (!free) return trouble(BackupTrouble::missing, free.error().message);
    if (is_read_only(folder)) return trouble(BackupTrouble::read_only, error.message);
    constexpr std::int64_t next_to_nothing = 1 << 20;
    return trouble(*free < next_to_nothing ? BackupTrouble::full : BackupTrouble::failed, error.message);
}

bool lie_together(const fs::path& one, const fs::path& other) {
    struct stat first {
    }, second{};
    return ::stat(one.c_str(), &first) == 0 && ::stat(other.c_str(), &second) == 0 &&
           first.st_dev == second.st_dev;
}

std::int64_t size_of(const fs::path& file) {
    std::error_code problem;
    const auto size = fs::file_size(file, problem);
    return problem ? 0 : static_cast<std::int64_t>(size);
}

/// Known before anything is written: a copy that does not fit is not begun.
BackupOutcome check_room(const fs::path& data, const fs::path& folder) {
    const base::Result<std::int64_t> free = free_bytes(folder);
    if (!free) return trouble(BackupTrouble::missing, free.error().message);
    if (is_read_only(folder))
        return trouble(BackupTrouble::read_only,
                       fmt::format("cannot back up into {}: it cannot be written to", folder.string()));
    const std::int64_t needed = size_of(ledger_file(data)) + size_of(ledger_file(data).string() + "-wal");
    const std::int64_t kept = lie_together(data, folder) ? least_free_bytes : 0;
    if (*free >= needed + kept) return {};
    return trouble(
        BackupTrouble::full,
        fmt::format(
            "cannot back up into {}: it needs {} bytes beside the {} that stay free, and there are {}",
            folder.string(), needed, kept, *free));
}

base::Status sync_file(const fs::path& path) {
    const base::FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file || ::fsync(file.get()) != 0) return base::fail_errno("sync", path);
    return {};
}

/// A ledger only grows: an older generation that holds more than the newer one, or what another kiosk kept,
/// is from before a loss, and perhaps all that is left of it. It keeps a name of its own.
base::Status spare_what_was_lost(const fs::path& older, const BackupContents& newer,
                                 const base::Clock& clock) {
    const base::Result<BackupContents> contents = examine_backup(older);
    if (!contents || (contents->kiosk == newer.kiosk && contents->commitments <= newer.commitments))
        return {};
    const base::Result<fs::path> name = name_aside(older, "kept", clock);
    if (!name) return tl::make_unexpected(name.error());
    if (std::rename(older.c_str(), name->c_str()) != 0) return base::fail_errno("rename", older);
    return {};
}

/// After each step one whole generation at least has its name.
base::Status rotate(const fs::path& folder, const base::Clock& clock) {
    const fs::path newest = folder / newest_backup, older = folder / older_backup;
    // A newest one that is no longer whole must not push out an older one that is.
    if (const base::Result<BackupContents> contents = examine_backup(newest)) {
        if (const base::Status spared = spare_what_was_lost(older, *contents, clock); !spared) return spared;
        if (std::rename(newest.c_str(), older.c_str()) != 0) return base::fail_errno("rename", newest);
    }
    if (const base::Status synced = base::sync_folder(folder); !synced) return synced;
    if (std::rename((folder / unfinished_backup).c_str(), newest.c_str()) != 0)
        return base::fail_errno("rename", folder / unfinished_backup);
    return base::sync_folder(folder);
}

base::Result<std::int64_t> copy(const Ledger& ledger, const fs::path& data, const fs::path& folder) {
    const fs::path file = folder / unfinished_backup;
    if (const base::Status done = ledger.backup_to(file); !done) return tl::make_unexpected(done.error());
    if (const base::Status done = sync_file(file); !done) return tl::make_unexpected(done.error());
    const base::Result<BackupContents> contents = examine_backup(file);
    if (!contents) return tl::make_unexpected(contents.error());
    if (const base::Status done = rotate(folder, ledger.clock()); !done)
        return tl::make_unexpected(done.error());
    if (const base::Status done = write_identity(folder, read_identity(data)); !done)
        return tl::make_unexpected(done.error());
    return contents->commitments;
}

} // namespace

base::Result<std::int64_t> free_bytes(const fs::path& folder) {
    struct statvfs info {};
    struct stat kind {};
    if (::stat(folder.c_str(), &kind) != 0 || ::statvfs(folder.c_str(), &info) != 0)
        return base::fail_errno("look into", folder);
    if (!S_ISDIR(kind.st_mode)) return base::fail(fmt::format("{} is no folder", folder.string()));
    return static_cast<std::int64_t>(info.f_bavail) * static_cast<std::int64_t>(info.f_frsize);
}

BackupOutcome make_backup(const Ledger& ledger, const fs::path& data, const fs::path& folder) {
    sqlite::remove_database(folder / unfinished_backup); // of a copy that a power cut ended
    if (BackupOutcome room = check_room(data, folder); room.trouble != BackupTrouble::none) return room;
    const base::Result<std::int64_t> done = copy(ledger, data, folder);
    if (done) return {BackupTrouble::none, {}, *done};
    const BackupOutcome outcome = explain(folder, done.error());
    sqlite::remove_database(folder / unfinished_backup);
    return outcome;
}

} // namespace ledger
