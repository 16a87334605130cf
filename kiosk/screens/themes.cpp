#include "kiosk/screens/themes.h"

#include "kiosk/screens/articles.h"
#include "kiosk/screens/page.h"

#include <chrono>
#include <fmt/format.h>

namespace screens {

std::vector<int> themes_from(int month) {
    std::vector<int> result;
    for (int i = 0; i < content::theme_count; ++i)
        result.push_back((month - 1 + i) % content::theme_count + 1);
    return result;
}

int month_of(std::int64_t utc_ms) {
    const std::chrono::sys_time<std::chrono::milliseconds> moment{std::chrono::milliseconds(utc_ms)};
    const std::chrono::year_month_day day(std::chrono::floor<std::chrono::days>(moment));
    return static_cast<int>(static_cast<unsigned>(day.month()));
}

Action draw_themes(ui::Ui& ui, const Context& context) {
    ui::Area page = ui.page();
    Action action = draw_bar(ui, context, page, {}).action;
    const std::vector<int> order = themes_from(month_of(context.utc_ms));
    Page column(ui, "themes.page", page);
    column.title("themes.title", context.words.text("themes.title"));
    column.heading("themes.now", context.words.text("themes.now"));
    const auto tile = [&](int theme, const ui::Rect& rect) {
        if (theme_tile(ui, context, rect, fmt::format("themes.{}", theme), theme))
            action = Open{{Screen::theme, theme}};
    };
    tile(order.front(), column.take(tile_height(ui)));
    column.space(ui.metrics().gap());
    column.grid(
        content::theme_count - 1, tile_width(ui), tile_height(ui),
        [&](int index, const ui::Rect& rect) { tile(order[static_cast<std::size_t>(index) + 1], rect); });
    return action;
}

Action draw_theme(ui::Ui& ui, const Context& context, int theme) {
    const content::Messages& words = context.words;
    ui::Area page = ui.page();
    BarView bar;
    bar.main = BarView::Main{"theme.commit", words.text("theme.commit"), true};
    const BarAnswer answer = draw_bar(ui, context, page, bar);
    Action action = answer.action;
    if (answer.main_pressed) action = CommitTo{.theme = theme};

    Page column(ui, fmt::format("theme.page.{}", theme), page);
    column.title_with("theme.title", words.text(fmt::format("theme.{}.title", theme)),
                      fmt::format("theme.{}", theme));
    const std::string about = words.text("theme.about", {{"month", words.month(2023, theme)}});
    column.say({"theme.about", about});
    column.heading("theme.articles", words.text("theme.articles"));
    const std::vector<int>& articles = context.pack.themes()[static_cast<std::size_t>(theme) - 1].articles;
    column.grid(static_cast<int>(articles.size()), tile_width(ui), tile_height(ui),
                [&](int index, const ui::Rect& rect) {
                    const int article = articles[static_cast<std::size_t>(index)];
                    if (article_tile(ui, context, rect, fmt::format("theme.article.{}", article), article)) {
                        action = Open{{Screen::article, article}};
                    }
                });
    return action;
}

} // namespace screens
