#pragma once

#include "platform/base/result.h"

#include <cstdint>
#include <filesystem>
#include <string_view>
#include <vector>

namespace image {

/// A colour as 0xAARRGGBB, alpha not multiplied in.
using Argb = std::uint32_t;

[[nodiscard]] constexpr Argb with_alpha(Argb colour, unsigned alpha) {
    return (colour & 0x00FFFFFFu) | (alpha << 24);
}

struct Image {
    int width = 0;
    int height = 0;
    std::vector<Argb> pixels; ///< rows top to bottom
    [[nodiscard]] Argb at(int x, int y) const {
        return pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
                      static_cast<std::size_t>(x)];
    }
};

/// Fails, naming `name`, when the bytes are no PNG or larger than 4096 pixels a side.
[[nodiscard]] base::Result<Image> decode_png(std::string_view bytes, std::string_view name);
/// Scaled by averaging areas: for making pictures smaller.
[[nodiscard]] Image scaled(const Image& source, int width, int height);
[[nodiscard]] Image mirrored(const Image& source);
/// Turned clockwise by so many quarters of a turn (negative: counter-clockwise).
[[nodiscard]] Image turned(const Image& source, int quarters);
[[nodiscard]] base::Status write_png(const std::filesystem::path& file, const Image& image);

/// How far two pictures are apart.
struct Difference {
    bool same_size = false;
    int largest = 0;  ///< of any channel, 0 to 255
    double share = 0; ///< of pixels that differ by more than 8 in a channel, 0 to 1
};
[[nodiscard]] Difference difference(const Image& a, const Image& b);

} // namespace image
