#include "kiosk/screens/articles.h"

#include "kiosk/screens/page.h"

#include <fmt/format.h>

namespace screens {

namespace {

/// Room for a picture beside the longest words of the labels in the smallest letters.
constexpr double least_tile_mm = 57;

} // namespace

int tile_width(const ui::Ui& ui) {
    return std::max(ui.metrics().ems(8.5), ui.metrics().mm(least_tile_mm));
}

int tile_height(const ui::Ui& ui) {
    return std::max(2 * ui.metrics().target(), ui.metrics().ems(3.9));
}

namespace {

/// "G3" of the facts to a colour of its own.
const ui::Paint& group_paint(const ui::Palette& colours, const std::string& group) {
    const std::size_t number = group.size() == 2 ? static_cast<std::size_t>(group[1] - '0') : 0;
    return colours.tiles[(number + 7) % colours.tiles.size()];
}

} // namespace

bool article_tile(ui::Ui& ui, const Context& context, const ui::Rect& rect, const std::string& id,
                  int article, bool selected) {
    const content::Messages& words = context.words;
    const std::string label = words.text(fmt::format("article.{}.label", article));
    const std::string number = article == content::preamble_number ? "" : words.number(article);
    const std::string spoken = article == content::preamble_number
                                   ? label
                                   : words.text("article.title", {{"number", number}}) + ". " + label;
    const std::string shown = number.empty() ? label : number + "  " + label;
    ui::ButtonSpec spec{id, shown, spoken};
    const std::string picture = fmt::format("article.{}", article);
    spec.picture = picture;
    spec.paint =
        group_paint(ui.colours(), context.pack.entries().articles[static_cast<std::size_t>(article)].group);
    spec.selected = selected;
    return ui.button(rect, spec);
}

bool theme_tile(ui::Ui& ui, const Context& context, const ui::Rect& rect, const std::string& id, int theme,
                bool selected) {
    const std::string label = context.words.text(fmt::format("theme.{}.short", theme));
    const std::string full = context.words.text(fmt::format("theme.{}.title", theme));
    ui::ButtonSpec spec{id, label, full};
    const std::string picture = fmt::format("theme.{}", theme);
    spec.picture = picture;
    spec.paint = ui.colours().tiles[static_cast<std::size_t>(theme - 1) % ui.colours().tiles.size()];
    spec.selected = selected;
    return ui.button(rect, spec);
}

Action draw_articles(ui::Ui& ui, const Context& context) {
    ui::Area page = ui.page();
    Action action = draw_bar(ui, context, page, {}).action;
    Page column(ui, "articles.page", page);
    column.title("articles.title", context.words.text("articles.title"));
    column.grid(content::article_count + 1, tile_width(ui), tile_height(ui),
                [&](int number, const ui::Rect& rect) {
                    if (article_tile(ui, context, rect, fmt::format("articles.{}", number), number))
                        action = Open{{Screen::article, number}};
                });
    return action;
}

} // namespace screens
