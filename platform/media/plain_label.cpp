#include "platform/media/udisks_objects.h"

#include <unicode/utf8.h>

namespace media {
namespace {

constexpr std::size_t longest_label = 40; ///< characters

/// Controls, line and paragraph separators, marks that turn the direction of the words around, private use.
bool is_unfit(UChar32 code) {
    return code < 0x20 || (code >= 0x7f && code < 0xa0) || code == 0x061c ||
           (code >= 0x200b && code <= 0x200f) || (code >= 0x2028 && code <= 0x202e) ||
           (code >= 0x2060 && code <= 0x206f) || (code >= 0xe000 && code < 0xf900) || code == 0xfeff ||
           (code >= 0xfff0 && code <= 0xffff) || code >= 0xe0000;
}

} // namespace

std::string plain_label(std::string_view text) {
    std::string label;
    std::size_t characters = 0;
    for (std::size_t at = 0; at < text.size() && characters < longest_label;) {
        const std::size_t start = at;
        UChar32 code = U_SENTINEL;
        U8_NEXT(text.data(), at, text.size(), code);
        const bool space = code == ' ' || code == 0xa0;
        const bool repeats = space && (label.empty() || label.back() == ' ');
        if (code < 0 || is_unfit(code) || repeats) continue; // below 0: no UTF-8
        label += space ? std::string_view(" ") : text.substr(start, at - start);
        ++characters;
    }
    while (!label.empty() && label.back() == ' ')
        label.pop_back();
    return label;
}

} // namespace media
