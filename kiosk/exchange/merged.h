#pragma once

#include "kiosk/exchange/labels.h"
#include "platform/base/result.h"
#include "platform/sqlite/database.h"

#include <cstdint>
#include <filesystem>
#include <string>

namespace exchange {

/// The organiser's database, which merge() fills and anybody may query:
/// - `exports`: one row an export folder that was merged (kiosk, number, when it was made, its count, the
/// hash of its lines);
/// - `commitments`: each commitment once, by id, with the export it first came from; moderation and follow-up
/// are those of
///   the latest export (`state_utc_ms`);
/// - `conflicts`: the lines of commitments whose id was there with other contents.
enum class MergedAccess { read, write };
/// Fails when the file is something else, of a newer version, or (for reading) missing.
[[nodiscard]] base::Result<sqlite::Database> open_merged(const std::filesystem::path& file,
                                                         MergedAccess access);

/// The report of a merged database as one page of HTML, by the code of the export's summary.
[[nodiscard]] base::Result<std::string> report_html(const std::filesystem::path& merged, const Labels& labels,
                                                    std::int64_t now_utc_ms);

} // namespace exchange
