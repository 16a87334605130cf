#pragma once

#include "platform/base/result.h"

#include <array>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ledger {

/// What staff may set for a kiosk. Kept with its data, so that an exhibition's choices survive an update.
struct KioskSettings {
    std::string exhibition;              ///< name, may be empty
    std::string language = "en";         ///< BCP 47 that the kiosk starts in
    std::vector<std::string> languages;  ///< offered first and large, in this order; empty: all
    std::int64_t idle_quiet_ms = 60'000; ///< without a touch, until the warning
    std::int64_t idle_warning_ms =
        20'000;             ///< from the warning until the visit ends; WCAG 2.2.1 asks for 20 s or more
    int panel_rotation = 0; ///< degrees, clockwise: how the picture is turned on the panel
    /// libinput's calibration matrix: puts right what the touch controller says, before the rotation.
    std::array<double, 6> touch_matrix{1, 0, 0, 0, 1, 0};
};
/// The value of the setting "touch.matrix" for this matrix.
[[nodiscard]] std::string touch_matrix_value(const std::array<double, 6>& matrix);

struct SettingRule {
    std::string_view name;
    std::string_view meaning;
};
/// The settings there are.
[[nodiscard]] std::span<const SettingRule> setting_rules();

/// Fails in one sentence when there is no such setting or the value makes no sense for it.
[[nodiscard]] base::Status check_setting(std::string_view name, std::string_view value);

/// The languages that `value` of the setting `name` speaks of and `speaks` does not know; none for other
/// settings.
[[nodiscard]] std::vector<std::string>
unknown_languages(std::string_view name, std::string_view value,
                  const std::function<bool(const std::string& tag)>& speaks);

/// Reads all settings through `value_of`, which gives "" for what was never set. What makes no sense counts
/// as not set.
[[nodiscard]] KioskSettings read_settings(const std::function<std::string(std::string_view name)>& value_of);

} // namespace ledger
