#include "content/language_search.h"
#include "content/unicode.h"

#include <algorithm>
#include <map>
#include <unicode/coll.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <utility>

namespace content {
namespace {

/// How well a name fits what was typed, best last.
enum class Match { none, inside, word, start, exact };

Match match(const icu::UnicodeString& name, const icu::UnicodeString& typed) {
    auto at = name.indexOf(typed);
    if (at < 0) return Match::none;
    if (at == 0) return name.length() == typed.length() ? Match::exact : Match::start;
    for (; at >= 0; at = name.indexOf(typed, at + 1))
        if (!u_isalnum(name.char32At(at - 1))) return Match::word;
    return Match::inside;
}

/// The larger, the earlier in the list; 0: not in it. A name in itself or in English comes before one that
/// fits as well in the interface's language.
int rank(const Declaration& declaration, const icu::UnicodeString& typed, const Messages& messages) {
    const Match own =
        std::max(match(fold(declaration.name), typed), match(fold(declaration.english_name), typed));
    if (own == Match::exact) return 2 * static_cast<int>(own);
    const auto name = messages.language_name(declaration.bcp47, declaration.english_name);
    const Match other = match(fold(name), typed);
    return std::max(2 * static_cast<int>(own), 2 * static_cast<int>(other) - 1);
}

/// The base letter of a name, upper case: "É" counts as "E". Letters without case stand as they are.
std::string first_letter(std::string_view name) {
    const auto folded = fold(name);
    for (std::int32_t at = 0; at < folded.length(); at = folded.moveIndex32(at, 1)) {
        const UChar32 character = folded.char32At(at);
        if (u_isalpha(character))
            return to_utf8(icu::UnicodeString(character).toUpper(icu::Locale::getRoot()));
    }
    return {};
}

/// A name may be in another script than the text; its letter is then not one to look for here.
bool is_letter_of(const std::string& letter, std::string_view script) {
    const icu::UnicodeString unicode = icu::UnicodeString::fromUTF8(letter);
    UErrorCode status = U_ZERO_ERROR;
    const UScriptCode own = uscript_getScript(unicode.char32At(0), &status);
    const std::string wanted(script == "Hans" || script == "Hant" ? "Hani" : script);
    return u_isalpha(unicode.char32At(0)) && (own == USCRIPT_COMMON || wanted == uscript_getShortName(own));
}

bool written_in(const Declaration& declaration, std::string_view script) {
    return script.empty() || declaration.script == script;
}

} // namespace

std::vector<std::size_t> find_languages(std::span<const Declaration> declarations, const LanguageQuery& query,
                                        const Messages& messages) {
    const auto typed = fold(query.typed);
    std::vector<std::pair<int, std::size_t>> ranked;
    for (std::size_t index = 0; index < declarations.size(); ++index) {
        const Declaration& declaration = declarations[index];
        if (!written_in(declaration, query.script)) continue;
        if (!query.letter.empty() && first_letter(declaration.name) != query.letter) continue;
        const int place = typed.isEmpty() ? 1 : rank(declaration, typed, messages);
        if (place > 0) ranked.emplace_back(place, index);
    }
    std::stable_sort(ranked.begin(), ranked.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    std::vector<std::size_t> found;
    for (const auto& [place, index] : ranked)
        found.push_back(index);
    return found;
}

std::vector<ScriptCount> scripts_of(std::span<const Declaration> declarations) {
    std::map<std::string, std::size_t> counts;
    for (const Declaration& declaration : declarations)
        ++counts[declaration.script];
    std::vector<ScriptCount> scripts;
    for (const auto& [script, texts] : counts)
        scripts.push_back({script, texts});
    std::stable_sort(scripts.begin(), scripts.end(),
                     [](const ScriptCount& a, const ScriptCount& b) { return a.texts > b.texts; });
    return scripts;
}

std::vector<std::string> first_letters(std::span<const Declaration> declarations, std::string_view script) {
    std::vector<std::string> letters;
    for (const Declaration& declaration : declarations) {
        if (!written_in(declaration, script)) continue;
        auto letter = first_letter(declaration.name);
        if (!letter.empty() && !script.empty() && !is_letter_of(letter, script)) continue;
        if (!letter.empty() && std::find(letters.begin(), letters.end(), letter) == letters.end())
            letters.push_back(std::move(letter));
    }
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<icu::Collator> collator(
        icu::Collator::createInstance(icu::Locale::getRoot(), status));
    if (U_FAILURE(status)) return letters;
    std::sort(letters.begin(), letters.end(), [&](const std::string& a, const std::string& b) {
        UErrorCode compared = U_ZERO_ERROR;
        return collator->compareUTF8(a, b, compared) == UCOL_LESS;
    });
    return letters;
}

} // namespace content
