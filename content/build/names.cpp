#include "content/build/names.h"
#include "content/unicode.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <unicode/casemap.h>
#include <unicode/locdspnm.h>
#include <unicode/locid.h>
#include <unicode/stringoptions.h>

namespace content {
namespace {

/// The locales ICU has words of, as "sr_Latn": for any other it would answer in another language's.
const std::set<std::string>& spoken_locales() {
    static const auto locales = [] {
        std::set<std::string> known;
        std::int32_t count = 0;
        const icu::Locale* available = icu::Locale::getAvailableLocales(count);
        for (std::int32_t index = 0; index < count; ++index)
            known.insert(available[index].getBaseName());
        return known;
    }();
    return locales;
}

/// The locale whose words name the language: with its script where ICU writes that, else as its speakers
/// usually write.
const std::string* naming_locale(const icu::Locale& locale) {
    const std::string language = locale.getLanguage();
    for (const auto& name : {language + "_" + locale.getScript(), language})
        if (const auto found = spoken_locales().find(name); found != spoken_locales().end()) return &*found;
    return nullptr;
}

std::string name_of(const icu::Locale& locale, const icu::Locale& in) {
    UDisplayContext contexts[] = {UDISPCTX_CAPITALIZATION_FOR_UI_LIST_OR_MENU, UDISPCTX_NO_SUBSTITUTE};
    const std::unique_ptr<icu::LocaleDisplayNames> names(
        icu::LocaleDisplayNames::createInstance(in, contexts, 2));
    icu::UnicodeString name;
    names->localeDisplayName(locale, name);
    const auto code = to_utf16(locale.getLanguage());
    if (name.isBogus() || name == code || name.startsWith(code + u" (")) return {};
    return to_utf8(name);
}

std::string capitalize(const std::string& utf8, const icu::Locale& locale) {
    const auto name = to_utf16(utf8);
    UErrorCode status = U_ZERO_ERROR;
    char16_t buffer[256];
    const auto length =
        icu::CaseMap::toTitle(locale.getName(), U_TITLECASE_NO_LOWERCASE | U_TITLECASE_WHOLE_STRING, nullptr,
                              name.getBuffer(), name.length(), buffer, 256, nullptr, status);
    return U_SUCCESS(status) ? to_utf8(icu::UnicodeString(buffer, length)) : utf8;
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
    return at == std::string::npos ? std::string() : code.substr(at + 1);
}

/// Smaller stands for its language: the official text, else the one whose English name says least.
bool plainer(const Declaration& a, const Declaration& b) {
    if (a.official != b.official) return a.official;
    const auto length_a = qualifier_of(a.english_name).size(), length_b = qualifier_of(b.english_name).size();
    return length_a != length_b ? length_a < length_b : a.code < b.code;
}

/// Groups by the value of `field`; in each group all get `addition` in brackets, but for one that is official
/// or that has none.
template <class Addition>
void part(std::vector<Declaration>& declarations, std::string Declaration::*field, Addition addition) {
    std::map<std::string, std::vector<Declaration*>> groups;
    for (Declaration& declaration : declarations)
        groups[declaration.*field].push_back(&declaration);
    for (auto& [name, group] : groups) {
        std::sort(group.begin(), group.end(), [](const auto* a, const auto* b) { return plainer(*a, *b); });
        const bool first_is_plain = group.front()->official || addition(*group.front()).empty();
        for (std::size_t index = first_is_plain || group.size() == 1 ? 1 : 0; index < group.size(); ++index) {
            const std::string more = addition(*group[index]);
            if (!more.empty()) group[index]->*field += " (" + more + ")";
        }
    }
}

} // namespace

std::string name_in_itself(const std::string& bcp47) {
    UErrorCode status = U_ZERO_ERROR;
    const auto locale = icu::Locale::forLanguageTag(bcp47, status);
    const auto* spoken = U_SUCCESS(status) ? naming_locale(locale) : nullptr;
    if (spoken == nullptr) return {};
    const icu::Locale in(spoken->c_str());
    auto name = name_of(locale, in);
    // A variant that ICU has no name for: the language alone; name_declarations tells such texts apart.
    if (name.empty()) name = name_of(icu::Locale(locale.getLanguage()), in);
    return capitalize(name, in);
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
    // Nothing else tells them apart: all but one show their code.
    const auto by_code = [](const Declaration& declaration) { return declaration.code; };
    part(declarations, &Declaration::english_name, by_code);
    part(declarations, &Declaration::name, by_code);
}

} // namespace content
