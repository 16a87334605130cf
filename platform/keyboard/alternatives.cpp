#include "platform/keyboard/alternatives.h"
#include "platform/keyboard/unicode.h"

#include <algorithm>

namespace keyboard {
namespace {

/// As many as a bubble over a key can show in one or two rows.
constexpr std::size_t most_alternatives = 12;

} // namespace

Alternatives::Alternatives(std::vector<std::vector<Key>>& rows, std::string language)
    : m_rows(rows), m_language(std::move(language)) {
    for (const auto& row : m_rows) {
        for (const auto& key : row)
            m_typed.insert({key.plain, key.shifted});
    }
}

void Alternatives::add(Key& key, const std::string& text) {
    const auto upper = upper_case(text, m_language);
    // A key may type é plain and 2 with Shift (French): É still needs a place.
    if (text.empty() || (is_typed(text) && is_typed(upper)) || key.alternatives.size() >= most_alternatives)
        return;
    if (std::find(key.alternatives.begin(), key.alternatives.end(), text) != key.alternatives.end()) return;
    key.alternatives.push_back(text);
    key.shifted_alternatives.push_back(upper);
}

void Alternatives::add_letters(const Exemplars& exemplars) {
    for (const auto* letters : {&exemplars.letters, &exemplars.foreign_letters}) {
        for (const auto& letter : *letters) {
            if (!is_letter(letter)) continue;
            if (Key* key = key_of_base(letter)) add(*key, letter);
        }
    }
}

void Alternatives::add_signs(const std::vector<std::string>& signs) {
    for (const auto& sign : signs) {
        for (auto& row : m_rows) {
            for (auto& key : row) {
                if (is_kin_of_sign(sign, key.plain) || is_kin_of_sign(sign, key.shifted)) add(key, sign);
            }
        }
    }
}

Key* Alternatives::key_typing(std::string_view text) {
    for (auto& row : m_rows) {
        for (auto& key : row) {
            if (key.plain == text || key.shifted == text) return &key;
        }
    }
    return nullptr;
}

Key* Alternatives::key_of_base(const std::string& letter) {
    auto shorter = without_last_mark(letter);
    for (auto longer = letter; shorter != longer; shorter = without_last_mark(longer)) {
        if (Key* key = key_typing(shorter)) return key;
        longer = shorter;
    }
    const auto base = base_letter(letter);
    return base == letter ? nullptr : key_typing(base);
}

} // namespace keyboard
