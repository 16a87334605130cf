#include "platform/window/calibration.h"

#include <array>
#include <cmath>

namespace window {

namespace {

constexpr double largest_miss = 0.05; // of the panel's side: a fingertip on a small panel
constexpr double most_stretched = 4;  // of the controller's area against the panel's
constexpr double least_spread =
    0.001; // determinant of the touches' moments; a square of half a side has 0.06

using Row = std::array<double, 3>;

double determinant(const std::array<Row, 3>& m) {
    return m[0][0] * (m[1][1] * m[2][2] - m[1][2] * m[2][1]) -
           m[0][1] * (m[1][0] * m[2][2] - m[1][2] * m[2][0]) +
           m[0][2] * (m[1][0] * m[2][1] - m[1][1] * m[2][0]);
}

/// The solution of `moments` times x = `right`, by Cramer's rule.
Row solved(const std::array<Row, 3>& moments, const Row& right, double whole) {
    Row result{};
    for (std::size_t column = 0; column < 3; ++column) {
        std::array<Row, 3> replaced = moments;
        for (std::size_t row = 0; row < 3; ++row)
            replaced[row][column] = right[row];
        result[column] = determinant(replaced) / whole;
    }
    return result;
}

} // namespace

std::optional<TouchMatrix> calibrate(std::span<const MarkTouched> touches) {
    if (touches.size() < 3) return std::nullopt;
    const double share = 1.0 / static_cast<double>(touches.size());
    std::array<Row, 3> moments{};
    Row across{}, down{};
    for (const MarkTouched& touch : touches) {
        const Row reported{touch.reported.x, touch.reported.y, 1};
        for (std::size_t i = 0; i < 3; ++i) {
            for (std::size_t j = 0; j < 3; ++j)
                moments[i][j] += share * reported[i] * reported[j];
            across[i] += share * reported[i] * touch.mark.x;
            down[i] += share * reported[i] * touch.mark.y;
        }
    }
    const double spread = determinant(moments);
    if (!(spread >= least_spread)) return std::nullopt;
    const Row x = solved(moments, across, spread);
    const Row y = solved(moments, down, spread);
    const TouchMatrix matrix{{x[0], x[1], x[2], y[0], y[1], y[2]}};
    const double stretched = std::abs(x[0] * y[1] - x[1] * y[0]);
    if (!(stretched <= most_stretched && stretched >= 1 / most_stretched)) return std::nullopt;
    for (const MarkTouched& touch : touches) {
        const Place there = matrix.apply(touch.reported);
        if (std::hypot(there.x - touch.mark.x, there.y - touch.mark.y) > largest_miss) return std::nullopt;
    }
    return matrix;
}

} // namespace window
