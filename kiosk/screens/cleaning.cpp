#include "kiosk/screens/cleaning.h"

#include <algorithm>

namespace screens {

void draw_cleaning(ui::Ui& ui, const Context& context, std::int64_t left_ms) {
    const content::Messages& words = context.words;
    const auto seconds = std::max<std::int64_t>(0, (left_ms + 999) / 1000);
    const ui::Argb ink = ui.colours().bar.ink;
    ui::Area area = ui.page();
    ui.fill(area.rect(), ui.colours().bar.ground); // plain: streaks on the glass are seen on it
    area = area.inset(2 * ui.metrics().margin(), 2 * ui.metrics().margin());
    const int part = area.height() / 4;
    ui.text_in(
        {"cleaning.title", words.text("cleaning.title"), ui::TextRole::title, ink, ui::Alignment::centre},
        area.take_top(part).rect());
    ui.text_in({"cleaning.note", words.plural("cleaning.note", seconds), ui::TextRole::body, ink,
                ui::Alignment::centre},
               area.take_bottom(part).rect());
    const double size = std::max(1.0, std::min(area.height() / 2.0, area.width() / 4.0) / ui.metrics().em());
    ui.text_in({"cleaning.seconds",
                words.number(seconds),
                ui::TextRole::display,
                ink,
                ui::Alignment::centre,
                {},
                {},
                size},
               area.rect());
    ui.animate_after(left_ms <= 0 ? 0 : (left_ms - 1) % 1000 + 1);
}

} // namespace screens
