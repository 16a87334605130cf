#include "kiosk/app/clock_desk.h"

#include "platform/base/clock.h"

#include <algorithm>
#include <ctime>
#include <fmt/format.h>

namespace app {

namespace {

using screens::ClockAsk;

/// The machine's time zone at that moment.
std::tm local_time(std::int64_t utc_ms) {
    const std::time_t seconds = utc_ms / 1000;
    std::tm local{};
    ::localtime_r(&seconds, &local);
    return local;
}

std::int64_t zone_ms(std::int64_t utc_ms) {
    return local_time(utc_ms).tm_gmtoff * 1000;
}

} // namespace

void ClockDesk::arrive() {
    m_entry.reset();
    m_redated.reset();
    m_not_saved = false;
    if (const base::Status done = m_ledger.check_clock(); !done)
        m_log.write(service::Priority::warning, "the time could not be kept: " + done.error().message,
                    {{"EVENT", "clock"}});
}

void ClockDesk::take(const base::Result<std::int64_t>& redated) {
    m_not_saved = !redated;
    m_redated = redated ? std::optional(*redated) : std::nullopt;
    if (redated)
        m_log.write(service::Priority::notice, fmt::format("staff confirmed the time; {} re-dated", *redated),
                    {{"EVENT", "clock"}, {"REDATED", std::to_string(*redated)}});
    else
        m_log.write(service::Priority::warning, redated.error().message, {{"EVENT", "clock"}});
}

void ClockDesk::act(const ClockAsk& ask) {
    switch (ask.what) {
    case ClockAsk::What::right:
        return take(m_ledger.confirm_clock());
    case ClockAsk::What::edit: {
        // No machine is so far back that staff must count the years up.
        const std::int64_t now = std::max(m_ledger.clock().utc_ms(), base::earliest_utc_ms);
        m_entry = screens::clock_entry(now + zone_ms(now));
        return;
    }
    case ClockAsk::What::step:
        if (m_entry) m_entry = screens::stepped(*m_entry, ask.field, ask.step);
        return;
    case ClockAsk::What::save:
        if (!m_entry) return;
        {
            const std::int64_t local = screens::local_ms(*m_entry);
            take(m_ledger.set_clock(local - zone_ms(local - zone_ms(local))));
        }
        m_entry.reset();
        return;
    case ClockAsk::What::cancel:
        m_entry.reset();
        return;
    }
}

screens::ClockView ClockDesk::view() const {
    const std::int64_t now = m_ledger.clock().utc_ms();
    const std::tm local = local_time(now);
    screens::ClockView view;
    view.zone_ms = local.tm_gmtoff * 1000;
    view.local_ms = now + view.zone_ms;
    view.zone = local.tm_zone;
    view.source = m_ledger.time_source();
    view.entry = m_entry;
    view.redated = m_redated;
    view.not_saved = m_not_saved;
    return view;
}

} // namespace app
