#pragma once

#include "platform/window/window.h"

#include <memory>
#include <span>
#include <vector>

namespace ui {

/// The frame that is being drawn: rectangles in, rectangles for the window out. The only place that knows
/// ImGui, which keeps the draw list, the clip stack and the order.
class Surface {
  public:
    Surface();
    ~Surface();
    Surface(const Surface&) = delete;
    Surface& operator=(const Surface&) = delete;

    void begin(int width, int height);
    /// Everything drawn from now on stands so many pixels further right; clips stay.
    void shift(int x);
    void push_clip(const window::Rect& clip); ///< cut to the clip already there
    void pop_clip();
    void fill(const window::Rect& target, image::Argb colour);
    void blit(const window::Texture& texture, const window::Rect& source, const window::Rect& target,
              image::Argb colour = 0xFFFFFFFF);
    /// The frame's rectangles in drawing order; valid until the next begin.
    [[nodiscard]] std::span<const window::Quad> end();

  private:
    struct Data;
    std::unique_ptr<Data> m_data;
};

} // namespace ui
