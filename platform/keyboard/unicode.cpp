#include "platform/keyboard/unicode.h"
#include "platform/keyboard/layout.h"

#include <array>
#include <memory>
#include <unicode/locdspnm.h>
#include <unicode/locid.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/ucurr.h>
#include <unicode/uloc.h>
#include <unicode/unistr.h>

namespace keyboard {
namespace {

icu::UnicodeString unicode(std::string_view text) {
    return icu::UnicodeString::fromUTF8({text.data(), static_cast<int32_t>(text.size())});
}

std::string utf8(const icu::UnicodeString& text) {
    std::string bytes;
    return text.toUTF8String(bytes);
}

enum class Form { composed, decomposed, compatible };

icu::UnicodeString normalized(const icu::UnicodeString& text, Form form) {
    UErrorCode status = U_ZERO_ERROR;
    const auto* normalizer = form == Form::composed     ? icu::Normalizer2::getNFCInstance(status)
                             : form == Form::decomposed ? icu::Normalizer2::getNFDInstance(status)
                                                        : icu::Normalizer2::getNFKCInstance(status);
    if (U_FAILURE(status)) return text;
    auto result = normalizer->normalize(text, status);
    return U_SUCCESS(status) ? result : text;
}

bool is_mark(UChar32 code_point) {
    return (U_GET_GC_MASK(code_point) & U_GC_M_MASK) != 0;
}

/// Small and vertical forms, which Chinese typesetting chooses, not a writer.
bool is_layout_variant(UChar32 code_point) {
    const auto block = ublock_getCode(code_point);
    return block == UBLOCK_CJK_COMPATIBILITY_FORMS || block == UBLOCK_SMALL_FORM_VARIANTS ||
           block == UBLOCK_VERTICAL_FORMS;
}

std::string name_of(UChar32 code_point) {
    std::array<char, 128> name{};
    UErrorCode status = U_ZERO_ERROR;
    u_charName(code_point, U_UNICODE_CHAR_NAME, name.data(), name.size(), &status);
    return U_SUCCESS(status) ? name.data() : "";
}

} // namespace

std::int32_t first_code_point(std::string_view text) {
    return text.empty() ? 0 : unicode(text).char32At(0);
}

std::string to_utf8(std::int32_t code_point) {
    return utf8(icu::UnicodeString(static_cast<UChar32>(code_point)));
}

std::string typed_text(std::string_view text) {
    const auto first = first_code_point(text);
    if (u_isUWhiteSpace(first) || u_iscntrl(first))
        return u_charType(first) == U_FORMAT_CHAR ? std::string(text) : "";
    const auto block = ublock_getCode(first);
    const bool presentation =
        block == UBLOCK_ARABIC_PRESENTATION_FORMS_A || block == UBLOCK_ARABIC_PRESENTATION_FORMS_B;
    return utf8(
        normalized(unicode(text), presentation && u_isalpha(first) ? Form::compatible : Form::composed));
}

std::string without_last_mark(std::string_view text) {
    auto letters = normalized(unicode(text), Form::decomposed);
    const int32_t last = letters.length() - 1;
    if (last < 1 || !is_mark(letters.char32At(last))) return std::string(text);
    letters.truncate(letters.moveIndex32(letters.length(), -1));
    return utf8(normalized(letters, Form::composed));
}

std::string base_letter(std::string_view text) {
    auto folded = unicode(text);
    folded = normalized(folded.foldCase(), Form::compatible);
    const auto first = folded.char32At(0);
    const auto name = name_of(first);
    const auto with = name.find(" WITH ");
    UErrorCode status = U_ZERO_ERROR;
    if (with != std::string::npos) {
        const auto base = u_charFromName(U_UNICODE_CHAR_NAME, name.substr(0, with).c_str(), &status);
        return U_SUCCESS(status) ? to_utf8(base) : std::string(text);
    }
    if (name == "LATIN SMALL LETTER AE") return "a";
    if (name == "LATIN SMALL LIGATURE OE") return "o";
    return to_utf8(first);
}

std::string upper_case(std::string_view text, const std::string& language) {
    const auto before = unicode(text);
    auto after = before;
    after.toUpper(icu::Locale(language.c_str()));
    return after.countChar32() == before.countChar32() ? utf8(after) : std::string(text);
}

bool is_letter(std::string_view text) {
    return (U_GET_GC_MASK(first_code_point(text)) & U_GC_L_MASK) != 0;
}

bool is_digit(std::string_view text) {
    return u_isdigit(first_code_point(text)) != 0;
}

bool is_currency(std::string_view text) {
    return u_charType(first_code_point(text)) == U_CURRENCY_SYMBOL;
}

bool is_combining(std::string_view text) {
    return is_mark(first_code_point(text));
}

bool is_sentence_sign(std::string_view text) {
    const auto first = first_code_point(text);
    return u_hasBinaryProperty(first, UCHAR_TERMINAL_PUNCTUATION) ||
           u_hasBinaryProperty(first, UCHAR_QUOTATION_MARK) || u_hasBinaryProperty(first, UCHAR_DASH);
}

bool is_kin_of_sign(std::string_view sign, std::string_view plain_sign) {
    const auto kin = first_code_point(sign);
    const auto plain = first_code_point(plain_sign);
    if (sign == plain_sign) return false;
    if (plain_sign == "-" && !is_layout_variant(kin)) return u_hasBinaryProperty(kin, UCHAR_DASH) != 0;
    if (plain_sign == "\"" && !is_layout_variant(kin))
        return u_hasBinaryProperty(kin, UCHAR_QUOTATION_MARK) != 0;
    if (!u_ispunct(plain) || !u_ispunct(kin) || is_layout_variant(kin)) return false;
    return name_of(kin).ends_with(" " + name_of(plain));
}

std::string key_label(std::string_view text) {
    const auto first = first_code_point(text);
    constexpr UChar32 zero_width_non_joiner = 0x200C;
    constexpr UChar32 zero_width_joiner = 0x200D;
    if (first == zero_width_non_joiner) return "ZWNJ";
    if (first == zero_width_joiner) return "ZWJ";
    return is_mark(first) ? "\u25CC" + std::string(text) : std::string(text);
}

std::string name_in_itself(const std::string& language) {
    const icu::Locale locale(language.c_str());
    std::array contexts = {UDISPCTX_CAPITALIZATION_FOR_UI_LIST_OR_MENU};
    const std::unique_ptr<icu::LocaleDisplayNames> names(icu::LocaleDisplayNames::createInstance(
        locale, contexts.data(), static_cast<int32_t>(contexts.size())));
    icu::UnicodeString name;
    if (names) names->languageDisplayName(language.c_str(), name);
    return name.isEmpty() ? language : utf8(name);
}

bool is_right_to_left(const std::string& language) {
    return icu::Locale(language.c_str()).isRightToLeft() != 0;
}

std::string currency_sign(const std::string& language) {
    UErrorCode status = U_ZERO_ERROR;
    icu::Locale locale(language.c_str());
    locale.addLikelySubtags(status);
    std::array<UChar, 4> code{};
    ucurr_forLocale(locale.getName(), code.data(), static_cast<int32_t>(code.size()), &status);
    int32_t length = 0;
    const UChar* name =
        ucurr_getName(code.data(), locale.getName(), UCURR_NARROW_SYMBOL_NAME, nullptr, &length, &status);
    if (U_FAILURE(status)) return {};
    auto sign = utf8(icu::UnicodeString(name, length));
    return length == 1 && is_currency(sign) ? sign : std::string();
}

} // namespace keyboard
