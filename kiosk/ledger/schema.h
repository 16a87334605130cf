#pragma once

#include "platform/base/result.h"
#include "platform/sqlite/database.h"

#include <cstdint>
#include <string>

namespace ledger {

/// Marks the file as a ledger of ours ("SPLG"), in SQLite's application_id.
inline constexpr std::int64_t application_id = 0x53504C47;
/// Of PRAGMA user_version. Raise it with a new step in schema.cpp; never change an old step.
inline constexpr std::int64_t schema_version = 3;
inline constexpr int page_size = 4096;

/// Makes a new database whole or brings an older one up, one transaction a step. Fails for a newer version.
[[nodiscard]] base::Status migrate(sqlite::Database& database, std::int64_t to = schema_version);

/// For tests of migrations: the SQL of the step that leads to `version`.
[[nodiscard]] const char* migration_step(std::int64_t version);

} // namespace ledger
