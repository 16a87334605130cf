#pragma once

#include "kiosk/screens/actions.h"
#include "kiosk/screens/context.h"
#include "kiosk/ui/ui.h"

#include <cstdint>
#include <vector>

namespace screens {

/// "Adjust the touch screen": crosses to be touched one after the other, then a trial that ends by itself.
struct TouchView {
    enum class Step { crosses, trial };
    enum class Trouble { none, no_fit, not_saved };
    Step step = Step::crosses;
    Trouble trouble = Trouble::none;
    int cross = 0;               ///< the one to be touched, from 0
    std::int64_t left_ms = 0;    ///< of the trial
    std::vector<ui::Point> dots; ///< where the trial was touched
};

inline constexpr int cross_count = 4;
/// The middle of a cross, clockwise from the upper left, on a screen of that size.
[[nodiscard]] ui::Point cross_place(int index, int width, int height);

[[nodiscard]] Action draw_touch(ui::Ui& ui, const Context& context, const TouchView& view);

} // namespace screens
