#pragma once

#include "content/language_search.h"
#include "kiosk/screens/bar.h"
#include "kiosk/screens/keyboard_panel.h"
#include "kiosk/screens/visit.h"

#include <vector>

namespace screens {

/// What a filter lets through, worked out once for many frames.
struct LanguageLists {
    std::string interface_tag;
    std::string script, letter, typed; ///< of the filter they were made for
    std::vector<content::ScriptCount> scripts;
    std::vector<std::string> letters; ///< of the script chosen, Latin while none is
    std::vector<std::size_t> found;   ///< indexes into the pack's declarations
    [[nodiscard]] bool fit(const LanguageFilter& filter, const content::Messages& words) const;
};
[[nodiscard]] LanguageLists language_lists(const content::Pack& pack, const content::Messages& words,
                                           const LanguageFilter& filter);

struct LanguageView {
    const std::vector<std::string>& featured; ///< interface tags, the exhibition's choice first
    bool first_choice = true;                 ///< the visit begins here
    const LanguageLists& lists;
};

/// The exhibition's languages first and large; behind "all languages" every text, narrowed by script, letter
/// or name. Changes `filter` in place.
[[nodiscard]] Action draw_language(ui::Ui& ui, const Context& context, const LanguageView& view,
                                   LanguageFilter& filter, KeyboardPanel& keyboard);

} // namespace screens
