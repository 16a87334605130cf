#include "kiosk/ledger/recovery.h"

#include "kiosk/ledger/ids.h"
#include "kiosk/ledger/rows.h"
#include "kiosk/ledger/salvage.h"
#include "kiosk/ledger/schema.h"
#include "platform/base/files.h"
#include "platform/sqlite/database.h"

#include <cerrno>
#include <cstdio>
#include <fmt/format.h>
#include <set>
#include <utility>

namespace ledger {

namespace {

namespace fs = std::filesystem;

fs::path with(const fs::path& file, std::string_view suffix) {
    return file.string() + std::string(suffix);
}

fs::path new_file_of(const fs::path& file) {
    return with(file, ".recovered");
}

base::Result<bool> any_of_three(const fs::path& file) {
    for (const std::string_view suffix : {"", "-wal", "-shm"}) {
        base::Result<bool> there = base::is_there(with(file, suffix));
        if (!there || *there) return there;
    }
    return false;
}

base::Status rename_if_there(const fs::path& from, const fs::path& to) {
    if (std::rename(from.c_str(), to.c_str()) == 0 || errno == ENOENT) return {};
    return base::fail_errno("set aside", from);
}

/// The order matters: the database first, so that a file under the ledger's name always goes with the log
/// beside it.
base::Status set_aside_as(const fs::path& file, const fs::path& aside) {
    for (const std::string_view suffix : {"", "-wal", "-shm"}) {
        if (const base::Status done = rename_if_there(with(file, suffix), with(aside, suffix)); !done)
            return done;
    }
    return base::sync_folder(file.parent_path());
}

/// What lies there under its name, if anything does: then its new name is given, else an empty one.
base::Result<fs::path> set_aside(const fs::path& file, std::string_view why, const base::Clock& clock) {
    const base::Result<bool> there = any_of_three(file);
    if (!there) return tl::make_unexpected(there.error());
    if (!*there) return fs::path();
    base::Result<fs::path> aside = name_aside(file, why, clock);
    if (!aside) return aside;
    if (const base::Status done = set_aside_as(file, *aside); !done) return tl::make_unexpected(done.error());
    return aside;
}

base::Status put_in_place(const fs::path& file) {
    if (std::rename(new_file_of(file).c_str(), file.c_str()) != 0)
        return base::fail_errno("rename", new_file_of(file));
    return base::sync_folder(file.parent_path());
}

base::Status fill(sqlite::Database& database, const Salvage& found, const std::string& kiosk,
                  const base::Clock& clock) {
    std::set<std::string> kiosks{kiosk};
    for (const Commitment& commitment : found.commitments)
        kiosks.insert(commitment.kiosk);
    auto add_kiosk = database.prepare("INSERT INTO kiosks (id, since_utc_ms) VALUES (?, ?)");
    auto add_setting = database.prepare("INSERT INTO settings (name, value) VALUES (?, ?)");
    auto add_commitment = database.prepare(
        fmt::format("INSERT INTO commitments ({}) VALUES ({})", commitment_columns, commitment_places));
    if (!add_kiosk || !add_setting || !add_commitment)
        return base::fail("cannot prepare the recovered ledger");
    for (const std::string& id : kiosks) {
        if (const base::Status done = add_kiosk->bind(id, clock.utc_ms()).run(); !done) return done;
    }
    for (const auto& [name, value] : found.settings) {
        if (name == "kiosk") continue;
        if (const base::Status done = add_setting->bind(name, value).run(); !done) return done;
    }
    if (const base::Status done = add_setting->bind("kiosk", kiosk).run(); !done) return done;
    for (const Commitment& commitment : found.commitments) {
        bind_commitment(*add_commitment, commitment);
        if (const base::Status done = add_commitment->run(); !done) return done;
    }
    return {};
}

/// A whole ledger in one file without a log: it is renamed only after this returned.
base::Status build(const fs::path& file, const Salvage& found, const std::string& kiosk,
                   const base::Clock& clock) {
    base::Result<sqlite::Database> database = sqlite::Database::open(file, sqlite::Database::Mode::create);
    if (!database) return tl::make_unexpected(database.error());
    const std::string settings = fmt::format("PRAGMA page_size = {}; PRAGMA synchronous = FULL;", page_size);
    if (const base::Status done = database->run(settings.c_str()); !done) return done;
    if (const auto mode = database->value("PRAGMA journal_mode = WAL"); !mode)
        return tl::make_unexpected(mode.error());
    if (const base::Status done = migrate(*database); !done) return done;
    {
        base::Result<sqlite::Transaction> transaction = sqlite::Transaction::begin(*database);
        if (!transaction) return tl::make_unexpected(transaction.error());
        if (const base::Status done = fill(*database, found, kiosk, clock); !done) return done;
        if (const base::Status done = transaction->commit(); !done) return done;
    }
    return database->run("PRAGMA wal_checkpoint(TRUNCATE);");
}

} // namespace

base::Result<fs::path> name_aside(const fs::path& file, std::string_view why, const base::Clock& clock) {
    std::string time;
    for (const char letter : base::format_iso8601(clock.utc_ms()).substr(0, 19)) {
        if (letter != '-' && letter != ':') time += letter;
    }
    const std::string stem = fmt::format("{}-{}-{}Z", file.stem().string(), why, time);
    fs::path name = file.parent_path() / (stem + file.extension().string());
    for (int i = 2;; ++i) {
        const base::Result<bool> taken = any_of_three(name);
        if (!taken) return tl::make_unexpected(taken.error());
        if (!*taken) return name;
        name = file.parent_path() / fmt::format("{}-{}{}", stem, i, file.extension().string());
    }
}

base::Result<Recovery> recover(const fs::path& file, const std::string& kiosk, const base::Clock& clock) {
    const Salvage found = salvage(file);
    const auto kept = found.settings.find("kiosk");
    const bool tells = kept != found.settings.end() && is_kiosk_id(kept->second);
    const base::Result<fs::path> aside = replace_with(
        file, "damaged",
        [&](const fs::path& into) { return build(into, found, tells ? kept->second : kiosk, clock); },
        [] { return base::Status(); }, clock);
    if (!aside) return tl::make_unexpected(aside.error());
    return Recovery{*aside, static_cast<std::int64_t>(found.commitments.size())};
}

base::Result<fs::path> replace_with(const fs::path& file, std::string_view why,
                                    const std::function<base::Status(const fs::path&)>& build_new,
                                    const std::function<base::Status()>& before, const base::Clock& clock) {
    const fs::path half_built = with(file, ".recovering");
    sqlite::remove_database(half_built);
    if (const base::Status built = build_new(half_built); !built) return tl::make_unexpected(built.error());
    if (const base::Status done = before(); !done) return tl::make_unexpected(done.error());
    // Under this name it is whole: finish_recovery() may trust it.
    if (std::rename(half_built.c_str(), new_file_of(file).c_str()) != 0)
        return base::fail_errno("rename", half_built);
    if (const base::Status synced = base::sync_folder(file.parent_path()); !synced)
        return tl::make_unexpected(synced.error());
    base::Result<fs::path> aside = set_aside(file, why, clock);
    if (!aside) return aside;
    if (const base::Status done = put_in_place(file); !done) return tl::make_unexpected(done.error());
    return aside;
}

base::Status finish_recovery(const fs::path& file, const base::Clock& clock) {
    for (const auto& [name, goes_on] : {std::pair(file, false), std::pair(new_file_of(file), true)}) {
        const base::Result<bool> there = base::is_there(name);
        if (!there) return tl::make_unexpected(there.error());
        if (*there != goes_on) return {};
    }
    if (const auto aside = set_aside(file, "damaged", clock); !aside)
        return tl::make_unexpected(aside.error());
    return put_in_place(file);
}

} // namespace ledger
