#pragma once

#include <cstdint>
#include <string>
#include <variant>

namespace window {

/// A touch (or the mouse's left button), in upright pixels of the window.
struct FingerEvent {
    enum class Phase { down, move, up, cancel };
    Phase phase = Phase::down;
    std::int64_t finger = 0; ///< same for one touch from down to up
    double x = 0;
    double y = 0;
};

/// The mouse's wheel: lines, positive towards the end of a page.
struct WheelEvent {
    double x = 0;
    double y = 0;
    double lines = 0;
};

/// A key going down, by SDL's name of it ("Tab", "Return", "Escape", "Left", "S").
struct KeyEvent {
    std::string name;
    bool shift = false;
    bool control = false;
    bool alt = false;
};

/// Text from a real keyboard, UTF-8.
struct TextEvent {
    std::string utf8;
};

/// The window must be drawn again: it was uncovered, has another size, or its renderer was made anew.
struct ExposeEvent {
    bool textures_lost = false; ///< every texture made so far draws nothing any more
};

/// Somebody called Window::wake.
struct WakeEvent {};

struct QuitEvent {};

using Event = std::variant<FingerEvent, WheelEvent, KeyEvent, TextEvent, ExposeEvent, WakeEvent, QuitEvent>;

} // namespace window
