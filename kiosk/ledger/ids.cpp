#include "kiosk/ledger/ids.h"

#include <algorithm>
#include <array>
#include <span>

namespace ledger {

namespace {

constexpr std::string_view hex = "0123456789abcdef";
constexpr std::string_view crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t kiosk_id_length = 6;
constexpr std::size_t uuid_length = 36;

bool is_dash_place(std::size_t index) {
    return index == 8 || index == 13 || index == 18 || index == 23;
}

} // namespace

std::string make_uuid7(std::int64_t utc_ms, base::Random& random) {
    std::array<std::uint8_t, 16> bytes{};
    random.fill(std::span(bytes).subspan(6));
    for (std::size_t i = 0; i < 6; ++i)
        bytes[i] = static_cast<std::uint8_t>(utc_ms >> (40 - 8 * i));
    bytes[6] = static_cast<std::uint8_t>((bytes[6] & 0x0F) | 0x70);
    bytes[8] = static_cast<std::uint8_t>((bytes[8] & 0x3F) | 0x80);
    std::string text;
    for (const std::uint8_t byte : bytes) {
        if (is_dash_place(text.size())) text += '-';
        text += hex[byte >> 4];
        text += hex[byte & 0x0F];
    }
    return text;
}

bool is_uuid7(std::string_view text) {
    if (text.size() != uuid_length || text[14] != '7') return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (is_dash_place(i) ? text[i] != '-' : hex.find(text[i]) == std::string_view::npos) return false;
    }
    return text[19] == '8' || text[19] == '9' || text[19] == 'a' || text[19] == 'b';
}

std::string make_kiosk_id(base::Random& random) {
    std::array<std::uint8_t, kiosk_id_length> bytes{};
    random.fill(bytes);
    std::string id;
    for (const std::uint8_t byte : bytes)
        id += crockford[byte % crockford.size()];
    return id;
}

bool is_kiosk_id(std::string_view text) {
    return text.size() == kiosk_id_length && std::all_of(text.begin(), text.end(), [](char letter) {
               return crockford.find(letter) != std::string_view::npos;
           });
}

} // namespace ledger
