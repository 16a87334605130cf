#include "kiosk/ui/scroller.h"

#include <algorithm>
#include <cmath>

namespace ui {

namespace {

constexpr double friction = 3.2;         // of a fling, per second
constexpr double spring = 14;            // back from past an end, per second
constexpr double slow = 12;              // pixels a second that count as standing
constexpr double resistance = 1.0 / 3.0; // past an end

} // namespace

double Scroller::furthest() const {
    return std::max(0.0, m_content - m_viewport);
}

bool Scroller::set_extent(double content, double viewport) {
    const double offset = m_offset;
    const bool slack_changed = std::max(0.0, viewport - content) != std::max(0.0, m_viewport - m_content);
    m_content = content;
    m_viewport = viewport;
    if (!m_moving) m_offset = std::min(m_offset, furthest());
    return slack_changed || m_offset != offset;
}

int Scroller::slack(double share) const {
    return static_cast<int>(std::max(0.0, m_viewport - m_content) * share);
}

void Scroller::drag(double pixels) {
    const bool outside = (m_offset <= 0 && pixels > 0) || (m_offset >= furthest() && pixels < 0);
    m_offset -= outside ? pixels * resistance : pixels;
    const double room = m_viewport / 4;
    m_offset = std::clamp(m_offset, -room, furthest() + room);
    m_moving = true; // so that set_extent leaves it alone; stop() or release() end it
    m_speed = 0;
    m_goal = -1;
}

void Scroller::fling(double pixels_per_second) {
    m_speed = -pixels_per_second;
    m_moving = true;
    m_goal = -1;
}

void Scroller::stop() {
    m_speed = 0;
    m_moving = false;
    m_goal = -1;
    m_offset = std::clamp(m_offset, 0.0, furthest());
}

void Scroller::jump(double offset) {
    stop();
    m_offset = std::clamp(offset, 0.0, furthest());
}

void Scroller::glide(double offset) {
    m_goal = std::clamp(offset, 0.0, furthest());
    m_speed = 0;
    m_moving = true;
}

bool Scroller::advance(std::int64_t ms) {
    if (!m_moving) return false;
    const double seconds = static_cast<double>(ms) / 1000;
    if (m_goal >= 0) {
        m_offset += (m_goal - m_offset) * (1 - std::exp(-spring * seconds));
        if (std::abs(m_goal - m_offset) < 0.5) jump(m_goal);
        return m_moving;
    }
    m_offset += m_speed * (1 - std::exp(-friction * seconds)) / friction;
    m_speed *= std::exp(-friction * seconds);
    const double nearest = std::clamp(m_offset, 0.0, furthest());
    if (nearest != m_offset) {
        m_speed *= std::exp(-4 * friction * seconds);
        m_offset += (nearest - m_offset) * (1 - std::exp(-spring * seconds));
    }
    if (std::abs(m_speed) < slow && std::abs(nearest - m_offset) < 0.5) {
        m_offset = nearest;
        m_speed = 0;
        m_moving = false;
    }
    return m_moving;
}

} // namespace ui
