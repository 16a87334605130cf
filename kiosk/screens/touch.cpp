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

ui::Rect cross_rect(const ui::Ui& ui, ui::Point middle) {
    return around(middle, ui.metrics().target() * 3 / 4);
}

void draw_cross(ui::Ui& ui, ui::Point middle, const std::string& label) {
    const int thick = std::max(1, ui.metrics().mm(0.4));
    const ui::Rect place = cross_rect(ui, middle);
    const int half = place.width / 2;
    const ui::Argb ink = ui.colours().page.ink;
    ui.target(place, "staff.touch.cross", label);
    ui.fill({place.x, place.y + half - thick, place.width, 2 * thick}, ink);
    ui.fill({place.x + half - thick, place.y, 2 * thick, place.height}, ink);
}

/// Seen round a fingertip, and on the words that it may lie on.
void draw_dot(ui::Ui& ui, ui::Point middle) {
    const int radius = ui.metrics().mm(4), ring = std::max(1, ui.metrics().mm(0.6));
    ui.rounded(around(middle, radius), ui.colours().page.ink, radius);
    ui.rounded(around(middle, radius - ring), ui.colours().primary.ground, radius - ring);
}

Action draw_crosses(ui::Ui& ui, const Context& context, const TouchView& view) {
    const content::Messages& words = context.words;
    const ui::Area page = ui.page();
    const std::string label = words.text("staff.touch.cross", {{"number", words.number(view.cross + 1)},
                                                               {"total", words.number(cross_count)}});
    // Between the upper and the lower crosses; nothing else may be in the way of a touch that goes astray.
    const ui::Rect first = cross_rect(ui, cross_place(0, page.rect().right(), page.rect().bottom()));
    ui::Area middle = page.inset(2 * ui.metrics().margin(), first.bottom() + ui.metrics().gap() / 2);
    if (view.trouble == TouchView::Trouble::no_fit) {
        const ui::Area upper = middle.take_top(middle.height() * 3 / 5);
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
    const std::string keep = words.text("staff.touch.keep");
    const std::string undo = words.text(saving_failed ? "staff.leave" : "staff.touch.undo");
    ui::ButtonSpec yes{"staff.touch.keep", keep};
    yes.shape = ui::ButtonSpec::Shape::key;
    yes.paint = ui.colours().primary;
    yes.enabled = !saving_failed;
    if (ui.button(buttons.cell(0, 2, ui.metrics().gap()).rect(), yes)) action = KeepTouch{};
    ui::ButtonSpec no{"staff.touch.undo", undo};
    no.shape = ui::ButtonSpec::Shape::key;
    if (ui.button(buttons.cell(1, 2, ui.metrics().gap()).rect(), no)) action = UndoTouch{};
    area.take_bottom(ui.metrics().margin());
    ui.text_in({"staff.touch.trial",
                words.text(saving_failed ? "staff.touch.not_saved" : "staff.touch.trial"),
                ui::TextRole::heading, 0, ui::Alignment::centre},
               area.take_top(area.height() / 2).rect());
    if (!saving_failed) {
        const int seconds = static_cast<int>((view.left_ms + 999) / 1000);
        ui.text_in({"staff.touch.left", words.plural("staff.touch.left", seconds), ui::TextRole::body,
                    ui.colours().soft_ink, ui::Alignment::centre},
                   area.take_top(area.height() * 2 / 3).rect());
        for (const ui::Point dot : view.dots)
            draw_dot(ui, dot);
    }
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
