#pragma once

#include "platform/text/fonts.h"
#include "tools/smallplacesctl/passages.h"

#include <filesystem>

/// Where the smaller fonts are written, and where they will lie on the card.
struct CardFonts {
    std::filesystem::path folder;
    std::filesystem::path on_card;
};

/// Writes a folder of fonts, as FontLibrary::open reads it, that draws all that the pack says and all that
/// visitors can type just as the whole fonts do, and little else. Letters of scripts that visitors type are
/// kept whole.
[[nodiscard]] base::Status make_card_fonts(const content::Pack& pack, const text::FontLibrary& whole,
                                           const CardFonts& fonts);

/// What `check_card_fonts` compared.
struct FontsCompared {
    std::size_t passages = 0;
    std::size_t typed = 0;
};
/// Draws every passage with both, regular and bold, and compares the pictures dot for dot. Of what visitors
/// can type it asks that no letter is without a glyph, under every interface language. Fails with the first
/// that differs.
[[nodiscard]] base::Result<FontsCompared>
check_card_fonts(const content::Pack& pack, const text::FontLibrary& whole, const text::FontLibrary& small);
