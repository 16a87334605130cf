#pragma once

#include "kiosk/screens/actions.h"
#include "kiosk/screens/context.h"
#include "kiosk/ui/ui.h"

namespace screens {

/// "Are you still there?" with the seconds that are left. Any touch is an answer.
[[nodiscard]] Action draw_idle(ui::Ui& ui, const Context& context, int seconds_left);

} // namespace screens
