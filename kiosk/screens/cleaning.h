#pragma once

#include "kiosk/screens/context.h"
#include "kiosk/ui/ui.h"

#include <cstdint>

namespace screens {

/// A calm screen while the glass is wiped: nothing to touch, and the seconds until touches count again.
void draw_cleaning(ui::Ui& ui, const Context& context, std::int64_t left_ms);

} // namespace screens
