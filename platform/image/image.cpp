#include "platform/image/image.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fmt/format.h>
#include <memory>
#include <stb_image.h>
#include <stb_image_write.h>

namespace image {

namespace {

constexpr int largest_side = 4096;

unsigned channel(Argb pixel, int shift) {
    return (pixel >> shift) & 0xFFu;
}

/// One axis of an area average: which source cells a target cell covers, and with what weight.
struct Span {
    int first = 0;
    std::vector<float> weights;
};

std::vector<Span> spans(int source, int target) {
    std::vector<Span> result(static_cast<std::size_t>(target));
    const double step = static_cast<double>(source) / target;
    for (int i = 0; i < target; ++i) {
        const double from = i * step;
        const double to = from + step;
        Span& span = result[static_cast<std::size_t>(i)];
        span.first = static_cast<int>(from);
        for (int cell = span.first; cell < source && cell < to - 1e-9; ++cell) {
            span.weights.push_back(
                static_cast<float>(std::min<double>(to, cell + 1) - std::max<double>(from, cell)));
        }
    }
    return result;
}

} // namespace

base::Result<Image> decode_png(std::string_view bytes, std::string_view name) {
    int width = 0, height = 0, channels = 0;
    const auto* data = reinterpret_cast<const stbi_uc*>(bytes.data());
    const int size = static_cast<int>(bytes.size());
    if (stbi_info_from_memory(data, size, &width, &height, &channels) == 0) {
        return base::fail(fmt::format("cannot read the picture {}: {}", name, stbi_failure_reason()));
    }
    if (width > largest_side || height > largest_side) {
        return base::fail(
            fmt::format("cannot use the picture {}: {} x {} is too large", name, width, height));
    }
    const std::unique_ptr<stbi_uc, decltype(&std::free)> rgba(
        stbi_load_from_memory(data, size, &width, &height, &channels, 4), std::free);
    if (!rgba) return base::fail(fmt::format("cannot read the picture {}: {}", name, stbi_failure_reason()));
    Image result{width, height, {}};
    result.pixels.reserve(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
    const stbi_uc* end = rgba.get() + static_cast<std::ptrdiff_t>(width) * height * 4;
    for (const stbi_uc* p = rgba.get(); p != end; p += 4) {
        result.pixels.push_back(Argb{p[3]} << 24 | Argb{p[0]} << 16 | Argb{p[1]} << 8 | Argb{p[2]});
    }
    return result;
}

Image scaled(const Image& source, int width, int height) {
    if (width == source.width && height == source.height) return source;
    Image result{width, height,
                 std::vector<Argb>(static_cast<std::size_t>(width) * static_cast<std::size_t>(height))};
    const std::vector<Span> columns = spans(source.width, width);
    const std::vector<Span> rows = spans(source.height, height);
    Argb* out = result.pixels.data();
    for (const Span& row : rows) {
        for (const Span& column : columns) {
            float alpha = 0, red = 0, green = 0, blue = 0, total = 0;
            for (std::size_t y = 0; y < row.weights.size(); ++y) {
                const Argb* line =
                    source.pixels.data() +
                    (static_cast<std::size_t>(row.first) + y) * static_cast<std::size_t>(source.width) +
                    static_cast<std::size_t>(column.first);
                for (std::size_t x = 0; x < column.weights.size(); ++x) {
                    const float weight = row.weights[y] * column.weights[x];
                    const float opaque = weight * static_cast<float>(channel(line[x], 24));
                    total += weight;
                    alpha += opaque;
                    red += opaque * static_cast<float>(channel(line[x], 16));
                    green += opaque * static_cast<float>(channel(line[x], 8));
                    blue += opaque * static_cast<float>(channel(line[x], 0));
                }
            }
            const auto byte = [](float value) {
                return static_cast<Argb>(std::clamp(std::lround(value), 0L, 255L));
            };
            if (alpha > 0) {
                *out = byte(alpha / total) << 24 | byte(red / alpha) << 16 | byte(green / alpha) << 8 |
                       byte(blue / alpha);
            }
            ++out;
        }
    }
    return result;
}

Image mirrored(const Image& source) {
    Image result = source;
    for (int y = 0; y < source.height; ++y) {
        auto row = result.pixels.begin() + static_cast<std::ptrdiff_t>(y) * source.width;
        std::reverse(row, row + source.width);
    }
    return result;
}

base::Status write_png(const std::filesystem::path& file, const Image& image) {
    std::vector<std::uint8_t> rgb;
    rgb.reserve(image.pixels.size() * 3);
    for (const Argb pixel : image.pixels) {
        for (const int shift : {16, 8, 0})
            rgb.push_back(static_cast<std::uint8_t>(channel(pixel, shift)));
    }
    if (stbi_write_png(file.c_str(), image.width, image.height, 3, rgb.data(), image.width * 3) == 0) {
        return base::fail(fmt::format("cannot write the picture {}", file.string()));
    }
    return {};
}

Difference difference(const Image& a, const Image& b) {
    Difference result;
    result.same_size = a.width == b.width && a.height == b.height;
    if (!result.same_size) return result;
    std::size_t apart = 0;
    for (std::size_t i = 0; i < a.pixels.size(); ++i) {
        int most = 0;
        for (const int shift : {16, 8, 0}) {
            most = std::max(most, std::abs(static_cast<int>(channel(a.pixels[i], shift)) -
                                           static_cast<int>(channel(b.pixels[i], shift))));
        }
        result.largest = std::max(result.largest, most);
        if (most > 8) ++apart;
    }
    result.share = a.pixels.empty() ? 0 : static_cast<double>(apart) / static_cast<double>(a.pixels.size());
    return result;
}

} // namespace image
