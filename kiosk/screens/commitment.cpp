#include "kiosk/screens/commitment.h"

#include "kiosk/screens/articles.h"
#include "kiosk/screens/page.h"
#include "kiosk/screens/themes.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <span>

namespace screens {

namespace {

void go_to(CommitmentForm& form, Step step) {
    form.step = step;
    form.empty_warning = false;
}

bool draw_choose(ui::Ui& ui, const Context& context, CommitmentForm& form, ui::Area page) {
    const content::Messages& words = context.words;
    bool changed = false;
    Page column(ui, "commitment.choose", page);
    column.title("commitment.choose", words.text("commitment.choose"));
    column.heading("commitment.by_theme", words.text("commitment.by_theme"));
    const std::vector<int> order = themes_from(month_of(context.utc_ms));
    column.grid(content::theme_count, tile_width(ui), tile_height(ui), [&](int index, const ui::Rect& rect) {
        const int theme = order[static_cast<std::size_t>(index)];
        if (!theme_tile(ui, context, rect, fmt::format("commitment.theme.{}", theme), theme,
                        form.theme == theme))
            return;
        form.theme = theme;
        form.article.reset();
        changed = true;
    });
    column.heading("commitment.by_article", words.text("commitment.by_article"));
    column.grid(content::article_count + 1, tile_width(ui), tile_height(ui),
                [&](int article, const ui::Rect& rect) {
                    if (!article_tile(ui, context, rect, fmt::format("commitment.article.{}", article),
                                      article, form.article == article))
                        return;
                    form.article = article;
                    form.theme.reset();
                    changed = true;
                });
    if (changed) go_to(form, Step::ready);
    return changed;
}

std::string kind_picture(char kind) {
    return fmt::format("kind.{}", kind);
}

bool draw_ready(ui::Ui& ui, const Context& context, CommitmentForm& form, ui::Area page) {
    const content::Messages& words = context.words;
    bool changed = false;
    Page column(ui, fmt::format("commitment.ready.{}.{}", form.theme.value_or(0), form.article.value_or(-1)),
                page);
    column.title("commitment.ready.title", words.text("commitment.ready.title"));
    if (form.theme)
        column.say({"commitment.chosen", words.text(fmt::format("theme.{}.title", *form.theme)),
                    ui::TextRole::strong, ui.colours().soft_ink});
    if (form.article)
        column.say({"commitment.chosen", words.text(fmt::format("article.{}.label", *form.article)),
                    ui::TextRole::strong, ui.colours().soft_ink});
    for (const content::ReadyCommitment* ready : suitable(context.pack, form)) {
        const char kind = static_cast<char>(ready->kind);
        const std::string id = "commitment.ready." + ready->name;
        const std::string label = words.text("ready." + ready->name);
        const std::string note = words.text(fmt::format("kind.{}", kind));
        const std::string picture = kind_picture(kind);
        ui::ButtonSpec spec{id, label};
        spec.note = note;
        spec.picture = picture;
        spec.selected = !form.own && form.ready == ready->name;
        if (!column.button(spec)) continue;
        form.own = false;
        form.ready = ready->name;
        form.kind = kind;
        form.when = ready->when;
        changed = true;
        go_to(form, Step::when);
    }
    const std::string own = words.text("commitment.own");
    ui::ButtonSpec spec{"commitment.own", own};
    spec.paint = ui.colours().primary;
    spec.icon = "icon.heart-hand";
    if (column.button(spec)) {
        form.own = true;
        changed = true;
        go_to(form, Step::own);
    }
    return changed;
}

constexpr double own_keyboard_share = 0.74; // of the page's height

bool draw_own(ui::Ui& ui, const Context& context, CommitmentForm& form, KeyboardPanel& keyboard,
              ui::Area page) {
    const content::Messages& words = context.words;
    const int gap = ui.metrics().gap();
    ui::Area panel = page.take_bottom(keyboard.height(ui, page.height(), own_keyboard_share, true));
    const bool full = character_count(form.own_words) >= longest_own_words;
    const std::string note = words.text(form.empty_warning ? "commitment.own.empty"
                                        : full             ? "commitment.own.full"
                                                           : "commitment.own.note.short");
    const bool changed =
        keyboard.draw(ui, words, panel, {"commitment.own.note", note}, form.own_words, longest_own_words);
    if (changed) form.empty_warning = false;
    ui::Area head = page.inset(ui.metrics().margin(), gap);
    const std::string title = words.text("commitment.own.title");
    const ui::TextSpec spec{"commitment.own.title", title, ui::TextRole::heading};
    // Where there is little room the words themselves come first; the title is the input's spoken name all
    // the same.
    if (!ui.metrics().compact()) {
        const int height = std::min(ui.text_height(spec, head.width()), head.height() * 2 / 5);
        ui.text_in(spec, head.take_top(height).rect());
        head.take_top(gap);
    }
    ui.input(head.rect(), "commitment.input", form.own_words, words.text("commitment.own.hint"), title);
    return changed;
}

/// Buttons of which one is chosen; pressing the chosen one again takes the choice back where `optional`.
bool draw_choices(ui::Ui& ui, Page& column, const content::Messages& words, std::string_view group,
                  std::span<const std::string_view> names, std::string& chosen, bool optional) {
    bool changed = false;
    column.grid(
        static_cast<int>(names.size()), ui.metrics().ems(6.5),
        std::max(ui.metrics().target(), ui.metrics().ems(1.9)),
        [&](int index, const ui::Rect& rect) {
            const std::string_view name = names[static_cast<std::size_t>(index)];
            const std::string id = fmt::format("commitment.{}.{}", group, name);
            const std::string label = words.text(id);
            ui::ButtonSpec spec{id, label};
            spec.shape = ui::ButtonSpec::Shape::key;
            spec.selected = chosen == name;
            if (!ui.button(rect, spec)) return;
            chosen = optional && chosen == name ? std::string() : std::string(name);
            changed = true;
        },
        5);
    return changed;
}

bool draw_kind(ui::Ui& ui, const Context& context, CommitmentForm& form, ui::Area page) {
    bool changed = false;
    Page column(ui, "commitment.kind", page);
    column.title("commitment.kind.title", context.words.text("commitment.kind.title"));
    column.say({"commitment.own.note", context.words.text("commitment.own.note")});
    column.grid(
        3, ui.metrics().ems(7), ui.metrics().ems(5),
        [&](int index, const ui::Rect& rect) {
            const char kind = static_cast<char>('A' + index);
            const std::string id = fmt::format("commitment.kind.{}", kind);
            const std::string label = context.words.text(fmt::format("kind.{}", kind));
            const std::string picture = kind_picture(kind);
            ui::ButtonSpec spec{id, label};
            spec.picture = picture;
            spec.selected = form.kind == kind;
            if (!ui.button(rect, spec)) return;
            form.kind = kind;
            changed = true;
        },
        3);
    return changed;
}

bool draw_when(ui::Ui& ui, const Context& context, CommitmentForm& form, ui::Area page) {
    const content::Messages& words = context.words;
    Page column(ui, "commitment.when", page);
    column.title("commitment.when.title", words.text("commitment.when.title"));
    const bool changed = draw_choices(ui, column, words, "when", when_names, form.when, false);
    const std::string until =
        words.text("commitment.when.until", {{"date", words.date(due_utc_ms(form.when, context.utc_ms))}});
    column.say({"commitment.until", until, ui::TextRole::heading});
    return changed;
}

bool draw_who(ui::Ui& ui, const Context& context, CommitmentForm& form, ui::Area page) {
    const content::Messages& words = context.words;
    Page column(ui, "commitment.who", page);
    column.title("commitment.who.title", words.text("commitment.who.title"));
    bool changed = draw_choices(ui, column, words, "who", who_names, form.who, true);
    column.heading("commitment.age.title", words.text("commitment.age.title"));
    changed = draw_choices(ui, column, words, "age", age_names, form.age, true) || changed;
    return changed;
}

bool draw_wall(ui::Ui& ui, const Context& context, CommitmentForm& form, ui::Area page) {
    const content::Messages& words = context.words;
    bool changed = false;
    Page column(ui, "commitment.wall", page);
    column.title("commitment.wall.title", words.text("commitment.wall.title"));
    column.say({"commitment.wall.note", words.text("commitment.wall.note")});
    column.grid(
        2, ui.metrics().ems(8), ui.metrics().ems(4),
        [&](int index, const ui::Rect& rect) {
            const bool yes = index == 0;
            const std::string label = words.text(yes ? "commitment.wall.yes" : "commitment.wall.no");
            ui::ButtonSpec spec{yes ? "commitment.wall.yes" : "commitment.wall.no", label};
            spec.icon = yes ? "icon.check" : "icon.close";
            spec.selected = form.wall == yes;
            if (!ui.button(rect, spec)) return;
            form.wall = yes;
            changed = true;
        },
        2);
    if (changed) go_to(form, Step::review);
    return changed;
}

void draw_review(ui::Ui& ui, const Context& context, const CommitmentForm& form, ui::Area page) {
    const content::Messages& words = context.words;
    const ledger::Draft draft = draft_of(form, context, {});
    Page column(ui, "commitment.review", page);
    column.title("commitment.review.title", words.text("commitment.review.title"));
    const int padding = ui.metrics().mm(3);
    const ui::TextSpec said{"commitment.words", draft.words, ui::TextRole::heading, ui.colours().notice.ink};
    const int height = ui.text_height(said, column.width() - 2 * padding);
    const ui::Rect card = column.take(height + 2 * padding);
    ui.box(card, ui.colours().notice);
    ui.text(said, {card.x + padding, card.y + padding, card.width - 2 * padding, height});
    if (!form.own && !form.ready.empty()) {
        const std::array known = {Card{"commitment.known",
                                       words.text("commitment.known"),
                                       {words.text("ready." + form.ready + ".known")}}};
        column.cards(known);
    }
    column.say(
        {"commitment.review.kind", words.text(fmt::format("kind.{}", form.kind)), ui::TextRole::strong});
    column.say({"commitment.review.until",
                words.text("commitment.when.until", {{"date", words.date(draft.due_utc_ms)}})});
    if (form.theme)
        column.say({"commitment.review.theme", words.text(fmt::format("theme.{}.title", *form.theme))});
    if (form.article)
        column.say({"commitment.review.article", words.text(fmt::format("article.{}.label", *form.article))});
    if (!form.who.empty()) column.say({"commitment.review.who", words.text("commitment.who." + form.who)});
    if (!form.age.empty()) column.say({"commitment.review.age", words.text("commitment.age." + form.age)});
    column.say({"commitment.review.wall",
                words.text(draft.wall_consent ? "commitment.review.wall.yes" : "commitment.review.wall.no")});
}

/// Steps that go on by a button of the bar instead of by a choice.
std::optional<BarView::Main> main_button(const content::Messages& words, const CommitmentForm& form) {
    if (form.step == Step::review)
        return BarView::Main{"commitment.confirm", words.text("commitment.confirm"), true};
    if (form.step == Step::choose || form.step == Step::ready) return std::nullopt;
    if (form.step == Step::wall && !form.wall) return std::nullopt; // the answer itself goes on
    return BarView::Main{"commitment.next", words.text("commitment.next"), true};
}

bool only_spaces(const std::string& text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c == ' '; });
}

