#pragma once

#include "platform/window/window.h"

#include <algorithm>

namespace ui {

using window::Rect;

/// A rectangle that layouts are cut from. "Leading" is where a line of the interface's language begins: this
/// flag is the one place where a right-to-left screen is mirrored.
class Area {
  public:
    Area(Rect rect, bool right_to_left) : m_rect(rect), m_right_to_left(right_to_left) {}

    [[nodiscard]] Rect rect() const { return m_rect; }
    [[nodiscard]] int width() const { return m_rect.width; }
    [[nodiscard]] int height() const { return m_rect.height; }

    Area take_top(int height) {
        height = std::clamp(height, 0, m_rect.height);
        const Area taken({m_rect.x, m_rect.y, m_rect.width, height}, m_right_to_left);
        m_rect.y += height;
        m_rect.height -= height;
        return taken;
    }
    Area take_bottom(int height) {
        height = std::clamp(height, 0, m_rect.height);
        m_rect.height -= height;
        return {{m_rect.x, m_rect.bottom(), m_rect.width, height}, m_right_to_left};
    }
    Area take_leading(int width) { return m_right_to_left ? take_right(width) : take_left(width); }
    Area take_trailing(int width) { return m_right_to_left ? take_left(width) : take_right(width); }
    [[nodiscard]] Area inset(int horizontal, int vertical) const {
        return {{m_rect.x + horizontal, m_rect.y + vertical, std::max(0, m_rect.width - 2 * horizontal),
                 std::max(0, m_rect.height - 2 * vertical)},
                m_right_to_left};
    }
    /// Cell `index` of a row of `count` equal cells with `gap` between them, counted from the leading side.
    [[nodiscard]] Area cell(int index, int count, int gap) const {
        const int cell_width = (m_rect.width - gap * (count - 1)) / count;
        const int from_leading = index * (cell_width + gap);
        const int x = m_right_to_left ? m_rect.right() - from_leading - cell_width : m_rect.x + from_leading;
        return {{x, m_rect.y, cell_width, m_rect.height}, m_right_to_left};
    }

  private:
    Area take_left(int width) {
        width = std::clamp(width, 0, m_rect.width);
        const Area taken({m_rect.x, m_rect.y, width, m_rect.height}, m_right_to_left);
        m_rect.x += width;
        m_rect.width -= width;
        return taken;
    }
    Area take_right(int width) {
        width = std::clamp(width, 0, m_rect.width);
        m_rect.width -= width;
        return {{m_rect.right(), m_rect.y, width, m_rect.height}, m_right_to_left};
    }

    Rect m_rect;
    bool m_right_to_left;
};

} // namespace ui
