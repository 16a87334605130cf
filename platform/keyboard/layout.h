#pragma once

#include "platform/base/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace keyboard {

/// One letter key of the on-screen keyboard.
struct Key {
    std::string plain;   ///< UTF-8 that it types
    std::string shifted; ///< with Shift; equal to `plain` where the layout has nothing else
};

/// A layout for the screen: the rows of keys that type letters and signs, digits first, as xkb-data has them.
/// Space, Shift, Backspace, Enter and the globe are drawn by the screen and are not in it.
struct Layout {
    std::string id;   ///< "ar", "us", "cn-pinyin"
    std::string name; ///< of the language in itself, for the globe key
    bool right_to_left = false;
    bool composes_pinyin = false; ///< letters go to a PinyinComposer, candidates are chosen
    std::vector<std::vector<Key>> rows; ///< top to bottom
};

/// The layouts offered for an interface language, its own first, English (us) always among them.
[[nodiscard]] std::vector<std::string> layouts_for(std::string_view interface_tag);

/// Reads a layout from xkb-data through libxkbcommon. Fails when xkb-data is missing or has no such layout.
[[nodiscard]] base::Result<Layout> load_layout(std::string_view id);

} // namespace keyboard
