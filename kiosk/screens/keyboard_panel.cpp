#include "kiosk/screens/keyboard_panel.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <unicode/brkiter.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

namespace screens {

namespace {

constexpr double smallest_key_mm = 7.2; // where a 7 inch panel has no room for 12.7
constexpr std::size_t most_candidates = 9;
constexpr std::size_t most_shift_signs = 3; // on the key that brings them

icu::UnicodeString to_unicode(std::string_view text) {
    return icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int>(text.size())));
}

bool is_letter_or_mark(std::string_view text) {
    const icu::UnicodeString unicode = to_unicode(text);
    return !unicode.isEmpty() && (U_GET_GC_MASK(unicode.char32At(0)) & (U_GC_L_MASK | U_GC_M_MASK)) != 0;
}

std::unique_ptr<icu::BreakIterator> characters_of(const icu::UnicodeString& text) {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::BreakIterator> breaks(
        icu::BreakIterator::createCharacterInstance(icu::Locale::getRoot(), status));
    if (breaks) breaks->setText(text);
    return breaks;
}

} // namespace

void remove_last_character(std::string& text) {
    icu::UnicodeString unicode = to_unicode(text);
    const auto breaks = characters_of(unicode);
    if (!breaks || unicode.isEmpty()) return;
    breaks->last();
    unicode.truncate(breaks->previous());
    text.clear();
    unicode.toUTF8String(text);
}

std::size_t character_count(std::string_view text) {
    const icu::UnicodeString unicode = to_unicode(text);
    const auto breaks = characters_of(unicode);
    std::size_t count = 0;
    while (breaks && breaks->next() != icu::BreakIterator::DONE)
        ++count;
    return count;
}

void KeyboardPanel::open(std::string_view interface_tag) {
    forget();
    for (const std::string& id : keyboard::layouts_for(interface_tag)) {
        if (auto loaded = keyboard::load_layout(id)) m_layouts.push_back(std::move(*loaded));
    }
    if (auto loaded = keyboard::load_layout(keyboard::symbols_id)) m_symbols = std::move(*loaded);
    for (const keyboard::Layout& one : m_layouts) {
        if (one.composition == keyboard::Composition::pinyin) {
            if (auto composer = keyboard::PinyinComposer::open()) m_composer = std::move(*composer);
        } else if (auto composer = keyboard::open_inline_composer(one.composition)) {
            m_inline = std::move(*composer);
        }
    }
}

void KeyboardPanel::forget() {
    *this = KeyboardPanel();
}

const keyboard::Layout* KeyboardPanel::layout() const {
    if (m_symbols_shown && m_symbols) return &*m_symbols;
    return m_layouts.empty() ? nullptr : &m_layouts[m_current];
}

bool KeyboardPanel::composes() const {
    return m_composer != nullptr && layout() != nullptr &&
           layout()->composition == keyboard::Composition::pinyin;
}

keyboard::InlineComposer* KeyboardPanel::inline_composer() const {
    const bool own = layout() != nullptr && (layout()->composition == keyboard::Composition::hangul ||
                                             layout()->composition == keyboard::Composition::kana);
    return own ? m_inline.get() : nullptr;
}

void KeyboardPanel::finish_pending(std::string& text, const std::string* finished) {
    if (!m_inline) return;
    const std::string pending = m_inline->pending();
    const std::string written = m_inline->finish();
    if (pending.empty() || !text.ends_with(pending)) return;
    text.resize(text.size() - pending.size());
    text += finished != nullptr ? *finished : written;
}

std::vector<std::string> KeyboardPanel::offers() const {
    if (m_composer && !m_composer->empty()) return m_composer->candidates(most_candidates);
    if (const auto* composer = inline_composer(); composer != nullptr && !composer->pending().empty())
        return composer->offers();
    return m_alternatives;
}

std::size_t KeyboardPanel::first_row() const {
    const keyboard::Layout* now = layout();
    if (now == nullptr || now->rows.empty() || m_symbols_shown) return 0;
    const auto types_letter = [](const keyboard::Key& key) {
        const icu::UnicodeString typed = to_unicode(key.plain);
        return !typed.isEmpty() && u_isalpha(typed.char32At(0));
    };
    const auto& digits = now->rows.front();
    return m_symbols && std::none_of(digits.begin(), digits.end(), types_letter) ? 1 : 0;
}

int KeyboardPanel::rows(bool with_strip) const {
    const std::size_t keys = layout() == nullptr ? 0 : layout()->rows.size() - first_row();
    return static_cast<int>(keys) + (with_strip || composes() ? 2 : 1);
}

int KeyboardPanel::height(const ui::Ui& ui, int available, double share, bool with_strip) const {
    const ui::Metrics& metrics = ui.metrics();
    const auto of_rows = [&](int row_height) { return rows(with_strip) * (row_height + metrics.gap()); };
    const int wanted = std::min(of_rows(metrics.target()), static_cast<int>(available * share));
    return std::max(wanted, of_rows(metrics.mm(smallest_key_mm)));
}

