#include "kiosk/ledger/receipt.h"

#include <array>
#include <cstdint>

namespace ledger {

namespace {

constexpr std::string_view symbols = "0123456789ABCDEFGHJKMNPQRSTVWXYZ*~$=U";
constexpr std::size_t data_symbols = 32;
constexpr std::size_t data_length = 7;

char upper(char letter) {
    return letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
}

/// Look-alikes of digits are read as the digit they look like.
char forgiven(char letter) {
    const char big = upper(letter);
    if (big == 'O') return '0';
    if (big == 'I' || big == 'L') return '1';
    return big;
}

char check_symbol(std::string_view data) {
    std::size_t remainder = 0;
    for (const char letter : data) {
        remainder = (remainder * data_symbols + symbols.find(letter)) % symbols.size();
    }
    return symbols[remainder];
}

std::string written(std::string_view data, char check) {
    return std::string(data.substr(0, 4)) + "-" + std::string(data.substr(4)) + check;
}

} // namespace

std::string make_receipt(base::Random& random) {
    while (true) {
        std::array<std::uint8_t, data_length> bytes{};
        random.fill(bytes);
        std::string data;
        for (const std::uint8_t byte : bytes)
            data += symbols[byte % data_symbols];
        // Signs such as '*' are hard to read out, and U is kept for them: codes are letters and digits only.
        const char check = check_symbol(data);
        if (symbols.find(check) < data_symbols) return written(data, check);
    }
}

std::optional<std::string> normalise_receipt(std::string_view typed) {
    std::string code;
    for (const char letter : typed) {
        if (letter == '-' || letter == ' ') continue;
        if (code.size() > data_length) return std::nullopt;
        code += code.size() == data_length ? letter : forgiven(letter);
    }
    if (code.size() != data_length + 1) return std::nullopt;
    const std::string data = code.substr(0, data_length);
    for (const char letter : data) {
        if (symbols.substr(0, data_symbols).find(letter) == std::string_view::npos) return std::nullopt;
    }
    const char check = upper(code.back()) == 'U' ? 'U' : forgiven(code.back());
    if (check != check_symbol(data)) return std::nullopt;
    return written(data, check);
}

} // namespace ledger
