#include "platform/service/notifier.h"

#include "platform/service/log.h"

#include <cstdint>
#include <cstdlib>
#include <string>
#include <systemd/sd-daemon.h>

namespace service {

Notifier::Notifier() : m_listens(std::getenv("NOTIFY_SOCKET") != nullptr) {
    std::uint64_t period_us = 0;
    if (m_listens && ::sd_watchdog_enabled(0, &period_us) > 0)
        m_watchdog = std::chrono::milliseconds(period_us / 1000);
}

void Notifier::ready() const {
    ::sd_notify(0, "READY=1");
}

void Notifier::alive() const {
    ::sd_notify(0, "WATCHDOG=1");
}

void Notifier::stopping() const {
    ::sd_notify(0, "STOPPING=1");
}

void Notifier::status(std::string_view line) const {
    ::sd_notify(0, ("STATUS=" + as_line(line)).c_str());
}

} // namespace service
