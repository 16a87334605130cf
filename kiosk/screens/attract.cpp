#include "kiosk/screens/attract.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <map>
#include <memory>
#include <unicode/brkiter.h>
#include <unicode/unistr.h>

namespace screens {

std::vector<const content::Declaration*> phrase_order(const content::Pack& pack) {
    std::vector<const content::Declaration*> order;
    std::map<std::string, std::vector<const content::Declaration*>> by_script;
    for (const content::Declaration& text : pack.declarations()) {
        if (!text.complete()) continue;
        if (text.official)
            order.push_back(&text);
        else
            by_script[text.script].push_back(&text);
    }
    for (std::size_t round = 0; !by_script.empty(); ++round) {
        for (auto it = by_script.begin(); it != by_script.end();) {
            order.push_back(it->second[round]);
            it = round + 1 == it->second.size() ? by_script.erase(it) : std::next(it);
        }
    }
    return order;
}

std::string first_sentence(const content::Section& article, std::string_view language) {
    if (article.blocks.empty()) return {};
    const std::string& whole = article.blocks.front().text;
    UErrorCode status = U_ZERO_ERROR;
    const icu::Locale locale = icu::Locale::forLanguageTag(
        icu::StringPiece(language.data(), static_cast<int>(language.size())), status);
    status = U_ZERO_ERROR;
    const std::unique_ptr<icu::BreakIterator> sentences(
        icu::BreakIterator::createSentenceInstance(locale, status));
    if (!sentences || U_FAILURE(status)) return whole;
    const icu::UnicodeString text = icu::UnicodeString::fromUTF8(whole);
    sentences->setText(text);
    sentences->first();
    const std::int32_t end = sentences->next();
    std::string result;
    text.tempSubString(0, end == icu::BreakIterator::DONE ? text.length() : end).trim().toUTF8String(result);
    return result;
}

double way_left(std::int64_t since_turn_ms) {
    const auto passed = static_cast<double>(since_turn_ms + glide_frame_ms);
    const double left = 1 - std::clamp(passed / (glide_ms + glide_frame_ms), 0.0, 1.0);
    return left * left;
}

namespace {

/// A different place for every turn, within `room` pixels.
int wander(std::size_t turn, std::size_t salt, int room) {
    if (room <= 0) return 0;
    const std::size_t mixed = (turn + salt * 7) * 2654435761u;
    return static_cast<int>((mixed >> 8) % static_cast<std::size_t>(room));
}

ui::Rect moved(const ui::Rect& rect, int x) {
    return {rect.x + x, rect.y, rect.width, rect.height};
}

void draw_phrase(ui::Ui& ui, const Phrase& phrase, const ui::Rect& place, const std::string& id) {
    constexpr ui::Argb white = 0xFFFFFFFF;
    constexpr ui::Argb ochre = 0xFFF2A93B;
    ui::Area area(place, false);
    const int name_height = ui.metrics().ems(1.6);
    const std::string name_id = id + ".name";
    const ui::TextSpec name{
        name_id,         phrase.name,         ui::TextRole::strong, ochre, ui::Alignment::leading,
        phrase.language, phrase.right_to_left};
    const ui::Rect name_place = area.take_bottom(name_height).rect();
    ui::TextSpec words{id,
                       phrase.text,
                       ui::TextRole::display,
                       white,
                       ui::Alignment::leading,
                       phrase.language,
                       phrase.right_to_left};
    words.size = std::max(1.0, std::min(place.width, place.height * 2) / (ui.metrics().em() * 17));
    ui.text_in(words, area.rect());
    ui.text_in(name, name_place);
}

} // namespace

Action draw_attract(ui::Ui& ui, const Context& context, const AttractView& view) {
    const content::Messages& words = context.words;
    const ui::Area page = ui.page();
    const int width = page.width();
    const int height = page.height();
    const ui::Metrics& metrics = ui.metrics();
    ui.wall(page.rect(), wander(view.turn, 1, metrics.mm(30)), wander(view.turn, 2, metrics.mm(30)));

    const int margin = 2 * metrics.margin();
    const int button_height = std::max(metrics.target() + metrics.mm(6), metrics.ems(2.2));
    const int foot = button_height + metrics.ems(1.8) + 3 * metrics.gap();
    const int room = std::max(0, height - foot - 2 * margin - metrics.ems(7));
    const int top = page.rect().y + margin + wander(view.turn, 3, room / 3);
    const ui::Rect place{page.rect().x + margin, top, width - 2 * margin,
                         height - foot - margin - (top - page.rect().y)};

    // A picture of an everyday right beside the words, another one with every phrase.
    const bool wide = ui.wide();
    const int side = wide ? std::min(place.width * 3 / 10, place.height)
                          : std::min(place.width * 6 / 10, place.height / 3);
    const int article = static_cast<int>(view.turn * 7 % content::article_count) + 1;
    const bool leading_picture = wide && view.turn % 2 == 1;
    ui::Area rest(place, false);
    const ui::Rect beside = !wide             ? rest.take_top(side).rect()
                            : leading_picture ? rest.take_leading(side).rect()
                                              : rest.take_trailing(side).rect();
    const int drift = wander(view.turn, 6, std::max(1, (wide ? beside.height : beside.width) - side));
    ui.picture({}, fmt::format("article.{}", article),
               {beside.x + (wide ? 0 : drift), beside.y + (wide ? drift : 0), side, side}, {});
    if (wide) leading_picture ? rest.take_leading(metrics.gap() * 2) : rest.take_trailing(metrics.gap() * 2);
    const ui::Rect words_place = rest.rect();
    const bool to_left = !view.phrase.right_to_left;
    const int way = static_cast<int>(way_left(view.since_turn_ms) * width);
    if (view.previous && view.since_turn_ms < glide_ms) {
        const int gone = to_left ? way - width : width - way;
        draw_phrase(ui, *view.previous, moved(words_place, gone), "attract.previous");
    }
    draw_phrase(ui, view.phrase, moved(words_place, to_left ? way : -way), "attract.phrase");

    Action action;
    const int button_width = std::min(width - 2 * margin, metrics.ems(12));
    const int shift = wander(view.turn, 4, std::max(1, width - 2 * margin - button_width));
    const ui::Rect button{page.rect().x + margin + shift,
                          page.rect().bottom() - margin - button_height - wander(view.turn, 5, metrics.mm(3)),
                          button_width, button_height};
    const std::string invite = words.text("attract.invite");
    ui::ButtonSpec spec{"attract.start", invite};
    spec.shape = ui::ButtonSpec::Shape::key;
    spec.paint = ui.colours().primary;
    spec.size = 1.2;
    if (ui.button(button, spec) || ui.tapped()) action = Begin{};
    const std::string count =
        view.commitments == 0 ? words.text("attract.first") : words.plural("attract.count", view.commitments);
    const ui::Rect count_place{page.rect().x + margin, button.y - metrics.gap() - metrics.ems(1.5),
                               width - 2 * margin, metrics.ems(1.5)};
    ui.text_in({"attract.count", count, ui::TextRole::body, 0xFFFFF3DC, ui::Alignment::leading}, count_place);

    if (view.since_turn_ms < glide_ms)
        ui.animate_after(glide_frame_ms);
    else
        ui.animate_after(phrase_ms - view.since_turn_ms);
    return action;
}

} // namespace screens
