#pragma once

#include "kiosk/screens/bar.h"
#include "kiosk/screens/keyboard_panel.h"
#include "kiosk/screens/visit.h"

#include <vector>

namespace screens {

struct LanguageView {
    const std::vector<std::string>& featured; ///< interface tags, the exhibition's choice first
    bool first_choice = true;                 ///< the visit begins here
};

/// The exhibition's languages first and large; behind "all languages" every text, narrowed by script, letter
/// or name. Changes `filter` in place.
[[nodiscard]] Action draw_language(ui::Ui& ui, const Context& context, const LanguageView& view,
                                   LanguageFilter& filter, KeyboardPanel& keyboard);

} // namespace screens