bool KeyboardPanel::type(const std::string& typed, std::string& text, std::size_t longest) {
    const bool letter = typed.size() == 1 && std::isalpha(static_cast<unsigned char>(typed[0])) != 0;
    if (composes() && (letter || (typed == "'" && !m_composer->empty()))) {
        m_composer->add(typed[0]);
        return true;
    }
    if (m_composer && !m_composer->empty() && typed == " ") {
        text += m_composer->choose(0);
        while (character_count(text) > longest)
            remove_last_character(text);
        return true;
    }
    if (auto* composer = inline_composer(); composer != nullptr && composer->takes(typed)) {
        const std::string pending = composer->pending();
        // What stands there may have been cleared or cut since: then it composes from here on.
        if (text.ends_with(pending))
            text.resize(text.size() - pending.size());
        else
            static_cast<void>(composer->finish());
        if (character_count(text) < longest) {
            text += composer->add(typed);
            text += composer->pending();
        }
        return true;
    }
    finish_pending(text);
    if (character_count(text) < longest) text += typed;
    return true;
}

bool KeyboardPanel::erase(std::string& text) {
    m_alternatives.clear();
    if (m_composer && m_composer->remove()) return true;
    if (auto* composer = inline_composer(); composer != nullptr) {
        const std::string pending = composer->pending();
        if (!pending.empty() && text.ends_with(pending)) {
            composer->remove();
            text.resize(text.size() - pending.size());
            text += composer->pending();
            return true;
        }
        static_cast<void>(composer->finish());
    }
    remove_last_character(text);
    return true;
}

bool KeyboardPanel::take_typed(ui::Ui& ui, std::string& text, std::size_t longest) {
    bool changed = false;
    const icu::UnicodeString typed = to_unicode(ui.typed());
    for (int i = 0; i < typed.length(); i = typed.moveIndex32(i, 1)) {
        std::string one;
        icu::UnicodeString(typed.char32At(i)).toUTF8String(one);
        changed = (one == "\b" ? erase(text) : type(one, text, longest)) || changed;
    }
    return changed;
}

bool KeyboardPanel::draw_strip(ui::Ui& ui, const content::Messages& words, ui::Area strip, const Note& note,
                               std::string& text, std::size_t longest) {
    const bool spelling = m_composer && !m_composer->empty();
    const std::vector<std::string> ways = offers();
    if (spelling) {
        const ui::Rect place = strip.take_leading(strip.width() / 4).rect();
        ui.text_in({"keyboard.spelling", m_composer->spelling()}, place);
        strip.take_leading(ui.metrics().gap());
    }
    if (ways.empty() && !note.text.empty()) {
        ui.text_in({note.id, note.text}, strip.rect());
        return false;
    }
    const int least = ui.metrics().target();
    const int count =
        std::min(static_cast<int>(ways.size()), std::max(1, strip.width() / (least + ui.metrics().gap())));
    for (int i = 0; i < count; ++i) {
        const std::string& offer = ways[static_cast<std::size_t>(i)];
        const std::string id = fmt::format("keyboard.candidate.{}", i + 1);
        const std::string spoken = words.text("keyboard.candidate", {{"text", offer}});
        ui::ButtonSpec spec{id, offer, spoken};
        spec.shape = ui::ButtonSpec::Shape::key;
        spec.paint = ui.colours().notice;
        const int cells = spelling ? count : std::max(count, 8);
        if (!ui.button(strip.cell(i, cells, ui.metrics().gap()).rect(), spec)) continue;
        if (spelling) {
            text += m_composer->choose(static_cast<std::size_t>(i));
            while (character_count(text) > longest)
                remove_last_character(text);
        } else if (inline_composer() != nullptr && !m_inline->pending().empty()) {
            finish_pending(text, &offer);
        } else {
            remove_last_character(text);
            text += offer;
            m_alternatives.clear();
        }
        return true;
    }
    return false;
}

bool KeyboardPanel::draw_row(ui::Ui& ui, const ui::Area& row, std::size_t index, std::string& text,
                             std::size_t longest) {
    const keyboard::Layout* now = layout();
    if (now == nullptr || index >= now->rows.size()) return false;
    const std::vector<keyboard::Key>& keys = now->rows[index];
    std::size_t most = 1;
    for (const auto& other : now->rows)
        most = std::max(most, other.size());
    // All keys are as wide as those of the longest row; shorter rows stand in the middle. Keys are never
    // mirrored.
    const int gap = ui.metrics().gap();
    const int width = (row.width() - gap * (static_cast<int>(most) - 1)) / static_cast<int>(most);
    const int used = static_cast<int>(keys.size()) * (width + gap) - gap;
    int x = row.rect().x + (row.width() - used) / 2;
    bool changed = false;
    for (std::size_t i = 0; i < keys.size(); ++i, x += width + gap) {
        const std::string& typed = m_shift ? keys[i].shifted : keys[i].plain;
        const std::string label = keyboard::key_label(typed);
        const std::string id = fmt::format("keyboard.key.{}.{}", index, i);
        ui::ButtonSpec spec{id, label, typed};
        spec.shape = ui::ButtonSpec::Shape::key;
        spec.role = ui::Role::key;
        spec.strong = false;
        if (!ui.button({x, row.rect().y, width, row.height()}, spec)) continue;
        m_alternatives = m_shift ? keys[i].shifted_alternatives : keys[i].alternatives;
        changed = type(typed, text, longest);
        m_shift = false;
    }
    return changed;
}

