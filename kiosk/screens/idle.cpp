#include "kiosk/screens/idle.h"

#include "kiosk/screens/page.h"

namespace screens {

Action draw_idle(ui::Ui& ui, const Context& context, int seconds_left) {
    const content::Messages& words = context.words;
    Action action;
    ui::Area page = ui.page();
    const std::string stay = words.text("idle.stay");
    ui::ButtonSpec spec{"idle.stay", stay};
    spec.shape = ui::ButtonSpec::Shape::key;
    spec.paint = ui.colours().primary;
    spec.size = 1.4;
    const int height = std::max(2 * ui.metrics().target(), page.height() / 4);
    if (ui.button(page.take_bottom(height + 2 * ui.metrics().margin())
                      .inset(ui.metrics().margin(), ui.metrics().margin())
                      .rect(),
                  spec)) {
        action = Stay{};
    }
    Page column(ui, "idle.page", page);
    column.title("idle.title", words.text("idle.title"));
    const std::string seconds = words.number(seconds_left);
    column.say({"idle.seconds", seconds, ui::TextRole::display, 0, ui::Alignment::centre});
    column.say({"idle.note", words.plural("idle.note", seconds_left)});
    return action;
}

} // namespace screens
