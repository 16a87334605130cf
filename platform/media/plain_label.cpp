#include "platform/media/udisks_objects.h"

#include <cstdint>

namespace media {
namespace {

constexpr std::size_t longest_label = 40; ///< characters
constexpr std::size_t longest_code = 4;

/// Takes the first code point off; nothing when `text` does not begin with a whole, shortest-form one.
std::optional<char32_t> take(std::string_view& text) {
    const auto byte = [&](std::size_t at) { return static_cast<std::uint8_t>(text[at]); };
    const std::uint8_t head = byte(0);
    const std::size_t size = head < 0x80   ? 1
                             : head < 0xc2 ? 0
                             : head < 0xe0 ? 2
                             : head < 0xf0 ? 3
                             : head < 0xf5 ? 4
                                           : 0;
    if (size == 0 || size > text.size()) return std::nullopt;
    char32_t code = size == 1 ? head : head & (0xffu >> (size + 1));
    for (std::size_t i = 1; i < size; ++i) {
        if ((byte(i) & 0xc0u) != 0x80) return std::nullopt;
        code = code << 6 | (byte(i) & 0x3fu);
    }
    static constexpr char32_t least[longest_code] = {0, 0x80, 0x800, 0x10000};
    if (code < least[size - 1] || code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) return std::nullopt;
    text.remove_prefix(size);
    return code;
}

/// Controls, line and paragraph separators, marks that turn the direction of the words around, private use.
bool is_unfit(char32_t code) {
    return code < 0x20 || (code >= 0x7f && code < 0xa0) || code == 0x061c ||
           (code >= 0x200b && code <= 0x200f) || (code >= 0x2028 && code <= 0x202e) ||
           (code >= 0x2060 && code <= 0x206f) || (code >= 0xe000 && code < 0xf900) || code == 0xfeff ||
           (code >= 0xfff0 && code <= 0xffff) || code >= 0xe0000;
}

} // namespace

std::string plain_label(std::string_view text) {
    std::string label;
    std::size_t characters = 0;
    while (!text.empty() && characters < longest_label) {
        const std::string_view before = text;
        const std::optional<char32_t> code = take(text);
        if (!code) {
            text.remove_prefix(1);
            continue;
        }
        const bool space = *code == ' ' || *code == 0xa0;
        if (is_unfit(*code) || (space && (label.empty() || label.back() == ' '))) continue;
        label += space ? std::string_view(" ") : before.substr(0, before.size() - text.size());
        ++characters;
    }
    while (!label.empty() && label.back() == ' ')
        label.pop_back();
    return label;
}

} // namespace media
