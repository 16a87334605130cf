#include "content/check/figures.h"

#include <cstdint>
#include <regex>
#include <sstream>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

namespace content {
namespace {

icu::UnicodeString from_utf8(std::string_view utf8) {
    return icu::UnicodeString::fromUTF8(
        icu::StringPiece(utf8.data(), static_cast<std::int32_t>(utf8.size())));
}

int digit_at(const icu::UnicodeString& text, std::int32_t index) {
    return index < text.length() ? u_charDigitValue(text.char32At(index)) : -1;
}

std::int32_t after(const icu::UnicodeString& text, std::int32_t index) {
    return text.moveIndex32(index, 1);
}

/// Whether exactly three digits stand from `index` on.
bool three_digits(const icu::UnicodeString& text, std::int32_t index) {
    for (int count = 0; count < 3; ++count, index = after(text, index))
        if (digit_at(text, index) < 0) return false;
    return digit_at(text, index) < 0;
}

bool parts_thousands(char16_t unit) {
    static constexpr std::u16string_view separators = u",. \u00A0\u202F\u2009\u066C'\u2019";
    return separators.find(unit) != std::u16string_view::npos;
}

} // namespace

std::vector<std::string> numbers_in(std::string_view utf8) {
    const auto text = from_utf8(utf8);
    std::vector<std::string> numbers;
    for (std::int32_t index = 0; index < text.length();) {
        if (digit_at(text, index) < 0) {
            index = after(text, index);
            continue;
        }
        std::string number;
        for (bool goes_on = true, first = true; goes_on; first = false) {
            for (; digit_at(text, index) >= 0; index = after(text, index))
                number += static_cast<char>('0' + digit_at(text, index));
            goes_on = (!first || number.size() <= 3) && index < text.length() &&
                      parts_thousands(text[index]) && three_digits(text, index + 1);
            if (goes_on) ++index;
        }
        numbers.push_back(number);
    }
    return numbers;
}

std::string without_names(std::string_view english) {
    static const std::regex names(R"(Human Rights 75|[Aa]rticles? \d+(, \d+)*(,? (and|or|to) \d+)?)");
    return std::regex_replace(std::string(english), names, "");
}

std::vector<std::string> months_in(std::string_view english) {
    static constexpr const char* names[] = {"January",   "February", "March",    "April",
                                            "May",       "June",     "July",     "August",
                                            "September", "October",  "November", "December"};
    std::vector<std::string> numbers;
    for (std::size_t month = 0; month < std::size(names); ++month)
        for (auto at = english.find(names[month]); at != std::string_view::npos;
             at = english.find(names[month], at + 1))
            numbers.push_back(std::to_string(month + 1));
    return numbers;
}

int columns(std::string_view utf8) {
    const auto text = from_utf8(utf8);
    int width = 0;
    for (std::int32_t index = 0; index < text.length(); index = after(text, index)) {
        const auto character = text.char32At(index);
        const auto kind = u_charType(character);
        if (kind == U_NON_SPACING_MARK || kind == U_ENCLOSING_MARK || kind == U_FORMAT_CHAR) continue;
        const int wide = u_getIntPropertyValue(character, UCHAR_EAST_ASIAN_WIDTH);
        width += wide == U_EA_WIDE || wide == U_EA_FULLWIDTH ? 2 : 1;
    }
    return width;
}

int word_count(std::string_view text) {
    std::istringstream words{std::string(text)};
    int count = 0;
    for (std::string word; words >> word;)
        ++count;
    return count;
}

} // namespace content
