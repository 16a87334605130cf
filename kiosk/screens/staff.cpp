#include "kiosk/screens/staff.h"

#include "kiosk/screens/page.h"
#include "kiosk/screens/staff_export.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace screens {

namespace {

/// What staff see must not be changed by the last visitor's choices, so its bar is only a way out. Where few
/// lines fit the panel it also tells which page this is, instead of a band above the page.
bool draw_leave(ui::Ui& ui, const Context& context, ui::Area& page, bool named) {
    const int gap = ui.metrics().gap();
    ui::Area bar = page.take_bottom(ui.metrics().target() + 3 * gap / 2);
    ui.fill(bar.rect(), ui.colours().bar.ground);
    const std::string label = context.words.text("staff.leave");
    ui::ButtonSpec spec{"staff.leave", label};
    spec.shape = ui::ButtonSpec::Shape::row;
    spec.icon = "icon.back";
    spec.directional = true;
    ui::Area inside = bar.inset(gap, 0);
    inside.take_top(gap);
    inside.take_bottom(gap / 2);
    const ui::Rect place = inside.take_leading(std::min(inside.width(), ui.metrics().ems(8))).rect();
    inside.take_leading(gap);
    if (named)
        ui.text_in({"staff.title", context.words.text("staff.title"), ui::TextRole::title,
                    ui.colours().bar.ink, ui::Alignment::trailing},
                   inside.rect());
    return ui.button(place, spec);
}

std::string gate_message(const content::Messages& words, const StaffView& view) {
    switch (view.trouble) {
    case StaffView::Trouble::wrong:
        return words.text("staff.pin.wrong");
    case StaffView::Trouble::short_pin:
        return words.text("staff.pin.short");
    case StaffView::Trouble::locked:
        return words.plural("staff.pin.locked", view.locked_seconds);
    case StaffView::Trouble::not_saved:
        return words.text("thanks.failed.title");
    case StaffView::Trouble::none:
        break;
    }
    return words.text(view.gate == StaffView::Gate::choose_pin ? "staff.pin.choose" : "staff.pin.title");
}

Action draw_pad(ui::Ui& ui, const content::Messages& words, ui::Area area, bool locked) {
    Action action;
    const int gap = ui.metrics().gap();
    const int height = std::min((area.height() - 3 * gap) / 4, ui.metrics().target() * 3 / 2);
    static constexpr const char* keys[] = {"1", "2", "3", "4", "5", "6", "7", "8", "9", "clear", "0", "ok"};
    // A number pad looks the same in every direction of writing.
    const ui::Area pad({area.rect().x, area.rect().y, area.width(), 4 * height + 3 * gap}, false);
    ui::Area rest = pad;
    for (int row = 0; row < 4; ++row) {
        const ui::Area line = rest.take_top(height);
        rest.take_top(gap);
        for (int column = 0; column < 3; ++column) {
            const std::string key = keys[row * 3 + column];
            const bool digit = key.size() == 1;
            const std::string id = "staff.pin." + key;
            const std::string label = digit ? words.number(key[0] - '0') : words.text(id);
            ui::ButtonSpec spec{id, label};
            spec.shape = ui::ButtonSpec::Shape::key;
            if (key == "ok") spec.paint = ui.colours().primary;
            spec.enabled = !locked;
            if (!ui.button(line.cell(column, 3, gap).rect(), spec)) continue;
            action = digit ? Action{PinDigit{key[0]}} : key == "ok" ? Action{PinEnter{}} : Action{PinClear{}};
        }
    }
    if (locked) return action;
    for (const char c : ui.typed()) {
        if (c >= '0' && c <= '9') action = PinDigit{c};
        if (c == '\b') action = PinClear{};
    }
    return action;
}

Action draw_gate(ui::Ui& ui, const Context& context, const StaffView& view, ui::Area page) {
    const content::Messages& words = context.words;
    ui::Area area = page.inset(ui.metrics().margin(), ui.metrics().gap());
    const bool wide = page.width() > page.height();
    ui::Area head = wide ? area.take_leading(area.width() * 9 / 20 - ui.metrics().gap())
                         : area.take_top(area.height() / 3);
    if (wide)
        area.take_leading(2 * ui.metrics().gap());
    else
        area.take_top(2 * ui.metrics().gap());
    const ui::Argb ink = ui.colours().bar.ink;
    const int around = wide ? ui.metrics().gap() : ui.metrics().margin();
    const ui::Rect painted = head.rect();
    ui.wall({painted.x - ui.metrics().margin(), page.rect().y, painted.width + ui.metrics().margin() + around,
             wide ? page.height() : painted.bottom() + ui.metrics().gap() - page.rect().y});
    ui.text_in({"staff.title", words.text("staff.title"), ui::TextRole::title, ink},
               head.take_top(head.height() / 4).rect());
    const bool choosing = view.gate == StaffView::Gate::choose_pin;
    std::string shown; // while it is chosen in the figures that stand on the keys, else only how many
    for (const char digit : view.entered)
        shown += choosing ? words.number(digit - '0') : "●"; // twelve of them on one line
    const ui::Rect entry = head.take_bottom(std::max(ui.metrics().ems(1.6), head.height() / 4)).rect();
    ui.text_in({"staff.message", gate_message(words, view), ui::TextRole::body, ink},
               head.inset(0, ui.metrics().gap()).rect());
    const std::string entered =
        words.plural("staff.pin.entered", static_cast<std::int64_t>(view.entered.size()));
    ui.node(entry, "staff.pin.entered", ui::Role::text, entered);
    ui.box(entry, ui.colours().plain);
    ui.words_in({"", shown, ui::TextRole::strong, ui.colours().plain.ink, ui::Alignment::centre}, entry);
    return draw_pad(ui, words, area, view.trouble == StaffView::Trouble::locked);
}

/// What befell the data file, and what soon may befall it.
void draw_machine_troubles(ui::Ui& ui, const content::Messages& words, const StaffView& view, Page& column) {
    if (view.recovered) {
        column.notice("staff.notice", words.plural("staff.notice.recovered", *view.recovered), "icon.info");
        column.say({"staff.notice.detail", view.recovery, ui::TextRole::body, ui.colours().soft_ink,
                    ui::Alignment::leading, "en", false});
    }
    if (view.little_room)
        column.notice("staff.space",
                      words.text("staff.space.low", {{"available", words.free_size(*view.little_room)}}),
                      "icon.info");
}

void draw_panel_care(const content::Messages& words, Page& column, Action& action) {
    const std::string clean = words.text("staff.clean"), touch = words.text("staff.touch");
    const int pressed =
        column.buttons(std::array<ui::ButtonSpec, 2>{{{"staff.clean", clean}, {"staff.touch", touch}}});
    if (pressed == 0) action = CleanScreen{};
    if (pressed == 1) action = AdjustTouch{};
}

template <class Map, class Name>
void draw_counts(ui::Ui& ui, const content::Messages& words, Page& column, std::string_view group,
                 const Map& counts, const Name& name) {
    column.heading(std::string("staff.") + std::string(group),
                   words.text(std::string("staff.") + std::string(group)));
    int index = 0;
    for (const auto& [key, count] : counts) {
        const std::string line = name(key) + ": " + words.number(count);
        column.say({fmt::format("staff.{}.{}", group, ++index), line});
    }
    static_cast<void>(ui);
}

std::string backup_trouble(const content::Messages& words, ledger::BackupTrouble trouble) {
    switch (trouble) {
    case ledger::BackupTrouble::full:
        return words.text("staff.backup.full");
    case ledger::BackupTrouble::missing:
        return words.text("staff.backup.missing");
    case ledger::BackupTrouble::read_only:
        return words.text("staff.backup.read_only");
    default:
        return words.text("staff.backup.failed");
    }
}

void draw_backup(const content::Messages& words, const BackupView& backup, const ClockView& clock,
                 Page& column) {
    if (backup.trouble != ledger::BackupTrouble::none)
        column.notice("staff.backup.trouble", backup_trouble(words, backup.trouble), "icon.info");
    if (backup.last_utc_ms == 0) return;
    const std::int64_t local_ms = backup.last_utc_ms + clock.zone_ms;
    column.say({"staff.backup",
                words.text("staff.backup.done", {{"date", words.date(local_ms)},
                                                 {"time", time_of_day(words, local_ms, clock.zone)}})});
}

/// The interface languages that no native speaker has read yet.
void draw_drafts(const Context& context, Page& column) {
    std::string names;
    for (const content::InterfaceLanguage& language : context.pack.interface_languages())
        if (language.draft)
            names += (names.empty() ? "" : " · ") + context.words.language_name(language.tag, language.name);
    if (!names.empty())
        column.say(
            {"staff.drafts", context.words.text("staff.drafts", {{"languages", names}}), ui::TextRole::body});
}

} // namespace

