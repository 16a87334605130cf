#include "kiosk/exchange/merged.h"

#include <fmt/format.h>
#include <initializer_list>

namespace exchange {

namespace {

constexpr std::int64_t merged_id = 0x53504C4D; ///< "SPLM"
constexpr const char* schema = R"sql(
PRAGMA application_id = 1397771341;
CREATE TABLE exports (
    id           INTEGER NOT NULL PRIMARY KEY,
    kiosk        TEXT NOT NULL,
    number       INTEGER NOT NULL,
    made_utc_ms  INTEGER NOT NULL,
    exhibition   TEXT NOT NULL,
    app          TEXT NOT NULL,
    commitments  INTEGER NOT NULL,
    lines_sha256 TEXT NOT NULL,
    UNIQUE (kiosk, number, lines_sha256)
) STRICT;
CREATE TABLE commitments (
    id              TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    receipt         TEXT NOT NULL,
    kiosk           TEXT NOT NULL,
    sequence        INTEGER NOT NULL,
    exhibition      TEXT NOT NULL,
    class_session   TEXT NOT NULL,
    made_utc_ms     INTEGER NOT NULL,
    boot            TEXT NOT NULL,
    monotonic_ms    INTEGER NOT NULL,
    clock_confirmed INTEGER NOT NULL CHECK (clock_confirmed IN (0, 1)),
    language        TEXT NOT NULL,
    text_language   TEXT NOT NULL,
    theme           INTEGER NOT NULL CHECK (theme BETWEEN 0 AND 12),
    article         INTEGER NOT NULL CHECK (article BETWEEN -1 AND 30),
    kind            TEXT NOT NULL CHECK (kind IN ('A', 'B', 'C')),
    ready           TEXT NOT NULL,
    words           TEXT NOT NULL,
    by_when         TEXT NOT NULL,
    due_utc_ms      INTEGER NOT NULL,
    who             TEXT NOT NULL,
    age             TEXT NOT NULL,
    wall_consent    INTEGER NOT NULL CHECK (wall_consent IN (0, 1)),
    moderation      TEXT NOT NULL,
    follow_up       TEXT NOT NULL,
    export          INTEGER NOT NULL REFERENCES exports (id),
    state_utc_ms    INTEGER NOT NULL
) STRICT;
CREATE TABLE conflicts (
    commitment TEXT NOT NULL REFERENCES commitments (id),
    export     INTEGER NOT NULL REFERENCES exports (id),
    line       TEXT NOT NULL,
    PRIMARY KEY (commitment, line)
) STRICT;
)sql";

/// From version 1 to 2: dates that may be set right later, and the number of the export that told of them.
constexpr const char* step_2 = R"sql(
ALTER TABLE commitments ADD COLUMN clock_utc_ms INTEGER NOT NULL DEFAULT 0;
ALTER TABLE commitments ADD COLUMN redated INTEGER NOT NULL DEFAULT 0 CHECK (redated IN (0, 1));
ALTER TABLE commitments ADD COLUMN state_number INTEGER NOT NULL DEFAULT 0;
UPDATE commitments SET state_number = coalesce((SELECT max(number) FROM exports
    WHERE exports.kiosk = commitments.kiosk AND exports.made_utc_ms = commitments.state_utc_ms), 0);
PRAGMA user_version = 2;
)sql";

/// A database of version 1 that may only be read looks like one of version 2.
constexpr const char* view_of_1 =
    "CREATE TEMP VIEW commitments AS "
    "SELECT *, 0 AS clock_utc_ms, 0 AS redated, 0 AS state_number FROM main.commitments;";

base::Status run_whole(sqlite::Database& database, std::initializer_list<const char*> steps) {
    base::Result<sqlite::Transaction> transaction = sqlite::Transaction::begin(database);
    if (!transaction) return tl::make_unexpected(transaction.error());
    for (const char* step : steps) {
        if (const base::Status done = database.run(step); !done) return done;
    }
    return transaction->commit();
}

} // namespace

base::Result<sqlite::Database> open_merged(const std::filesystem::path& file, MergedAccess access) {
    const auto mode =
        access == MergedAccess::read ? sqlite::Database::Mode::read_only : sqlite::Database::Mode::create;
    base::Result<sqlite::Database> database = sqlite::Database::open(file, mode);
    if (!database) return database;
    const base::Result<std::string> tables = database->value("SELECT count(*) FROM sqlite_schema");
    if (!tables) return tl::make_unexpected(tables.error());
    if (access == MergedAccess::write) {
        if (const base::Status done = database->run("PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL;");
            !done) {
            return tl::make_unexpected(done.error());
        }
        if (*tables == "0") {
            if (const base::Status made = run_whole(*database, {schema, step_2}); !made)
                return tl::make_unexpected(made.error());
        }
    }
    if (database->value("PRAGMA application_id") != std::to_string(merged_id)) {
        return base::fail(fmt::format("cannot use {}: it is not a database that merge made", file.string()));
    }
    if (database->value("PRAGMA user_version") == "1") {
        const base::Status brought =
            access == MergedAccess::write ? run_whole(*database, {step_2}) : database->run(view_of_1);
        if (!brought) return tl::make_unexpected(brought.error());
    } else if (database->value("PRAGMA user_version") != "2") {
        return base::fail(
            fmt::format("cannot use {}: it is of a newer version; install a newer program", file.string()));
    }
    return database;
}

} // namespace exchange
