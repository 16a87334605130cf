// The program smallplaces-pinyin: libgooglepinyin behind a pair of questions, one a line on standard input.
//   decode LETTERS          -> "END END …" (where syllables end, in letters), then one candidate a line, then
//   an empty line choose LETTERS INDEX    -> how many letters that candidate uses up, then an empty line
// The library may end the process by an assertion; see pinyin.h.

#include <array>
#include <cstdio>
#include <googlepinyin/pinyinime.h>
#include <iostream>
#include <sstream>
#include <string>
#include <sys/prctl.h>

namespace {

using namespace ime_pinyin;

constexpr std::size_t most_candidates = 64;
constexpr std::size_t longest_candidate = 64;

/// The dictionary has characters of the basic plane only.
std::string utf8(const char16* text) {
    std::string bytes;
    for (; *text != 0; ++text) {
        const unsigned unit = *text;
        if (unit < 0x80) {
            bytes += static_cast<char>(unit);
            continue;
        }
        if (unit < 0x800) {
            bytes += static_cast<char>(0xC0 | unit >> 6);
        } else {
            bytes += static_cast<char>(0xE0 | unit >> 12);
            bytes += static_cast<char>(0x80 | (unit >> 6 & 0x3F));
        }
        bytes += static_cast<char>(0x80 | (unit & 0x3F));
    }
    return bytes;
}

std::size_t search(const std::string& letters) {
    im_reset_search();
    return im_search(letters.data(), letters.size());
}

void decode(const std::string& letters) {
    const auto count = search(letters);
    const uint16* starts = nullptr;
    const auto syllables = im_get_spl_start_pos(starts);
    for (std::size_t i = 1; i <= syllables; ++i)
        std::cout << starts[i] << ' ';
    std::cout << '\n';
    for (std::size_t i = 0; i < count && i < most_candidates; ++i) {
        std::array<char16, longest_candidate + 1> text{};
        // An index is the same in both commands, so none is skipped.
        if (im_get_candidate(i, text.data(), longest_candidate) == nullptr || text[0] == 0) break;
        std::cout << utf8(text.data()) << '\n';
    }
}

void choose(const std::string& letters, std::size_t index) {
    if (index >= search(letters)) return;
    im_choose(index);
    const uint16* starts = nullptr;
    const auto syllables = im_get_spl_start_pos(starts);
    const auto fixed = im_get_fixed_len();
    if (fixed <= syllables) std::cout << starts[fixed] << '\n';
}

void answer(const std::string& line) {
    std::istringstream words(line);
    std::string command;
    std::string letters;
    std::size_t index = 0;
    words >> command >> letters;
    if (command == "decode") decode(letters);
    if (command == "choose" && words >> index) choose(letters, index);
    std::cout << std::endl;
}

} // namespace

int main() {
    // What a visitor typed must not end in a core dump.
    ::prctl(PR_SET_DUMPABLE, 0);
    // No file of this name can be made, so the library goes without a dictionary of the user.
    constexpr const char* no_user_dictionary = "";
    if (!im_open_decoder(PINYIN_DICTIONARY, no_user_dictionary)) {
        std::cerr << "cannot read the pinyin dictionary " << PINYIN_DICTIONARY << '\n';
        return 1;
    }
    for (std::string line; std::getline(std::cin, line);)
        answer(line);
    im_close_decoder();
    return 0;
}
