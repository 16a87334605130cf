#pragma once

#include "kiosk/screens/bar.h"

#include <vector>

namespace screens {

/// The twelve themes, beginning with the month of `month` (1 to 12).
[[nodiscard]] std::vector<int> themes_from(int month);
/// The month (1 to 12) of a moment, UTC.
[[nodiscard]] int month_of(std::int64_t utc_ms);

[[nodiscard]] Action draw_themes(ui::Ui& ui, const Context& context);
[[nodiscard]] Action draw_theme(ui::Ui& ui, const Context& context, int theme);

} // namespace screens
