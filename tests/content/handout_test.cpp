#include "content/handout.h"
#include "content/messages_data.h"

#include <doctest/doctest.h>

namespace {

content::Messages some_words() {
    auto data = std::make_shared<content::Messages::Data>();
    data->tag = "ar";
    for (const char* id :
         {"handout.teachers", "handout.staff", "handout.goal", "handout.need", "handout.note",
          "handout.glossary", "app.name", "activity.a.title", "activity.a.goal", "activity.a.need",
          "activity.a.step.1", "activity.a.step.2", "routine.opening.title", "routine.opening.step.1",
          "term.dignity.word", "term.dignity.line"})
        data->catalogue[id][""] = std::string("<") + id + ">";
    data->catalogue["handout.ages"][""] = "Ages {ages}";
    data->catalogue["handout.articles"][""] = "Articles {numbers}";
    data->catalogue["handout.minutes"]["other"] = "{count} minutes";
    return content::Messages(data);
}

content::Entries some_entries() {
    content::Entries entries;
    entries.activities.push_back({"a", 20, "8-12", {1, 2}, "quiz", 2});
    entries.activities.push_back({"b", 20, "13+", {1}, "pledges", 0});
    content::Question question;
    question.id = "q";
    question.choices = {5, 3};
    question.answers = 2;
    question.best = 2;
    entries.questions.push_back(question);
    entries.charts.push_back({"who", "pledges", 5, true, {{"states", 5, true}}});
    entries.cards.push_back({"smart", "pledges", 0, {}});
    entries.cards.push_back({"walls", "street-art", 0, {}});
    entries.routines.push_back({"opening", 1});
    entries.glossary.push_back({"dignity", {1}});
    return entries;
}

bool has(const std::string& html, const std::string& part) {
    return html.find(part) != std::string::npos;
}

} // namespace

TEST_CASE("The teachers' pages hold every activity and word, escaped, in their direction") {
    const auto html =
        content::teachers_handout(some_entries(), some_words(), content::Direction::right_to_left);
    CHECK(has(html, "<html lang=\"ar\" dir=\"rtl\">"));
    CHECK(has(html, "<li>&lt;activity.a.step.2&gt;</li>"));
    CHECK(has(html, "<dt>&lt;term.dignity.word&gt;</dt>"));
    CHECK(has(html, "8-12"));
    CHECK_FALSE(has(html, "<activity"));
    CHECK_FALSE(has(html, "routine"));
    CHECK(has(html, "<li>[article.3.label]</li>"));
    CHECK(has(html, "B. [quiz.q.explain]"));
    CHECK(has(html, "<td>[chart.who.states]</td><td>≈ ٥</td>"));
    CHECK(has(html, "[card.smart.title]"));
    CHECK_FALSE(has(html, "card.walls")); // no activity reads from it
}

TEST_CASE("The staff's page holds the routine") {
    const auto html = content::staff_handout(some_entries(), some_words(), content::Direction::left_to_right);
    CHECK(has(html, "dir=\"ltr\""));
    CHECK(has(html, "<li>&lt;routine.opening.step.1&gt;</li>"));
    CHECK_FALSE(has(html, "activity.a"));
}
