#include "content/unicode.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>

namespace content {

icu::UnicodeString to_utf16(std::string_view utf8) {
    return icu::UnicodeString::fromUTF8(
        icu::StringPiece(utf8.data(), static_cast<std::int32_t>(utf8.size())));
}

std::string to_utf8(const icu::UnicodeString& text) {
    std::string utf8;
    text.toUTF8String(utf8);
    return utf8;
}

icu::UnicodeString fold(std::string_view utf8) {
    UErrorCode status = U_ZERO_ERROR;
    const auto* normalizer = icu::Normalizer2::getNFKDInstance(status);
    if (U_FAILURE(status)) return to_utf16(utf8);
    const auto decomposed = normalizer->normalize(to_utf16(utf8), status);
    icu::UnicodeString bare;
    for (std::int32_t at = 0; at < decomposed.length(); at = decomposed.moveIndex32(at, 1)) {
        const UChar32 character = decomposed.char32At(at);
        if (u_charType(character) != U_NON_SPACING_MARK) bare.append(character);
    }
    return bare.foldCase().trim();
}

int dominant_script(const icu::UnicodeString& text) {
    std::map<int, int> counts;
    for (std::int32_t at = 0; at < text.length(); at = text.moveIndex32(at, 1)) {
        const UChar32 character = text.char32At(at);
        if (!u_isalpha(character)) continue;
        UErrorCode status = U_ZERO_ERROR;
        const auto script = uscript_getScript(character, &status);
        if (U_SUCCESS(status) && script != USCRIPT_COMMON && script != USCRIPT_INHERITED) ++counts[script];
    }
    const auto most = std::max_element(counts.begin(), counts.end(),
                                       [](const auto& a, const auto& b) { return a.second < b.second; });
    return most == counts.end() ? USCRIPT_UNKNOWN : most->first;
}

} // namespace content
