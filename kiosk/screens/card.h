#pragma once

#include "kiosk/ui/ui.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace screens {

/// Something to read, set apart from the page: a heading and paragraphs.
struct Card {
    std::string id; ///< of its heading; paragraphs are "ID.1", "ID.2", ...
    std::string heading;
    std::vector<std::string> paragraphs;
    bool numbered = false; ///< the paragraphs are things to do: each has a mark before it
};

/// As high as its words at this width.
[[nodiscard]] int card_height(ui::Ui& ui, const Card& card, int width);
void draw_card(ui::Ui& ui, const Card& card, const ui::Rect& rect);

/// Cards side by side where they fit, in rows of equal height, from the top of `place`; returns the height of
/// all.
int draw_cards(ui::Ui& ui, std::span<const Card> cards, const ui::Rect& place);

} // namespace screens
