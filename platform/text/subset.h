#pragma once

#include "platform/base/result.h"
#include "platform/text/fonts.h"

#include <set>
#include <string>

namespace text {

/// A font that draws just these characters and whatever they join and combine to, glyph for glyph as the
/// whole one does; with every kind of layout that a shaper may ask of it, without hinting, which the kiosk
/// never uses. The bytes of a font file. Fails when the file is none.
[[nodiscard]] base::Result<std::string> subset_font(const FontFace& face,
                                                    const std::set<char32_t>& characters);

/// The same with every character that the font has.
[[nodiscard]] base::Result<std::string> without_hinting(const FontFace& face);

/// `characters` and those that shaping may put in their place: what they are made of and what they make (é,
/// and e with its accent), mirrored brackets, the circle under a mark that stands alone.
[[nodiscard]] std::set<char32_t> with_shaping_partners(std::set<char32_t> characters);

} // namespace text
