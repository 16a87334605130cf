#include "kiosk/ui/palette.h"

#include <algorithm>
#include <cmath>

namespace ui {

namespace {

constexpr Argb white = 0xFFFFFFFF;
constexpr Argb black = 0xFF000000;
constexpr Argb night = 0xFF1B1F4B;
constexpr Argb coal = 0xFF22201F;
constexpr Argb sand = 0xFFFFF6E5;
constexpr Argb ochre = 0xFFF2A93B;
constexpr Argb yellow = 0xFFFFE04A;

constexpr std::array<Paint, 8> painted_tiles = {{{0xFF2B3A8C, white, 0xFF1A2560},
                                                 {0xFF97261C, white, 0xFF651710},
                                                 {0xFF1F5F3A, white, 0xFF133F26},
                                                 {0xFF6B2D73, white, 0xFF471C4D},
                                                 {0xFF15567F, white, 0xFF0C3854},
                                                 {0xFF7A3E08, white, 0xFF512804},
                                                 {0xFF0E5E62, white, 0xFF083F42},
                                                 {0xFF4A3B8F, white, 0xFF2F2561}}};

constexpr Palette normal{
    .page = {sand, coal, 0xFFE4D6BC},
    .soft_ink = 0xFF4C4640,
    .bar = {night, white, 0xFF10132F},
    .plain = {0xFFFFFFFF, coal, 0xFFCBBB9D},
    .primary = {ochre, coal, 0xFFB0751A},
    .selected = {night, white, 0xFF0D1030},
    .notice = {0xFFFFE2AE, coal, 0xFFD9B56F},
    .tiles = painted_tiles,
    .focus = 0xFFD6006C,
    .outlined = false,
};

constexpr std::array<Paint, 8> dark_tiles = {{{0xFF222B66, white, 0xFF3D4AA0},
                                              {0xFF66180F, white, 0xFF9A3226},
                                              {0xFF14452A, white, 0xFF2F7D4F},
                                              {0xFF4C1F52, white, 0xFF7E3F87},
                                              {0xFF0F3F5E, white, 0xFF2A6E98},
                                              {0xFF572C05, white, 0xFF8C5114},
                                              {0xFF094548, white, 0xFF1C7A7F},
                                              {0xFF352A6B, white, 0xFF584AA0}}};

constexpr Palette dark{
    .page = {0xFF0E1029, 0xFFFFF6E5, 0xFF2A2E5C},
    .soft_ink = 0xFFE8DCC6,
    .bar = {0xFF05061A, white, 0xFF2A2E5C},
    .plain = {0xFF22264F, white, 0xFF454B86},
    .primary = {ochre, black, 0xFFB0751A},
    .selected = {0xFFFFF6E5, 0xFF0E1029, 0xFFB8AA8C},
    .notice = {0xFF3A2A06, 0xFFFFF1D6, 0xFF7A5A1A},
    .tiles = dark_tiles,
    .focus = yellow,
    .outlined = false,
};

constexpr Paint strong_tile = {black, white, white};

constexpr Palette strongest{
    .page = {black, white, white},
    .soft_ink = white,
    .bar = {black, white, white},
    .plain = {black, white, white},
    .primary = {yellow, black, yellow},
    .selected = {white, black, yellow},
    .notice = {black, yellow, yellow},
    .tiles = {strong_tile, strong_tile, strong_tile, strong_tile, strong_tile, strong_tile, strong_tile,
              strong_tile},
    .focus = yellow,
    .outlined = true,
};

double linear(unsigned channel) {
    const double value = channel / 255.0;
    return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

double luminance(Argb colour) {
    return 0.2126 * linear((colour >> 16) & 0xFF) + 0.7152 * linear((colour >> 8) & 0xFF) +
           0.0722 * linear(colour & 0xFF);
}

} // namespace

const Palette& palette(int contrast) {
    switch (contrast) {
    case 1:
        return dark;
    case 2:
        return strongest;
    default:
        return normal;
    }
}

double contrast_ratio(Argb a, Argb b) {
    const double first = luminance(a);
    const double second = luminance(b);
    return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

} // namespace ui
