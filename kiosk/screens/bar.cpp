#include "kiosk/screens/bar.h"

#include <fmt/format.h>

namespace screens {

namespace {

struct Icon {
    const char* id;
    const char* icon;
    std::string spoken;
    Action action;
    bool directional = false;
};

std::vector<Icon> icons(const ui::Ui& ui, const Context& context, const BarView& view) {
    const content::Messages& words = context.words;
    std::vector<Icon> result;
    result.push_back({"nav.back", "icon.back", words.text("nav.back"), Back{}, true});
    if (view.home) result.push_back({"nav.home", "icon.home", words.text("nav.home"), Home{}});
    if (view.languages)
        result.push_back({"nav.language", "icon.language", words.text("nav.language"), ChooseLanguages{}});
    const std::string size = words.text(fmt::format("size.{}", ui.setting().text_size + 1));
    result.push_back(
        {"nav.text_size", "icon.textsize", words.text("nav.text_size", {{"size", size}}), CycleTextSize{}});
    const std::string mode = words.text(fmt::format("contrast.{}", ui.setting().contrast + 1));
    result.push_back(
        {"nav.contrast", "icon.contrast", words.text("nav.contrast", {{"mode", mode}}), CycleContrast{}});
    if (ui.can_lower())
        result.push_back({"nav.reach", "icon.reach", words.text("nav.reach"), ToggleLowered{}});
    return result;
}

} // namespace

BarAnswer draw_bar(ui::Ui& ui, const Context& context, ui::Area& page, const BarView& view) {
    const ui::Metrics& metrics = ui.metrics();
    const ui::Palette& colours = ui.colours();
    const int padding = metrics.gap() / 2;
    // A whole gap above the buttons: a list may end right at the bar.
    ui::Area bar = page.take_bottom(metrics.target() + metrics.gap() + padding);
    ui.fill(bar.rect(), colours.bar.ground);
    if (colours.outlined) ui.fill({bar.rect().x, bar.rect().y, bar.width(), 3}, colours.bar.edge);
    ui::Area inside = bar.inset(metrics.gap(), 0);
    inside.take_top(metrics.gap());
    inside.take_bottom(padding);
    BarAnswer answer;
    for (const Icon& icon : icons(ui, context, view)) {
        ui::ButtonSpec spec{icon.id, icon.spoken};
        spec.icon = icon.icon;
        spec.shape = ui::ButtonSpec::Shape::icon;
        spec.paint = {colours.bar.ground, colours.bar.ink,
                      colours.outlined ? colours.bar.edge : colours.bar.ground};
        spec.directional = icon.directional;
        if (ui.button(inside.take_leading(metrics.target()).rect(), spec)) answer.action = icon.action;
        inside.take_leading(metrics.gap());
    }
    if (view.main) {
        const int most = metrics.ems(11);
        ui::Area place = inside.take_trailing(std::min(most, inside.width()));
        ui::ButtonSpec spec{view.main->id, view.main->label};
        spec.shape = view.main->icon.empty() ? ui::ButtonSpec::Shape::key : ui::ButtonSpec::Shape::row;
        spec.icon = view.main->icon;
        spec.paint = colours.primary;
        spec.enabled = view.main->enabled;
        answer.main_pressed = ui.button(place.rect(), spec);
    }
    return answer;
}

} // namespace screens
