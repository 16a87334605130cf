#include "content/build/names.h"
#include "content/unicode.h"

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <unicode/casemap.h>
#include <unicode/locdspnm.h>
#include <unicode/locid.h>
#include <unicode/stringoptions.h>

namespace content {
namespace {

/// ICU answers for every locale, in English where it has no data: only languages with data of their own
/// count.
bool icu_speaks(const icu::Locale& locale) {
    static const auto languages = [] {
        std::set<std::string> known;
        std::int32_t count = 0;
        const icu::Locale* available = icu::Locale::getAvailableLocales(count);
        for (std::int32_t index = 0; index < count; ++index)
            known.insert(available[index].getLanguage());
        return known;
    }();
    return languages.contains(locale.getLanguage());
}

std::string capitalize(const icu::UnicodeString& name, const icu::Locale& locale) {
    UErrorCode status = U_ZERO_ERROR;
    char16_t buffer[256];
    const auto length =
        icu::CaseMap::toTitle(locale.getName(), U_TITLECASE_NO_LOWERCASE | U_TITLECASE_WHOLE_STRING, nullptr,
                              name.getBuffer(), name.length(), buffer, 256, nullptr, status);
    return U_SUCCESS(status) ? to_utf8(icu::UnicodeString(buffer, length)) : to_utf8(name);
}

std::string without_brackets(const std::string& name) {
    const bool whole = name.size() > 2 && name.front() == '(' && name.back() == ')';
    return whole ? name.substr(1, name.size() - 2) : name;
}

/// "Beijing" of "Chinese, Mandarin (Beijing)", "Cusco" of "Quechua, Cusco"; empty where the name says nothing
/// more.
std::string qualifier_of(const std::string& english_name) {
    const auto open = english_name.find(" (");
    if (open != std::string::npos && english_name.back() == ')')
        return english_name.substr(open + 2, english_name.size() - open - 3);
    const auto comma = english_name.find(", ");
    return comma == std::string::npos ? std::string() : english_name.substr(comma + 2);
}

std::string ending_of(const std::string& code) {
    const auto at = code.find('_');
    return at == std::string::npos ? code : code.substr(at + 1);
}

/// Smaller stands for its language: the official text, else the one whose English name says least.
bool plainer(const Declaration& a, const Declaration& b) {
    if (a.official != b.official) return a.official;
    const auto length_a = qualifier_of(a.english_name).size(), length_b = qualifier_of(b.english_name).size();
    return length_a != length_b ? length_a < length_b : a.code < b.code;
}

/// Groups by the value of `field`; in each group all but the plainest get `addition` in brackets.
template <class Addition>
void part(std::vector<Declaration>& declarations, std::string Declaration::*field, Addition addition) {
    std::map<std::string, std::vector<Declaration*>> groups;
    for (Declaration& declaration : declarations)
        groups[declaration.*field].push_back(&declaration);
    for (auto& [name, group] : groups) {
        std::sort(group.begin(), group.end(), [](const auto* a, const auto* b) { return plainer(*a, *b); });
        for (std::size_t index = 1; index < group.size(); ++index) {
            const std::string more = addition(*group[index]);
            if (!more.empty()) group[index]->*field += " (" + more + ")";
        }
    }
}

} // namespace

std::string name_in_itself(const std::string& bcp47) {
    UErrorCode status = U_ZERO_ERROR;
    const auto locale = icu::Locale::forLanguageTag(bcp47, status);
    if (U_FAILURE(status) || !icu_speaks(locale)) return {};
    UDisplayContext contexts[] = {UDISPCTX_CAPITALIZATION_FOR_UI_LIST_OR_MENU, UDISPCTX_NO_SUBSTITUTE};
    const std::unique_ptr<icu::LocaleDisplayNames> names(
        icu::LocaleDisplayNames::createInstance(locale, contexts, 2));
    icu::UnicodeString name;
    names->localeDisplayName(locale, name);
    const auto code = to_utf16(locale.getLanguage());
    if (name.isBogus() || name.isEmpty() || name == code || name.startsWith(code + u" (")) return {};
    return capitalize(name, locale);
}

void name_declarations(std::vector<Declaration>& declarations) {
    for (Declaration& declaration : declarations) {
        declaration.name = name_in_itself(declaration.bcp47);
        if (declaration.name.empty()) declaration.name = without_brackets(declaration.english_name);
    }
    const auto by_ending = [](const Declaration& declaration) { return ending_of(declaration.code); };
    part(declarations, &Declaration::english_name, by_ending);
    part(declarations, &Declaration::name,
         [](const Declaration& declaration) { return qualifier_of(declaration.english_name); });
    part(declarations, &Declaration::name, by_ending);
}

} // namespace content
