#include "kiosk/screens/thanks.h"

#include "kiosk/screens/page.h"

namespace screens {

namespace {

/// A large button at the bottom of the page.
bool main_button(ui::Ui& ui, ui::Area& page, const char* id, const std::string& label) {
    const int gap = ui.metrics().gap();
    const ui::Area place = page.take_bottom(ui.metrics().target() + ui.metrics().mm(4) + 2 * gap)
                               .inset(ui.metrics().margin(), gap);
    ui::ButtonSpec spec{id, label};
    spec.shape = ui::ButtonSpec::Shape::key;
    spec.paint = ui.colours().primary;
    return ui.button(place.rect(), spec);
}

} // namespace

Action draw_thanks(ui::Ui& ui, const Context& context, const ledger::Commitment& kept) {
    const content::Messages& words = context.words;
    Action action;
    ui::Area page = ui.page();
    if (main_button(ui, page, "thanks.done", words.text("thanks.done"))) action = Finish{};

    // The QR code holds the words themselves and the code, no address: a phone shows them without a network.
    const std::string carried = kept.words + "\n" + kept.receipt;
    const bool wide = page.width() > page.height();
    const int side =
        std::min({wide ? page.width() * 2 / 5 : page.width() * 3 / 5,
                  page.height() - 2 * ui.metrics().margin(), ui.metrics().mm(80 * ui.metrics().growth())});
    if (wide) {
        ui::Area place = page.take_trailing(side + 2 * ui.metrics().margin());
        ui.wall(place.rect());
        ui.qr_code("thanks.qr", carried,
                   {place.rect().x + ui.metrics().margin(), place.rect().y + (place.height() - side) / 2,
                    side, side},
                   words.text("thanks.qr"));
    }
    Page column(ui, "thanks.page", page);
    column.title("thanks.title", words.text("thanks.title"), "scene.thanks");
    // One line: the code itself must be seen without a scroll.
    const std::string above = words.text("thanks.code");
    const ui::TextSpec label{"thanks.code.label", above, ui::TextRole::strong, ui.colours().soft_ink};
    ui.text_in(label, column.take(ui.line_size(label).height));
    ui::TextSpec code{"thanks.code", kept.receipt, ui::TextRole::display};
    code.language = "en";
    code.right_to_left = false;
    code.alignment = ui.right_to_left() ? ui::Alignment::trailing : ui::Alignment::leading;
    const ui::Rect code_place = column.take(ui.text_height(code, 0));
    ui.text_in(code, code_place);
    column.say({"thanks.kept", words.text("thanks.kept"), ui::TextRole::strong});
    column.say({"thanks.words", kept.words});
    column.say({"thanks.note", words.text("thanks.note")});
    if (!wide) {
        const ui::Rect place = column.take(side);
        ui.qr_code("thanks.qr", carried, place, words.text("thanks.qr"));
    }
    return action;
}

Action draw_not_kept(ui::Ui& ui, const Context& context, const std::string& own_words) {
    const content::Messages& words = context.words;
    Action action;
    ui::Area page = ui.page();
    const BarAnswer bar = draw_bar(ui, context, page, {});
    if (main_button(ui, page, "thanks.retry", words.text("thanks.failed.retry"))) action = Confirm{};
    Page column(ui, "thanks.failed", page);
    column.title("thanks.failed.title", words.text("thanks.failed.title"));
    column.notice("thanks.failed", words.text("thanks.failed"));
    column.say({"thanks.words", own_words, ui::TextRole::heading});
    return action.index() != 0 ? action : bar.action;
}

} // namespace screens
