#include "kiosk/screens/staff.h"

#include "kiosk/screens/page.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace screens {

namespace {

/// What staff see must not be changed by the last visitor's choices, so its bar is only a way out.
bool draw_leave(ui::Ui& ui, const Context& context, ui::Area& page) {
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
    return ui.button(inside.take_leading(std::min(inside.width(), ui.metrics().ems(8))).rect(), spec);
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
    ui::Area head =
        wide ? area.take_leading(area.width() / 2 - ui.metrics().gap()) : area.take_top(area.height() / 3);
    if (wide) area.take_leading(2 * ui.metrics().gap());
    const ui::Argb ink = ui.colours().bar.ink;
    const int around = wide ? ui.metrics().gap() : ui.metrics().margin();
    const ui::Rect painted = head.rect();
    ui.wall({painted.x - ui.metrics().margin(), page.rect().y, painted.width + ui.metrics().margin() + around,
             wide ? page.height() : painted.bottom() + ui.metrics().gap() - page.rect().y});
    ui.text_in({"staff.title", words.text("staff.title"), ui::TextRole::title, ink},
               head.take_top(head.height() / 4).rect());
    const bool choosing = view.gate == StaffView::Gate::choose_pin;
    const std::string shown = choosing ? view.entered : std::string();
    std::string dots;
    for (std::size_t i = 0; !choosing && i < view.entered.size(); ++i)
        dots += "● ";
    const ui::Rect entry = head.take_bottom(std::max(ui.metrics().ems(1.6), head.height() / 4)).rect();
    ui.text_in({"staff.message", gate_message(words, view), ui::TextRole::body, ink},
               head.inset(0, ui.metrics().gap()).rect());
    const std::string entered =
        words.plural("staff.pin.entered", static_cast<std::int64_t>(view.entered.size()));
    ui.node(entry, "staff.pin.entered", ui::Role::text, entered);
    ui.box(entry, ui.colours().plain);
    ui.words_in(
        {"", choosing ? shown : dots, ui::TextRole::strong, ui.colours().plain.ink, ui::Alignment::centre},
        entry);
    return draw_pad(ui, words, area, view.trouble == StaffView::Trouble::locked);
}

std::string failure(const content::Messages& words, const exchange::ExportError& error) {
    using exchange::Refusal;
    switch (error.refusal) {
    case Refusal::no_medium:
        return words.text("staff.failed.no_medium");
    case Refusal::read_only:
        return words.text("staff.failed.read_only");
    case Refusal::full:
        return words.text("staff.failed.full", {{"needed", words.size(error.needed_bytes)},
                                                {"available", words.size(error.available_bytes)}});
    case Refusal::removed:
        return words.text("staff.failed.removed");
    case Refusal::name_taken:
        return words.text("staff.failed.name_taken");
    case Refusal::damaged:
        return words.text("staff.failed.damaged");
    case Refusal::not_opened:
        return words.text("staff.failed.not_opened");
    case Refusal::unsound:
        return words.text("staff.failed.unsound");
    case Refusal::busy:
        return words.text("staff.failed.busy");
    case Refusal::silent:
        return words.text("staff.failed.silent");
    case Refusal::failed:
        break;
    }
    return words.text("staff.failed.failed");
}

std::string stick_words(const content::Messages& words, const media::Medium& stick) {
    switch (stick.unfit) {
    case media::Unfit::format:
        return words.text("staff.stick.format", {{"name", stick.label}, {"format", stick.format}});
    case media::Unfit::locked:
        return words.text("staff.stick.locked", {{"name", stick.label}});
    case media::Unfit::unformatted:
        return words.text("staff.stick.unformatted", {{"name", stick.label}});
    case media::Unfit::no:
        break;
    }
    return words.text(stick.read_only ? "staff.stick.read_only" : "staff.stick.ready",
                      {{"name", stick.label}});
}

/// A way to export to each stick, the one that came last first.
void draw_sticks(ui::Ui& ui, const content::Messages& words, const StaffView& view, Page& column,
                 Action& action) {
    const std::string label = words.text("staff.export");
    const bool several = view.media.size() > 1;
    if (several) column.say({"staff.stick.choose", words.text("staff.stick.choose"), ui::TextRole::strong});
    for (std::size_t i = 0; i < std::max<std::size_t>(1, view.media.size()); ++i) {
        const media::Medium* stick = view.media.empty() ? nullptr : &view.media[view.media.size() - 1 - i];
        const std::string id = i == 0 ? "staff.export" : fmt::format("staff.export.{}", i + 1);
        const std::string note = several ? stick_words(words, *stick) : std::string();
        ui::ButtonSpec spec{id, label};
        spec.note = note;
        spec.icon = "icon.usb";
        spec.paint = ui.colours().primary;
        spec.enabled = !view.percent.has_value() && (stick == nullptr || stick->unfit == media::Unfit::no);
        if (column.button(spec)) action = Export{stick == nullptr ? std::string() : stick->id()};
    }
}

const char* parting_words(media::Parting parting) {
    switch (parting) {
    case media::Parting::mounted:
        return "staff.done.note.mounted";
    case media::Parting::busy:
        return "staff.done.note.busy";
    case media::Parting::free:
        break;
    }
    return "staff.done.note";
}

void draw_export(ui::Ui& ui, const content::Messages& words, const StaffView& view, Page& column,
                 Action& action) {
    // A stick that was switched off after a good export is not missed.
    if (view.media.empty() && !view.done && !view.percent)
        column.say({"staff.stick", words.text("staff.stick.none")});
    if (view.media.size() == 1) column.say({"staff.stick", stick_words(words, view.media.front())});
    draw_sticks(ui, words, view, column, action); // first, so that a small panel shows it without a scroll
    if (view.unfinished) column.notice("staff.unfinished", words.text("staff.stick.unfinished"));
    if (view.percent) {
        const std::string percent = words.percent(*view.percent);
        column.say({"staff.progress", view.step == StaffView::Step::opening
                                          ? words.text("staff.exporting.opening")
                                      : view.step == StaffView::Step::finishing
                                          ? words.text("staff.exporting.finishing")
                                          : words.text("staff.exporting", {{"percent", percent}})});
        const ui::Rect bar = column.take(ui.metrics().mm(4));
        ui.fill(bar, ui.colours().page.edge);
        ui::Area filled(bar, ui.right_to_left());
        ui.fill(filled.take_leading(bar.width * *view.percent / 100).rect(), ui.colours().page.ink);
    }
    if (view.done) {
        column.notice("staff.result",
                      words.text("staff.done", {{"here", words.number(view.done->kept_here)},
                                                {"stick", words.number(view.done->on_medium)}}));
        column.say({"staff.result.folder", view.done->folder.filename().string()});
        column.say({"staff.result.note", words.text(parting_words(view.parting))});
    }
    if (view.failed) column.notice("staff.result", failure(words, *view.failed));
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
        column.notice("staff.backup.trouble", backup_trouble(words, backup.trouble));
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
    const bool leave = draw_leave(ui, context, page);
    if (view.gate != StaffView::Gate::open) {
        action = draw_gate(ui, context, view, page);
        return leave ? Action{LeaveStaff{}} : action;
    }
    Page column(ui, "staff.page", page);
    column.title("staff.title", words.text("staff.title"));
    column.heading("staff.count", words.plural("staff.count", view.count));
    if (view.recovered) {
        column.notice("staff.notice", words.plural("staff.notice.recovered", *view.recovered));
        column.say({"staff.notice.detail", view.recovery, ui::TextRole::body, ui.colours().soft_ink,
                    ui::Alignment::leading, "en", false});
    }
    if (view.little_room)
        column.notice("staff.space",
                      words.text("staff.space.low", {{"available", words.size(*view.little_room)}}));
    const bool time_known = view.clock.source != ledger::TimeSource::unknown;
    if (!time_known)
        draw_clock(ui, words, view.clock, column, action); // before an export carries the dates away
    draw_export(ui, words, view, column, action);
    if (view.backup) draw_backup(words, *view.backup, view.clock, column);
    if (time_known) draw_clock(ui, words, view.clock, column, action);
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