bool draw_step(ui::Ui& ui, const Context& context, CommitmentForm& form, KeyboardPanel& keyboard,
               ui::Area page) {
    switch (form.step) {
    case Step::choose:
        return draw_choose(ui, context, form, page);
    case Step::ready:
        return draw_ready(ui, context, form, page);
    case Step::own:
        return draw_own(ui, context, form, keyboard, page);
    case Step::kind:
        return draw_kind(ui, context, form, page);
    case Step::when:
        return draw_when(ui, context, form, page);
    case Step::who:
        return draw_who(ui, context, form, page);
    case Step::wall:
        return draw_wall(ui, context, form, page);
    case Step::review:
        draw_review(ui, context, form, page);
    }
    return false;
}

} // namespace

Action draw_commitment(ui::Ui& ui, const Context& context, CommitmentForm& form, KeyboardPanel& keyboard) {
    ui::Area page = ui.page();
    BarView bar;
    const Step before = form.step;
    bar.main = main_button(context.words, form);
    const BarAnswer answer = draw_bar(ui, context, page, bar);
    Action action = answer.action;
    if (draw_step(ui, context, form, keyboard, page)) action = FormChanged{};
    if (answer.main_pressed && before == Step::review) return Confirm{};
    if (answer.main_pressed) {
        if (before == Step::own) keyboard.finish_pending(form.own_words);
        if (before == Step::own && only_spaces(form.own_words)) {
            form.empty_warning = true;
        } else {
            go_to(form, next_step(form));
        }
        action = FormChanged{};
    }
    if (before != Step::own && form.step == Step::own) keyboard.open(context.words.tag());
    return action;
}

} // namespace screens
