#pragma once

#include "platform/base/result.h"

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>

namespace base {

/// The kernel's id of this boot, or "unknown".
[[nodiscard]] std::string boot_id();

/// Who says that a machine's wall time is right.
enum class Voucher {
    nobody,
    battery, ///< a real-time clock that kept time while the machine was off
    network, ///< the kernel is synchronised (NTP)
};

/// Where time comes from. Passed in, so that a run of the robot visitor is repeatable to the pixel. Any
/// thread may ask.
class Clock {
  public:
    virtual ~Clock() = default;
    /// Wall time in milliseconds since 1970-01-01T00:00:00Z.
    [[nodiscard]] virtual std::int64_t utc_ms() const = 0;
    /// Milliseconds since an arbitrary start, one scale for the whole of boot_id(); never goes back.
    [[nodiscard]] virtual std::int64_t monotonic_ms() const = 0;
    [[nodiscard]] virtual std::string boot_id() const { return base::boot_id(); }
    /// May change at any time: the network comes, the system's clock is moved.
    [[nodiscard]] virtual Voucher voucher() const { return Voucher::nobody; }
};

/// The machine's clock, shifted so that it reads `start_utc_ms` now when that is given (--now); nobody
/// vouches for a shifted one. Its monotonic time is the boot's (CLOCK_BOOTTIME), so that it goes on over
/// restarts of the program and over sleep.
class SystemClock final : public Clock {
  public:
    SystemClock() = default;
    explicit SystemClock(std::int64_t start_utc_ms);
    [[nodiscard]] std::int64_t utc_ms() const override;
    [[nodiscard]] std::int64_t monotonic_ms() const override;
    [[nodiscard]] Voucher voucher() const override;

  private:
    bool m_shifted = false;
    std::int64_t m_shift_ms = 0;
};

/// Moves only when told to, by one thread.
class ManualClock final : public Clock {
  public:
    explicit ManualClock(std::int64_t start_utc_ms, std::string boot = base::boot_id())
        : m_start_utc_ms(start_utc_ms), m_boot(std::move(boot)) {}
    [[nodiscard]] std::int64_t utc_ms() const override { return m_start_utc_ms + m_monotonic_ms; }
    [[nodiscard]] std::int64_t monotonic_ms() const override { return m_monotonic_ms; }
    [[nodiscard]] std::string boot_id() const override { return m_boot; }
    [[nodiscard]] Voucher voucher() const override { return m_voucher; }
    void advance_ms(std::int64_t ms) { m_monotonic_ms += ms; }
    void set_utc_ms(std::int64_t utc_ms) { m_start_utc_ms = utc_ms - m_monotonic_ms; }
    void set_voucher(Voucher voucher) { m_voucher = voucher; }

  private:
    std::atomic<std::int64_t> m_start_utc_ms; ///< when the monotonic time was 0
    std::atomic<std::int64_t> m_monotonic_ms = 0;
    std::string m_boot;
    std::atomic<Voucher> m_voucher = Voucher::nobody;
};

/// Whether a battery clock under `class_folder` (sysfs's class/rtc) vouches for `utc_ms`: the kernel set the
/// system's clock from it at boot ("hctosys" is 1, so it held a valid time), it still says the same to two
/// minutes (nothing moved the system's clock since, such as a saved time from the last shutdown), and it does
/// not say a time before this program was written (as one does whose battery is missing or was never set:
/// the Raspberry Pi 5 has the clock on board, its battery is sold apart and starts in 1970), nor one more
/// than 30 years later (as one that lost its bits may: they go up to 2099).
[[nodiscard]] bool is_kept_by_battery(const std::filesystem::path& class_folder, std::int64_t utc_ms);

/// No clock that says an earlier time is believed: 1 November 2026, when this was written.
inline constexpr std::int64_t earliest_utc_ms = 1'793'491'200'000;

/// "2026-11-21T10:00:00Z" (also with an offset such as +02:00, with a fraction, or a date alone) to
/// milliseconds.
[[nodiscard]] Result<std::int64_t> parse_iso8601(std::string_view text);
/// Milliseconds to "2026-11-21T10:00:00.123Z".
[[nodiscard]] std::string format_iso8601(std::int64_t utc_ms);
/// Milliseconds to "2026-11-21", in UTC.
[[nodiscard]] std::string format_date(std::int64_t utc_ms);

} // namespace base
