#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace service {

/// The service manager's ear (sd_notify). Without a service manager ($NOTIFY_SOCKET is not set) every call
/// does nothing.
class Notifier {
  public:
    Notifier();
    /// The first frame is on the panel.
    void ready() const;
    /// Proof of life: to be given at least every `watchdog()`.
    void alive() const;
    void stopping() const;
    /// One plain line for `systemctl status`.
    void status(std::string_view line) const;
    [[nodiscard]] bool listens() const { return m_listens; }
    /// How long the manager waits for a sign of life before it starts the program anew; nothing: it does not
    /// wait.
    [[nodiscard]] std::optional<std::chrono::milliseconds> watchdog() const { return m_watchdog; }

  private:
    bool m_listens;
    std::optional<std::chrono::milliseconds> m_watchdog;
};

} // namespace service
