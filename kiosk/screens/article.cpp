#include "kiosk/screens/article.h"

#include "kiosk/screens/articles.h"
#include "kiosk/screens/page.h"

#include <fmt/format.h>

namespace screens {

namespace {

constexpr double least_ems_beside = 13; // narrower, a second text goes below the first
constexpr double least_ems_aside = 14;  // narrower, the plain words go below the text

/// A column of text that is laid out where others stand beside it.
class TextColumn {
  public:
    TextColumn(ui::Ui& ui, const content::Declaration& declaration, ui::Rect place, int index)
        : m_ui(ui), m_declaration(declaration), m_place(place), m_index(index) {}

    void say(const std::string& text, ui::TextRole role, const char* kind, int number) {
        const std::string id =
            fmt::format("article.text{}.{}{}", m_index == 0 ? "" : ".second", kind, number);
        m_place.y += m_ui.text(spec(id, text, role), m_place) + m_ui.metrics().gap();
    }
    /// In the interface's language.
    void note(const char* name, const std::string& text) {
        const std::string id = fmt::format("article.{}{}", name, m_index == 0 ? "" : ".second");
        m_place.y += m_ui.text({id, text, ui::TextRole::body, m_ui.colours().soft_ink}, m_place) +
                     m_ui.metrics().gap();
    }
    void point(const std::string& mark, const content::Block& block, int number) {
        const int indent = m_ui.metrics().ems(1.9);
        ui::Area row({m_place.x, m_place.y, m_place.width, 1 << 20}, right_to_left());
        const ui::Rect mark_place = row.take_leading(indent).rect();
        const std::string id = fmt::format("article.text{}.point{}", m_index == 0 ? "" : ".second", number);
        m_ui.text(spec(id + ".mark", mark, ui::TextRole::strong), mark_place);
        m_place.y += m_ui.text(spec(id, block.text, ui::TextRole::body), row.rect()) + m_ui.metrics().gap();
    }
    [[nodiscard]] int bottom() const { return m_place.y; }

