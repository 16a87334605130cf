#pragma once

#include "kiosk/exchange/labels.h"
#include "platform/base/result.h"

#include <cstdint>
#include <filesystem>
#include <string>

namespace exchange {

/// The report of a merged database as one page of HTML, by the code of the export's summary.
[[nodiscard]] base::Result<std::string> report_html(const std::filesystem::path& merged, const Labels& labels,
                                                    std::int64_t now_utc_ms);

} // namespace exchange
