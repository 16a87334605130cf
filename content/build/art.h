#pragma once

#include "platform/base/result.h"

#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <tuple>

namespace content {

/// Draws an SVG as PNG bytes, the same for the same drawing. `size`: the side of the square it is fitted
/// into; 0 draws it at its own size.
[[nodiscard]] base::Result<std::string> draw_svg(std::string_view svg, int size);

/// A picture at one of its sizes.
struct PictureKey {
    std::string name;
    int side = 0; ///< of the square it fits, pixels
    friend bool operator<(const PictureKey& a, const PictureKey& b) {
        return std::tie(a.name, a.side) < std::tie(b.name, b.side);
    }
};
using Pictures = std::map<PictureKey, std::string>; ///< PNG bytes

/// The sides a picture is drawn at, ascending, by its name: enough that the kiosk never decodes a far larger
/// one.
[[nodiscard]] std::span<const int> picture_sides(std::string_view name);

/// All *.svg of `folder`, by file stem, at all their sizes; empty when there is no such folder.
[[nodiscard]] base::Result<Pictures> draw_art(const std::filesystem::path& folder);

} // namespace content
