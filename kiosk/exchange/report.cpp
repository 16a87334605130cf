#include "kiosk/exchange/report.h"

#include "kiosk/exchange/merged.h"
#include "kiosk/exchange/summary.h"
#include "kiosk/ledger/rows.h"

#include <fmt/format.h>

namespace exchange {

base::Result<std::string> report_html(const std::filesystem::path& merged, const Labels& labels,
                                      std::int64_t now_utc_ms) {
    const base::Result<sqlite::Database> database = open_merged(merged, MergedAccess::read);
    if (!database) return tl::make_unexpected(database.error());
    base::Result<sqlite::Statement> rows = database->prepare(
        fmt::format("SELECT {} FROM commitments ORDER BY made_utc_ms, id", ledger::commitment_columns));
    if (!rows) return tl::make_unexpected(rows.error());
    Tally tally;
    while (true) {
        const base::Result<bool> row = rows->step();
        if (!row) return tl::make_unexpected(row.error());
        if (!*row) break;
        tally.add(ledger::read_commitment(*rows));
    }
    const base::Result<std::string> exports = database->value("SELECT count(*) FROM exports");
    if (!exports) return tl::make_unexpected(exports.error());
    const SummaryHead head{"Small Places: commitments",
                           {},
                           fmt::format("{} kiosks, {} exports", tally.by_kiosk.size(), *exports),
                           now_utc_ms};
    return summary_html(head, tally, labels);
}

} // namespace exchange
