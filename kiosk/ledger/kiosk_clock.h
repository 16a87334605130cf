#pragma once

#include "platform/base/clock.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace ledger {

/// How the kiosk knows what time it is, the weakest first: network time overrules staff, staff overrule a
/// battery clock, for that may have been set wrong.
enum class TimeSource { unknown, battery, staff, network };

/// What became known of the time, for one boot: true time = its monotonic time + `offset_ms`.
struct Confirmation {
    TimeSource source = TimeSource::unknown;
    std::int64_t offset_ms = 0;
    std::string boot;

    /// As the ledger's setting "clock.confirmed" holds it. What is no confirmation of this boot is unknown.
    [[nodiscard]] static Confirmation read(std::string_view text, std::string_view boot);
    [[nodiscard]] std::string text() const;
};

/// The kiosk's time on a machine that may have lost its own: everything that a screen or an export tells is
/// read here. Once the time is confirmed it runs from then on by the boot's monotonic clock, wherever the
/// machine's clock is moved; with network time it is the machine's clock. Until then it is the machine's
/// clock but never behind the last commitment. (A confirmed time is the truth and may lie before commitments
/// of an earlier boot, whose clock was ahead.)
class KioskClock final : public base::Clock {
  public:
    explicit KioskClock(const base::Clock& machine) : m_machine(&machine) {}
    [[nodiscard]] std::int64_t utc_ms() const override;
    [[nodiscard]] std::int64_t monotonic_ms() const override { return m_machine->monotonic_ms(); }
    [[nodiscard]] std::string boot_id() const override { return m_machine->boot_id(); }
    [[nodiscard]] base::Voucher voucher() const override { return m_machine->voucher(); }

    [[nodiscard]] TimeSource source() const { return m_confirmation.source; }
    void confirm(const Confirmation& confirmation) { m_confirmation = confirmation; }
    /// A commitment was made at `made_utc_ms` when the monotonic clock of this boot said `monotonic_ms`.
    void stay_after(std::int64_t made_utc_ms, std::int64_t monotonic_ms) {
        m_least_offset_ms = made_utc_ms - monotonic_ms;
    }

  private:
    const base::Clock* m_machine;
    Confirmation m_confirmation;
    std::int64_t m_least_offset_ms = INT64_MIN / 2;
};

} // namespace ledger
