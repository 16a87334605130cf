#pragma once

#include "kiosk/screens/bar.h"

#include <vector>

namespace screens {

/// One text of the Declaration on the article screen.
struct ArticleText {
    const content::Declaration* declaration = nullptr;
    content::Section section;
};

struct ArticleView {
    int number = 1;
    std::vector<ArticleText> texts; ///< one, or two to compare
};

[[nodiscard]] Action draw_article(ui::Ui& ui, const Context& context, const ArticleView& view);

} // namespace screens
