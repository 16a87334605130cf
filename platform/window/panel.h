#pragma once

#include <array>
#include <optional>

namespace window {

struct Rect {
    int x = 0;
    int y = 0;
    int width = 0;
    int height = 0;
    [[nodiscard]] int right() const { return x + width; }
    [[nodiscard]] int bottom() const { return y + height; }
    [[nodiscard]] bool contains(double px, double py) const {
        return px >= x && px < right() && py >= y && py < bottom();
    }
    [[nodiscard]] bool empty() const { return width <= 0 || height <= 0; }
    friend bool operator==(const Rect&, const Rect&) = default;
};
[[nodiscard]] Rect intersection(const Rect& a, const Rect& b);

struct Place {
    double x = 0;
    double y = 0;
};

/// How far the picture is turned on the panel: clockwise, as seen by who stands before it.
enum class Rotation { none, quarter, half, three_quarters };
/// Of 0, 90, 180 or 270 degrees; none for any other number.
[[nodiscard]] Rotation rotation_of(int degrees);

/// What the touch controller says, put right: libinput's calibration matrix. It maps places on the panel, 0
/// to 1 from its left to its right and from its top to its bottom, as the driver has them and before any
/// rotation: x' = a x + b y + c, y' = d x + e y + f.
struct TouchMatrix {
    std::array<double, 6> numbers{1, 0, 0, 0, 1, 0}; ///< a to f
    [[nodiscard]] Place apply(Place place) const;
    /// Nothing where the matrix puts different touches on one place, or nearly so.
    [[nodiscard]] std::optional<TouchMatrix> inverse() const;
    friend bool operator==(const TouchMatrix&, const TouchMatrix&) = default;
};

/// The panel as the driver has it, and how people see it: turned. Everything the kiosk draws and hears is in
/// upright pixels; only the window knows the others.
struct Panel {
    int width = 0; ///< of the driver's pixels
    int height = 0;
    Rotation rotation = Rotation::none;
    TouchMatrix touch = {}; ///< has an inverse

    [[nodiscard]] bool sideways() const {
        return rotation == Rotation::quarter || rotation == Rotation::three_quarters;
    }
    [[nodiscard]] int quarters() const { return static_cast<int>(rotation); }
    [[nodiscard]] int upright_width() const { return sideways() ? height : width; }
    [[nodiscard]] int upright_height() const { return sideways() ? width : height; }
    [[nodiscard]] Rect from_upright(const Rect& rect) const;
    [[nodiscard]] Place from_upright(Place place) const;
    [[nodiscard]] Place to_upright(Place place) const;
    /// Where a touch is that the controller reports at `reported` (0 to 1).
    [[nodiscard]] Place touched(Place reported) const;
    /// What the controller reports (0 to 1) of a touch at `place`: the way back.
    [[nodiscard]] Place report(Place place) const;
};

/// The usual diagonal, in inches, of a panel with so many pixels.
[[nodiscard]] double usual_diagonal(int width, int height);

/// `part` of something `width` by `height` pixels, after all of it was turned.
[[nodiscard]] Rect turned(const Rect& part, int width, int height, Rotation rotation);

} // namespace window
