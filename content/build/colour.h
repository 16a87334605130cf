#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace content {

/// A colour of sRGB.
struct Colour {
    std::uint8_t red = 0, green = 0, blue = 0;
    friend constexpr bool operator==(const Colour& a, const Colour& b) {
        return a.red == b.red && a.green == b.green && a.blue == b.blue;
    }
};

/// "#1B1F4B", in capitals or not; nothing else.
[[nodiscard]] std::optional<Colour> parse_colour(std::string_view text);

/// WCAG 2 contrast ratio, 1 to 21.
[[nodiscard]] double contrast_ratio(Colour a, Colour b);

enum class Vision { colour, greyscale, deuteranopia, protanopia };

/// The colour as it is seen. Greyscale keeps the luminance.
/// The dichromats' matrices, on linear RGB, are those of severity 1.0 in G. M. Machado, M. M. Oliveira,
/// L. A. F. Fernandes: "A Physiologically-based Model for Simulation of Color Vision Deficiency", IEEE
/// Transactions on Visualization and Computer Graphics 15 (6), 2009.
[[nodiscard]] Colour as_seen(Colour colour, Vision vision);

} // namespace content
