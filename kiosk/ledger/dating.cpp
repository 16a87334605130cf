#include "kiosk/ledger/ledger_data.h"

#include <fmt/format.h>

/// When commitments were made, on a machine whose clock may be wrong.
namespace ledger {

namespace {

constexpr const char* setting_name = "clock.confirmed";
constexpr std::int64_t latest_utc_ms = 4'102'444'800'000; // the year 2100
/// Staff who set the time, and the network, move also what was dated before by staff or by a battery clock; a
/// confirmation of the time that is already believed moves nothing.
constexpr std::int64_t tolerance_ms = 1000;

constexpr const char* dating_sql = R"sql(
UPDATE commitments SET
    due_utc_ms = CASE due_utc_ms WHEN 0 THEN 0 ELSE due_utc_ms + (?1 + monotonic_ms - made_utc_ms) END,
    clock_utc_ms = CASE clock_utc_ms WHEN 0 THEN made_utc_ms ELSE clock_utc_ms END,
    made_utc_ms = ?1 + monotonic_ms,
    clock_confirmed = 1,
    redated = 1
WHERE boot = ?2 AND (clock_confirmed = 0 OR (?3 AND abs(?1 + monotonic_ms - made_utc_ms) > ?4))
)sql";

} // namespace

/// The last one, not the latest: a date far ahead, of a boot that was wrong, must not outlive its correction.
base::Status Ledger::Data::find_floor() {
    base::Result<sqlite::Statement> rows = database.prepare(
        "SELECT made_utc_ms, boot, monotonic_ms FROM commitments ORDER BY sequence DESC LIMIT 1");
    if (!rows) return tl::make_unexpected(rows.error());
    const base::Result<bool> row = rows->step();
    if (!row) return tl::make_unexpected(row.error());
    if (!*row) return {};
    const std::int64_t now = clock->monotonic_ms();
    const bool of_this_boot = rows->text(1) == boot && rows->integer(2) <= now;
    time.stay_after(rows->integer(0), of_this_boot ? rows->integer(2) : now);
    return {};
}

/// The dates and the word that they rest on change together: a power cut leaves both old or both new.
base::Result<std::int64_t> Ledger::Data::confirm(TimeSource source, std::int64_t offset_ms) {
    const Confirmation confirmation{source, offset_ms, boot};
    std::int64_t redated = 0;
    {
        base::Result<sqlite::Transaction> transaction = sqlite::Transaction::begin(database);
        if (!transaction) return tl::make_unexpected(transaction.error());
        base::Result<sqlite::Statement> dating = database.prepare(dating_sql);
        if (!dating) return tl::make_unexpected(dating.error());
        dating->bind(offset_ms, boot, source >= TimeSource::staff, tolerance_ms);
        if (const base::Status done = dating->run(); !done) return tl::make_unexpected(done.error());
        redated = sqlite3_changes(database.handle());
        if (const base::Status done = put_setting.bind(setting_name, confirmation.text()).run(); !done)
            return tl::make_unexpected(done.error());
        if (const base::Status done = transaction->commit(); !done) return tl::make_unexpected(done.error());
    }
    time.confirm(confirmation);
    if (const base::Status done = find_floor(); !done) return tl::make_unexpected(done.error());
    return redated;
}

base::Status Ledger::check_clock() {
    Data& data = *m_data;
    // Another program that has the ledger open may have learnt it.
    data.time.confirm(Confirmation::read(setting(setting_name), data.boot));
    const base::Voucher voucher = data.clock->voucher();
    const std::int64_t now = data.clock->utc_ms();
    TimeSource source = TimeSource::unknown;
    if (voucher == base::Voucher::network) source = TimeSource::network;
    // A battery clock behind the last commitment has lost its time.
    if (voucher == base::Voucher::battery && now >= data.time.utc_ms()) source = TimeSource::battery;
    if (source <= data.time.source()) return {};
    const auto done = data.confirm(source, now - data.clock->monotonic_ms());
    return done ? base::Status() : tl::make_unexpected(done.error());
}

base::Result<std::int64_t> Ledger::set_clock(std::int64_t utc_ms) {
    if (const base::Status done = check_clock(); !done) return tl::make_unexpected(done.error());
    if (time_source() == TimeSource::network)
        return base::fail("cannot set the time: this machine has it from the network");
    if (utc_ms < base::earliest_utc_ms || utc_ms >= latest_utc_ms)
        return base::fail(fmt::format("cannot set the time: {} cannot be now", base::format_iso8601(utc_ms)));
    return m_data->confirm(TimeSource::staff, utc_ms - m_data->clock->monotonic_ms());
}

base::Result<std::int64_t> Ledger::confirm_clock() {
    return set_clock(clock().utc_ms());
}

base::Clock& Ledger::clock() const {
    return m_data->time;
}

TimeSource Ledger::time_source() const {
    return m_data->time.source();
}

} // namespace ledger
