#pragma once

#include "kiosk/screens/bar.h"

namespace screens {

/// The preamble and the thirty articles as tiles.
[[nodiscard]] Action draw_articles(ui::Ui& ui, const Context& context);

/// A tile with number, picture and short label of an article, as several screens show it.
/// Returns true when pressed.
bool article_tile(ui::Ui& ui, const Context& context, const ui::Rect& rect, const std::string& id,
                  int article, bool selected = false);
/// The same for a theme.
bool theme_tile(ui::Ui& ui, const Context& context, const ui::Rect& rect, const std::string& id, int theme,
                bool selected = false);
[[nodiscard]] int tile_width(const ui::Ui& ui);
[[nodiscard]] int tile_height(const ui::Ui& ui);

} // namespace screens
