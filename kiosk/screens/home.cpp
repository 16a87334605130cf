#include "kiosk/screens/home.h"

#include "kiosk/screens/page.h"

#include <array>

namespace screens {

namespace {

struct Way {
    const char* id;
    const char* picture;
    std::string label;
    std::string note;
    ui::Paint paint;
    Action action;
};

} // namespace

Action draw_home(ui::Ui& ui, const Context& context, const HomeView& view) {
    const content::Messages& words = context.words;
    ui::Area page = ui.page();
    BarView bar;
    bar.home = false;
    Action action = draw_bar(ui, context, page, bar).action;

    const ui::Palette& colours = ui.colours();
    const std::array<Way, 3> ways = {{
        {"home.articles", "article.26", words.text("home.articles"),
         words.text("home.articles.note", {{"language", view.text_language}}), colours.tiles[0],
         Open{{Screen::articles}}},
        {"home.themes", "theme.11", words.text("home.themes"), words.text("home.themes.note"),
         colours.tiles[2], Open{{Screen::themes}}},
        {"home.commit", "kind.B", words.text("home.commit"), words.text("home.commit.note"), colours.primary,
         CommitTo{}},
    }};
    Page column(ui, "home.page", page);
    column.title("home.title", words.text("home.title"));
    if (!view.note.empty()) column.notice("home.note", view.note);
    const int gap = ui.metrics().gap();
    const int columns =
        ui.wide() ? std::clamp((column.width() + gap) / (ui.metrics().ems(6) + gap), 1, 3) : 1;
    const int tile_width = (column.width() - (columns - 1) * gap) / columns;
    const int rest = page.height() - column.used() - ui.metrics().ems(2) - 2 * ui.metrics().gap() -
                     2 * ui.metrics().margin();
    const int least = columns == 1 ? ui.metrics().ems(5) : ui.metrics().ems(5.5);
    const int height = columns == 1 ? std::clamp((rest - 2 * gap) / 3, least, ui.metrics().ems(8))
                                    : std::max(least, std::min(rest, tile_width * 13 / 10));
    column.grid(
        static_cast<int>(ways.size()), tile_width, height,
        [&](int index, const ui::Rect& rect) {
            const Way& way = ways[static_cast<std::size_t>(index)];
            ui::ButtonSpec spec{way.id, way.label};
            spec.note = way.note;
            spec.picture = way.picture;
            spec.paint = way.paint;
            spec.shape = ui::ButtonSpec::Shape::column;
            if (ui.button(rect, spec)) action = way.action;
        },
        3);
    const std::string count =
        view.commitments == 0 ? words.text("attract.first") : words.plural("home.count", view.commitments);
    column.say({"home.count", count, ui::TextRole::strong, 0, ui::Alignment::centre});
    return action;
}

} // namespace screens
