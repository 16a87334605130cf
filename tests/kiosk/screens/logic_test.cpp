#include "kiosk/screens/attract.h"
#include "kiosk/screens/commitment.h"
#include "kiosk/screens/grid.h"
#include "kiosk/screens/keyboard_panel.h"
#include "kiosk/screens/themes.h"

#include "platform/base/clock.h"
#include "tests/kiosk/screens/small_pack.h"

#include <algorithm>
#include <doctest/doctest.h>
#include <set>

using screens::CommitmentForm;
using screens::Step;

namespace {

const content::Pack& pack() {
    return small_pack();
}

std::vector<Step> steps_of(CommitmentForm form) {
    std::vector<Step> steps{form.step};
    while (form.step != Step::review && steps.size() < 20) {
        form.step = screens::next_step(form);
        steps.push_back(form.step);
    }
    return steps;
}

bool holds(const std::vector<int>& list, int number) {
    return std::find(list.begin(), list.end(), number) != list.end();
}

} // namespace

TEST_CASE("a ready-made commitment takes fewer steps than own words, and back is the same way") {
    CommitmentForm form;
    for (const bool own : {false, true}) {
        for (const bool from_elsewhere : {false, true}) {
            form = {};
            form.own = own;
            form.from_elsewhere = from_elsewhere;
            form.step = from_elsewhere ? Step::ready : Step::choose;
            const std::vector<Step> steps = steps_of(form);
            CHECK(steps.back() == Step::review);
            CHECK((std::find(steps.begin(), steps.end(), Step::own) != steps.end()) == own);
            for (std::size_t i = steps.size() - 1; i > 0; --i) {
                form.step = steps[i];
                CHECK(screens::previous_step(form) == steps[i - 1]);
            }
            form.step = steps.front();
            CHECK_FALSE(screens::previous_step(form).has_value());
        }
    }
}

TEST_CASE("what suits is of the theme or the article, and there is always something to take") {
    CommitmentForm form;
    CHECK(screens::suitable(pack(), form).size() == pack().entries().commitments.size());
    for (int theme = 1; theme <= content::theme_count; ++theme) {
        CAPTURE(theme);
        form = {};
        form.theme = theme;
        const auto found = screens::suitable(pack(), form);
        CHECK_FALSE(found.empty());
        for (const content::ReadyCommitment* ready : found)
            CHECK(holds(ready->themes, theme));
        CHECK(found.front()->themes.front() == theme); // those that are about it before all come first
    }
    for (int article = 0; article <= content::article_count; ++article) {
        form = {};
        form.article = article;
        CHECK_FALSE(screens::suitable(pack(), form).empty());
    }
}

TEST_CASE("every choice of by-when is later than the one before, and all names are known") {
    const std::int64_t now = base::parse_iso8601("2026-11-21T10:00:00Z").value();
    std::int64_t last = now - 1;
    for (const std::string_view when : screens::when_names) {
        const std::int64_t due = screens::due_utc_ms(when, now);
        CHECK(due > last);
        last = due;
    }
    CHECK(base::format_date(screens::due_utc_ms("week", now)) == "2026-11-28");
}

TEST_CASE("the draft holds what was chosen: own words or a ready-made one, never both") {
    const auto words = pack().messages("en");
    REQUIRE(words.has_value());
    const screens::Context context{pack(), *words, base::parse_iso8601("2026-11-21").value()};
    CommitmentForm form;
    form.theme = 11;
    form.ready = pack().entries().commitments.front().name;
    form.own_words = "left over from before";
    form.who = "pupil";
    const ledger::Draft ready = screens::draft_of(form, context, "eng");
    CHECK(ready.ready == form.ready);
    CHECK(ready.words.find("left over") == std::string::npos);
    CHECK(ready.theme == 11);
    CHECK(ready.language == "en");
    CHECK(ready.text_language == "eng");
    CHECK_FALSE(ready.wall_consent); // not asked is not agreed
    form.own = true;
    form.wall = true;
    const ledger::Draft own = screens::draft_of(form, context, "eng");
    CHECK(own.ready.empty());
    CHECK(own.words == "left over from before");
    CHECK(own.wall_consent);
}

