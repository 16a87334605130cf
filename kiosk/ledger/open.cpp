#include "kiosk/ledger/health.h"
#include "kiosk/ledger/ids.h"
#include "kiosk/ledger/ledger_data.h"
#include "kiosk/ledger/recovery.h"
#include "kiosk/ledger/rows.h"
#include "kiosk/ledger/schema.h"

#include <fmt/format.h>

namespace ledger {

namespace {

/// smallplacesctl or an export may hold the lock for a moment while they open.
constexpr int kiosk_patience_ms = 2000;
/// Left free after a loss when not even ledger.identity tells how far the sequence had come.
constexpr std::int64_t blind_gap = 1000;

} // namespace

base::Status Ledger::Data::take_lock() {
    base::Result<std::optional<Lock>> taken =
        Lock::take(folder, access == Access::kiosk ? kiosk_patience_ms : 0);
    // Whoever shares needs no lock to read, also on a disk that takes nothing more.
    if (!taken && access == Access::kiosk) return tl::make_unexpected(taken.error());
    if (taken) lock = std::move(*taken);
    if (!lock && access == Access::kiosk) {
        return base::fail(
            fmt::format("cannot use the folder {}: another kiosk has it open", folder.string()));
    }
    return {};
}

base::Status Ledger::Data::mend() {
    const std::filesystem::path file = ledger_file(folder);
    if (lock) {
        if (const base::Status done = finish_recovery(file, *clock); !done) return done;
    }
    Health health = examine(file, lock ? Depth::thorough : Depth::quick);
    const bool had_commitments = identity.sequence_ceiling > 0;
    if (health.state == Health::State::fresh && had_commitments)
        health = {Health::State::damaged, "it is empty"};
    if (health.state == Health::State::missing && had_commitments) {
        notice = Notice{{}, 0, fmt::format("{} is gone; a new one was begun", file.string())};
    }
    if (health.state == Health::State::unknown) return base::fail(health.reason);
    if (health.state == Health::State::foreign || health.state == Health::State::newer) {
        return base::fail(fmt::format("cannot use the database {}: {}", file.string(), health.reason));
    }
    if (health.state != Health::State::damaged) return {};
    if (!lock) {
        return base::fail(
            fmt::format("cannot use the database {}: it is damaged ({}); start the kiosk anew, which sets it "
                        "aside and recovers what can be read",
                        file.string(), health.reason));
    }
    const std::string fallback = identity.kiosk.empty() ? make_kiosk_id(*random) : identity.kiosk;
    const base::Result<Recovery> done = recover(file, fallback, *clock);
    if (!done) return tl::make_unexpected(done.error());
    notice = Notice{done->set_aside, done->recovered, health.reason};
    return {};
}

base::Status Ledger::Data::connect() {
    base::Result<sqlite::Database> opened =
        sqlite::Database::open(ledger_file(folder), sqlite::Database::Mode::create);
    if (!opened) return tl::make_unexpected(opened.error());
    database = std::move(*opened);
    const std::string pragmas =
        fmt::format("PRAGMA page_size = {}; PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL; "
                    "PRAGMA trusted_schema = OFF; PRAGMA secure_delete = ON;",
                    page_size);
    if (const base::Status done = database.run(pragmas.c_str()); !done) return done;
    const base::Result<std::string> mode = database.value("PRAGMA journal_mode = WAL");
    if (!mode) return tl::make_unexpected(mode.error());
    if (*mode != "wal")
        return base::fail(fmt::format("cannot write the database {}", ledger_file(folder).string()));
    if (const base::Status done = migrate(database); !done) return done;
    const std::pair<sqlite::Statement*, std::string> statements[] = {
        {&insert,
         fmt::format("INSERT INTO commitments ({}) VALUES ({})", commitment_columns, commitment_places)},
        {&count, "SELECT count(*) FROM commitments"},
        {&get_setting, "SELECT value FROM settings WHERE name = ?"},
        {&put_setting, "INSERT INTO settings (name, value) VALUES (?, ?) "
                       "ON CONFLICT (name) DO UPDATE SET value = excluded.value"}};
    for (const auto& [statement, sql] : statements) {
        base::Result<sqlite::Statement> prepared = database.prepare(sql);
        if (!prepared) return tl::make_unexpected(prepared.error());
        *statement = std::move(*prepared);
    }
    return {};
}

/// The database's own word comes first, then ledger.identity's, then chance.
base::Status Ledger::Data::settle_kiosk() {
    const std::string proposed = identity.kiosk.empty() ? make_kiosk_id(*random) : identity.kiosk;
    base::Result<std::string> kept = database.value("SELECT value FROM settings WHERE name = 'kiosk'");
    if (!kept) {
        base::Result<sqlite::Transaction> transaction = sqlite::Transaction::begin(database);
        if (!transaction) return tl::make_unexpected(transaction.error());
        base::Result<sqlite::Statement> setting =
            database.prepare("INSERT OR IGNORE INTO settings (name, value) VALUES ('kiosk', ?)");
        base::Result<sqlite::Statement> kiosk =
            database.prepare("INSERT OR IGNORE INTO kiosks (id, since_utc_ms) SELECT value, ? FROM settings "
                             "WHERE name = 'kiosk'");
        if (!setting || !kiosk) return base::fail("cannot prepare the ledger's first rows");
        if (const base::Status done = setting->bind(proposed).run(); !done) return done;
        if (const base::Status done = kiosk->bind(clock->utc_ms()).run(); !done) return done;
        if (const base::Status done = transaction->commit(); !done) return done;
        kept = database.value("SELECT value FROM settings WHERE name = 'kiosk'");
        if (!kept) return tl::make_unexpected(kept.error());
    }
    if (*kept != identity.kiosk) identity = Identity{*kept, 0, 0};
    return {};
}

base::Status Ledger::Data::find_last() {
    base::Result<sqlite::Statement> rows =
        database.prepare("SELECT coalesce(max(sequence), 0) FROM commitments");
    if (!rows) return tl::make_unexpected(rows.error());
    if (const base::Result<bool> row = rows->step(); !row) return tl::make_unexpected(row.error());
    const std::int64_t last = rows->integer(0);
    next_sequence = last + 1;
    // Rows were lost, or an older copy of the file was put in its place: go on where none was ever given out.
    const bool went_back = identity.sequence_ceiling > last + sequence_block;
    if (notice || went_back) next_sequence = std::max(last, identity.sequence_ceiling) + 1;
    if (notice && identity.sequence_ceiling == 0) next_sequence += blind_gap;
    return find_floor();
}

/// Staff may look only days later: the last recovery stays in the settings.
base::Status Ledger::Data::keep_notice() {
    if (!notice) return {};
    const std::string text =
        fmt::format("{}: {}; set aside as '{}', {} recovered", base::format_iso8601(clock->utc_ms()),
                    notice->reason, notice->set_aside.filename().string(), notice->recovered);
    if (const base::Status done = put_setting.bind("recovery.last", text).run(); !done) return done;
    return put_setting.bind("recovery.recovered", std::to_string(notice->recovered)).run();
}

base::Status Ledger::Data::mend_while_running() {
    for (sqlite::Statement* statement : {&insert, &count, &get_setting, &put_setting})
        *statement = {};
    // Closing must not fold the log into a damaged file: what lies there now is what is set aside.
    sqlite3_db_config(database.handle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    database = sqlite::Database();
    for (const auto step :
         {&Data::mend, &Data::connect, &Data::settle_kiosk, &Data::find_last, &Data::keep_notice}) {
        if (const base::Status done = (this->*step)(); !done) return done;
    }
    return reserve_sequence();
}

base::Result<Ledger> Ledger::open(const std::filesystem::path& folder, base::Clock& clock,
                                  base::Random& random, Access access) {
    std::error_code problem;
    std::filesystem::create_directories(folder, problem);
    if (problem)
        return base::fail(fmt::format("cannot make the folder {}: {}", folder.string(), problem.message()));
    auto data = std::make_unique<Data>(clock);
    data->folder = folder;
    data->random = &random;
    data->access = access;
    data->boot = clock.boot_id();
    data->identity = read_identity(folder);
    for (const auto step : {&Data::take_lock, &Data::mend, &Data::connect, &Data::settle_kiosk,
                            &Data::find_last, &Data::keep_notice}) {
        if (const base::Status done = (*data.*step)(); !done) return tl::make_unexpected(done.error());
    }
    if (access == Access::shared) data->lock.reset();
    if (access == Access::kiosk) {
        if (const base::Status done = data->reserve_sequence(); !done)
            return tl::make_unexpected(done.error());
    }
    Ledger ledger(std::move(data));
    static_cast<void>(ledger.check_clock()); // on a full disk it stays unconfirmed
    return ledger;
}

} // namespace ledger
