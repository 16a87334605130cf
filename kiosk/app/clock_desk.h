#pragma once

#include "kiosk/ledger/ledger.h"
#include "kiosk/screens/staff_clock.h"
#include "platform/service/log.h"

namespace app {

/// Staff's part in what time it is.
class ClockDesk {
  public:
    ClockDesk(ledger::Ledger& ledger, service::Log log) : m_ledger(ledger), m_log(log) {}
    /// Staff come: looks whether the time became known by itself, and forgets what was begun.
    void arrive();
    void act(const screens::ClockAsk& ask);
    /// The date is being set.
    [[nodiscard]] bool entering() const { return m_entry.has_value(); }
    [[nodiscard]] screens::ClockView view() const;

  private:
    void take(const base::Result<std::int64_t>& redated);

    ledger::Ledger& m_ledger;
    service::Log m_log;
    std::optional<screens::ClockEntry> m_entry;
    std::optional<std::int64_t> m_redated;
    bool m_not_saved = false;
};

} // namespace app