  private:
    [[nodiscard]] bool right_to_left() const {
        return m_declaration.direction == content::Direction::right_to_left;
    }
    [[nodiscard]] ui::TextSpec spec(const std::string& id, const std::string& text, ui::TextRole role) const {
        return {id, text, role, 0, ui::Alignment::leading, m_declaration.bcp47, right_to_left()};
    }
    ui::Ui& m_ui;
    const content::Declaration& m_declaration;
    ui::Rect m_place;
    int m_index;
};

std::string source_note(const Context& context, const content::Declaration& declaration) {
    const content::Messages& words = context.words;
    if (declaration.official) return words.text("article.source.official");
    return words.text("article.source", {{"stage", words.number(declaration.stage)}});
}

/// Of `among` texts, the one of `index`; returns where it ends.
int draw_text(ui::Ui& ui, const Context& context, const ArticleText& text, const ui::Rect& place, int index,
              std::size_t among) {
    const content::Messages& words = context.words;
    TextColumn column(ui, *text.declaration, place, index);
    if (among > 1) column.say(text.declaration->name, ui::TextRole::strong, "language", 0);
    if (!text.section.heading.empty()) column.say(text.section.heading, ui::TextRole::heading, "heading", 0);
    if (text.section.state == content::Section::State::missing)
        column.note("missing", words.text("article.missing"));
    if (text.section.state == content::Section::State::faulty)
        column.note("faulty", words.text("article.faulty"));
    int number = 0;
    for (const content::Block& block : text.section.blocks) {
        ++number;
        if (block.kind == content::Block::Kind::point) {
            column.point(words.text("article.list_number", {{"number", words.number(block.number)}}), block,
                         number);
        } else {
            column.say(block.text, ui::TextRole::body, "paragraph", number);
        }
    }
    column.note("source", source_note(context, *text.declaration) + " " + text.declaration->name);
    if (const content::Declaration* original = context.pack.find_declaration(text.declaration->copy_of)) {
        column.note("copy", words.text("article.copy", {{"language", original->name}}));
    }
    const auto unavailable = static_cast<std::int64_t>(text.declaration->unavailable.size());
    if (unavailable > 0) column.note("incomplete", words.plural("article.incomplete", unavailable));
    return column.bottom();
}

/// Another text beside the first, or no longer.
bool compare_button(ui::Ui& ui, const ui::Rect& place, const std::string& label) {
    ui::ButtonSpec spec{"article.compare", label};
    spec.icon = "icon.compare";
    return ui.button(place, spec);
}

bool turn_button(ui::Ui& ui, const ui::Rect& place, const char* id, const std::string& label,
                 const char* icon, bool enabled) {
    ui::ButtonSpec spec{id, label};
    spec.icon = icon;
    spec.directional = true;
    spec.enabled = enabled;
    return ui.button(place, spec);
}

/// Previous at the leading, next at the trailing end of `row`; what is between is left free.
Action draw_turns(ui::Ui& ui, const Context& context, const ArticleView& view, ui::Area row) {
    const content::Messages& words = context.words;
    const int side = std::min(row.width() / (ui.metrics().compact() ? 2 : 4) - ui.metrics().gap() / 2,
                              ui.metrics().ems(8));
    Action action;
    if (turn_button(ui, row.take_leading(side).rect(), "article.previous", words.text("article.previous"),
                    "icon.previous", view.number > 0))
        action = TurnPage{-1};
    if (turn_button(ui, row.take_trailing(side).rect(), "article.next", words.text("article.next"),
                    "icon.next", view.number < content::article_count))
        action = TurnPage{1};
    return action;
}

/// The right in plain words, an example, a question: beside the text where there is room, else below it.
std::vector<Card> companion(const content::Messages& words, int article) {
    std::vector<Card> cards;
    for (const auto& [part, heading] :
         {std::pair("summary", "article.plain"), std::pair("example", "article.everyday"),
          std::pair("question", "article.talk")})
        cards.push_back(
            {heading, words.text(heading), {words.text(fmt::format("article.{}.{}", article, part))}});
    return cards;
}

/// The themes it belongs to, and the goals.
Action draw_relations(ui::Ui& ui, const Context& context, Page& column, const content::Article& article) {
    const content::Messages& words = context.words;
    Action action;
    if (!article.themes.empty()) column.heading("article.themes", words.text("article.themes"));
    column.grid(static_cast<int>(article.themes.size()), tile_width(ui), tile_height(ui),
                [&](int index, const ui::Rect& rect) {
                    const int theme = article.themes[static_cast<std::size_t>(index)];
                    if (theme_tile(ui, context, rect, fmt::format("article.theme.{}", theme), theme))
                        action = Open{{Screen::theme, theme}};
                });
    column.say({"article.goals", words.text("goals", {{"numbers", words.numbers(article.sdgs)}}),
                ui::TextRole::body, ui.colours().soft_ink});
    return action;
}

bool acts(const Action& action) {
    return action.index() != 0;
}

} // namespace

Action draw_article(ui::Ui& ui, const Context& context, const ArticleView& view) {
    const content::Messages& words = context.words;
    ui::Area page = ui.page();
    BarView bar;
    bar.main = BarView::Main{"article.commit", words.text("article.commit"), true};
    const bool compact = ui.metrics().compact();
    const BarAnswer answer = draw_bar(ui, context, page, bar);
    Action action = answer.action;
    if (answer.main_pressed) action = CommitTo{.article = view.number};

    const int gap = ui.metrics().gap();
    const bool comparing = view.texts.size() > 1;
    const std::string compare_label = words.text(comparing ? "article.compare.remove" : "article.compare");
    const Action comparison = comparing ? Action{StopComparing{}} : Action{Compare{}};
    if (!compact) {
        const ui::Area ways =
            page.take_bottom(ui.metrics().target() + gap).inset(ui.metrics().margin(), gap / 2);
        const int side = std::min(ways.width() / 4 - gap / 2, ui.metrics().ems(8)) + gap;
        if (const Action chosen = draw_turns(ui, context, view, ways); acts(chosen)) action = chosen;
        if (compare_button(ui, ways.inset(side, 0).rect(), compare_label)) action = comparison;
    }
    if (ui.swipe() != 0) action = TurnPage{ui.swipe()};

    Page column(ui, fmt::format("article.page.{}", view.number), page);
    const std::string label = words.text(fmt::format("article.{}.label", view.number));
    column.title_with("article.label", label, fmt::format("article.{}", view.number));

    const bool beside = comparing && column.width() / 2 >= ui.metrics().ems(least_ems_beside);
    const ui::Rect whole = column.take(0);
    const int widest = std::min(whole.width, ui.metrics().ems(beside ? 60 : 34));
    const std::vector<Card> cards = companion(words, view.number);
    const int aside = whole.width - widest - 2 * gap;
    const bool cards_beside = !comparing && aside >= ui.metrics().ems(least_ems_aside);
    const ui::Area reading({ui.right_to_left() ? whole.right() - widest : whole.x, whole.y, widest, 0},
                           ui.right_to_left());
    int bottom = whole.y;
    for (int index = 0; index < static_cast<int>(view.texts.size()); ++index) {
        const ArticleText& text = view.texts[static_cast<std::size_t>(index)];
        ui::Rect place = beside ? reading.cell(index, 2, ui.metrics().ems(1.2)).rect() : reading.rect();
        if (!beside) place.y = bottom;
        const int end = draw_text(ui, context, text, place, index, view.texts.size());
        bottom = beside ? std::max(bottom, end) : end + gap;
    }
    if (cards_beside) {
        ui::Area place(whole, ui.right_to_left());
        const int height = draw_cards(ui, cards, place.take_trailing(aside).rect());
        bottom = std::max(bottom, whole.y + height);
    }
    column.space(bottom - whole.y);
    ui.node({whole.x, whole.y, whole.width, bottom - whole.y}, "article.text", ui::Role::list, label);
    if (compact) {
        const ui::Area ways(column.take(ui.metrics().target()), ui.right_to_left());
        if (const Action chosen = draw_turns(ui, context, view, ways); acts(chosen)) action = chosen;
        if (compare_button(ui, column.take(ui.metrics().target()), compare_label)) action = comparison;
    }
    if (!cards_beside) column.cards(cards);
    const auto& entry = context.pack.entries().articles[static_cast<std::size_t>(view.number)];
    if (const Action chosen = draw_relations(ui, context, column, entry); acts(chosen)) action = chosen;
    return action;
}

} // namespace screens
