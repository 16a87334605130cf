#include "kiosk/screens/card.h"

#include <algorithm>
#include <fmt/format.h>

namespace screens {

namespace {

constexpr double least_ems = 15; ///< of a card beside others
constexpr double mark_ems = 1.2;

int padding(const ui::Ui& ui) {
    return ui.metrics().mm(3);
}

ui::TextSpec heading_of(const ui::Ui& ui, const Card& card) {
    return {card.id, card.heading, ui::TextRole::strong, ui.colours().notice.ink};
}

ui::TextSpec paragraph_of(const ui::Ui& ui, std::string_view id, std::string_view text) {
    return {id, text, ui::TextRole::body, ui.colours().notice.ink};
}

int text_width(const ui::Ui& ui, const Card& card, int width) {
    return width - 2 * padding(ui) - (card.numbered ? ui.metrics().ems(mark_ems) : 0);
}

} // namespace

int card_height(ui::Ui& ui, const Card& card, int width) {
    int height = 2 * padding(ui) + ui.text_height(heading_of(ui, card), width - 2 * padding(ui));
    for (const std::string& text : card.paragraphs)
        height +=
            ui.metrics().gap() / 2 + ui.text_height(paragraph_of(ui, {}, text), text_width(ui, card, width));
    return height;
}

void draw_card(ui::Ui& ui, const Card& card, const ui::Rect& rect) {
    ui.box(rect, ui.colours().notice);
    ui::Rect place = ui::Area(rect, ui.right_to_left()).inset(padding(ui), padding(ui)).rect();
    place.y += ui.text(heading_of(ui, card), place);
    int number = 0;
    for (const std::string& text : card.paragraphs) {
        place.y += ui.metrics().gap() / 2;
        ui::Area row({place.x, place.y, place.width, rect.bottom() - place.y}, ui.right_to_left());
        if (card.numbered) {
            const int side = ui.metrics().ems(0.8);
            const ui::Rect mark = row.take_leading(ui.metrics().ems(mark_ems)).rect();
            const int x = ui.right_to_left() ? mark.right() - side : mark.x;
            ui.picture({}, "icon.check", {x, mark.y + ui.metrics().ems(0.25), side, side}, {},
                       ui.colours().notice.ink);
        }
        const std::string id = fmt::format("{}.{}", card.id, ++number);
        place.y += ui.text(paragraph_of(ui, id, text), row.rect());
    }
}

int draw_cards(ui::Ui& ui, std::span<const Card> cards, const ui::Rect& place) {
    const int gap = ui.metrics().gap();
    const auto count = static_cast<int>(cards.size());
    const int columns =
        std::clamp((place.width + gap) / (ui.metrics().ems(least_ems) + gap), 1, std::max(count, 1));
    int y = place.y;
    for (int first = 0; first < count; first += columns) {
        const auto row = cards.subspan(static_cast<std::size_t>(first),
                                       static_cast<std::size_t>(std::min(columns, count - first)));
        const ui::Area line({place.x, y, place.width, 0}, ui.right_to_left());
        int height = 0;
        for (const Card& card : row)
            height = std::max(height, card_height(ui, card, line.cell(0, columns, gap).width()));
        for (int index = 0; index < static_cast<int>(row.size()); ++index) {
            ui::Rect rect = line.cell(index, columns, gap).rect();
            rect.height = height;
            draw_card(ui, row[static_cast<std::size_t>(index)], rect);
        }
        y += height + gap;
    }
    return std::max(0, y - gap - place.y);
}

} // namespace screens
