#pragma once

#include "kiosk/screens/page.h"
#include "kiosk/screens/staff.h"

namespace screens {

/// What an export that runs or has ended has to say. It stands above all else, so that the smallest panel
/// shows it without scrolling.
void draw_export_news(ui::Ui& ui, const content::Messages& words, const StaffView& view, Page& column);

/// What sticks are there, and a way to export to each, the one that came last first.
void draw_sticks(ui::Ui& ui, const content::Messages& words, const StaffView& view, Page& column,
                 Action& action);

} // namespace screens
