#include "tools/smallplacesctl/passages.h"

#include "platform/keyboard/layout.h"
#include "platform/keyboard/pinyin.h"
#include "platform/keyboard/unicode.h"

#include <set>

namespace {

using Strings = std::set<std::string>;

base::Status add_declaration(const content::Pack& pack, const content::Declaration& text,
                             std::vector<Passage>& passages) {
    const bool right_to_left = text.direction == content::Direction::right_to_left;
    const auto add = [&](const std::string& words) {
        if (!words.empty()) passages.push_back({words, text.bcp47, right_to_left});
    };
    add(text.name);
    add(text.title);
    for (int number = 0; number <= content::article_count; ++number) {
        const auto section = pack.section(text, number);
        if (!section) return tl::make_unexpected(section.error());
        add(section->heading);
        for (const content::Block& block : section->blocks)
            add(block.text);
    }
    return {};
}

/// What ICU says in the interface's language: it is in no catalogue.
Strings said_by_icu(const content::Pack& pack, const content::Messages& words) {
    constexpr int months = 12;
    constexpr std::int64_t day_ms = 24LL * 60 * 60 * 1000;
    Strings said = {words.number(1234567890), words.percent(50), words.size(12345678)};
    for (int month = 1; month <= months; ++month) {
        said.insert(words.month(2026, month));
        said.insert(words.date(month * 30 * day_ms));
    }
    for (const content::Declaration& text : pack.declarations()) {
        said.insert(words.language_name(text.bcp47, text.english_name));
        said.insert(words.script_name(text.script));
        said.insert(text.name); // the list of languages shows it under each of them
    }
    return said;
}

void add_range(Strings& typed, std::int32_t first, std::int32_t last) {
    for (std::int32_t code_point = first; code_point <= last; ++code_point)
        typed.insert(keyboard::to_utf8(code_point));
}

/// Every candidate of every syllable and beginning of one. What a longer spelling offers is made of these.
base::Status add_pinyin(Strings& typed) {
    constexpr std::size_t most = 64;
    const Strings initials = {"",  "b", "p", "m", "f", "d",  "t",  "n",  "l", "g", "k", "h",
                              "j", "q", "x", "r", "z", "zh", "ch", "sh", "c", "s", "y", "w"};
    const Strings finals = {"",     "a",  "o",   "e",    "i",   "u",   "v",   "ai",  "ei",
                            "ui",   "ao", "ou",  "iu",   "ie",  "ve",  "er",  "an",  "en",
                            "in",   "un", "ang", "eng",  "ia",  "ing", "ong", "iao", "ian",
                            "iang", "ua", "uo",  "iong", "uai", "uan", "ue",  "n",   "uang"};
    auto composer = keyboard::PinyinComposer::open();
    if (!composer) return tl::make_unexpected(composer.error());
    for (const std::string& initial : initials)
        for (const std::string& rhyme : finals) {
            (*composer)->clear();
            for (const char letter : initial + rhyme)
                (*composer)->add(letter);
            for (const std::string& candidate : (*composer)->candidates(most))
                typed.insert(candidate);
        }
    return {};
}

base::Status add_composed(keyboard::Composition composition, Strings& typed) {
    if (composition == keyboard::Composition::pinyin) return add_pinyin(typed);
    if (composition == keyboard::Composition::hangul) {
        add_range(typed, 0x3131, 0x3163); // letters by themselves
        add_range(typed, 0xAC00, 0xD7A3); // syllables
    }
    if (composition == keyboard::Composition::kana) {
        add_range(typed, 0x3000, 0x30FF); // signs, Hiragana, Katakana
        add_range(typed, 0xFF01, 0xFF9F); // wide and narrow forms
    }
    return {};
}

void add_keys(const keyboard::Layout& layout, Strings& typed) {
    for (const auto& row : layout.rows)
        for (const keyboard::Key& key : row) {
            Strings texts = {key.plain, key.shifted};
            texts.insert(key.alternatives.begin(), key.alternatives.end());
            texts.insert(key.shifted_alternatives.begin(), key.shifted_alternatives.end());
            for (const std::string& text : texts) {
                typed.insert(text);
                typed.insert(keyboard::key_label(text));
            }
        }
}

base::Result<Strings> typed_in_language(const std::string& tag) {
    Strings typed;
    std::vector<std::string> layouts = keyboard::layouts_for(tag);
    layouts.emplace_back(keyboard::symbols_id);
    for (const std::string& id : layouts) {
        const auto layout = keyboard::load_layout(id);
        if (!layout) return tl::make_unexpected(layout.error());
        add_keys(*layout, typed);
        if (auto composed = add_composed(layout->composition, typed); !composed)
            return tl::make_unexpected(composed.error());
    }
    return typed;
}

} // namespace

base::Result<std::vector<Passage>> said_by(const content::Pack& pack) {
    std::vector<Passage> passages;
    for (const content::Declaration& text : pack.declarations())
        if (auto added = add_declaration(pack, text, passages); !added)
            return tl::make_unexpected(added.error());
    for (const content::InterfaceLanguage& language : pack.interface_languages()) {
        const auto words = pack.messages(language.tag);
        if (!words) return tl::make_unexpected(words.error());
        const bool right_to_left = language.direction == content::Direction::right_to_left;
        for (const std::string& text : words->all())
            passages.push_back({text, language.tag, right_to_left});
        for (const std::string& text : said_by_icu(pack, *words))
            passages.push_back({text, language.tag, right_to_left});
    }
    return passages;
}

base::Result<std::vector<Passage>> typed_in(const content::Pack& pack) {
    std::vector<Passage> passages;
    for (const content::InterfaceLanguage& language : pack.interface_languages()) {
        const auto typed = typed_in_language(language.tag);
        if (!typed) return tl::make_unexpected(typed.error());
        Passage passage{"", language.tag, language.direction == content::Direction::right_to_left};
        for (const std::string& text : *typed)
            passage.utf8 += text + " ";
        passages.push_back(std::move(passage));
    }
    return passages;
}
