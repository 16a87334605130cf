#pragma once

#include "platform/base/result.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace base {

/// Where time comes from. Passed in, so that a run of the robot visitor is repeatable to the pixel.
class Clock {
  public:
    virtual ~Clock() = default;
    /// Wall time in milliseconds since 1970-01-01T00:00:00Z.
    [[nodiscard]] virtual std::int64_t utc_ms() const = 0;
    /// Milliseconds since an arbitrary start; never goes back.
    [[nodiscard]] virtual std::int64_t monotonic_ms() const = 0;
};

/// The machine's clock, shifted so that it reads `start_utc_ms` now when that is given (--now).
class SystemClock final : public Clock {
  public:
    SystemClock() = default;
    explicit SystemClock(std::int64_t start_utc_ms);
    [[nodiscard]] std::int64_t utc_ms() const override;
    [[nodiscard]] std::int64_t monotonic_ms() const override;

  private:
    std::int64_t m_shift_ms = 0;
};

/// Moves only when told to.
class ManualClock final : public Clock {
  public:
    explicit ManualClock(std::int64_t start_utc_ms) : m_utc_ms(start_utc_ms) {}
    [[nodiscard]] std::int64_t utc_ms() const override { return m_utc_ms; }
    [[nodiscard]] std::int64_t monotonic_ms() const override { return m_monotonic_ms; }
    void advance_ms(std::int64_t ms);

  private:
    std::int64_t m_utc_ms;
    std::int64_t m_monotonic_ms = 0;
};

/// "2026-11-21T10:00:00Z" (also with an offset such as +02:00, with a fraction, or a date alone) to
/// milliseconds.
[[nodiscard]] Result<std::int64_t> parse_iso8601(std::string_view text);
/// Milliseconds to "2026-11-21T10:00:00.123Z".
[[nodiscard]] std::string format_iso8601(std::int64_t utc_ms);
/// Milliseconds to "2026-11-21", in UTC.
[[nodiscard]] std::string format_date(std::int64_t utc_ms);
/// The kernel's id of this boot, or "unknown".
[[nodiscard]] std::string boot_id();

} // namespace base
