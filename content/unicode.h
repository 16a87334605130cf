#pragma once

#include <string>
#include <string_view>
#include <unicode/unistr.h>

namespace content {

[[nodiscard]] icu::UnicodeString to_utf16(std::string_view utf8);
[[nodiscard]] std::string to_utf8(const icu::UnicodeString& text);
/// For comparing names: no case, no accents, no spaces at the ends.
[[nodiscard]] icu::UnicodeString fold(std::string_view utf8);
/// The script that most letters of `text` are written in, as ICU's UScriptCode (USCRIPT_UNKNOWN where none
/// is).
[[nodiscard]] int dominant_script(const icu::UnicodeString& text);

} // namespace content
