#include "kiosk/ui/ui.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace ui {

namespace {

constexpr double swipe_mm = 15;
constexpr double lowered_share = 0.55; // of the panel's height that a lowered page takes
constexpr double lowering_helps_mm = 330;
constexpr double slop_mm = 3;
constexpr double glide_ms = 180;
constexpr double glide_share = 0.25;     // of the panel's width, from which a page glides in
constexpr double slack_share_wide = 0.3; // of the room above content that does not fill its page
constexpr double slack_share_tall = 0.42;

} // namespace

Ui::Ui(window::Window& window, const text::FontLibrary& fonts, PicturePainter::Source pictures)
    : m_window(window), m_texts(window, fonts), m_pictures(window, std::move(pictures)) {
    measure_panel();
}

void Ui::measure_panel() {
    m_screen = {0, 0, m_window.width(), m_window.height()};
    m_metrics = Metrics(m_screen.width, m_screen.height, m_window.mm_per_px(), m_setting.text_size);
    Gestures::Limits limits;
    limits.slop_px = limits.bounce_px = m_metrics.mm(slop_mm);
    m_gestures.set_limits(limits);
}

void Ui::begin(std::string_view screen, const Setting& setting, std::int64_t now_ms) {
    const bool other_panel = m_screen.width != m_window.width() || m_screen.height != m_window.height();
    if (other_panel || !(setting == m_setting)) {
        m_setting = setting;
        measure_panel();
    }
    m_now_ms = now_ms;
    m_dirty = false;
    m_redraw = false;
    m_next_frame_ms.reset();
    m_texts.trim();
    m_pictures.trim();
    m_tree = Tree{std::string(screen),
                  m_setting.language,
                  m_setting.right_to_left,
                  m_screen.width,
                  m_screen.height,
                  m_window.mm_per_px(),
                  {},
                  {}};
    m_surface.begin(m_screen.width, m_screen.height);
    if (m_now_ms - m_glide_began_ms >= glide_ms) m_glide_step = 0;
    if (m_glide_step != 0) animate_after(0);
}

std::span<const window::Quad> Ui::end() {
    m_pressed.clear();
    m_typed.clear();
    m_swipe = 0;
    m_tapped.reset();
    if (moving()) animate_after(0);
    return m_surface.end();
}

void Ui::animate_after(std::int64_t ms) {
    const std::int64_t at = m_now_ms + ms;
    if (!m_next_frame_ms || *m_next_frame_ms > at) m_next_frame_ms = at;
}

bool Ui::moving() const {
    if (m_gestures.dragging()) return false; // the finger moves it, each time it does
    return std::any_of(m_scrollers.begin(), m_scrollers.end(),
                       [](const auto& one) { return one.second.moving(); });
}

void Ui::forget_screen() {
    m_scrollers.clear();
    m_pressed.clear();
    m_held.clear();
    m_focus.clear();
    m_typed.clear();
    m_swipe = 0;
    m_tapped.reset();
    m_dirty = true;
}

void Ui::forget_all() {
    forget_screen();
    m_focus_shown = false;
}

void Ui::drop_textures() {
    m_texts.clear();
    m_pictures.clear();
}

void Ui::cancel_touches() {
    m_gestures.forget();
    const auto dragged = m_scrollers.find(m_dragged_scroll);
    if (dragged != m_scrollers.end()) dragged->second.release();
    m_dragged_scroll.clear();
    m_held.clear();
    m_dirty = true;
}

void Ui::glide_in(int step) {
    m_glide_step = step;
    m_glide_began_ms = m_now_ms;
}

int Ui::glide_px() const {
    const double left = 1 - std::clamp(static_cast<double>(m_now_ms - m_glide_began_ms) / glide_ms, 0.0, 1.0);
    const int way = static_cast<int>(left * left * left * m_screen.width * glide_share);
    return (m_glide_step > 0) != m_setting.right_to_left ? way : -way;
}

bool Ui::can_lower() const {
    return m_screen.height * m_window.mm_per_px() >= lowering_helps_mm;
}

Area Ui::page() const {
    Rect rect = m_screen;
    if (m_setting.lowered) {
        rect.height = static_cast<int>(m_screen.height * lowered_share);
        rect.y = m_screen.height - rect.height;
    }
    return {rect, m_setting.right_to_left};
}

// --- input

