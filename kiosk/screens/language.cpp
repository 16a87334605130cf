#include "kiosk/screens/language.h"

#include "kiosk/screens/page.h"

#include <fmt/format.h>

namespace screens {

namespace {

std::string listed_script(const LanguageFilter& filter) {
    return filter.script.empty() ? "Latn" : filter.script;
}

bool right_to_left(content::Direction direction) {
    return direction == content::Direction::right_to_left;
}

Action draw_featured(ui::Ui& ui, const Context& context, const LanguageView& view, ui::Area page) {
    const content::Messages& words = context.words;
    Action action;
    Page column(ui, "language.page", page);
    column.title("language.title", words.text("language.title"));
    const ui::Palette& colours = ui.colours();
    column.grid(static_cast<int>(view.featured.size()), ui.metrics().ems(5.7),
                std::max(ui.metrics().target() * 3 / 2, ui.metrics().ems(2.9)),
                [&](int index, const ui::Rect& rect) {
                    const content::InterfaceLanguage* language =
                        context.pack.find_interface(view.featured[static_cast<std::size_t>(index)]);
                    if (language == nullptr) return;
                    ui::ButtonSpec spec{"", language->name};
                    const std::string id = "language." + language->tag;
                    spec.id = id;
                    spec.shape = ui::ButtonSpec::Shape::key;
                    spec.language = language->tag;
                    spec.right_to_left = right_to_left(language->direction);
                    spec.paint = colours.tiles[static_cast<std::size_t>(index) % colours.tiles.size()];
                    spec.size = 1.25;
                    if (ui.button(rect, spec)) action = ChooseInterface{language->tag};
                });
    const std::string count =
        words.plural("language.all.note", static_cast<std::int64_t>(context.pack.declarations().size()));
    column.say({"language.all.note", count, ui::TextRole::body, colours.soft_ink});
    return action;
}

constexpr double search_keyboard_share = 0.52; // of the page's height
constexpr std::size_t longest_search = 40;     // characters

struct Chip {
    std::string id;
    std::string label;
    bool selected = false;
};

/// A row of choices that each switch a filter on and off; returns the index pressed or -1.
int draw_chips(ui::Ui& ui, Page& column, const std::vector<Chip>& chips, double ems) {
    int chosen = -1;
    column.grid(
        static_cast<int>(chips.size()), std::max(ui.metrics().target(), ui.metrics().ems(ems)),
        ui.metrics().target(),
        [&](int index, const ui::Rect& rect) {
            const Chip& chip = chips[static_cast<std::size_t>(index)];
            ui::ButtonSpec spec{chip.id, chip.label};
            spec.shape = ui::ButtonSpec::Shape::key;
            spec.strong = false;
            spec.selected = chip.selected;
            if (ui.button(rect, spec)) chosen = index;
        },
        12);
    return chosen;
}

bool draw_script_chips(ui::Ui& ui, const Context& context, const LanguageLists& lists, LanguageFilter& filter,
                       Page& column) {
    const std::vector<content::ScriptCount>& scripts = lists.scripts;
    std::vector<Chip> chips;
    for (const content::ScriptCount& one : scripts) {
        chips.push_back({"language.script." + one.script, context.words.script_name(one.script),
                         filter.script == one.script});
    }
    const int chosen = draw_chips(ui, column, chips, 6.5);
    if (chosen < 0) return false;
    const std::string& script = scripts[static_cast<std::size_t>(chosen)].script;
    filter.letter.clear();
    filter.script = filter.script == script ? "" : script;
    return true;
}

bool draw_letter_chips(ui::Ui& ui, const LanguageLists& lists, LanguageFilter& filter, Page& column) {
    const std::string script = listed_script(filter);
    const std::vector<std::string>& letters = lists.letters;
    std::vector<Chip> chips;
    for (const std::string& letter : letters)
        chips.push_back({"language.letter." + letter, letter, filter.letter == letter});
    const int chosen = draw_chips(ui, column, chips, 1.6);
    if (chosen < 0) return false;
    const std::string& letter = letters[static_cast<std::size_t>(chosen)];
    filter.script = script;
    filter.letter = filter.letter == letter ? "" : letter;
    return true;
}

bool text_tile(ui::Ui& ui, const Context& context, const ui::Rect& rect, const content::Declaration& text) {
    const std::string id = "text." + text.code;
    ui::ButtonSpec spec{id, text.name};
    std::string note = text.name == text.english_name ? "" : text.english_name;
    if (!text.complete()) note += (note.empty() ? "" : " · ") + context.words.text("language.incomplete");
    spec.note = note;
    spec.language = text.bcp47;
    spec.right_to_left = right_to_left(text.direction);
    return ui.button(rect, spec);
}

Action draw_all(ui::Ui& ui, const Context& context, const LanguageLists& lists, LanguageFilter& filter,
                KeyboardPanel& keyboard, ui::Area page) {
    const content::Messages& words = context.words;
    Action action;
    if (filter.typing) {
        ui::Area panel = page.take_bottom(keyboard.height(ui, page.height(), search_keyboard_share, false));
        if (keyboard.draw(ui, words, panel, {}, filter.typed, longest_search)) action = FormChanged{};
    }
    Page column(ui, fmt::format("language.all.{}{}{}", filter.script, filter.letter, filter.typed), page);
    if (!filter.typing) {
        const bool second = filter.purpose == LanguageFilter::Purpose::second_text;
        column.title("language.all.title",
                     words.text(second ? "article.compare.title" : "language.all.title"));
    }
    const ui::Rect search_row = column.take(ui.metrics().target());
    ui::Area row(search_row, ui.right_to_left());
    const std::string clear_label = words.text("language.search.clear");
    ui::ButtonSpec clear{"language.clear", clear_label};
    clear.shape = ui::ButtonSpec::Shape::key;
    clear.enabled =
        !filter.script.empty() || !filter.letter.empty() || !filter.typed.empty() || filter.typing;
    if (ui.button(row.take_trailing(std::min(row.width() / 3, ui.metrics().ems(7))).rect(), clear)) {
        const auto purpose = filter.purpose;
        filter = {};
        filter.purpose = purpose;
        filter.all = true;
        action = FormChanged{};
    }
    row.take_trailing(ui.metrics().gap());
    if (filter.typing) {
        ui.input(row.rect(), "language.search", filter.typed, words.text("language.search"),
                 words.text("language.search"));
    } else {
        const std::string label = words.text("language.search");
        ui::ButtonSpec search{"language.search", label};
        search.icon = "icon.search";
        search.strong = false;
        if (ui.button(row.rect(), search)) {
            filter.typing = true;
            keyboard.open(words.tag());
            action = FormChanged{};
        }
        // What was chosen folds its choices away, so that what it found is seen; "show all" brings them back.
        if (filter.letter.empty()) {
            column.heading("language.by_letter", words.text("language.by_letter"));
            if (draw_letter_chips(ui, lists, filter, column)) action = FormChanged{};
        }
        if (filter.script.empty()) {
            column.heading("language.by_script", words.text("language.by_script"));
            if (draw_script_chips(ui, context, lists, filter, column)) action = FormChanged{};
        }
    }
    const std::span<const content::Declaration> texts = context.pack.declarations();
    const std::vector<std::size_t>& found = lists.found;
    if (!filter.typing || !ui.metrics().compact() || found.empty())
        column.say({"language.found",
                    found.empty() ? words.text("language.none")
                                  : words.plural("language.found", static_cast<std::int64_t>(found.size()))});
    column.grid(
        static_cast<int>(found.size()), ui.metrics().ems(9),
        std::max(ui.metrics().target(), ui.metrics().ems(3.1)),
        [&](int index, const ui::Rect& rect) {
            const content::Declaration& text = texts[found[static_cast<std::size_t>(index)]];
            if (text_tile(ui, context, rect, text)) action = ChooseText{text.code};
        },
        4);
    return action;
}

} // namespace

bool LanguageLists::fit(const LanguageFilter& filter, const content::Messages& words) const {
    return interface_tag == words.tag() && script == filter.script && letter == filter.letter &&
           typed == filter.typed;
}

LanguageLists language_lists(const content::Pack& pack, const content::Messages& words,
                             const LanguageFilter& filter) {
    LanguageLists lists{words.tag(), filter.script, filter.letter, filter.typed, {}, {}, {}};
    lists.scripts = content::scripts_of(pack.declarations());
    lists.letters = content::first_letters(pack.declarations(), listed_script(filter));
    lists.found =
        content::find_languages(pack.declarations(), {filter.script, filter.letter, filter.typed}, words);
    return lists;
}

Action draw_language(ui::Ui& ui, const Context& context, const LanguageView& view, LanguageFilter& filter,
                     KeyboardPanel& keyboard) {
    ui::Area page = ui.page();
    BarView bar;
    bar.languages = false;
    bar.home = !view.first_choice;
    if (!filter.all)
        bar.main = BarView::Main{"language.all", context.words.text("language.all"), true, "icon.language"};
    const BarAnswer answer = draw_bar(ui, context, page, bar);
    Action action = answer.action;
    if (answer.main_pressed) {
        filter.all = true;
        action = FormChanged{};
    }
    const Action chosen = filter.all ? draw_all(ui, context, view.lists, filter, keyboard, page)
                                     : draw_featured(ui, context, view, page);
    return chosen.index() != 0 ? chosen : action;
}

} // namespace screens