Action draw_staff(ui::Ui& ui, const Context& context, const StaffView& view) {
    const content::Messages& words = context.words;
    ui::Area page = ui.page();
    Action action;
    const bool open = view.gate == StaffView::Gate::open;
    if (open && view.clock.entry) return draw_clock_entry(ui, context, view.clock, page);
    const bool named_in_bar = open && ui.metrics().compact();
    const bool leave = draw_leave(ui, context, page, named_in_bar);
    if (!open) {
        action = draw_gate(ui, context, view, page);
        return leave ? Action{LeaveStaff{}} : action;
    }
    Page column(ui, "staff.page", page);
    if (!named_in_bar) column.title("staff.title", words.text("staff.title"));
    column.set_tall_lines_small(words.text("staff.title"));
    draw_export_news(ui, words, view, column);
    const bool time_known = view.clock.source != ledger::TimeSource::unknown;
    if (!time_known)
        draw_clock_question(words, view.clock, column, action); // before an export carries the dates away
    draw_machine_troubles(ui, words, view, column);
    column.heading("staff.count", words.plural("staff.count", view.count));
    draw_sticks(ui, words, view, column, action);
    if (view.backup) draw_backup(words, *view.backup, view.clock, column);
    draw_clock(ui, words, view.clock, column, action);
    draw_panel_care(words, column, action);
    draw_counts(ui, words, column, "by_day", view.counts.by_day, [](const std::string& day) { return day; });
    draw_counts(ui, words, column, "by_language", view.counts.by_language,
                [&](const std::string& tag) { return words.language_name(tag, tag); });
    draw_counts(ui, words, column, "by_theme", view.counts.by_theme, [&](int theme) {
        return theme == 0 ? words.text("staff.no_theme") : words.text(fmt::format("theme.{}.title", theme));
    });
    draw_drafts(context, column);
    return leave ? Action{LeaveStaff{}} : action;
}

} // namespace screens