TEST_CASE("themes begin with this month and come once each") {
    for (int month = 1; month <= 12; ++month) {
        const std::vector<int> order = screens::themes_from(month);
        CHECK(order.front() == month);
        CHECK(std::set<int>(order.begin(), order.end()).size() == 12);
        CHECK(order[1] == month % 12 + 1);
    }
    CHECK(screens::month_of(base::parse_iso8601("2026-12-31T23:59:59Z").value()) == 12);
    CHECK(screens::month_of(base::parse_iso8601("2024-02-29").value()) == 2);
    CHECK(screens::month_of(-1) == 12); // the last moment of 1969
}

TEST_CASE("cells of a grid do not overlap, stay inside, and begin at the leading side") {
    for (const bool right_to_left : {false, true}) {
        const auto grid = screens::Grid::fit({10, 20, 700, 0}, 150, 80, 12, right_to_left);
        CHECK(grid.columns == 4);
        for (int i = 0; i < 10; ++i) {
            const ui::Rect cell = grid.cell(i);
            CHECK(cell.width >= 150);
            CHECK(cell.x >= 10);
            CHECK(cell.right() <= 710);
            for (int j = 0; j < i; ++j)
                CHECK(window::intersection(cell, grid.cell(j)).empty());
        }
        CHECK((grid.cell(0).x > grid.cell(1).x) == right_to_left);
        CHECK(grid.cell(9).bottom() == 20 + grid.height(10));
        CHECK(grid.height(0) == 0);
        CHECK(screens::Grid::fit({0, 0, 30, 0}, 150, 80, 12, right_to_left).columns == 1);
    }
}

TEST_CASE("characters are counted and erased as readers see them") {
    struct Sample {
        const char* text;
        std::size_t count;
        const char* erased;
    };
    for (const Sample& sample :
         {Sample{"", 0, ""}, Sample{"ab", 2, "a"}, Sample{"ae\u0301", 2, "a"}, Sample{"حقَّ", 2, "ح"},
          Sample{"人权", 2, "人"}, Sample{"x👩🏽‍🤝‍👩🏿", 2, "x"}, Sample{"x🇸🇳", 2, "x"},
          Sample{"नि", 1, ""}, Sample{"กำ", 1, ""}}) {
        CAPTURE(sample.text);
        CHECK(screens::character_count(sample.text) == sample.count);
        std::string text = sample.text;
        screens::remove_last_character(text);
        CHECK(text == sample.erased);
    }
}

TEST_CASE("the attract screen shows complete texts only, official ones first, each once") {
    const auto order = screens::phrase_order(pack());
    REQUIRE_FALSE(order.empty());
    std::set<std::string> codes;
    bool official = true;
    for (const content::Declaration* text : order) {
        CHECK(text->complete());
        CHECK((official || !text->official));
        official = text->official;
        CHECK(codes.insert(text->code).second);
    }
    CHECK(order.front()->official);
    CHECK_FALSE(codes.contains("wol")); // an article is missing
}

TEST_CASE("the first sentence ends where the language ends it") {
    const auto first = [](const char* text, const char* language) {
        const content::Section section{
            1, "", content::Section::State::complete, {{content::Block::Kind::paragraph, 0, text}}};
        return screens::first_sentence(section, language);
    };
    CHECK(first("All are born free. They are endowed.", "en") == "All are born free.");
    CHECK(first("人人生而自由。他们赋有理性。", "zh-Hans") == "人人生而自由。");
    CHECK(first("सभी जन्म से स्वतन्त्र हैं। उन्हें बुद्धि है।", "hi") == "सभी जन्म से स्वतन्त्र हैं।");
    CHECK(first("No end at all", "en") == "No end at all");
    CHECK(screens::first_sentence({}, "en").empty());
}
