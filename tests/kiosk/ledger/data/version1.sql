-- A ledger as version 1 of the schema left it: never change this file, it stands for databases out in the world.
PRAGMA page_size = 4096;
PRAGMA journal_mode = WAL;
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
INSERT INTO settings VALUES ('kiosk', '7Q3K9D'), ('exhibition', 'School corridor');
INSERT INTO kiosks VALUES ('7Q3K9D', 1700000000000);
INSERT INTO commitments VALUES
    (1, '018bcfe5-6800-7aaa-8bbb-cccccccccc01', 'ABCD-EFGW', '7Q3K9D', 'School corridor', 1700000000001, 'boot-1', 1,
     'fr', 'fra', 11, -1, 'B', 'ask-a-question', 'Je poserai une question', 'week', 1700600000000, 'pupil', '', 0, 'none'),
    (5, '018bcfe5-6800-7aaa-8bbb-cccccccccc05', '0123-456G', '7Q3K9D', 'School corridor', 1700000000005, 'boot-1', 0,
     'ar', '', 0, 26, 'C', '', 'سأشارك كتبي', 'month', 1702600000000, '', '12to17', 1, 'approved');
PRAGMA application_id = 1397771335;
PRAGMA user_version = 1;
