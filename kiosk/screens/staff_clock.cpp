#include "kiosk/screens/staff_clock.h"

#include <array>
#include <chrono>
#include <fmt/format.h>

namespace screens {

namespace {

using namespace std::chrono;
using Field = ClockAsk::Field;

constexpr int first_year = 2026; // as base::earliest_utc_ms
constexpr int last_year = 2099;
constexpr std::array<const char*, 5> names = {"day", "month", "year", "hour", "minute"}; // by Field

int days_in(int of_year, int of_month) {
    const year_month_day_last last{year(of_year), month_day_last(month(static_cast<unsigned>(of_month)))};
    return static_cast<int>(static_cast<unsigned>(last.day()));
}

/// Goes round from `most` to `least` and back.
int turned(int value, int step, int least, int most) {
    const int count = most - least + 1;
    return least + ((value - least + step) % count + count) % count;
}

int value_of(const ClockEntry& entry, Field field) {
    switch (field) {
    case Field::day:
        return entry.day;
    case Field::month:
        return entry.month;
    case Field::year:
        return entry.year;
    case Field::hour:
        return entry.hour;
    case Field::minute:
        break;
    }
    return entry.minute;
}

/// In the language's figures, without marks between thousands.
std::string figures(const content::Messages& words, int value, int digits) {
    std::string text;
    for (const char digit : fmt::format("{:0{}}", value, digits))
        text += words.number(digit - '0');
    return text;
}

bool draw_step(ui::Ui& ui, const ui::Rect& place, const std::string& id, const char* sign,
               const std::string& spoken) {
    ui::ButtonSpec spec{id, sign};
    spec.spoken = spoken;
    spec.shape = ui::ButtonSpec::Shape::key;
    spec.size = 1.6;
    spec.language = "en"; // the sign of sums, whatever hand the words are written in
    return ui.button(place, spec);
}

int field_line(const ui::Ui& ui) {
    return ui.metrics().ems(1.3);
}

/// Where there is room for all of it.
int fields_height(const ui::Ui& ui) {
    return 2 * field_line(ui) + 2 * ui.metrics().gap() + 2 * (ui.metrics().target() * 3 / 2);
}

/// The field's name, more, its number, less: one above the other.
void draw_field(ui::Ui& ui, const content::Messages& words, const ClockEntry& entry, Field field,
                ui::Area column, Action& action) {
    const std::string name = names[static_cast<std::size_t>(field)];
    const std::string label = words.text("staff.clock.field." + name);
    const std::string id = "staff.clock." + name;
    const int gap = ui.metrics().gap();
    const int line = field_line(ui);
    const int height = std::min((column.height() - 2 * line - 2 * gap) / 2, ui.metrics().target() * 3 / 2);
    const std::string name_id = id + ".name";
    ui::TextSpec title{name_id, label, ui::TextRole::body, 0, ui::Alignment::centre};
    // All five of one size, in a language whose longest name would not fit at its own.
    if (ui.stands_tall(words.text("staff.title")))
        title.size = ui.metrics().smallest_em() / ui.metrics().em();
    ui.text_in(title, column.take_top(line).rect());
    if (draw_step(ui, column.take_top(height).rect(), id + ".more", "+",
                  words.text("staff.clock.more", {{"field", label}})))
        action = ClockAsk{ClockAsk::What::step, field, 1};
    column.take_top(gap);
    const std::string number = figures(words, value_of(entry, field), field == Field::year ? 4 : 2);
    ui.text_in({id, number, ui::TextRole::heading, 0, ui::Alignment::centre}, column.take_top(line).rect());
    column.take_top(gap);
    if (draw_step(ui, column.take_top(height).rect(), id + ".less", "−",
                  words.text("staff.clock.less", {{"field", label}})))
        action = ClockAsk{ClockAsk::What::step, field, -1};
}

/// Message `id` with the kiosk's date and time.
std::string told(const content::Messages& words, std::string_view id, const ClockView& view) {
    return words.text(
        id, {{"date", words.date(view.local_ms)}, {"time", time_of_day(words, view.local_ms, view.zone)}});
}

ClockAsk ask(ClockAsk::What what) {
    return {what, Field::day, 0};
}

bool key(ui::Ui& ui, const content::Messages& words, const ui::Area& place, const char* id, bool primary) {
    const std::string label = words.text(id);
    ui::ButtonSpec spec{id, label};
    spec.shape = ui::ButtonSpec::Shape::key;
    if (primary) spec.paint = ui.colours().primary;
    return ui.button(place.rect(), spec);
}

} // namespace

ClockEntry clock_entry(std::int64_t local_ms) {
    const sys_time<milliseconds> when{milliseconds(local_ms)};
    const auto day = floor<days>(when);
    const year_month_day date(day);
    const auto minutes = floor<std::chrono::minutes>(when - day).count();
    return {static_cast<int>(date.year()), static_cast<int>(static_cast<unsigned>(date.month())),
            static_cast<int>(static_cast<unsigned>(date.day())), static_cast<int>(minutes / 60),
            static_cast<int>(minutes % 60)};
}

std::int64_t local_ms(const ClockEntry& entry) {
    const sys_days day = year(entry.year) / month(static_cast<unsigned>(entry.month)) /
                         std::chrono::day(static_cast<unsigned>(entry.day));
    return duration_cast<milliseconds>(day.time_since_epoch() + hours(entry.hour) + minutes(entry.minute))
        .count();
}

ClockEntry stepped(ClockEntry entry, Field field, int step) {
    switch (field) {
    case Field::day:
        entry.day = turned(entry.day, step, 1, days_in(entry.year, entry.month));
        break;
    case Field::month:
        entry.month = turned(entry.month, step, 1, 12);
        break;
    case Field::year:
        entry.year = turned(entry.year, step, first_year, last_year);
        break;
    case Field::hour:
        entry.hour = turned(entry.hour, step, 0, 23);
        break;
    case Field::minute:
        entry.minute = turned(entry.minute, step, 0, 59);
        break;
    }
    entry.day = std::min(entry.day, days_in(entry.year, entry.month));
    return entry;
}

std::string time_of_day(const content::Messages& words, std::int64_t local_ms, const std::string& zone) {
    const ClockEntry entry = clock_entry(local_ms);
    const std::string time = figures(words, entry.hour, 2) + ":" + figures(words, entry.minute, 2);
    return zone.empty() ? time : time + " (" + zone + ")";
}

void draw_clock_question(const content::Messages& words, const ClockView& view, Page& column,
                         Action& action) {
    const std::string yes = words.text("staff.clock.yes"), set = words.text("staff.clock.set");
    column.notice("staff.clock.says",
                  told(words, "staff.clock.says", view) + " " + words.text("staff.clock.ask"), "icon.clock");
    if (view.not_saved)
        column.notice("staff.clock.not_saved", words.text("staff.clock.not_saved"), "icon.close");
    const int pressed =
        column.buttons(std::array<ui::ButtonSpec, 2>{{{"staff.clock.yes", yes}, {"staff.clock.set", set}}});
    if (pressed >= 0) action = ask(pressed == 0 ? ClockAsk::What::right : ClockAsk::What::edit);
}

void draw_clock(ui::Ui& ui, const content::Messages& words, const ClockView& view, Page& column,
                Action& action) {
    column.heading("staff.clock.title", words.text("staff.clock.title"));
    if (view.source == ledger::TimeSource::unknown) {
        column.say(
            {"staff.clock.why", words.text("staff.clock.why"), ui::TextRole::body, ui.colours().soft_ink});
        return;
    }
    if (view.redated && *view.redated > 0)
        column.notice("staff.clock.redated", words.plural("staff.clock.redated", *view.redated),
                      "icon.check");
    const bool by_staff = view.source == ledger::TimeSource::staff;
    column.say(
        {"staff.clock.says", told(words, by_staff ? "staff.clock.confirmed" : "staff.clock.sure", view)});
    if (view.not_saved)
        column.notice("staff.clock.not_saved", words.text("staff.clock.not_saved"), "icon.close");
    if (view.source == ledger::TimeSource::network) return;
    if (column.button({"staff.clock.set", words.text("staff.clock.set")})) action = ask(ClockAsk::What::edit);
}

Action draw_clock_entry(ui::Ui& ui, const Context& context, const ClockView& view, ui::Area page) {
    const content::Messages& words = context.words;
    const int gap = ui.metrics().gap();
    const bool upright = page.height() > page.width();
    Action action;
    ui::Area area = page.inset(ui.metrics().margin(), gap);
    const std::int64_t entered = local_ms(*view.entry);
    const std::string told_so = words.date(entered) + " · " + time_of_day(words, entered, view.zone);
    ui::TextSpec date{"staff.clock.entered", told_so, ui::TextRole::heading};
    if (upright) {
        const ui::Area head = area.take_top(area.height() / 3);
        ui.wall({page.rect().x, page.rect().y, page.width(), head.rect().bottom() - page.rect().y});
        date.ink = ui.colours().bar.ink;
        ui.text_in(date, head.rect());
    } else {
        ui.text_in(date, area.take_top(std::min(area.height() / 5, ui.metrics().ems(3))).rect());
    }
    area.take_top(gap);
    const int key_height = ui.metrics().target() + ui.metrics().mm(2);
    // On an upright panel the keys stay near the fields, within reach.
    if (upright) area = area.take_top(std::min(area.height(), fields_height(ui) + 2 * gap + key_height));
    const ui::Area keys = area.take_bottom(key_height);
    area.take_bottom(gap);
    for (const Field field : {Field::day, Field::month, Field::year, Field::hour, Field::minute})
        draw_field(ui, words, *view.entry, field, area.cell(static_cast<int>(field), 5, gap), action);
    if (key(ui, words, keys.cell(0, 2, gap), "staff.clock.cancel", false))
        action = ask(ClockAsk::What::cancel);
    if (key(ui, words, keys.cell(1, 2, gap), "staff.clock.save", true)) action = ask(ClockAsk::What::save);
    return action;
}

} // namespace screens
