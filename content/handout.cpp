#include "content/handout.h"
#include "platform/base/markup.h"

#include <fmt/format.h>

namespace content {
namespace {

constexpr std::string_view style = R"css(
@page { size: A4; margin: 16mm; }
body { font: 11pt/1.45 "Noto Sans", system-ui, sans-serif; color: #1b1f4b; max-width: 178mm; margin: 0 auto; }
h1 { font-size: 20pt; margin: 0 0 4mm; } h2 { font-size: 14pt; margin: 7mm 0 1mm; break-after: avoid; }
section { break-inside: avoid; } .facts { color: #44474e; margin: 0 0 2mm; }
li { margin: 1.2mm 0; } td { padding: 0 4mm 1mm 0; } td + td { text-align: end; } dt { font-weight: 700; } dd { margin: 0 0 1.5mm; }
dl { columns: 2; column-gap: 8mm; } dl > div { break-inside: avoid; } footer { margin-top: 8mm; font-size: 9pt; color: #44474e; }
)css";

class Sheet {
  public:
    Sheet(const Messages& words, Direction direction, const std::string& title_id) : m_words(words) {
        const auto title = text(title_id);
        m_html = fmt::format(
            "<!DOCTYPE html>\n<html lang=\"{}\" dir=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n"
            "<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n<h1>{}</h1>\n",
            words.tag(), direction == Direction::right_to_left ? "rtl" : "ltr", title, style, title);
    }

    [[nodiscard]] std::string text(const std::string& id) const {
        return base::escape_markup(m_words.text(id));
    }

    void add(const std::string& html) { m_html += html; }

    /// The messages `id`.1 to `id`.`count`, numbered.
    void steps(const std::string& id, int count) {
        add("<ol>\n");
        for (int number = 1; number <= count; ++number)
            add(fmt::format("<li>{}</li>\n", text(fmt::format("{}.{}", id, number))));
        add("</ol>\n");
    }

    std::string finish() {
        add(fmt::format("<footer>{}. {}</footer>\n</body>\n</html>\n", text("app.name"),
                        text("handout.note")));
        return std::move(m_html);
    }

  private:
    const Messages& m_words;
    std::string m_html;
};

void add_activity(Sheet& sheet, const Messages& words, const Activity& activity) {
    const auto id = "activity." + activity.id;
    const auto facts = words.plural("handout.minutes", activity.minutes) + " · " +
                       words.text("handout.ages", {{"ages", activity.ages}}) + " · " +
                       words.text("handout.articles", {{"numbers", words.numbers(activity.articles)}});
    sheet.add(fmt::format("<section>\n<h2>{}</h2>\n<p class=\"facts\">{}</p>\n", sheet.text(id + ".title"),
                          base::escape_markup(facts)));
    for (const char* part : {"goal", "need"})
        sheet.add(fmt::format("<p><strong>{}:</strong> {}</p>\n", sheet.text(std::string("handout.") + part),
                              sheet.text(id + "." + part)));
    sheet.steps(id + ".step", activity.steps);
    sheet.add("</section>\n");
}

/// Which right is this, true or not, what would you do: the answers, and why the best one is.
void add_question(Sheet& sheet, const Messages& words, const Question& question) {
    const auto id = "quiz." + question.id;
    sheet.add(fmt::format("<section>\n<p><strong>{}</strong></p>\n", sheet.text(id + ".ask")));
    if (question.kind != Question::Kind::truth) {
        sheet.add("<ol type=\"A\">\n");
        for (int answer = 1; answer <= question.answers; ++answer) {
            const bool right = question.kind == Question::Kind::right;
            const auto said = right ? fmt::format("article.{}.label",
                                                  question.choices[static_cast<std::size_t>(answer) - 1])
                                    : fmt::format("{}.answer.{}", id, answer);
            sheet.add(fmt::format("<li>{}</li>\n", sheet.text(said)));
        }
        sheet.add("</ol>\n");
    }
    const auto best = question.kind == Question::Kind::truth
                          ? std::string()
                          : std::string(1, static_cast<char>('A' + question.best - 1)) + ". ";
    sheet.add(fmt::format("<p class=\"facts\">{}{} {}</p>\n</section>\n", best, sheet.text(id + ".explain"),
                          base::escape_markup("(" + words.number(question.article) + ")")));
}

void add_chart(Sheet& sheet, const Messages& words, const Chart& chart) {
    const auto id = "chart." + chart.id;
    sheet.add(fmt::format("<section>\n<p><strong>{}</strong></p>\n<table>\n", sheet.text(id + ".title")));
    for (const Chart::Bar& bar : chart.bars)
        sheet.add(fmt::format("<tr><td>{}</td><td>{}{}</td></tr>\n", sheet.text(id + "." + bar.id),
                              bar.approximate ? "≈ " : "", base::escape_markup(words.number(bar.value))));
    sheet.add("</table>\n");
    if (words.has(id + ".note"))
        sheet.add(fmt::format("<p class=\"facts\">{}</p>\n", sheet.text(id + ".note")));
    sheet.add("</section>\n");
}

void add_cards(Sheet& sheet, const Entries& entries, std::string_view topic) {
    for (const Card& card : entries.cards)
        if (card.topic == topic)
            sheet.add(fmt::format("<section>\n<p><strong>{}</strong><br>{}</p>\n</section>\n",
                                  sheet.text("card." + card.id + ".title"),
                                  sheet.text("card." + card.id + ".text")));
}

/// What the activities read from: stories, pledges and their charts, the quiz.
void add_material(Sheet& sheet, const Entries& entries, const Messages& words) {
    for (const Activity& activity : entries.activities) {
        if (activity.material.empty()) continue;
        sheet.add(fmt::format("<h2>{}</h2>\n", sheet.text("activity." + activity.id + ".title")));
        if (activity.material == "quiz")
            for (const Question& question : entries.questions)
                add_question(sheet, words, question);
        else
            add_cards(sheet, entries, activity.material);
        if (activity.material == "pledges")
            for (const Chart& chart : entries.charts)
                add_chart(sheet, words, chart);
    }
}

} // namespace

std::string teachers_handout(const Entries& entries, const Messages& words, Direction direction) {
    Sheet sheet(words, direction, "handout.teachers");
    for (const Activity& activity : entries.activities)
        add_activity(sheet, words, activity);
    add_material(sheet, entries, words);
    sheet.add(fmt::format("<h2>{}</h2>\n<dl>\n", sheet.text("handout.glossary")));
    for (const Term& term : entries.glossary)
        sheet.add(fmt::format("<div><dt>{}</dt><dd>{}</dd></div>\n", sheet.text("term." + term.id + ".word"),
                              sheet.text("term." + term.id + ".line")));
    sheet.add("</dl>\n");
    return sheet.finish();
}

std::string staff_handout(const Entries& entries, const Messages& words, Direction direction) {
    Sheet sheet(words, direction, "handout.staff");
    for (const Routine& routine : entries.routines) {
        sheet.add(fmt::format("<section>\n<h2>{}</h2>\n", sheet.text("routine." + routine.id + ".title")));
        sheet.steps("routine." + routine.id + ".step", routine.steps);
        sheet.add("</section>\n");
    }
    return sheet.finish();
}

} // namespace content
