#pragma once

/// What the pack's writer and reader agree on. A change here is a new version: old packs are then refused by
/// name.
namespace content {

inline constexpr int pack_version = 3;
inline constexpr int pack_application_id = 0x53504c43; // "SPLC"

/// Lists of numbers and tags are kept as text, parted by single spaces.
inline constexpr char pack_schema[] = R"(
CREATE TABLE declaration (
  position INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, bcp47 TEXT NOT NULL, script TEXT NOT NULL,
  right_to_left INTEGER NOT NULL, name TEXT NOT NULL, english_name TEXT NOT NULL, title TEXT NOT NULL,
  stage INTEGER NOT NULL, official INTEGER NOT NULL, copy_of TEXT NOT NULL, unavailable TEXT NOT NULL,
  interfaces TEXT NOT NULL) STRICT;
CREATE TABLE text (code TEXT PRIMARY KEY REFERENCES declaration (code), sections BLOB NOT NULL) STRICT;
CREATE TABLE interface (
  position INTEGER PRIMARY KEY, tag TEXT NOT NULL UNIQUE, name TEXT NOT NULL, right_to_left INTEGER NOT NULL,
  text_code TEXT NOT NULL, draft INTEGER NOT NULL) STRICT;
CREATE TABLE message (
  tag TEXT NOT NULL, id TEXT NOT NULL, form TEXT NOT NULL, text TEXT NOT NULL,
  PRIMARY KEY (tag, id, form)) STRICT, WITHOUT ROWID;
CREATE TABLE entries (json TEXT NOT NULL) STRICT;
CREATE TABLE picture (
  name TEXT NOT NULL, side INTEGER NOT NULL, png BLOB NOT NULL, PRIMARY KEY (name, side)) STRICT;
)";

} // namespace content
