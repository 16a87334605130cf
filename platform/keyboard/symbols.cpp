#include "platform/keyboard/symbols.h"
#include "platform/keyboard/alternatives.h"
#include "platform/keyboard/unicode.h"

#include <algorithm>
#include <tuple>

namespace keyboard {
namespace {

Key sign_key(const std::string& sign) {
    return {.plain = sign, .shifted = sign, .alternatives = {}, .shifted_alternatives = {}};
}

/// Digits and the signs above them, then the two signs of every other key that types no letter.
std::vector<std::vector<Key>> sign_rows(const XkbRows& us) {
    std::vector<std::vector<Key>> rows(4);
    std::vector<std::string> seen;
    for (const auto& xkb_row : us) {
        for (const auto& key : xkb_row) {
            const auto& [plain, shifted] = std::tie(key.levels[0], key.levels[1]);
            if (plain.empty() || is_letter(plain) || std::find(seen.begin(), seen.end(), plain) != seen.end())
                continue;
            const std::size_t first = is_digit(plain) ? 0 : 2;
            for (const auto& [row, sign] : {std::pair(first, plain), std::pair(first + 1, shifted)}) {
                if (std::find(seen.begin(), seen.end(), sign) != seen.end()) continue;
                seen.push_back(sign);
                rows[row].push_back(sign_key(sign));
            }
        }
    }
    return rows;
}

void add_currencies(Layout& layout, Alternatives& alternatives, const std::vector<std::string>& languages) {
    for (auto& row : layout.rows) {
        for (auto& key : row) {
            if (!is_currency(key.plain)) continue;
            for (const auto& language : languages)
                alternatives.add(key, currency_sign(language));
        }
    }
}

} // namespace

Layout symbols_layout(const XkbRows& us, const std::vector<std::string>& languages) {
    Layout layout{.id = std::string(symbols_id),
                  .name = "123",
                  .right_to_left = false,
                  .composition = Composition::none,
                  .rows = sign_rows(us)};
    Alternatives alternatives(layout.rows, "en");
    std::vector<std::string> signs;
    for (const auto& language : languages) {
        const auto exemplars = Exemplars::of(language);
        if (!exemplars) continue;
        for (const auto& sign : exemplars->punctuation) {
            if (std::find(signs.begin(), signs.end(), sign) == signs.end()) signs.push_back(sign);
        }
    }
    alternatives.add_signs(signs);
    add_currencies(layout, alternatives, languages);
    return layout;
}

} // namespace keyboard
