#pragma once

#include <cstdint>

namespace ui {

/// The position of something that scrolls: follows the finger, runs on when flung, gives way softly at its
/// ends. Offsets in pixels, 0 at the start of the content.
class Scroller {
  public:
    /// Content and viewport heights of this frame; keeps the position where it still exists. True when that
    /// changed where things are.
    bool set_extent(double content, double viewport);
    /// Content that does not fill its viewport stands this far below its top, at `share` of what is left.
    [[nodiscard]] int slack(double share) const;
    [[nodiscard]] double offset() const { return m_offset; }
    [[nodiscard]] double furthest() const; ///< largest offset at rest
    [[nodiscard]] double viewport() const { return m_viewport; }
    [[nodiscard]] bool moving() const { return m_moving; }

    void drag(double pixels); ///< the finger moved by so much; past an end it follows at a third
    void fling(double pixels_per_second);
    void stop();                        ///< a finger came down
    void release() { m_moving = true; } ///< the finger left without a fling: spring back if past an end
    void jump(double offset);           ///< there at once
    void glide(double offset);          ///< there, softly
    /// Moves on in time; true while there is more to come.
    bool advance(std::int64_t ms);

  private:
    double m_offset = 0;
    double m_speed = 0; ///< pixels a second
    double m_content = 0;
    double m_viewport = 0;
    double m_goal = -1; ///< of glide; negative: none
    bool m_moving = false;
};

} // namespace ui
