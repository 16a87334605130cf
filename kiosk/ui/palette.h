#pragma once

#include "platform/image/image.h"

#include <array>

namespace ui {

using image::Argb;

inline constexpr int contrast_count = 3;

/// A ground and what is written on it, at least 7:1 apart (10:1 in the dark and strongest modes).
struct Paint {
    Argb ground = 0;
    Argb ink = 0;
    Argb edge = 0; ///< the lower edge that makes a thing look pressable, or its border in the strongest mode
};

/// The colours of one contrast mode.
struct Palette {
    Paint page;
    Argb soft_ink = 0; ///< on the page, for what is said beside the main thing
    Paint bar;
    Paint plain;                ///< a button that is not the main one
    Paint primary;              ///< the one thing to do next
    Paint selected;             ///< a choice that was made
    Paint notice;               ///< something to know
    std::array<Paint, 8> tiles; ///< by group of rights, by month
    Argb focus = 0;
    bool outlined = false; ///< tiles are told apart by borders
};

/// 0: normal, 1: dark, 2: strongest.
[[nodiscard]] const Palette& palette(int contrast);

/// WCAG 2 contrast ratio, 1 to 21.
[[nodiscard]] double contrast_ratio(Argb a, Argb b);

} // namespace ui
