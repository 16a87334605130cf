#include "kiosk/screens/themes.h"

#include "kiosk/screens/articles.h"
#include "kiosk/screens/page.h"

#include <array>
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

namespace {

/// What the theme is about, what anyone can do, and a story.
void draw_theme_words(Page& column, const content::Messages& words, const content::Theme& theme) {
    const auto message = [&](const std::string& part) {
        return words.text(fmt::format("theme.{}.{}", theme.number, part));
    };
    column.say({"theme.line", message("line"), ui::TextRole::heading});
    for (int part = 1; part <= theme.paragraphs; ++part)
        column.say({fmt::format("theme.body.{}", part), message(fmt::format("body.{}", part))});
    Card actions{"theme.do", words.text("theme.do"), {}, true};
    for (int number = 1; number <= theme.actions; ++number)
        actions.paragraphs.push_back(message(fmt::format("do.{}", number)));
    const std::string story = "card." + theme.story;
    const std::array cards = {actions, Card{"theme.story",
                                            words.text("theme.story") + ": " + words.text(story + ".title"),
                                            {words.text(story + ".text")}}};
    column.cards(cards);
    column.say({"theme.about", words.text("theme.about", {{"month", words.month(2023, theme.number)}})});
}

} // namespace

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
    const content::Theme& entry = context.pack.entries().themes[static_cast<std::size_t>(theme) - 1];
    draw_theme_words(column, words, entry);
    column.heading("theme.articles", words.text("theme.articles"));
    const std::vector<int>& articles =
        context.pack.entries().themes[static_cast<std::size_t>(theme) - 1].articles;
    column.grid(static_cast<int>(articles.size()), tile_width(ui), tile_height(ui),
                [&](int index, const ui::Rect& rect) {
                    const int article = articles[static_cast<std::size_t>(index)];
                    if (article_tile(ui, context, rect, fmt::format("theme.article.{}", article), article)) {
                        action = Open{{Screen::article, article}};
                    }
                });
    column.say({"theme.goals", words.text("goals", {{"numbers", words.numbers(entry.sdgs)}}),
                ui::TextRole::body, ui.colours().soft_ink});
    return action;
}

} // namespace screens
