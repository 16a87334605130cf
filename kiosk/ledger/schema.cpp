#include "kiosk/ledger/schema.h"

#include <fmt/format.h>

namespace ledger {

namespace {

// New columns go to the end and have a default, so that rows read page by page from a damaged file keep their
// places.
constexpr const char* step_1 = R"sql(
CREATE TABLE settings (
    name  TEXT NOT NULL PRIMARY KEY CHECK (name <> ''),
    value TEXT NOT NULL
) STRICT;
CREATE TABLE kiosks (
    id           TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 6),
    since_utc_ms INTEGER NOT NULL
) STRICT;
CREATE TABLE commitments (
    sequence        INTEGER NOT NULL PRIMARY KEY CHECK (sequence > 0),
    id              TEXT NOT NULL UNIQUE CHECK (length(id) = 36),
    receipt         TEXT NOT NULL UNIQUE CHECK (length(receipt) = 9),
    kiosk           TEXT NOT NULL REFERENCES kiosks (id),
    exhibition      TEXT NOT NULL,
    made_utc_ms     INTEGER NOT NULL,
    boot            TEXT NOT NULL,
    clock_confirmed INTEGER NOT NULL CHECK (clock_confirmed IN (0, 1)),
    language        TEXT NOT NULL CHECK (language <> ''),
    text_language   TEXT NOT NULL,
    theme           INTEGER NOT NULL CHECK (theme BETWEEN 0 AND 12),
    article         INTEGER NOT NULL CHECK (article BETWEEN -1 AND 30),
    kind            TEXT NOT NULL CHECK (kind IN ('A', 'B', 'C')),
    ready           TEXT NOT NULL,
    words           TEXT NOT NULL CHECK (ready <> '' OR words <> ''),
    by_when         TEXT NOT NULL,
    due_utc_ms      INTEGER NOT NULL,
    who             TEXT NOT NULL,
    age             TEXT NOT NULL,
    wall_consent    INTEGER NOT NULL CHECK (wall_consent IN (0, 1)),
    moderation      TEXT NOT NULL CHECK (moderation IN ('none', 'waiting', 'approved', 'refused'))
) STRICT;
)sql";

// The class session, the boot's own clock and what became of a commitment.
constexpr const char* step_2 = R"sql(
ALTER TABLE commitments ADD COLUMN class_session TEXT NOT NULL DEFAULT '';
ALTER TABLE commitments ADD COLUMN monotonic_ms INTEGER NOT NULL DEFAULT 0;
ALTER TABLE commitments ADD COLUMN follow_up TEXT NOT NULL DEFAULT 'open'
    CHECK (follow_up IN ('open', 'begun', 'done', 'changed', 'withdrawn'));
)sql";

// What the machine's clock said when a commitment was made (0: kept by an older program, which did not note
// it), and whether it was dated anew when the true time became known.
constexpr const char* step_3 = R"sql(
ALTER TABLE commitments ADD COLUMN clock_utc_ms INTEGER NOT NULL DEFAULT 0;
ALTER TABLE commitments ADD COLUMN redated INTEGER NOT NULL DEFAULT 0 CHECK (redated IN (0, 1));
)sql";

base::Result<std::int64_t> version_of(const sqlite::Database& database) {
    return database.number("PRAGMA user_version");
}

/// True when there is nothing more to do.
base::Result<bool> take_step(sqlite::Database& database, std::int64_t to) {
    base::Result<sqlite::Transaction> transaction = sqlite::Transaction::begin(database);
    if (!transaction) return tl::make_unexpected(transaction.error());
    const base::Result<std::int64_t> version =
        version_of(database); // again, under the lock: another may have been quicker
    if (!version) return tl::make_unexpected(version.error());
    if (*version >= to) return true;
    std::string sql = migration_step(*version + 1);
    sql +=
        fmt::format("PRAGMA application_id = {};\nPRAGMA user_version = {};\n", application_id, *version + 1);
    if (const base::Status run = database.run(sql.c_str()); !run) return tl::make_unexpected(run.error());
    if (const base::Status done = transaction->commit(); !done) return tl::make_unexpected(done.error());
    return *version + 1 == to;
}

} // namespace

const char* migration_step(std::int64_t version) {
    return version == 1 ? step_1 : version == 2 ? step_2 : step_3;
}

base::Status migrate(sqlite::Database& database, std::int64_t to) {
    const base::Result<std::int64_t> version = version_of(database);
    if (!version) return tl::make_unexpected(version.error());
    if (*version < 0 || *version > schema_version) {
        return base::fail(
            fmt::format("cannot use the database {}: it is of version {}, and this program knows only up "
                        "to {}; install a newer program",
                        sqlite3_db_filename(database.handle(), "main"), *version, schema_version));
    }
    for (bool done = *version >= to; !done;) {
        const base::Result<bool> step = take_step(database, to);
        if (!step) return tl::make_unexpected(step.error());
        done = *step;
    }
    return {};
}

} // namespace ledger