void Ui::handle(const window::Event& event, std::int64_t now_ms) {
    if (const auto* finger = std::get_if<window::FingerEvent>(&event)) {
        if (finger->phase == window::FingerEvent::Phase::cancel && m_gestures.led_by(finger->finger))
            cancel_touches();
        answer(m_gestures.handle(*finger, now_ms));
    } else if (const auto* wheel = std::get_if<window::WheelEvent>(&event)) {
        if (Scroller* scroller = scroller_at({wheel->x, wheel->y})) {
            scroller->glide(scroller->offset() + wheel->lines * m_metrics.em());
            m_dirty = true;
        }
    } else if (const auto* key = std::get_if<window::KeyEvent>(&event)) {
        handle_key(*key);
    } else if (const auto* typed = std::get_if<window::TextEvent>(&event)) {
        m_typed += typed->utf8;
        m_dirty = true;
    } else if (const auto* expose = std::get_if<window::ExposeEvent>(&event)) {
        if (expose->textures_lost) drop_textures();
        m_dirty = true;
    }
}

void Ui::answer(const Gestures::Answer& given) {
    if (given.pressed) {
        m_focus_shown = false;
        m_dragged_scroll.clear();
        Scroller* under = scroller_at(*given.pressed);
        m_swallow_tap = under != nullptr && under->moving();
        if (under != nullptr) under->stop();
        const Node* node = m_tree.hit(given.pressed->x, given.pressed->y);
        m_held = node != nullptr && !m_swallow_tap ? node->id : "";
        m_dirty = true;
    }
    if (given.drag_began) {
        if (const auto origin = m_gestures.origin()) {
            for (const ScrollArea& area : m_tree.scroll_areas) {
                if (area.viewport.contains(origin->x, origin->y)) m_dragged_scroll = area.id;
            }
        }
    }
    if (given.dragged && !m_dragged_scroll.empty()) {
        const auto found = m_scrollers.find(m_dragged_scroll);
        if (found != m_scrollers.end()) found->second.drag(given.dragged->y);
        m_dirty = true;
    }
    if (given.tapped && !m_swallow_tap) {
        m_tapped = given.tapped;
        const Node* node = m_tree.hit(given.tapped->x, given.tapped->y);
        if (node != nullptr && node->id == m_held) m_pressed = node->id;
    }
    if (given.flung) end_drag(*given.flung);
    if (given.released) {
        m_held.clear();
        m_dirty = true;
    }
}

void Ui::end_drag(Point speed) {
    const auto found = m_scrollers.find(m_dragged_scroll);
    const bool sideways =
        std::abs(speed.x) > 2 * std::abs(speed.y) && std::abs(speed.x) > m_metrics.mm(swipe_mm) * 2;
    if (sideways) m_swipe = (speed.x < 0) != m_setting.right_to_left ? 1 : -1;
    if (found != m_scrollers.end()) {
        if (sideways) {
            found->second.release();
        } else {
            found->second.fling(speed.y);
        }
    }
    m_dragged_scroll.clear();
    m_dirty = true;
}

void Ui::handle_key(const window::KeyEvent& key) {
    m_dirty = true;
    const int forward = m_setting.right_to_left ? -1 : 1;
    if (key.name == "Tab") {
        move_focus(key.shift ? -1 : 1);
    } else if (key.name == "Down") {
        move_focus(1);
    } else if (key.name == "Up") {
        move_focus(-1);
    } else if (key.name == "Right") {
        move_focus(forward);
    } else if (key.name == "Left") {
        move_focus(-forward);
    } else if (key.name == "Return" || key.name == "Keypad Enter") {
        const Node* node = m_tree.find(m_focus);
        if (node != nullptr && node->interactive && node->enabled) m_pressed = node->id;
    } else if (key.name == "Escape") {
        for (const char* id : {"idle.stay", "staff.leave", "nav.back"}) {
            const Node* way_back = m_tree.find(id);
            if (m_pressed.empty() && way_back != nullptr && way_back->enabled) m_pressed = id;
        }
    } else if (key.name == "Backspace") {
        m_typed += '\b';
    }
}

void Ui::move_focus(int step) {
    const Node* node = m_tree.neighbour(m_focus, step);
    if (node == nullptr) return;
    m_focus = node->id;
    m_focus_shown = true;
    bring_into_view(*node);
}

