#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace content {

/// The whole numbers written in digits, of any script, in the order of the text, as ASCII digits. A separator
/// of thousands ("1,500", "1.500", "1 500") is part of the number.
[[nodiscard]] std::vector<std::string> numbers_in(std::string_view utf8);

/// English words without the numbers that are names rather than figures: "Human Rights 75", "article 12",
/// "articles 3, 5 and 9".
[[nodiscard]] std::string without_names(std::string_view english);

/// The numbers of the months that the English names, which other languages may write in digits.
[[nodiscard]] std::vector<std::string> months_in(std::string_view english);

/// How wide a text is, in columns of half a square: 2 for an ideograph, 0 for a mark over a letter, 1 for
/// others.
[[nodiscard]] int columns(std::string_view utf8);

/// Words parted by spaces.
[[nodiscard]] int word_count(std::string_view text);

} // namespace content
