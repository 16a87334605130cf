#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace keyboard {

/// The first code point of UTF-8 text; 0 for an empty text.
[[nodiscard]] std::int32_t first_code_point(std::string_view text);
[[nodiscard]] std::string to_utf8(std::int32_t code_point);

/// The text as a key should type it: NFC, Arabic presentation forms as plain letters, nothing for blanks and
/// controls.
[[nodiscard]] std::string typed_text(std::string_view text);

/// The letter without its last accent: ấ is â, â is a; the text itself when it has none.
[[nodiscard]] std::string without_last_mark(std::string_view text);

/// The letter that one would look under: o for ø, œ and º, s for ß; the text itself when there is none. By
/// case folding, compatibility and Unicode names ("… LETTER O WITH STROKE"), for what NFD does not take
/// apart.
[[nodiscard]] std::string base_letter(std::string_view text);

/// Upper case as the language writes it, where that is one letter as well; otherwise the text itself.
[[nodiscard]] std::string upper_case(std::string_view text, const std::string& language);

/// Character properties, each of the text's first code point.
[[nodiscard]] bool is_letter(std::string_view text);
[[nodiscard]] bool is_digit(std::string_view text);
[[nodiscard]] bool is_currency(std::string_view text);
/// A sign that ends or divides sentences, quotes, or joins words, in any script.
[[nodiscard]] bool is_sentence_sign(std::string_view text);
/// True when `sign` is a kin of the ASCII `plain_sign`: « of ", ¿ and ؟ of ?, – of -, by properties and
/// Unicode names.
[[nodiscard]] bool is_kin_of_sign(std::string_view sign, std::string_view plain_sign);

/// The language's name in itself, as it stands in a list: "Français".
[[nodiscard]] std::string name_in_itself(const std::string& language);
[[nodiscard]] bool is_right_to_left(const std::string& language);
/// The sign of the currency of the language's most likely country; empty when it is written with letters.
[[nodiscard]] std::string currency_sign(const std::string& language);

} // namespace keyboard
