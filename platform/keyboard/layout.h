#pragma once

#include "platform/base/result.h"
#include "platform/keyboard/composer.h"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace keyboard {

/// One letter key of the on-screen keyboard.
struct Key {
    std::string
        plain; ///< UTF-8 (NFC) that it types; more than one character for some, such as the Arabic lam-alef
    std::string shifted; ///< with Shift; equal to `plain` where the layout has nothing else
    /// Offered by a long press: letters of the language with this base letter (é è ê ë), its other digits and
    /// signs.
    std::vector<std::string> alternatives;
    std::vector<std::string> shifted_alternatives; ///< as many, in the same order
};

/// A layout for the screen: the rows of keys that type letters and signs, digits first, as xkb-data has them.
/// Space, Shift, Backspace, Enter and the globe are drawn by the screen and are not in it.
/// No row has more than `widest_row` keys. Left out are dead keys (long press instead), second keys for the
/// same text, and keys beside the letters whose signs the language does not need (they are in the symbols
/// layout).
struct Layout {
    std::string id;                              ///< "ar", "us", "cn-pinyin", "kr", "jp-kana"
    std::string name;                            ///< of the language in itself, for the globe key
    bool right_to_left = false;                  ///< of the language; the keys themselves are never mirrored
    Composition composition = Composition::none; ///< what its letters go through before they are text
    std::vector<std::vector<Key>> rows;          ///< top to bottom, four
};

inline constexpr std::size_t widest_row = 12;

/// The layout of digits, signs and currencies, the same for every language; not among layouts_for.
inline constexpr std::string_view symbols_id = "symbols";

/// The layouts offered for an interface language, its own first, English (us) always among them.
[[nodiscard]] std::vector<std::string> layouts_for(std::string_view interface_tag);

/// Reads a layout from xkb-data through libxkbcommon. Fails when xkb-data is missing or has no such layout.
/// `xkb_folder` is where xkb-data lies, if not where the build found it. Needs no display and no home folder.
[[nodiscard]] base::Result<Layout> load_layout(std::string_view id,
                                               const std::filesystem::path& xkb_folder = {});

/// How a finger types some text: a key, with Shift or not, by a tap or by a choice of its long press.
struct Press {
    std::size_t row = 0;
    std::size_t column = 0;
    bool shifted = false;
    std::optional<std::size_t> alternative; ///< index in (shifted_)alternatives; nothing for a tap
    std::size_t typed_bytes = 0;            ///< how much of the text it types
};

/// The press that types the longest beginning of `text` (UTF-8, NFC), a tap before a long press; nothing when
/// the layout has none. For the robot visitor, which types with the keys.
[[nodiscard]] std::optional<Press> find_press(const Layout& layout, std::string_view text);

/// True for text that has no shape of its own: a vowel sign or another mark that sits on the letter before
/// it.
[[nodiscard]] bool is_combining(std::string_view text);

/// What to draw on the key that types `text`: marks on a dotted circle, joiners by their abbreviation.
[[nodiscard]] std::string key_label(std::string_view text);

} // namespace keyboard
