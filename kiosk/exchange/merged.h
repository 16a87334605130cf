#pragma once

#include "platform/base/result.h"
#include "platform/sqlite/database.h"

#include <filesystem>

namespace exchange {

/// The organiser's database, which merge() fills and anybody may query:
/// - `exports`: one row an export folder that was merged (kiosk, number, when it was made, its count, the
/// hash of its lines);
/// - `commitments`: each commitment once, by id, with the export it first came from; moderation, follow-up
/// and the dates are those of the kiosk's latest export (`state_number`, made at `state_utc_ms`);
/// - `conflicts`: the lines of commitments whose id was there with other contents.
enum class MergedAccess { read, write };
/// Fails when the file is something else, of a newer version, or (for reading) missing.
[[nodiscard]] base::Result<sqlite::Database> open_merged(const std::filesystem::path& file,
                                                         MergedAccess access);

} // namespace exchange
