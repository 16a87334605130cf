#pragma once

#include "platform/service/log.h"
#include "platform/service/notifier.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace app {

/// Tells the service manager that the kiosk is ready, alive and what it does. Proof of life is given by the
/// loop itself after a turn, never by a thread of its own: a loop that hangs, cannot draw what it wants to
/// draw, or has lost its ledger gives none, and is started anew.
class Pulse {
  public:
    struct Asks {
        std::function<bool()> ledger_usable; ///< before each sign of life
        std::function<std::string()>
            status; ///< one line for `systemctl status`, nothing personal: with each sign of life
    };
    /// Times are real monotonic milliseconds, also where a script moves the kiosk's own clock.
    Pulse(service::Log log, Asks asks, std::int64_t now_ms);

    /// How the loop stands at the end of a turn.
    struct Turn {
        std::int64_t now_ms = 0;
        std::uint64_t frames = 0; ///< presented since the start
        bool overdue = false;     ///< a frame is wanted now
        int activity = 0;         ///< when it changes, `status` is asked at once
    };
    void after(const Turn& turn);
    void stop();
    /// Until the next sign of life is due; nothing: nobody waits for one.
    [[nodiscard]] std::optional<int> wait_ms(std::int64_t now_ms) const;
    [[nodiscard]] bool is_ready() const { return m_ready; }

  private:
    [[nodiscard]] bool draws(const Turn& turn);
    void say_status();

    service::Notifier m_notifier;
    service::Log m_log;
    Asks m_asks;
    std::int64_t m_started_ms;
    std::optional<std::int64_t> m_period_ms; ///< between signs of life
    std::int64_t m_next_ms = 0;
    std::optional<std::int64_t> m_overdue_since_ms;
    std::uint64_t m_frames = 0;
    int m_activity = -1;
    bool m_ready = false;
    bool m_ledger_lost = false;
    bool m_stopped = false;
};

} // namespace app
