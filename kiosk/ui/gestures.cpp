#include "kiosk/ui/gestures.h"

#include <cmath>

namespace ui {

namespace {

constexpr std::int64_t trail_ms = 90;

double distance(Point a, Point b) {
    return std::hypot(a.x - b.x, a.y - b.y);
}

} // namespace

Gestures::Answer Gestures::handle(const window::FingerEvent& event, std::int64_t now_ms) {
    switch (event.phase) {
    case window::FingerEvent::Phase::down:
        return down(event, now_ms);
    case window::FingerEvent::Phase::move:
        return move(event, now_ms);
    case window::FingerEvent::Phase::up:
        return up(event, now_ms);
    case window::FingerEvent::Phase::cancel:
        break;
    }
    Answer answer;
    answer.released = m_lead && m_lead->finger == event.finger;
    if (answer.released) m_lead.reset();
    return answer;
}

Gestures::Answer Gestures::down(const window::FingerEvent& event, std::int64_t now_ms) {
    const Point place{event.x, event.y};
    if (m_lead) {
        const bool rests = !m_lead->dragging && now_ms - m_lead->down_ms >= m_limits.rest_ms;
        if (!rests) return {};
    }
    if (now_ms - m_last_up_ms < m_limits.bounce_ms && distance(place, m_last_up) < m_limits.bounce_px)
        return {};
    Answer answer;
    m_lead = Lead{event.finger, place, place, now_ms, false, {{now_ms, place}}};
    answer.pressed = place;
    return answer;
}

Gestures::Answer Gestures::move(const window::FingerEvent& event, std::int64_t now_ms) {
    if (!m_lead || m_lead->finger != event.finger) return {};
    Answer answer;
    const Point place{event.x, event.y};
    m_lead->trail.push_back({now_ms, place});
    while (m_lead->trail.size() > 2 && now_ms - m_lead->trail.front().at_ms > trail_ms)
        m_lead->trail.pop_front();
    if (!m_lead->dragging) {
        if (distance(place, m_lead->origin) <= m_limits.slop_px) return {};
        m_lead->dragging = true;
        answer.drag_began = true;
        answer.released = true;
        m_lead->place = m_lead->origin;
    }
    answer.dragged = Point{place.x - m_lead->place.x, place.y - m_lead->place.y};
    m_lead->place = place;
    return answer;
}

Gestures::Answer Gestures::up(const window::FingerEvent& event, std::int64_t now_ms) {
    if (!m_lead || m_lead->finger != event.finger) return {};
    Answer answer = move({window::FingerEvent::Phase::move, event.finger, event.x, event.y}, now_ms);
    answer.released = true;
    if (m_lead->dragging) {
        answer.flung = speed(now_ms);
    } else {
        answer.tapped = m_lead->origin;
    }
    m_last_up = {event.x, event.y};
    m_last_up_ms = now_ms;
    m_lead.reset();
    return answer;
}

Point Gestures::speed(std::int64_t now_ms) const {
    const Sample& first = m_lead->trail.front();
    const Sample& last = m_lead->trail.back();
    const auto ms = static_cast<double>(last.at_ms - first.at_ms);
    if (ms < 1 || now_ms - last.at_ms > trail_ms) return {};
    return {(last.place.x - first.place.x) * 1000 / ms, (last.place.y - first.place.y) * 1000 / ms};
}

std::optional<Point> Gestures::origin() const {
    if (!m_lead) return std::nullopt;
    return m_lead->origin;
}

Point Gestures::way() const {
    if (!m_lead) return {};
    return {m_lead->place.x - m_lead->origin.x, m_lead->place.y - m_lead->origin.y};
}

} // namespace ui
