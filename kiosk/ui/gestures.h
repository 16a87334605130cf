#pragma once

#include "platform/window/events.h"

#include <cstdint>
#include <deque>
#include <optional>

namespace ui {

struct Point {
    double x = 0;
    double y = 0;
};

/// Turns fingers into one clear intention at a time.
/// The first finger down leads; others are ignored while it taps or drags. A finger that only rests (a palm,
/// an arm) for a second gives the lead away to the next one and can no longer do anything. A touch that
/// bounces right after it was lifted is not a second one.
class Gestures {
  public:
    struct Limits {
        double slop_px = 18; ///< a finger may wander this far and still tap
        double bounce_px = 18;
        std::int64_t bounce_ms = 60;
        std::int64_t rest_ms = 1000;
    };
    struct Answer {
        std::optional<Point>
            pressed;           ///< a finger came down here; what another held down before, it holds no more
        bool released = false; ///< it went up or became a drag: nothing is held down any more
        std::optional<Point> tapped;  ///< where the finger of a tap had come down
        std::optional<Point> dragged; ///< the way since the last answer
        bool drag_began = false;
        std::optional<Point> flung; ///< at the end of a drag: speed in pixels a second
    };

    void set_limits(const Limits& limits) { m_limits = limits; }
    [[nodiscard]] Answer handle(const window::FingerEvent& event, std::int64_t now_ms);
    /// Where the leading finger came down, while it is down.
    [[nodiscard]] std::optional<Point> origin() const;
    /// The whole way of the drag so far.
    [[nodiscard]] Point way() const;
    [[nodiscard]] bool led_by(std::int64_t finger) const { return m_lead && m_lead->finger == finger; }
    /// Fingers that are down do nothing any more.
    void forget() { m_lead.reset(); }
    [[nodiscard]] bool dragging() const { return m_lead && m_lead->dragging; }

  private:
    struct Sample {
        std::int64_t at_ms;
        Point place;
    };
    struct Lead {
        std::int64_t finger;
        Point origin;
        Point place;
        std::int64_t down_ms;
        bool dragging = false;
        std::deque<Sample> trail;
    };
    [[nodiscard]] Answer down(const window::FingerEvent& event, std::int64_t now_ms);
    [[nodiscard]] Answer move(const window::FingerEvent& event, std::int64_t now_ms);
    [[nodiscard]] Answer up(const window::FingerEvent& event, std::int64_t now_ms);
    [[nodiscard]] Point speed(std::int64_t now_ms) const;

    Limits m_limits;
    std::optional<Lead> m_lead;
    Point m_last_up;
    std::int64_t m_last_up_ms = -1'000'000;
};

} // namespace ui
