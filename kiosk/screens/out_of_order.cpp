#include "kiosk/screens/out_of_order.h"

#include <algorithm>

namespace screens {

namespace {

/// What a cell takes at the smallest size, in ems: of the languages that use most.
struct CellEms {
    double width, height;
};
constexpr CellEms both_lines{11, 2.6};
constexpr CellEms title_alone{9, 1.4};
constexpr double largest_growth = 2.2;

/// The number of columns that lets the words be largest.
OutOfOrderGrid best_grid(int width, int height, int count, double em, bool with_lines) {
    const CellEms cell = with_lines ? both_lines : title_alone;
    OutOfOrderGrid best{1, count, with_lines, 0};
    for (int columns = 1; columns <= count; ++columns) {
        const int rows = (count + columns - 1) / columns;
        const double growth =
            std::min(width / (columns * cell.width * em), height / (rows * cell.height * em));
        if (growth > best.growth) best = {columns, rows, with_lines, growth};
    }
    best.growth = std::min(best.growth, largest_growth);
    return best;
}

void draw_other(ui::Ui& ui, const OutOfOrderView::Other& other, const ui::Rect& rect,
                const OutOfOrderGrid& grid) {
    // The two lines stand close together, in the middle of their cell.
    const double em = ui.metrics().smallest_em();
    const int block =
        static_cast<int>((grid.with_lines ? both_lines : title_alone).height * em * grid.growth);
    ui::Area area = ui::Area(rect, false).inset(0, std::max(0, (rect.height - block) / 2));
    const ui::Rect top = area.take_top(grid.with_lines ? area.height() * 55 / 100 : area.height()).rect();
    const std::string id = "out_of_order." + other.tag;
    ui::TextSpec title{
        id,        other.title,        ui::TextRole::strong, ui.colours().bar.ink, ui::Alignment::centre,
        other.tag, other.right_to_left};
    title.size = grid.growth * em / ui.metrics().em();
    ui.text_in(title, top);
    if (!grid.with_lines) return;
    const std::string line_id = id + ".line";
    ui::TextSpec line{
        line_id,   other.line,         ui::TextRole::body, ui.colours().bar.ink, ui::Alignment::centre,
        other.tag, other.right_to_left};
    line.size = 0.85 * title.size;
    ui.text_in(line, area.rect());
}

void draw_others(ui::Ui& ui, const OutOfOrderView& view, ui::Area area) {
    const int gap = ui.metrics().gap();
    const auto count = static_cast<int>(view.others.size());
    if (count == 0) return;
    const OutOfOrderGrid grid =
        out_of_order_grid(area.width(), area.height(), count, ui.metrics().smallest_em());
    const int row_height = area.height() / grid.rows;
    for (int row = 0; row < grid.rows; ++row) {
        const ui::Area cells = area.take_top(row_height).inset(0, ui.metrics().compact() ? 0 : gap / 4);
        for (int column = 0; column < grid.columns; ++column) {
            const int index = row * grid.columns + column;
            if (index >= count) return;
            draw_other(ui, view.others[static_cast<std::size_t>(index)],
                       cells.cell(column, grid.columns, gap).rect(), grid);
        }
    }
}

void draw_main(ui::Ui& ui, const OutOfOrderView& view, ui::Area area) {
    const int side = std::min(area.height() * 7 / 10, area.width() / 4);
    const int margin = ui.metrics().margin();
    const ui::Rect sign = area.take_leading(side + 2 * margin).rect();
    const ui::Rect round{sign.x + (sign.width - side) / 2, sign.y + (sign.height - side) / 2, side, side};
    ui.rounded(round, ui.colours().primary.ground, side / 2);
    const int inner = side * 6 / 10;
    ui.picture({}, "icon.pause", {round.x + (side - inner) / 2, round.y + (side - inner) / 2, inner, inner},
               {}, ui.colours().primary.ink);
    ui::TextSpec title{"out_of_order.title", view.title, ui::TextRole::display};
    title.size = 1.4;
    ui.text_in(title, area.take_top(area.height() * 57 / 100).rect());
    area.take_top(ui.metrics().gap() / 2);
    ui.text_in({"out_of_order.line", view.line, ui::TextRole::title}, area.rect());
}

} // namespace

OutOfOrderGrid out_of_order_grid(int width, int height, int count, double smallest_em) {
    const OutOfOrderGrid both = best_grid(width, height, count, smallest_em, true);
    return both.growth >= 1 ? both : best_grid(width, height, count, smallest_em, false);
}

void draw_out_of_order(ui::Ui& ui, const OutOfOrderView& view) {
    const ui::Metrics& metrics = ui.metrics();
    ui::Area page = ui.page();
    const int margin = metrics.margin();
    const int main_height = page.height() * (metrics.compact() ? 29 : ui.wide() ? 34 : 20) / 100;
    draw_main(ui, view, page.take_top(main_height).inset(2 * margin, margin));
    ui::Area notes = page.take_bottom(metrics.ems(metrics.compact() ? 3.4
                                                  : ui.wide()       ? 4
                                                                    : 5))
                         .inset(2 * margin, metrics.gap() / 3);
    ui::TextSpec again{"out_of_order.again", view.again, ui::TextRole::strong};
    again.size = 0.85;
    ui.text_in(again, notes.take_top(notes.height() / 3).rect());
    notes.take_top(metrics.gap() / 4);
    ui::TextSpec staff{"out_of_order.staff", view.staff, ui::TextRole::body, ui.colours().soft_ink};
    staff.size = 0.85;
    ui.text_in(staff, notes.rect());
    ui.fill(page.rect(), ui.colours().bar.ground);
    draw_others(ui, view, page.inset(2 * margin, metrics.gap() / (metrics.compact() ? 4 : 2)));
}

} // namespace screens
