#include "kiosk/app/pulse.h"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

namespace app {

namespace {

constexpr int signs_per_watchdog = 3;         ///< two may be late or lost
constexpr std::int64_t patience_ms = 2000;    ///< with a frame that is wanted and does not come
constexpr std::int64_t try_again_ms = 1000;   ///< after a sign of life that could not be given
constexpr std::int64_t shortest_period = 500; ///< whatever the manager asks for

} // namespace

Pulse::Pulse(service::Log log, Asks asks, std::int64_t now_ms)
    : m_log(log), m_asks(std::move(asks)), m_started_ms(now_ms) {
    if (const auto watchdog = m_notifier.watchdog())
        m_period_ms = std::max<std::int64_t>(watchdog->count() / signs_per_watchdog, shortest_period);
}

bool Pulse::draws(const Turn& turn) {
    if (!turn.overdue || turn.frames != m_frames) {
        m_overdue_since_ms.reset();
    } else if (!m_overdue_since_ms) {
        m_overdue_since_ms = turn.now_ms;
    }
    m_frames = turn.frames;
    return !m_overdue_since_ms || turn.now_ms - *m_overdue_since_ms < patience_ms;
}

void Pulse::say_status() {
    if (m_notifier.listens()) m_notifier.status(m_asks.status());
}

void Pulse::after(const Turn& turn) {
    const bool drawn = draws(turn);
    if (turn.frames == 0) return;
    if (!m_ready) {
        m_ready = true;
        m_next_ms = turn.now_ms;
        m_notifier.ready();
        const std::string took =
            fmt::format("{:.2f}", static_cast<double>(turn.now_ms - m_started_ms) / 1000);
        m_log.write(service::Priority::info, "ready after " + took + " s: the first frame is on the panel",
                    {{"EVENT", "ready"}, {"SECONDS", took}});
    }
    if (std::exchange(m_activity, turn.activity) != turn.activity) say_status();
    if (!m_period_ms || turn.now_ms < m_next_ms) return;
    m_next_ms = turn.now_ms + try_again_ms;
    if (!drawn) return;
    const bool usable = m_asks.ledger_usable();
    if (!usable && !m_ledger_lost)
        m_log.write(service::Priority::error, "the ledger cannot be read any more",
                    {{"EVENT", "ledger_lost"}});
    m_ledger_lost = !usable;
    if (!usable) return;
    m_notifier.alive();
    say_status();
    m_next_ms = turn.now_ms + *m_period_ms;
}

void Pulse::stop() {
    if (std::exchange(m_stopped, true)) return;
    m_notifier.stopping();
    if (!m_ready) return; // what failed is said by whoever could not start
    m_log.write(service::Priority::info, "stopping", {{"EVENT", "stop"}});
}

std::optional<int> Pulse::wait_ms(std::int64_t now_ms) const {
    if (!m_period_ms || !m_ready) return std::nullopt;
    return static_cast<int>(std::clamp<std::int64_t>(m_next_ms - now_ms, 0, *m_period_ms));
}

} // namespace app
