#include "platform/image/image.h"

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <fmt/format.h>
#include <fstream>
#include <memory>
#include <stb_image.h>
#include <stb_image_write.h>

namespace image {

namespace {

constexpr int largest_side = 4096;

unsigned channel(Argb pixel, int shift) {
    return (pixel >> shift) & 0xFFu;
}

constexpr std::uint32_t whole = 1u << 12; // fixed point: the weights of one target cell add up to it

/// One axis of an area average: which source cells a target cell covers, and with what weight.
struct Span {
    int first = 0;
    std::vector<std::uint32_t> weights;
};

std::vector<Span> spans(int source, int target) {
    std::vector<Span> result(static_cast<std::size_t>(target));
    const double step = static_cast<double>(source) / target;
    for (int i = 0; i < target; ++i) {
        const double from = i * step;
        const double to = from + step;
        Span& span = result[static_cast<std::size_t>(i)];
        span.first = static_cast<int>(from);
        std::uint32_t left = whole;
        for (int cell = span.first; cell < source && cell < to - 1e-9; ++cell) {
            const double share = (std::min<double>(to, cell + 1) - std::max<double>(from, cell)) / step;
            span.weights.push_back(std::min(left, static_cast<std::uint32_t>(std::lround(share * whole))));
            left -= span.weights.back();
        }
        span.weights.back() += left;
    }
    return result;
}

/// Channels multiplied by alpha, so that averages mix right: alpha * 255, then red, green, blue times alpha.
/// Sixteen bits each; times a weight of `whole` at most they stay within thirty-two.
struct Mixed {
    std::uint32_t channels[4] = {0, 0, 0, 0};

    void add(const Mixed& other, std::uint32_t weight) {
        for (int c = 0; c < 4; ++c)
            channels[c] += other.channels[c] * weight;
    }
    void divide_by_whole() {
        for (std::uint32_t& one : channels)
            one = (one + whole / 2) / whole;
    }
};

Mixed multiplied(Argb pixel) {
    const std::uint32_t alpha = channel(pixel, 24);
    return {{alpha * 255, channel(pixel, 16) * alpha, channel(pixel, 8) * alpha, channel(pixel, 0) * alpha}};
}

Argb divided(const Mixed& mixed) {
    const std::uint32_t alpha = mixed.channels[0] / 255;
    if (alpha == 0) return 0;
    const auto colour = [&](int index) {
        return std::min(255u, (mixed.channels[index] + alpha / 2) / alpha);
    };
    return alpha << 24 | colour(1) << 16 | colour(2) << 8 | colour(3);
}

/// A row of the source made as wide as the target.
void narrow(const Argb* source, const std::vector<Span>& columns, std::vector<Mixed>& line) {
    for (std::size_t x = 0; x < columns.size(); ++x) {
        const Span& span = columns[x];
        Mixed sum;
        for (std::size_t i = 0; i < span.weights.size(); ++i) {
            sum.add(multiplied(source[static_cast<std::size_t>(span.first) + i]), span.weights[i]);
        }
        sum.divide_by_whole();
        line[x] = sum;
    }
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
    const std::vector<Span> columns = spans(source.width, width);
    const std::vector<Span> rows = spans(source.height, height);
    Image result{width, height, {}};
    result.pixels.reserve(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
    std::vector<Mixed> line(columns.size());
    int in_line =
        -1; // the row of the source that `line` holds: the last of one target row is the first of the next
    for (const Span& row : rows) {
        std::vector<Mixed> sums(columns.size());
        for (std::size_t i = 0; i < row.weights.size(); ++i) {
            const int y = row.first + static_cast<int>(i);
            if (y != in_line) {
                narrow(source.pixels.data() + static_cast<std::ptrdiff_t>(y) * source.width, columns, line);
                in_line = y;
            }
            for (std::size_t x = 0; x < sums.size(); ++x)
                sums[x].add(line[x], row.weights[i]);
        }
        for (Mixed& sum : sums) {
            sum.divide_by_whole();
            result.pixels.push_back(divided(sum));
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

Image turned(const Image& source, int quarters) {
    const int turn = ((quarters % 4) + 4) % 4;
    if (turn == 0) return source;
    const bool sideways = turn % 2 == 1;
    Image result{sideways ? source.height : source.width, sideways ? source.width : source.height, {}};
    result.pixels.resize(source.pixels.size());
    // Where the source's first pixel goes, and how far its next one and its next row are from it.
    const std::ptrdiff_t across = result.width;
    const auto last = static_cast<std::ptrdiff_t>(result.pixels.size()) - 1;
    const std::ptrdiff_t first = turn == 1 ? across - 1 : turn == 2 ? last : last - across + 1;
    const std::ptrdiff_t right = turn == 1 ? across : turn == 2 ? -1 : -across;
    const std::ptrdiff_t down = turn == 1 ? -1 : turn == 2 ? -across : 1;
    auto from = source.pixels.begin();
    for (int y = 0; y < source.height; ++y) {
        std::ptrdiff_t to = first + y * down;
        for (int x = 0; x < source.width; ++x, to += right)
            result.pixels[static_cast<std::size_t>(to)] = *from++;
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
    // stb's own writer to a file does not notice a full disk.
    std::string png;
    const auto append = [](void* target, void* data, int size) {
        static_cast<std::string*>(target)->append(static_cast<const char*>(data),
                                                  static_cast<std::size_t>(size));
    };
    if (stbi_write_png_to_func(append, &png, image.width, image.height, 3, rgb.data(), image.width * 3) ==
        0) {
        return base::fail(
            fmt::format("cannot write the picture {}: there is no memory for it", file.string()));
    }
    std::ofstream out(file, std::ios::binary | std::ios::trunc);
    out.write(png.data(), static_cast<std::streamsize>(png.size()));
    out.close();
    if (!out)
        return base::fail(
            fmt::format("cannot write the picture {}: {}", file.string(), std::strerror(errno)));
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