std::string KeyboardPanel::shift_label() const {
    const keyboard::Layout* now = layout();
    if (now == nullptr || m_symbols_shown) return {};
    std::string label;
    std::size_t shown = 0;
    for (std::size_t row = first_row(); row < now->rows.size(); ++row) {
        for (const keyboard::Key& key : now->rows[row]) {
            const icu::UnicodeString letter = to_unicode(key.plain);
            if (icu::UnicodeString(letter).toUpper(icu::Locale::getRoot()) != letter) return {};
            const std::string& brought = m_shift ? key.plain : key.shifted;
            if (!is_letter_or_mark(brought) || key.plain == key.shifted || shown == most_shift_signs)
                continue;
            label += (shown++ == 0 ? "" : " ") + keyboard::key_label(brought);
        }
    }
    return label;
}

bool KeyboardPanel::draw_last_row(ui::Ui& ui, const content::Messages& words, ui::Area row, std::string& text,
                                  std::size_t longest) {
    const int gap = ui.metrics().gap();
    const int wide = std::max(ui.metrics().target(), (row.width() - 4 * gap) / 7);
    bool changed = false;
    const auto key = [&](ui::Area place, const char* id, const std::string& spoken, const char* icon,
                         bool selected, const std::string& shown = {}) {
        ui::ButtonSpec spec{id, shown.empty() ? spoken : shown, spoken};
        spec.icon = icon;
        spec.shape = *icon != '\0' ? ui::ButtonSpec::Shape::icon : ui::ButtonSpec::Shape::key;
        spec.selected = selected;
        spec.directional = std::string_view(icon) == "icon.backspace";
        return ui.button(place.rect(), spec);
    };
    const std::string other = shift_label();
    if (key(row.take_leading(wide), "keyboard.shift", words.text("keyboard.shift"),
            other.empty() ? "icon.shift" : "", m_shift, other)) {
        m_shift = !m_shift;
        changed = true;
    }
    row.take_leading(gap);
    if (m_symbols) {
        const std::string label =
            m_symbols_shown ? words.text("keyboard.letters") : words.text("keyboard.symbols");
        if (key(row.take_leading(wide), "keyboard.symbols", label, "", m_symbols_shown)) {
            finish_pending(text);
            m_symbols_shown = !m_symbols_shown;
            m_alternatives.clear();
            changed = true;
        }
        row.take_leading(gap);
    }
    if (m_layouts.size() > 1) {
        const std::string next = m_layouts[(m_current + 1) % m_layouts.size()].name;
        if (key(row.take_leading(wide), "keyboard.globe", words.text("keyboard.globe", {{"layout", next}}),
                "icon.globe", false)) {
            m_current = (m_current + 1) % m_layouts.size();
            m_symbols_shown = false;
            m_shift = false;
            m_alternatives.clear();
            if (m_composer) m_composer->clear();
            finish_pending(text);
            changed = true;
        }
        row.take_leading(gap);
    }
    if (key(row.take_trailing(wide), "keyboard.backspace", words.text("keyboard.backspace"), "icon.backspace",
            false))
        changed = erase(text);
    row.take_trailing(gap);
    if (key(row, "keyboard.space", words.text("keyboard.space"), "icon.space", false)) {
        m_alternatives.clear();
        changed = type(" ", text, longest);
    }
    return changed;
}

bool KeyboardPanel::draw(ui::Ui& ui, const content::Messages& words, ui::Area area, const Note& note,
                         std::string& text, std::size_t longest) {
    ui.fill(area.rect(), ui.colours().page.edge);
    const int gap = ui.metrics().gap();
    ui::Area inside = area.inset(gap, gap / 2);
    const std::size_t first = first_row();
    const std::size_t keys = layout() == nullptr ? 0 : layout()->rows.size() - first;
    // A search forgives accents, so that without a note the strip is there only to compose.
    const bool strip = !note.text.empty() || composes();
    const int all = rows(!note.text.empty());
    const int row_height = (inside.height() - (all - 1) * gap) / all;
    bool changed = take_typed(ui, text, longest);
    if (strip) {
        changed = draw_strip(ui, words, inside.take_top(row_height), note, text, longest) || changed;
        inside.take_top(gap);
    }
    for (std::size_t row = 0; row < keys; ++row) {
        changed = draw_row(ui, inside.take_top(row_height), first + row, text, longest) || changed;
        inside.take_top(gap);
    }
    return draw_last_row(ui, words, inside.take_top(row_height), text, longest) || changed;
}

} // namespace screens
