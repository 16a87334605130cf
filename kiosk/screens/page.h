#pragma once

#include "kiosk/screens/bar.h"
#include "kiosk/screens/card.h"
#include "kiosk/screens/grid.h"

#include <functional>
#include <span>
#include <string>
#include <string_view>

namespace screens {

/// A column of things that scrolls above the bar: what almost every screen is.
class Page {
  public:
    Page(ui::Ui& ui, std::string_view scroll_id, ui::Area area);
    ~Page() { m_scroll.finish(m_y + m_ui.metrics().margin()); }
    Page(const Page&) = delete;
    Page& operator=(const Page&) = delete;

    /// The page's name on a band of painted wall that reaches up to the page's top; `scene` stands above it
    /// where there is room. Set smaller where it would leave less than half of the page's height to what
    /// follows.
    void title(std::string_view id, std::string_view text, std::string_view scene = "scene.home");
    /// The same with a picture beside the name.
    void title_with(std::string_view id, std::string_view text, std::string_view picture);
    /// For pages whose text size nobody can choose: on a panel of few lines, in a language whose lines are
    /// tall (Urdu's), what follows is set as small as text may be. `sample` is a line of that language.
    void set_tall_lines_small(std::string_view sample);
    void heading(std::string_view id, std::string_view text) { say({id, text, ui::TextRole::heading}); }
    void say(const ui::TextSpec& given);
    /// A text on a coloured card, with an icon before it that tells at a glance of what kind it is.
    void notice(std::string_view id, std::string_view text, std::string_view icon = {});
    void cards(std::span<const Card> cards);
    /// A button as wide as the column, as high as its words.
    bool button(const ui::ButtonSpec& given);
    /// Buttons of one height, side by side where two fit; the index of the one that was pressed, or -1.
    int buttons(std::span<const ui::ButtonSpec> given);
    /// `count` cells in rows; `draw` gets the index and its place, and is called for all of them.
    void grid(int count, int cell_width, int row_height,
              const std::function<void(int, const ui::Rect&)>& draw, int most = 8);
    ui::Rect take(int height);
    void space(int pixels) { m_y += pixels; }
    [[nodiscard]] int width() const { return m_width; }
    /// Height of what was placed so far.
    [[nodiscard]] int used() const { return m_y - m_scroll.top(); }
    [[nodiscard]] bool sees(const ui::Rect& rect) const { return m_scroll.sees(rect.y, rect.bottom()); }

  private:
    /// Paints the wall from the top of the page to below the next `height` pixels, which it takes.
    ui::Rect band(int height);
    /// The height that a title may take from a page that is full.
    [[nodiscard]] int most_band() const;
    /// The page's name as large as it may be at this width.
    [[nodiscard]] ui::TextSpec title_spec(std::string_view id, std::string_view text, int width);

    ui::Ui& m_ui;
    ui::Rect m_view;
    ui::Ui::Scroll m_scroll;
    int m_x;
    int m_width;
    int m_y;
    double m_size = 1; ///< of words, times what they would have
};

} // namespace screens
