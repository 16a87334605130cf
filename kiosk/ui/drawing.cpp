#include "kiosk/ui/ui.h"

#include <algorithm>
#include <array>
#include <cmath>

/// The drawing half of Ui.
namespace ui {

namespace {

constexpr std::array<double, 5> role_size = {1.0, 1.0, 1.2, 1.45, 2.0};
constexpr std::array<double, 5> compact_role_size = {1.0, 1.0, 1.1, 1.2, 1.6};
constexpr int any_height = 1 << 20;
constexpr int any_width = 1 << 20;
constexpr double tall_line_ems = 1.8;  // most have 1.5
constexpr double picture_share = 0.62; // of a column button's height, at most
constexpr double most_crowded =
    1.2; // of a button's height: what its words and its note need at their own size
constexpr double least_picture_share = 0.4;
constexpr double key_label_share = 0.84; // of a key's height that its label's ink may fill

bool is_bold(TextRole role) {
    return role != TextRole::body;
}

Rect shrunk(const Rect& rect, int by) {
    return {rect.x + by, rect.y + by, rect.width - 2 * by, rect.height - 2 * by};
}

} // namespace

void Ui::fill(const Rect& rect, Argb colour) {
    if (seen(rect)) m_surface.fill(rect, colour);
}

void Ui::rounded(const Rect& rect, Argb colour, int radius) {
    if (!seen(rect)) return;
    const int r = std::min({radius, rect.width / 2, rect.height / 2});
    if (r <= 0) {
        m_surface.fill(rect, colour);
        return;
    }
    const window::Texture& disc = m_pictures.disc(r, colour);
    const auto quarter = [&](int column, int row) {
        m_surface.blit(
            disc, {column * r, row * r, r, r},
            {column == 0 ? rect.x : rect.right() - r, row == 0 ? rect.y : rect.bottom() - r, r, r});
    };
    for (const int row : {0, 1}) {
        quarter(0, row);
        quarter(1, row);
    }
    m_surface.fill({rect.x + r, rect.y, rect.width - 2 * r, r}, colour);
    m_surface.fill({rect.x, rect.y + r, rect.width, rect.height - 2 * r}, colour);
    m_surface.fill({rect.x + r, rect.bottom() - r, rect.width - 2 * r, r}, colour);
}

void Ui::box(const Rect& rect, const Paint& paint, bool pressed) {
    const int radius = m_metrics.radius();
    const int edge = std::max(2, m_metrics.mm(colours().outlined ? 0.5 : 0.8));
    if (colours().outlined) {
        rounded(rect, paint.edge, radius);
        rounded(shrunk(rect, pressed ? 2 * edge : edge), paint.ground, radius - edge);
        return;
    }
    // The edge shows only below: its box need not be drawn where the ground covers it.
    const Rect below{rect.x, rect.bottom() - 2 * radius, rect.width, 2 * radius};
    if (!pressed) rounded(below, paint.edge, radius);
    rounded({rect.x, pressed ? rect.y + edge : rect.y, rect.width, rect.height - edge}, paint.ground, radius);
}

void Ui::picture(std::string_view id, std::string_view name, const Rect& rect, std::string_view label,
                 Argb tint, bool directional) {
    if (!label.empty()) node(rect, id, Role::image, label);
    if (!seen(rect)) return;
    // Scenes are twice as wide as high, all other pictures are square.
    const int shape = name.starts_with("scene.") ? 2 : 1;
    const int width = std::min(rect.width, shape * rect.height);
    const window::Texture* texture =
        m_pictures.paint({name, width, width / shape, tint, directional && m_setting.right_to_left, 0});
    if (texture == nullptr) return;
    const Rect target{rect.x + (rect.width - texture->width()) / 2,
                      rect.y + (rect.height - texture->height()) / 2, texture->width(), texture->height()};
    m_surface.blit(*texture, {0, 0, texture->width(), texture->height()}, target);
}

void Ui::wall(const Rect& rect, int shift_x, int shift_y) {
    const int side = std::max(m_screen.width, m_screen.height) > 1400 ? 416 : 320; // as the pack has it
    const Argb ground = colours().bar.ground;
    const window::Texture* texture =
        m_setting.contrast == 0 ? m_pictures.paint({"wall", side, side, 0, false, ground}) : nullptr;
    if (texture == nullptr) {
        fill(rect, ground);
        return;
    }
    const Rect part = window::intersection(rect, m_screen);
    if (part.empty()) return;
    m_surface.push_clip(part);
    // The bricks keep their place on the rectangle, wherever that scrolls to.
    const auto first = [&](int from, int shift, int needed) {
        const int start = from - (((shift % side) + side) % side);
        return start + (needed - start) / side * side;
    };
    for (int y = first(rect.y, shift_y, part.y); y < part.bottom(); y += side) {
        for (int x = first(rect.x, shift_x, part.x); x < part.right(); x += side) {
            m_surface.blit(*texture, {0, 0, side, side}, {x, y, side, side});
        }
    }
    m_surface.pop_clip();
}

void Ui::qr_code(std::string_view id, std::string_view contents, const Rect& rect, std::string_view label) {
    const window::Texture* texture = m_pictures.qr_code(contents, std::min(rect.width, rect.height));
    if (texture == nullptr) return;
    const Rect target{rect.x + (rect.width - texture->width()) / 2,
                      rect.y + (rect.height - texture->height()) / 2, texture->width(), texture->height()};
    node(target, id, Role::image, label);
    m_surface.blit(*texture, {0, 0, texture->width(), texture->height()}, target);
}

text::Paragraph Ui::paragraph(const TextSpec& spec, int width) const {
    text::Paragraph result;
    result.utf8 = spec.text;
    result.language = spec.language.empty() ? std::string_view(m_setting.language) : spec.language;
    result.right_to_left = spec.right_to_left.value_or(m_setting.right_to_left);
    result.width_px = width;
    const auto& sizes = m_metrics.compact() ? compact_role_size : role_size;
    result.style.em_px = m_metrics.em() * sizes[static_cast<std::size_t>(spec.role)] * spec.size;
    result.style.bold = is_bold(spec.role);
    result.style.alignment = spec.alignment;
    // A text of the other direction keeps its own, but stands where the interface's lines begin.
    if (spec.alignment != Alignment::centre && result.right_to_left != m_setting.right_to_left &&
        !spec.right_to_left) {
        result.style.alignment =
            spec.alignment == Alignment::leading ? Alignment::trailing : Alignment::leading;
    }
    return result;
}

void Ui::draw_words(const text::Paragraph& words, Argb ink, int x, int y, unsigned alpha) {
    const TextPainter::Painted painted = m_texts.paint(words, ink);
    if (painted.texture == nullptr) return;
    const window::Texture& texture = *painted.texture;
    m_surface.blit(texture, {0, 0, texture.width(), texture.height()},
                   {x + painted.left, y + painted.top, texture.width(), texture.height()},
                   image::with_alpha(0xFFFFFFFF, alpha));
}

text::Paragraph Ui::unbroken_paragraph(const TextSpec& spec, int width) {
    text::Paragraph words = paragraph(spec, width);
    if (width > 0 && m_texts.measure(words).breaks_words) {
        words.style.em_px = m_texts.fitting_em(words, any_height, m_metrics.smallest_em());
    }
    return words;
}

int Ui::text_height(const TextSpec& spec, int width) {
    return m_texts.measure(unbroken_paragraph(spec, width)).height;
}

bool Ui::stands_tall(std::string_view words) {
    return text_height({"", words}, any_width) > tall_line_ems * m_metrics.em();
}

int Ui::ink_or_lines(const TextSpec& spec, int width) {
    const TextPainter::Size size = m_texts.measure(unbroken_paragraph(spec, width));
    return std::max(size.height, size.ink_height);
}

int Ui::text(const TextSpec& spec, const Rect& area) {
    const text::Paragraph words = unbroken_paragraph(spec, area.width);
    const int height = m_texts.measure(words).height;
    const Rect rect{area.x, area.y, area.width, height};
    const bool heading =
        spec.role == TextRole::heading || spec.role == TextRole::title || spec.role == TextRole::display;
    node(rect, spec.id, heading ? Role::heading : Role::text, spec.text);
    if (seen(rect)) draw_words(words, spec.ink != 0 ? spec.ink : colours().page.ink, area.x, area.y);
    return height;
}

void Ui::words_in(const TextSpec& spec, const Rect& rect) {
    if (!seen(rect) || spec.text.empty() || rect.width <= 0 || rect.height <= 0) return;
    text::Paragraph words = paragraph(spec, rect.width);
    words.style.em_px = m_texts.fitting_em(words, rect.height, m_metrics.smallest_em());
    const TextPainter::Size size = m_texts.measure(words);
    if (!m_tree.nodes.empty()) {
        Node& node = m_tree.nodes.back();
        node.clipped |= size.ink_height > rect.height || size.width > rect.width;
        node.broken |= size.breaks_words;
        const double capital = words.style.em_px * capital_per_em * m_metrics.mm_per_px();
        node.capital_mm = node.capital_mm > 0 ? std::min(node.capital_mm, capital) : capital;
    }
    // Lines stand in the middle by their own height, moved where that would push ink out of the place.
    const int highest = -size.ink_top;
    const int lowest = std::max(highest, rect.height - size.ink_top - size.ink_height);
    const int top = std::clamp((rect.height - size.height) / 2, highest, lowest);
    draw_words(words, spec.ink != 0 ? spec.ink : colours().page.ink, rect.x, rect.y + top);
}

bool Ui::fits(const TextSpec& spec, int width, int height) {
    return m_texts.fitting_em(paragraph(spec, width), height, m_metrics.smallest_em()) >=
           m_metrics.smallest_em() * 0.99;
}

void Ui::text_in(const TextSpec& spec, const Rect& rect) {
    node(rect, spec.id, is_bold(spec.role) && spec.role != TextRole::strong ? Role::heading : Role::text,
         spec.text);
    words_in(spec, rect);
}

TextPainter::Size Ui::line_size(const TextSpec& spec) {
    return m_texts.measure(paragraph(spec, 0));
}

int Ui::line(const TextSpec& spec, int x, int y, unsigned alpha) {
    const text::Paragraph words = paragraph(spec, 0);
    draw_words(words, spec.ink != 0 ? spec.ink : colours().page.ink, x, y, alpha);
    return m_texts.measure(words).width;
}

int Ui::button_height(const ButtonSpec& spec, int width) {
    const int padding = m_metrics.mm(2);
    int room = width - 2 * padding;
    if (!spec.icon.empty() || !spec.picture.empty()) room -= m_metrics.target() + padding;
    TextSpec label{"", spec.label, spec.strong ? TextRole::strong : TextRole::body};
    label.language = spec.language;
    label.right_to_left = spec.right_to_left;
    label.size = spec.size;
    int height = text_height(label, room);
    TextSpec note{"", spec.note};
    note.size = spec.size;
    if (!spec.note.empty()) height += text_height(note, room);
    return std::max(m_metrics.target(), height + 2 * padding);
}

int Ui::art_width(const ButtonSpec& spec, const Area& area, int padding) {
    const int target = m_metrics.target();
    if (spec.picture.empty()) return std::min(area.height(), target * 7 / 10);
    const int most = std::min({area.height(), area.width() / 3, target * 2});
    text::Paragraph label = paragraph({"", spec.label, spec.strong ? TextRole::strong : TextRole::body}, 0);
    label.style.em_px = m_metrics.smallest_em();
    int width = most;
    for (const int narrower : {most, target, target * 3 / 4}) {
        width = std::min(most, narrower);
        label.width_px = area.width() - width - padding;
        if (label.width_px <= 0 || !m_texts.measure(label).breaks_words) break;
    }
    return width;
}

void Ui::draw_button_words(Rect rect, const ButtonSpec& spec) {
    const int padding = spec.shape == ButtonSpec::Shape::key ? m_metrics.mm(0.8) : m_metrics.mm(2);
    Area area = Area(rect, m_setting.right_to_left)
                    .inset(padding, spec.shape == ButtonSpec::Shape::key ? 0 : padding / 2);
    const Argb ink = spec.paint.ink;
    const std::string_view art = spec.picture.empty() ? spec.icon : spec.picture;
    const Argb tint = spec.picture.empty() ? ink : 0;
    if (spec.shape == ButtonSpec::Shape::icon) {
        const int side = static_cast<int>(std::min(rect.width, rect.height) * 0.62);
        picture({}, art, {rect.x + (rect.width - side) / 2, rect.y + (rect.height - side) / 2, side, side},
                {}, tint, spec.directional);
        return;
    }
    if (spec.shape == ButtonSpec::Shape::column && !art.empty()) {
        const int needed = text_height({"", spec.label, TextRole::strong}, area.width()) + padding / 2;
        const int side = std::clamp(area.height() - needed,
                                    static_cast<int>(std::lround(area.height() * least_picture_share)),
                                    static_cast<int>(std::lround(area.height() * picture_share)));
        picture({}, art, area.take_top(side).rect(), {}, tint, spec.directional);
        area.take_top(padding / 2);
    } else if (spec.shape == ButtonSpec::Shape::row && !art.empty()) {
        picture({}, art, area.take_leading(art_width(spec, area, padding)).rect(), {}, tint,
                spec.directional);
        area.take_leading(padding);
    }
    const bool centred = spec.shape != ButtonSpec::Shape::row || art.empty();
    TextSpec words{"",
                   spec.label,
                   spec.strong ? TextRole::strong : TextRole::body,
                   ink,
                   centred ? Alignment::centre : Alignment::leading,
                   spec.language,
                   spec.right_to_left,
                   spec.size};
    if (spec.shape == ButtonSpec::Shape::row && spec.right_to_left &&
        *spec.right_to_left != m_setting.right_to_left && !centred) {
        words.alignment = Alignment::trailing;
    }
    const Rect box = area.rect();
    if (spec.shape == ButtonSpec::Shape::key) {
        const int height = static_cast<int>(box.height * key_label_share);
        words_in(words, {box.x, box.y + (box.height - height) / 2, box.width, height});
        return;
    }
    TextSpec note{"", spec.note, TextRole::body, ink, centred ? Alignment::centre : Alignment::leading};
    note.size = spec.size;
    // A note has half of the height; in a row, which is as high as its words need, what the label leaves of
    // it.
    const bool row = spec.shape == ButtonSpec::Shape::row;
    const auto needs = [&](const TextSpec& text) {
        return row ? ink_or_lines(text, area.width()) : text_height(text, area.width());
    };
    const int label_needs = needs(words), note_needs = spec.note.empty() ? 0 : needs(note);
    const int most = std::max(area.height() / 2, row ? area.height() - label_needs : 0);
    const int note_height = std::min(most, note_needs);
    const int label_height = std::min(area.height() - note_height, label_needs);
    // A note is drawn where it takes nothing from the label; it is spoken everywhere.
    const bool crowded = label_needs + note_needs > area.height() * most_crowded;
    if (note_height == 0 || crowded || !fits(note, area.width(), note_height) ||
        !fits(words, area.width(), label_height)) {
        m_tree.nodes.back().unwritten_note = note_height > 0;
        words_in(words, box);
        return;
    }
    area.take_top((area.height() - label_height - note_height) / 2);
    words_in(words, area.take_top(label_height).rect());
    words_in(note, area.take_top(note_height).rect());
}

void Ui::draw_focus(const Rect& rect) {
    const int line = std::max(3, m_metrics.mm(0.8));
    const Rect outer = shrunk(rect, -line - 1);
    const Argb colour = colours().focus;
    fill({outer.x, outer.y, outer.width, line}, colour);
    fill({outer.x, outer.bottom() - line, outer.width, line}, colour);
    fill({outer.x, outer.y, line, outer.height}, colour);
    fill({outer.right() - line, outer.y, line, outer.height}, colour);
}

bool Ui::button(const Rect& rect, const ButtonSpec& given) {
    ButtonSpec spec = given;
    if (spec.paint.ground == spec.paint.ink) spec.paint = colours().plain;
    if (spec.selected) spec.paint = colours().selected;
    add_node({.id = std::string(spec.id),
              .role = spec.role,
              .label = std::string(spec.spoken.empty() ? spec.label : spec.spoken) +
                       (spec.note.empty() || !spec.spoken.empty() ? "" : ". " + std::string(spec.note)),
              .rect = rect,
              .visible = true,
              .enabled = spec.enabled,
              .interactive = true,
              .selected = spec.selected});
    if (seen(rect)) {
        const bool down = held(spec.id);
        Paint paint = spec.paint;
        if (!spec.enabled) paint = {colours().page.edge, colours().soft_ink, colours().page.edge};
        spec.paint = paint;
        box(rect, paint, down);
        const int sunk = down ? std::max(2, m_metrics.mm(0.8)) : 0;
        draw_button_words({rect.x, rect.y + sunk, rect.width, rect.height - std::max(2, m_metrics.mm(0.8))},
                          spec);
        if (m_focus_shown && m_focus == spec.id) draw_focus(rect);
    }
    return spec.enabled && pressed(spec.id);
}

void Ui::input(const Rect& rect, std::string_view id, std::string_view value, std::string_view hint,
               std::string_view label) {
    add_node({.id = std::string(id),
              .role = Role::input,
              .label = std::string(value.empty() ? label : value),
              .rect = rect,
              .filled = !value.empty()});
    const int line = std::max(2, m_metrics.mm(0.5));
    rounded(rect, colours().page.ink, m_metrics.radius());
    rounded(shrunk(rect, line), colours().plain.ground, m_metrics.radius() - line);
    const Rect inside = shrunk(rect, m_metrics.mm(2));
    TextSpec spec{"", value.empty() ? hint : value, TextRole::body,
                  value.empty() ? colours().soft_ink : colours().plain.ink};
    text::Paragraph words = paragraph(spec, inside.width);
    words.style.em_px = std::min(words.style.em_px, inside.height / words.style.line_height);
    const text::SetParagraph::Caret caret =
        m_texts.caret(words, value.empty() ? 0 : static_cast<int>(value.size()));
    // What is being written is in view; what was written first goes up out of the box.
    const int up = std::max(0, caret.top + caret.height - inside.height);
    m_surface.push_clip(inside);
    draw_words(words, spec.ink, inside.x, inside.y - up);
    m_surface.fill({inside.x + caret.x - line / 2, inside.y - up + caret.top, line, caret.height},
                   colours().plain.ink);
    m_surface.pop_clip();
}

} // namespace ui
