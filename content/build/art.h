#pragma once

#include "platform/base/result.h"

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

namespace content {

/// Draws an SVG as PNG bytes, the same for the same drawing. `size`: the side of the square it is fitted
/// into; 0 draws it at its own size.
[[nodiscard]] base::Result<std::string> draw_svg(std::string_view svg, int size);

/// The side a picture is drawn at, in pixels, by its name: icons 160, the mark 512, those of articles, themes
/// and kinds 384; 0, its own size, for others such as the wall.
[[nodiscard]] int picture_size(std::string_view name);

/// All *.svg of `folder`, by file stem, as PNG; empty when there is no such folder.
[[nodiscard]] base::Result<std::map<std::string, std::string>> draw_art(const std::filesystem::path& folder);

} // namespace content
