#include "kiosk/app/panel_desk.h"

#include "kiosk/ledger/settings.h"

namespace app {

namespace {

using screens::TouchView;

constexpr std::int64_t cleaning_ms = 30'000;
constexpr std::int64_t trial_ms = 15'000;
constexpr std::int64_t cross_ms = 60'000; // without a touch
constexpr std::size_t most_dots = 40;

} // namespace

void PanelDesk::allow(std::int64_t ms) {
    m_until_ms = m_parts.clock.monotonic_ms() + ms;
}

std::int64_t PanelDesk::left_ms() const {
    return m_until_ms - m_parts.clock.monotonic_ms();
}

void PanelDesk::start_cleaning() {
    allow(cleaning_ms);
}

void PanelDesk::start_adjusting() {
    m_before = m_parts.window.touch_matrix();
    m_adjusting = true;
    restart_crosses(TouchView::Trouble::none);
}

void PanelDesk::restart_crosses(TouchView::Trouble trouble) {
    m_parts.window.set_touch_matrix({});
    m_touches.clear();
    m_view = {};
    m_view.trouble = trouble;
    allow(cross_ms);
}

void PanelDesk::touched(ui::Point place) {
    if (m_view.step == TouchView::Step::trial) {
        if (m_view.dots.size() < most_dots) m_view.dots.push_back(place);
        return;
    }
    const window::Window& panel = m_parts.window;
    const ui::Point cross = screens::cross_place(m_view.cross, panel.width(), panel.height());
    m_touches.push_back({panel.share_of_panel({place.x, place.y}), panel.share_of_panel({cross.x, cross.y})});
    allow(cross_ms);
    if (++m_view.cross == screens::cross_count) end_crosses();
}

void PanelDesk::end_crosses() {
    const auto matrix = window::calibrate(m_touches);
    if (!matrix) {
        restart_crosses(TouchView::Trouble::no_fit);
        return;
    }
    m_parts.window.set_touch_matrix(*matrix);
    m_view = {};
    m_view.step = TouchView::Step::trial;
    allow(trial_ms);
}

bool PanelDesk::keep() {
    const window::TouchMatrix& tried = m_parts.window.touch_matrix();
    if (m_parts.ledger.set_setting("touch.matrix", ledger::touch_matrix_value(tried.numbers))) {
        m_adjusting = false;
        return true;
    }
    m_parts.window.set_touch_matrix(m_before);
    m_view.trouble = TouchView::Trouble::not_saved;
    return false;
}

void PanelDesk::leave() {
    if (m_adjusting) m_parts.window.set_touch_matrix(m_before);
    m_adjusting = false;
}

TouchView PanelDesk::view() const {
    TouchView view = m_view;
    view.left_ms = left_ms();
    return view;
}

} // namespace app
