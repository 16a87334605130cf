#include "content/build/colour.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace content {
namespace {

using Linear = std::array<double, 3>;
using Matrix = std::array<Linear, 3>;

constexpr Linear luminance_weights{0.2126, 0.7152, 0.0722};
constexpr Matrix greyscale{luminance_weights, luminance_weights, luminance_weights};
constexpr Matrix deuteranopia{
    {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}}};
constexpr Matrix protanopia{
    {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}}};

double to_linear(std::uint8_t channel) {
    const double value = channel / 255.0;
    return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

std::uint8_t to_channel(double linear) {
    const double value = std::clamp(linear, 0.0, 1.0);
    const double encoded = value <= 0.0031308 ? value * 12.92 : 1.055 * std::pow(value, 1 / 2.4) - 0.055;
    return static_cast<std::uint8_t>(std::lround(encoded * 255));
}

Linear to_linear(Colour colour) {
    return {to_linear(colour.red), to_linear(colour.green), to_linear(colour.blue)};
}

double product(const Linear& a, const Linear& b) {
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

Colour through(const Matrix& matrix, Colour colour) {
    const Linear linear = to_linear(colour);
    return {to_channel(product(matrix[0], linear)), to_channel(product(matrix[1], linear)),
            to_channel(product(matrix[2], linear))};
}

} // namespace

std::optional<Colour> parse_colour(std::string_view text) {
    if (text.size() != 7 || text.front() != '#') return std::nullopt;
    std::uint32_t value = 0;
    const auto* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data() + 1, end, value, 16);
    if (error != std::errc() || stop != end) return std::nullopt;
    return Colour{static_cast<std::uint8_t>(value >> 16), static_cast<std::uint8_t>(value >> 8),
                  static_cast<std::uint8_t>(value)};
}

double contrast_ratio(Colour a, Colour b) {
    const double first = product(luminance_weights, to_linear(a));
    const double second = product(luminance_weights, to_linear(b));
    return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

Colour as_seen(Colour colour, Vision vision) {
    switch (vision) {
    case Vision::greyscale:
        return through(greyscale, colour);
    case Vision::deuteranopia:
        return through(deuteranopia, colour);
    case Vision::protanopia:
        return through(protanopia, colour);
    case Vision::colour:
        break;
    }
    return colour;
}

} // namespace content
