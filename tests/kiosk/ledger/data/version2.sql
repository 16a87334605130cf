-- After version1.sql: what version 2 of the schema made of it, and one commitment more. Never change this file.
ALTER TABLE commitments ADD COLUMN class_session TEXT NOT NULL DEFAULT '';
ALTER TABLE commitments ADD COLUMN monotonic_ms INTEGER NOT NULL DEFAULT 0;
ALTER TABLE commitments ADD COLUMN follow_up TEXT NOT NULL DEFAULT 'open'
    CHECK (follow_up IN ('open', 'begun', 'done', 'changed', 'withdrawn'));
INSERT INTO commitments VALUES
    (6, '018bcfe5-6800-7aaa-8bbb-cccccccccc06', 'ZZZZ-ZZZF', '7Q3K9D', 'School corridor', 1700000100000, 'boot-2', 0,
     'en', 'eng', 3, -1, 'A', 'greet-a-neighbour', 'I will greet', 'week', 1700600100000, 'pupil', '', 0, 'none', '4b',
     50000, 'begun');
PRAGMA user_version = 2;
