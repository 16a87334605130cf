#include "kiosk/screens/staff_export.h"

#include <algorithm>
#include <fmt/format.h>

namespace screens {

namespace {

std::string failure(const content::Messages& words, const exchange::ExportError& error) {
    using exchange::Refusal;
    switch (error.refusal) {
    case Refusal::no_medium:
        return words.text("staff.failed.no_medium");
    case Refusal::read_only:
        return words.text("staff.failed.read_only");
    case Refusal::full:
        return words.text("staff.failed.full", {{"needed", words.size(error.needed_bytes)},
                                                {"available", words.free_size(error.available_bytes)}});
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

void draw_progress(ui::Ui& ui, const content::Messages& words, StaffView::Step step, int percent,
                   Page& column) {
    const std::string share = words.percent(percent);
    const std::string what = step == StaffView::Step::opening ? words.text("staff.exporting.opening")
                             : step == StaffView::Step::finishing
                                 ? words.text("staff.exporting.finishing")
                                 : words.text("staff.exporting", {{"percent", share}});
    column.say({"staff.progress", what, ui::TextRole::strong});
    const ui::Rect bar = column.take(ui.metrics().mm(4));
    ui.fill(bar, ui.colours().page.edge);
    ui::Area filled(bar, ui.right_to_left());
    ui.fill(filled.take_leading(bar.width * percent / 100).rect(), ui.colours().page.ink);
}

} // namespace

void draw_export_news(ui::Ui& ui, const content::Messages& words, const StaffView& view, Page& column) {
    if (view.percent) draw_progress(ui, words, view.step, *view.percent, column);
    if (view.done) {
        const std::string counted = words.text("staff.done", {{"here", words.number(view.done->kept_here)},
                                                              {"stick", words.number(view.done->on_medium)}});
        column.notice("staff.result", counted, "icon.check");
        const ui::TextRole role = ui.metrics().compact() ? ui::TextRole::body : ui::TextRole::strong;
        column.say({"staff.result.note", words.text(parting_words(view.parting)), role});
        column.say({"staff.result.folder", view.done->folder.filename().string(), ui::TextRole::body,
                    ui.colours().soft_ink});
    }
    if (view.failed) column.notice("staff.result", failure(words, *view.failed), "icon.close");
}

void draw_sticks(ui::Ui& ui, const content::Messages& words, const StaffView& view, Page& column,
                 Action& action) {
    const std::size_t count = view.media.size();
    // A stick that was switched off after a good export is not missed.
    if (count == 0 && !view.done && !view.percent)
        column.say({"staff.stick", words.text("staff.stick.none")});
    if (count == 1 && !view.unfinished) column.say({"staff.stick", stick_words(words, view.media.front())});
    if (count > 1) column.say({"staff.stick.choose", words.text("staff.stick.choose"), ui::TextRole::strong});
    const std::string label = words.text("staff.export");
    for (std::size_t i = 0; i < std::max<std::size_t>(1, count); ++i) {
        const media::Medium* stick = count == 0 ? nullptr : &view.media[count - 1 - i];
        const std::string id = i == 0 ? "staff.export" : fmt::format("staff.export.{}", i + 1);
        const std::string note = count > 1 ? stick_words(words, *stick) : std::string();
        ui::ButtonSpec spec{id, label};
        spec.note = note;
        spec.icon = "icon.usb";
        spec.paint = ui.colours().primary;
        spec.enabled = !view.percent.has_value() && (stick == nullptr || stick->unfit == media::Unfit::no);
        if (column.button(spec)) action = Export{stick == nullptr ? std::string() : stick->id()};
    }
    // After the way to put it right, which a small panel shows without scrolling.
    if (view.unfinished) column.notice("staff.unfinished", words.text("staff.stick.unfinished"), "icon.info");
}

} // namespace screens