void Ui::bring_into_view(const Node& node) {
    if (node.scroll_area < 0) return;
    const ScrollArea& area = m_tree.scroll_areas[static_cast<std::size_t>(node.scroll_area)];
    const auto found = m_scrollers.find(area.id);
    if (found == m_scrollers.end()) return;
    const int above = area.viewport.y + m_metrics.gap() - node.rect.y;
    const int below = node.rect.bottom() + m_metrics.gap() - area.viewport.bottom();
    if (above > 0)
        found->second.jump(found->second.offset() - above);
    else if (below > 0)
        found->second.jump(found->second.offset() + below);
}

Scroller* Ui::scroller_at(Point place) {
    Scroller* result = nullptr;
    for (const ScrollArea& area : m_tree.scroll_areas) {
        const auto found = m_scrollers.find(area.id);
        if (area.viewport.contains(place.x, place.y) && found != m_scrollers.end()) result = &found->second;
    }
    return result;
}

void Ui::advance(std::int64_t now_ms) {
    const std::int64_t passed = std::clamp<std::int64_t>(now_ms - m_advanced_ms, 0, 50);
    m_advanced_ms = now_ms;
    if (m_gestures.dragging()) return;
    for (auto& [id, scroller] : m_scrollers) {
        if (!scroller.moving()) continue;
        scroller.advance(passed);
        m_dirty = true;
    }
}

// --- scrolling

Ui::Scroll::Scroll(Ui& ui, std::string_view id, const Rect& viewport)
    : m_ui(ui), m_viewport(viewport), m_scroller(ui.m_scrollers.try_emplace(std::string(id)).first->second),
      m_slack(m_scroller.slack(ui.wide() ? slack_share_wide : slack_share_tall)),
      m_top(viewport.y - static_cast<int>(std::lround(m_scroller.offset())) + m_slack), m_bottom(m_top) {
    ui.m_tree.scroll_areas.push_back({std::string(id), viewport});
    ui.m_open_scroll = static_cast<int>(ui.m_tree.scroll_areas.size()) - 1;
    ui.m_surface.push_clip(viewport);
    if (ui.m_glide_step != 0) ui.m_surface.shift(ui.glide_px());
}

Ui::Scroll::~Scroll() {
    m_ui.m_surface.pop_clip();
    m_ui.m_surface.shift(0);
    m_ui.m_open_scroll = -1;
    if (m_scroller.set_extent(m_bottom - m_top, m_viewport.height)) m_ui.m_redraw = true;
    const double furthest = m_scroller.furthest();
    if (furthest <= 0) return;
    // A bar that tells how much there is; it is nothing to touch.
    const int width = std::max(3, m_ui.m_metrics.mm(0.9));
    const int length =
        std::max(m_ui.m_metrics.target(),
                 static_cast<int>(m_viewport.height * m_viewport.height / (furthest + m_viewport.height)));
    const double share = std::clamp(m_scroller.offset() / furthest, 0.0, 1.0);
    const int y = m_viewport.y + static_cast<int>(share * (m_viewport.height - length));
    const int x = m_ui.m_setting.right_to_left ? m_viewport.x + width : m_viewport.right() - 2 * width;
    m_ui.fill({x, y, width, length}, image::with_alpha(m_ui.colours().soft_ink, 150));
}

bool Ui::Scroll::sees(int top, int bottom) const {
    return bottom > m_viewport.y && top < m_viewport.bottom();
}

// --- the tree

bool Ui::seen(const Rect& rect) const {
    const Rect view =
        m_open_scroll < 0 ? m_screen : m_tree.scroll_areas[static_cast<std::size_t>(m_open_scroll)].viewport;
    return !window::intersection(rect, view).empty();
}

void Ui::add_node(Node node) {
    node.scroll_area = m_open_scroll;
    const Rect view =
        m_open_scroll < 0 ? m_screen : m_tree.scroll_areas[static_cast<std::size_t>(m_open_scroll)].viewport;
    const Rect part = window::intersection(node.rect, view);
    node.part = !node.interactive && node.rect.height > view.height && !part.empty();
    if (node.part) node.rect = part;
    node.visible = window::intersection(node.rect, view) == node.rect && !node.rect.empty();
    m_tree.nodes.push_back(std::move(node));
}

void Ui::node(const Rect& rect, std::string_view id, Role role, std::string_view label) {
    add_node({.id = std::string(id), .role = role, .label = std::string(label), .rect = rect});
}

void Ui::target(const Rect& rect, std::string_view id, std::string_view label) {
    add_node({.id = std::string(id),
              .role = Role::button,
              .label = std::string(label),
              .rect = rect,
              .interactive = true});
}

} // namespace ui
