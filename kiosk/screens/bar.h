#pragma once

#include "kiosk/screens/actions.h"
#include "kiosk/screens/context.h"
#include "kiosk/ui/ui.h"

#include <optional>
#include <string>

namespace screens {

/// The bar at the bottom of every screen of a visit: where one was, and how one sees and reads.
struct BarView {
    bool home = true;      ///< a way home (not on the home screen)
    bool languages = true; ///< a way to the language screen
    struct Main {          ///< the one thing to do next
        std::string id;
        std::string label;
        bool enabled = true;
        std::string icon = {}; ///< before the label
    };
    std::optional<Main> main;
};

struct BarAnswer {
    Action action;
    bool main_pressed = false;
};

/// Takes the bar from the bottom of `page` and draws it.
[[nodiscard]] BarAnswer draw_bar(ui::Ui& ui, const Context& context, ui::Area& page, const BarView& view);

} // namespace screens
