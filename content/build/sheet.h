#pragma once

#include "content/build/art.h"

namespace content {

/// At most this large, in pixels, however many pictures there are.
inline constexpr int widest_sheet = 3000;
inline constexpr int highest_sheet = 6000;

/// A PNG to look all pictures over: for each a block of four versions, as it is, in greyscale, as with
/// deuteranopia and as with protanopia, with its name beneath. Each stands on what it is used on: pictures
/// half on the light page and half on the dark wall, icons on the bar, the wall on nothing.
[[nodiscard]] base::Result<std::string> draw_sheet(const Pictures& pictures);

} // namespace content
