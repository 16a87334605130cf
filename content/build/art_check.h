#pragma once

#include "content/build/colour.h"

#include <array>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace content {

struct PaletteColour {
    std::string_view name;
    Colour colour;
    double contrast = 0; ///< against the page, WCAG 2
};

/// The light page that pictures stand on.
inline constexpr Colour picture_page{0xFF, 0xF6, 0xE5};

/// All colours of the pictures: nine paints, then the tints of people. A patch of paint keeps 3:1 against the
/// page, and the edge around the cut-outs on it 3:1 against the patch: ochre is for what is on the patches.
inline constexpr std::array<PaletteColour, 13> picture_palette{{
    {"night", {0x1B, 0x1F, 0x4B}, 14.56},
    {"brick", {0xB3, 0x36, 0x2B}, 5.62},
    {"clay", {0xCE, 0x6D, 0x1C}, 3.36},
    {"ochre", {0xF2, 0xA9, 0x3B}, 1.86},
    {"leaf", {0x2F, 0x7D, 0x4F}, 4.70},
    {"sky", {0x3A, 0x8F, 0xC4}, 3.31},
    {"plum", {0x6B, 0x2D, 0x73}, 8.70},
    {"sand", {0xFF, 0xF3, 0xDC}, 1.02},
    {"coal", {0x22, 0x20, 0x1F}, 15.12},
    {"dark skin", {0x5A, 0x38, 0x25}, 9.65},
    {"brown skin", {0xA8, 0x6B, 0x43}, 4.03},
    {"light skin", {0xE0, 0xAC, 0x7E}, 1.89},
    {"grey hair", {0xBD, 0xB3, 0xA3}, 1.93},
}};

/// Icons are drawn in one ink, which the kiosk replaces by that of their button.
inline constexpr Colour icon_ink{0xFF, 0xFF, 0xFF};

/// The tones of the wall: white text keeps 10:1 on all of them.
inline constexpr std::array<Colour, 11> wall_tones{{{0x15, 0x18, 0x39},
                                                    {0x19, 0x1C, 0x45},
                                                    {0x1B, 0x1F, 0x4B},
                                                    {0x1D, 0x21, 0x50},
                                                    {0x1E, 0x22, 0x50},
                                                    {0x22, 0x27, 0x57},
                                                    {0x30, 0x36, 0x6C},
                                                    {0x3A, 0x20, 0x52},
                                                    {0x1C, 0x3A, 0x4A},
                                                    {0x4A, 0x21, 0x42},
                                                    {0x4A, 0x3A, 0x52}}};

/// What is wrong with the *.svg of `folder`, a sentence each that names the file, by file name: not SVG, not
/// of our few elements, text, a raster picture, a script, a link outside the file, a colour outside its
/// palette, and shapes that stand less than 3:1 off their ground.
[[nodiscard]] std::vector<std::string> check_art(const std::filesystem::path& folder);

} // namespace content
