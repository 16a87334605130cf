#include "kiosk/screens/page.h"

#include <cmath>
#include <vector>

namespace screens {

namespace {

constexpr double line_ems = 1.5;
constexpr double shrinking = 0.95;

} // namespace

Page::Page(ui::Ui& ui, std::string_view scroll_id, ui::Area area)
    : m_ui(ui), m_view(area.rect()), m_scroll(ui, scroll_id, area.rect()),
      m_x(area.rect().x + ui.metrics().margin()), m_width(area.width() - 2 * ui.metrics().margin()),
      m_y(m_scroll.top() + ui.metrics().margin()) {}

ui::Rect Page::take(int height) {
    const ui::Rect rect{m_x, m_y, m_width, height};
    m_y += height + m_ui.metrics().gap();
    return rect;
}

ui::Rect Page::band(int height) {
    const int padding = m_ui.metrics().margin();
    const int top = m_scroll.top() - m_scroll.slack();
    m_ui.wall({m_view.x, top, m_view.width, m_y + height + padding - top});
    const ui::Rect inside{m_x, m_y, m_width, height};
    m_y += height + padding + m_ui.metrics().gap();
    return inside;
}

int Page::most_band() const {
    const int others = m_ui.page().height() / 2 + m_ui.metrics().gap() + m_ui.metrics().margin();
    const int one_line = static_cast<int>(std::ceil(m_ui.metrics().smallest_em() * line_ems));
    return std::max(one_line, m_view.height - (m_y - m_scroll.top()) - others);
}

ui::TextSpec Page::title_spec(std::string_view id, std::string_view text, int width) {
    ui::TextSpec spec{id, text, ui::TextRole::title, m_ui.colours().bar.ink};
    const double least = m_ui.metrics().smallest_em() / m_ui.metrics().em();
    while (m_ui.text_height(spec, width) > most_band() && spec.size * shrinking > least)
        spec.size *= shrinking;
    return spec;
}

void Page::title(std::string_view id, std::string_view text, std::string_view scene) {
    const ui::TextSpec spec = title_spec(id, text, m_width);
    const ui::Rect inside = band(m_ui.text_height(spec, m_width));
    const int room = m_scroll.slack();
    if (room >= 2 * m_ui.metrics().target()) {
        const int height = std::min(room - m_ui.metrics().gap(), m_width / 2);
        m_ui.picture({}, scene, {m_x, inside.y - m_ui.metrics().gap() - height, m_width, height}, {});
    }
    m_ui.text(spec, inside);
}

void Page::title_with(std::string_view id, std::string_view text, std::string_view picture) {
    const ui::Metrics& metrics = m_ui.metrics();
    const int side = std::min({metrics.ems(metrics.compact() ? 2 : 4.5), m_width / 3, most_band()});
    const int width = m_width - side - metrics.gap();
    const ui::TextSpec spec = title_spec(id, text, width);
    const int height = std::max(side, m_ui.text_height(spec, width));
    ui::Area inside(band(height), m_ui.right_to_left());
    m_ui.picture({}, picture, inside.take_leading(side).rect(), {});
    inside.take_leading(metrics.gap());
    m_ui.text_in(spec, inside.rect());
}

void Page::set_tall_lines_small(std::string_view sample) {
    const ui::Metrics& metrics = m_ui.metrics();
    m_size = metrics.compact() && m_ui.stands_tall(sample) ? metrics.smallest_em() / metrics.em() : 1;
}

void Page::say(const ui::TextSpec& given) {
    ui::TextSpec spec = given;
    spec.size *= m_size;
    m_y += m_ui.text(spec, {m_x, m_y, m_width, 0}) + m_ui.metrics().gap();
}

void Page::notice(std::string_view id, std::string_view text, std::string_view icon) {
    const int padding = m_ui.metrics().mm(2.5);
    const int side = icon.empty() ? 0 : m_ui.metrics().ems(1.1), aside = icon.empty() ? 0 : side + padding;
    ui::TextSpec spec{id, text};
    spec.ink = m_ui.colours().notice.ink;
    spec.size = m_size;
    const int height = m_ui.text_height(spec, m_width - 2 * padding - aside);
    const ui::Rect rect = take(height + 2 * padding);
    m_ui.box(rect, m_ui.colours().notice);
    ui::Area inside = ui::Area(rect, m_ui.right_to_left()).inset(padding, padding);
    const ui::Rect sign = inside.take_leading(aside).rect(); // the icon, and room before the words
    const int x = m_ui.right_to_left() ? sign.right() - side : sign.x;
    if (side > 0) m_ui.picture({}, icon, {x, sign.y + (height - side) / 2, side, side}, {}, spec.ink);
    m_ui.text(spec, inside.rect());
}

void Page::cards(std::span<const Card> cards) {
    m_y += draw_cards(m_ui, cards, {m_x, m_y, m_width, 0}) + m_ui.metrics().gap();
}

bool Page::button(const ui::ButtonSpec& given) {
    ui::ButtonSpec spec = given;
    spec.size *= m_size;
    return m_ui.button(take(m_ui.button_height(spec, m_width)), spec);
}

int Page::buttons(std::span<const ui::ButtonSpec> given) {
    std::vector<ui::ButtonSpec> specs(given.begin(), given.end());
    for (ui::ButtonSpec& spec : specs)
        spec.size *= m_size;
    const int least = m_ui.metrics().target() * 11 / 2, gap = m_ui.metrics().gap();
    const int width = m_width >= 2 * least + gap ? (m_width - gap) / 2 : m_width;
    int height = 0, pressed = -1;
    for (const ui::ButtonSpec& spec : specs)
        height = std::max(height, m_ui.button_height(spec, width));
    grid(static_cast<int>(specs.size()), width, height, [&](int index, const ui::Rect& place) {
        if (m_ui.button(place, specs[static_cast<std::size_t>(index)])) pressed = index;
    });
    return pressed;
}

void Page::grid(int count, int cell_width, int row_height,
                const std::function<void(int, const ui::Rect&)>& draw, int most) {
    const Grid grid = Grid::fit({m_x, m_y, m_width, 0}, cell_width, row_height, m_ui.metrics().gap(),
                                m_ui.right_to_left(), most);
    for (int index = 0; index < count; ++index)
        draw(index, grid.cell(index));
    m_y += grid.height(count) + m_ui.metrics().gap();
}

} // namespace screens
