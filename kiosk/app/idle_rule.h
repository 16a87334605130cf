#pragma once

#include <cstdint>

namespace app {

/// How long a visit may be quiet. WCAG 2.2.1: at least 20 s to answer a warning by one simple touch, any
/// number of times.
struct IdleTimes {
    std::int64_t quiet_ms = 60'000;   ///< until the warning
    std::int64_t warning_ms = 20'000; ///< from the warning to the end
};

struct IdleState {
    enum class Phase { active, warning, over };
    Phase phase = Phase::active;
    std::int64_t left_ms = 0; ///< until the next phase
};

[[nodiscard]] constexpr IdleState idle_state(std::int64_t quiet_for_ms, const IdleTimes& times) {
    if (quiet_for_ms < times.quiet_ms) return {IdleState::Phase::active, times.quiet_ms - quiet_for_ms};
    const std::int64_t end = times.quiet_ms + times.warning_ms;
    if (quiet_for_ms < end) return {IdleState::Phase::warning, end - quiet_for_ms};
    return {IdleState::Phase::over, 0};
}

} // namespace app
