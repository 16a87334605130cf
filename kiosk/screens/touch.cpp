#include "kiosk/screens/touch.h"

#include <algorithm>
#include <cmath>

namespace screens {

namespace {

constexpr double from_edge =
    0.15; // of the screen: so far in that every finger reaches it, so far out that it tells

ui::Rect around(ui::Point middle, int half) {
    return {static_cast<int>(std::lround(middle.x)) - half, static_cast<int>(std::lround(middle.y)) - half,
            2 * half, 2 * half};
}

void draw_cross(ui::Ui& ui, ui::Point middle, const std::string& label) {
    const int half = ui.metrics().target() * 3 / 4;
    const int thick = std::max(1, ui.metrics().mm(0.4));
    const ui::Rect place = around(middle, half);
    const ui::Argb ink = ui.colours().page.ink;
    ui.target(place, "staff.touch.cross", label);
    ui.fill({place.x, place.y + half - thick, place.width, 2 * thick}, ink);
    ui.fill({place.x + half - thick, place.y, 2 * thick, place.height}, ink);
}

Action draw_crosses(ui::Ui& ui, const Context& context, const TouchView& view) {
    const content::Messages& words = context.words;
    const ui::Area page = ui.page();
    const std::string label = words.text("staff.touch.cross", {{"number", words.number(view.cross + 1)},
                                                               {"total", words.number(cross_count)}});
    // Between the crosses, which stand at the corners: nothing else may be in the way of a touch that goes
    // astray.
    ui::Area middle = page.inset(page.width() / 5 + ui.metrics().target(), page.height() / 4);
    if (view.trouble == TouchView::Trouble::no_fit) {
        const ui::Area upper = middle.take_top(middle.height() / 2);
        ui.text_in({"staff.touch.failed", words.text("staff.touch.failed"), ui::TextRole::body, 0,
                    ui::Alignment::centre},
                   upper.rect());
    }
    ui.text_in({"staff.touch.ask", label, ui::TextRole::strong, 0, ui::Alignment::centre}, middle.rect());
    draw_cross(ui, cross_place(view.cross, page.rect().right(), page.rect().bottom()), label);
    if (ui.tap_place()) return TouchAt{*ui.tap_place()};
    return {};
}

Action draw_trial(ui::Ui& ui, const Context& context, const TouchView& view) {
    const content::Messages& words = context.words;
    const bool saving_failed = view.trouble == TouchView::Trouble::not_saved;
    Action action;
    ui::Area area = ui.page().inset(ui.metrics().margin(), ui.metrics().margin());
    const int height = std::max(ui.metrics().target() * 3 / 2, area.height() / 6);
    const ui::Area buttons = area.take_bottom(height);
    const std::string keep = words.text("staff.touch.keep"), undo = words.text("staff.touch.undo");
    ui::ButtonSpec yes{"staff.touch.keep", keep};
    yes.shape = ui::ButtonSpec::Shape::key;
    yes.paint = ui.colours().primary;
    yes.enabled = !saving_failed;
    if (ui.button(buttons.cell(0, 2, ui.metrics().gap()).rect(), yes)) action = KeepTouch{};
    ui::ButtonSpec no{"staff.touch.undo", undo};
    no.shape = ui::ButtonSpec::Shape::key;
    if (ui.button(buttons.cell(1, 2, ui.metrics().gap()).rect(), no)) action = UndoTouch{};
    const int seconds = static_cast<int>((view.left_ms + 999) / 1000);
    ui.text_in({"staff.touch.trial",
                words.text(saving_failed ? "staff.touch.not_saved" : "staff.touch.trial"),
                ui::TextRole::heading, 0, ui::Alignment::centre},
               area.take_top(area.height() / 3).rect());
    ui.text_in({"staff.touch.left", words.plural("staff.touch.left", seconds), ui::TextRole::body,
                ui.colours().soft_ink, ui::Alignment::centre},
               area.take_top(area.height() / 3).rect());
    const int radius = ui.metrics().mm(2);
    for (const ui::Point dot : view.dots)
        ui.rounded(around(dot, radius), ui.colours().primary.ground, radius);
    ui.animate_after(view.left_ms <= 0 ? 0 : (view.left_ms - 1) % 1000 + 1);
    if (action.index() == 0 && ui.tap_place()) action = TouchAt{*ui.tap_place()};
    return action;
}

} // namespace

ui::Point cross_place(int index, int width, int height) {
    const bool right = index == 1 || index == 2;
    const bool lower = index >= 2;
    return {width * (right ? 1 - from_edge : from_edge), height * (lower ? 1 - from_edge : from_edge)};
}

Action draw_touch(ui::Ui& ui, const Context& context, const TouchView& view) {
    return view.step == TouchView::Step::trial ? draw_trial(ui, context, view)
                                               : draw_crosses(ui, context, view);
}

} // namespace screens
