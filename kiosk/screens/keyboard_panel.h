#pragma once

#include "content/messages.h"
#include "kiosk/ui/ui.h"
#include "platform/keyboard/layout.h"
#include "platform/keyboard/pinyin.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace screens {

/// The on-screen keyboard: the layouts of the interface's language with a globe key between them, signs, and
/// a strip above it for Chinese candidates or for the letters that an accent makes of the last one.
class KeyboardPanel {
  public:
    /// Layouts for an interface language; forgets what was being spelt. Layouts that cannot be read are left
    /// out.
    void open(std::string_view interface_tag);
    /// Nothing of a visit is left in it.
    void forget();
    /// What stands in the strip above the keys while it offers nothing.
    struct Note {
        std::string_view id;
        std::string_view text;
    };
    /// Height it would like: keys of 12.7 mm where `share` of `available` allows, else smaller, never
    /// under 7.2 mm.
    [[nodiscard]] int height(const ui::Ui& ui, int available, double share, bool with_strip) const;
    /// Draws it and puts what was typed into `text` (at most `longest` characters). True when something
    /// changed.
    bool draw(ui::Ui& ui, const content::Messages& words, ui::Area area, const Note& note, std::string& text,
              std::size_t longest);

    /// What is still being composed at the end of `text` is text for good, as `finished` or as its composer
    /// writes it.
    void finish_pending(std::string& text, const std::string* finished = nullptr);

    /// What the shift key shows where it brings no capitals: some of the signs that it does bring. Otherwise
    /// empty.
    [[nodiscard]] std::string shift_label() const;

  private:
    [[nodiscard]] const keyboard::Layout* layout() const;
    /// Rows of the layout from the first that is shown: a row of digits alone is among the signs as well.
    [[nodiscard]] std::size_t first_row() const;
    [[nodiscard]] int rows(bool with_strip) const; ///< of keys, with the strip and the row of the space bar
    [[nodiscard]] bool composes() const;
    /// The composer of what stands at the end of the text; nullptr where the layout has none.
    [[nodiscard]] keyboard::InlineComposer* inline_composer() const;
    [[nodiscard]] std::vector<std::string> offers() const;
    bool draw_strip(ui::Ui& ui, const content::Messages& words, ui::Area strip, const Note& note,
                    std::string& text, std::size_t longest);
    bool draw_row(ui::Ui& ui, const ui::Area& row, std::size_t index, std::string& text, std::size_t longest);
    bool draw_last_row(ui::Ui& ui, const content::Messages& words, ui::Area row, std::string& text,
                       std::size_t longest);
    bool type(const std::string& typed, std::string& text, std::size_t longest);
    bool erase(std::string& text);
    bool take_typed(ui::Ui& ui, std::string& text, std::size_t longest);

    std::vector<keyboard::Layout> m_layouts;
    std::optional<keyboard::Layout> m_symbols;
    std::unique_ptr<keyboard::PinyinComposer> m_composer;
    std::unique_ptr<keyboard::InlineComposer> m_inline;
    std::size_t m_current = 0;
    bool m_shift = false;
    bool m_symbols_shown = false;
    std::vector<std::string> m_alternatives; ///< for the last letter typed
};

/// Removes the last character as a reader counts them (with its marks).
void remove_last_character(std::string& text);
[[nodiscard]] std::size_t character_count(std::string_view text);

} // namespace screens
