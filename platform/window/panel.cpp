#include "platform/window/panel.h"

#include <algorithm>
#include <cmath>

namespace window {

namespace {

constexpr double least_determinant = 0.01; // of a matrix that still tells touches apart

} // namespace

Rect intersection(const Rect& a, const Rect& b) {
    const int left = std::max(a.x, b.x);
    const int top = std::max(a.y, b.y);
    return {left, top, std::max(0, std::min(a.right(), b.right()) - left),
            std::max(0, std::min(a.bottom(), b.bottom()) - top)};
}

double usual_diagonal(int width, int height) {
    struct Usual {
        int longer, shorter;
        bool portrait;
        double inches;
    };
    static constexpr Usual panels[] = {{800, 480, false, 7},     {1024, 600, false, 7},
                                       {1280, 800, false, 10.1}, {1920, 1080, false, 21.5},
                                       {1920, 1080, true, 32},   {1280, 720, false, 11.6},
                                       {1366, 768, false, 15.6}, {3840, 2160, false, 43},
                                       {1280, 800, true, 10.1},  {800, 480, true, 7}};
    const bool portrait = height > width;
    for (const Usual& panel : panels) {
        if (panel.longer == std::max(width, height) && panel.shorter == std::min(width, height) &&
            panel.portrait == portrait) {
            return panel.inches;
        }
    }
    return std::hypot(width, height) / 150.0; // a tablet's density
}

Rotation rotation_of(int degrees) {
    return degrees == 90    ? Rotation::quarter
           : degrees == 180 ? Rotation::half
           : degrees == 270 ? Rotation::three_quarters
                            : Rotation::none;
}

Place TouchMatrix::apply(Place place) const {
    const auto& n = numbers;
    return {n[0] * place.x + n[1] * place.y + n[2], n[3] * place.x + n[4] * place.y + n[5]};
}

std::optional<TouchMatrix> TouchMatrix::inverse() const {
    const auto& n = numbers;
    const double determinant = n[0] * n[4] - n[1] * n[3];
    if (!(std::abs(determinant) >= least_determinant)) return std::nullopt;
    return TouchMatrix{{n[4] / determinant, -n[1] / determinant, (n[1] * n[5] - n[4] * n[2]) / determinant,
                        -n[3] / determinant, n[0] / determinant, (n[3] * n[2] - n[0] * n[5]) / determinant}};
}

Rect turned(const Rect& part, int width, int height, Rotation rotation) {
    switch (rotation) {
    case Rotation::quarter:
        return {height - part.bottom(), part.x, part.height, part.width};
    case Rotation::half:
        return {width - part.right(), height - part.bottom(), part.width, part.height};
    case Rotation::three_quarters:
        return {part.y, width - part.right(), part.height, part.width};
    case Rotation::none:
        break;
    }
    return part;
}

Rect Panel::from_upright(const Rect& rect) const {
    return turned(rect, upright_width(), upright_height(), rotation);
}

Place Panel::from_upright(Place place) const {
    switch (rotation) {
    case Rotation::quarter:
        return {width - place.y, place.x};
    case Rotation::half:
        return {width - place.x, height - place.y};
    case Rotation::three_quarters:
        return {place.y, height - place.x};
    case Rotation::none:
        break;
    }
    return place;
}

Place Panel::to_upright(Place place) const {
    switch (rotation) {
    case Rotation::quarter:
        return {place.y, width - place.x};
    case Rotation::half:
        return {width - place.x, height - place.y};
    case Rotation::three_quarters:
        return {height - place.y, place.x};
    case Rotation::none:
        break;
    }
    return place;
}

Place Panel::touched(Place reported) const {
    const Place right = touch.apply(reported);
    return to_upright({right.x * width, right.y * height});
}

Place Panel::report(Place place) const {
    const Place there = from_upright(place);
    return touch.inverse().value_or(TouchMatrix{}).apply({there.x / width, there.y / height});
}

} // namespace window
