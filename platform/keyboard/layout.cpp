#include "platform/keyboard/layout.h"
#include "platform/keyboard/alternatives.h"
#include "platform/keyboard/symbols.h"
#include "platform/keyboard/unicode.h"
#include "platform/keyboard/xkb_rows.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <fmt/format.h>

namespace keyboard {
namespace {

struct Source {
    const char* id;
    const char* xkb_layout;
    const char* xkb_variant;
    const char* language; ///< whose letters, signs and name the layout has
    Composition composition = Composition::none;
};

/// Indonesian and Swahili are written with the English letters. Chinese, Japanese and Korean compose on the
/// keys of the English layout.
constexpr std::array sources = {
    Source{"us", "us", "", "en"},
    Source{"ar", "ara", "", "ar"},
    Source{"cn-pinyin", "us", "", "zh", Composition::pinyin},
    Source{"fr", "fr", "", "fr"},
    Source{"ru", "ru", "", "ru"},
    Source{"es", "es", "", "es"},
    Source{"bd", "bd", "", "bn"},
    Source{"de", "de", "", "de"},
    Source{"ir", "ir", "", "fa"},
    Source{"in", "in", "deva", "hi"},
    Source{"pt", "pt", "", "pt"},
    Source{"tr", "tr", "", "tr"},
    Source{"pk", "pk", "", "ur"},
    Source{"vn", "vn", "", "vi"},
    Source{"jp-kana", "us", "", "ja", Composition::kana},
    Source{"kr", "us", "", "ko", Composition::hangul},
};
constexpr const Source& english = sources[0];

/// What Chinese input methods type for these keys.
constexpr std::array<std::pair<const char*, const char*>, 14> chinese_signs = {{{",", "，"},
                                                                                {".", "。"},
                                                                                {"?", "？"},
                                                                                {"!", "！"},
                                                                                {";", "；"},
                                                                                {":", "："},
                                                                                {"(", "（"},
                                                                                {")", "）"},
                                                                                {"<", "《"},
                                                                                {">", "》"},
                                                                                {"/", "、"},
                                                                                {"\"", "“"},
                                                                                {"_", "—"},
                                                                                {"$", "¥"}}};

constexpr std::array<std::pair<const char*, const char*>, 7> japanese_signs = {
    {{",", "、"}, {".", "。"}, {"?", "？"}, {"!", "！"}, {"(", "（"}, {")", "）"}, {"/", "・"}}};
constexpr const char* long_vowel = "ー"; // ends the home row, as on Japanese keyboards for a finger
constexpr std::size_t home_row = 2;

const Source* find_source(std::string_view id) {
    const auto* found =
        std::find_if(sources.begin(), sources.end(), [&](const Source& source) { return source.id == id; });
    return found == sources.end() ? nullptr : found;
}

/// Whether a text of a key at the edge is needed to write the language; the symbols layout has the rest.
bool is_needed(const std::string& text, const Exemplars& exemplars, const Exemplars& english_exemplars) {
    if (text.empty()) return false;
    if (is_sentence_sign(text)) return true;
    if (is_letter(text) || is_combining(text))
        return std::find(exemplars.letters.begin(), exemplars.letters.end(), text) != exemplars.letters.end();
    const bool ascii = static_cast<unsigned char>(text[0]) < 0x80;
    return !ascii && exemplars.has_punctuation(text) && !english_exemplars.has_punctuation(text); // ¡ ¿
}

/// Whether to offer what AltGr types on a key: Bengali vowels, Arabic digits, the own currency. Latin layouts
/// fill their letter keys with signs (« on w) that nobody would look for there.
bool is_wanted_beyond_shift(const std::string& text, const Key& key, const Exemplars& exemplars,
                            const std::string& currency) {
    if (exemplars.has_letter(text) || is_digit(text)) return true;
    return text == currency || (!is_letter(key.plain) && exemplars.has_punctuation(text));
}

/// A key on its way to the screen.
struct Candidate {
    XkbKey source;
    Key key;
};
using CandidateRow = std::vector<Candidate>;

/// Too long for the screen: signs at the edge go first, from the start of the row, then whatever is last.
void shorten(CandidateRow& row) {
    while (row.size() > widest_row) {
        auto victim = std::find_if(row.begin(), row.end(), [](const Candidate& each) {
            return each.source.at_edge && !is_letter(each.key.plain) && !is_combining(each.key.plain);
        });
        row.erase(victim == row.end() ? row.end() - 1 : victim);
    }
}

std::vector<CandidateRow> choose_keys(const XkbRows& xkb_rows, const Exemplars& exemplars,
                                      const Exemplars& english_exemplars) {
    std::vector<CandidateRow> rows;
    std::vector<std::string> typed;
    for (const auto& xkb_row : xkb_rows) {
        auto& row = rows.emplace_back();
        for (const auto& source : xkb_row) {
            auto plain = source.levels[0].empty() ? source.levels[1] : source.levels[0];
            auto shifted = source.levels[1].empty() ? plain : source.levels[1];
            if (plain.empty() || std::find(typed.begin(), typed.end(), plain) != typed.end()) continue;
            const bool needed = is_needed(plain, exemplars, english_exemplars) ||
                                is_needed(shifted, exemplars, english_exemplars);
            if (source.at_edge && !needed) continue;
            typed.push_back(plain);
            row.push_back({source, {std::move(plain), std::move(shifted), {}, {}}});
        }
        shorten(row);
    }
    return rows;
}

void add_alternatives(std::vector<std::vector<Key>>& rows, const std::vector<CandidateRow>& chosen,
                      const Source& source, const Exemplars& exemplars) {
    Alternatives alternatives(rows, source.language);
    alternatives.add_letters(exemplars);
    const auto currency = currency_sign(source.language);
    for (std::size_t row = 0; row < rows.size(); ++row) {
        for (std::size_t column = 0; column < rows[row].size(); ++column) {
            const auto& levels = chosen[row][column].source.levels;
            for (const auto& text : {levels[2], levels[3]}) {
                if (text.empty()) continue;
                if (is_wanted_beyond_shift(text, rows[row][column], exemplars, currency))
                    alternatives.add(rows[row][column], text);
            }
        }
    }
    alternatives.add_signs(exemplars.punctuation);
}

/// What the key of the English layout types where letters are composed. For Chinese the apostrophe stays: it
/// parts syllables (xi'an).
std::string own_key(const std::string& ascii, Composition composition) {
    const auto of = [&](const auto& signs) {
        const auto found =
            std::find_if(signs.begin(), signs.end(), [&](const auto& each) { return each.first == ascii; });
        return found == signs.end() ? ascii : std::string(found->second);
    };
    if (composition == Composition::pinyin) return of(chinese_signs);
    if (composition == Composition::kana) return of(japanese_signs);
    return hangul_of_key(ascii);
}

void use_own_keys(std::vector<std::vector<Key>>& rows, Composition composition) {
    for (auto& row : rows) {
        for (auto& key : row) {
            key.plain = own_key(key.plain, composition);
            key.shifted = composition == Composition::kana && is_letter(key.shifted)
                              ? key.plain
                              : own_key(key.shifted, composition);
        }
    }
    if (composition == Composition::kana && rows.size() > home_row)
        rows[home_row].push_back({long_vowel, long_vowel, {}, {}});
}

base::Result<Layout> build_layout(const Source& source, const XkbRows& xkb_rows) {
    const auto exemplars = Exemplars::of(source.language);
    const auto english_exemplars = Exemplars::of(english.language);
    if (!exemplars) return tl::make_unexpected(exemplars.error());
    if (!english_exemplars) return tl::make_unexpected(english_exemplars.error());

    Layout layout{.id = source.id,
                  .name = name_in_itself(source.language),
                  .right_to_left = is_right_to_left(source.language),
                  .composition = source.composition,
                  .rows = {}};
    const bool composes = source.composition != Composition::none;
    const auto chosen = choose_keys(xkb_rows, composes ? *english_exemplars : *exemplars, *english_exemplars);
    for (const auto& row : chosen) {
        auto& keys = layout.rows.emplace_back();
        for (const auto& candidate : row)
            keys.push_back(candidate.key);
    }
    if (composes)
        use_own_keys(layout.rows, source.composition);
    else
        add_alternatives(layout.rows, chosen, source, *exemplars);
    return layout;
}

std::string language_of(std::string_view tag) {
    std::string language(tag.substr(0, tag.find_first_of("-_")));
    std::transform(language.begin(), language.end(), language.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return language;
}

} // namespace

std::vector<std::string> layouts_for(std::string_view interface_tag) {
    // The pinyin dictionary has simplified characters only.
    const bool traditional =
        interface_tag.starts_with("zh-Hant") || interface_tag == "zh-TW" || interface_tag == "zh-HK";
    const auto language = traditional ? std::string() : language_of(interface_tag);
    std::vector<std::string> ids;
    for (const auto& source : sources) {
        if (source.language == language) ids.emplace_back(source.id);
    }
    if (std::find(ids.begin(), ids.end(), english.id) == ids.end()) ids.emplace_back(english.id);
    return ids;
}

base::Result<Layout> load_layout(std::string_view id, const std::filesystem::path& xkb_folder) {
    const bool symbols = id == symbols_id;
    const Source* source = symbols ? &english : find_source(id);
    if (source == nullptr)
        return base::fail(fmt::format("cannot load keyboard layout {}: there is none of this name", id));

    const auto folder = xkb_folder.empty() ? std::filesystem::path(XKB_FOLDER) : xkb_folder;
    const auto xkb_rows = read_xkb_rows(source->xkb_layout, source->xkb_variant, folder);
    if (!xkb_rows) return tl::make_unexpected(xkb_rows.error());
    if (!symbols) return build_layout(*source, *xkb_rows);

    std::vector<std::string> languages;
    for (const auto& each : sources)
        languages.emplace_back(each.language);
    return symbols_layout(*xkb_rows, languages);
}

} // namespace keyboard
