#include "platform/keyboard/pinyin.h"
#include "platform/keyboard/pinyin_process.h"

#include <algorithm>
#include <array>

namespace keyboard {
namespace {

/// Characters chosen already, and the letters that they stand for.
struct Part {
    std::string characters;
    std::string letters;
};

/// How many letters to try at once: all that fit, then so few that the decoder was never seen to end by them.
constexpr std::array<std::size_t, 3> window_sizes = {PinyinProcess::most_letters, 12, 6};

std::size_t count_characters(std::string_view text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char byte) { return (byte & 0xC0) != 0x80; }));
}

} // namespace

struct PinyinComposer::Data {
    PinyinProcess process;
    std::vector<Part> fixed{};
    std::string letters{}; ///< not yet fixed; never starts with an apostrophe
    std::string window{};  ///< the first of them, as many as are decoded at once
    Decoding decoding{};   ///< of the window
    bool last_was_choice = false;

    void decode();
    [[nodiscard]] bool decode_window(std::size_t size);
    void undo_choice();
    void forget();
    [[nodiscard]] std::size_t letters_used(std::size_t index);
    [[nodiscard]] std::string fixed_characters() const;
    [[nodiscard]] std::size_t count_letters() const;
};

bool PinyinComposer::Data::decode_window(std::size_t size) {
    window = letters.substr(0, size);
    auto answer = process.decode(window);
    if (!answer) return false;
    auto& ends = answer->syllable_ends;
    if (window.size() < letters.size() && ends.size() > 1) {
        // The window may cut a syllable in two: leave its last one for the next window.
        window = letters.substr(0, ends[ends.size() - 2]);
        answer = process.decode(window);
        if (!answer) return false;
    }
    decoding = std::move(*answer);
    return true;
}

void PinyinComposer::Data::decode() {
    decoding = {};
    window.clear();
    if (letters.empty()) return;
    const bool decoded = std::any_of(window_sizes.begin(), window_sizes.end(),
                                     [this](auto size) { return decode_window(size); });
    if (decoded && !decoding.candidates.empty()) return;
    window = letters; // they spell nothing: offered as they are
    decoding = {.syllable_ends = {}, .candidates = {letters}};
}

void PinyinComposer::Data::undo_choice() {
    letters = fixed.back().letters + letters;
    fixed.pop_back();
}

void PinyinComposer::Data::forget() {
    fixed.clear();
    letters.clear();
    last_was_choice = false;
    decode();
}

std::size_t PinyinComposer::Data::letters_used(std::size_t index) {
    if (decoding.syllable_ends.empty()) return letters.size();
    if (const auto used = process.letters_used(window, index)) return *used;
    // The decoder died of the question: a character is a syllable.
    const auto syllables = count_characters(decoding.candidates[index]);
    const auto& ends = decoding.syllable_ends;
    return ends[std::min(std::max<std::size_t>(syllables, 1), ends.size()) - 1];
}

std::string PinyinComposer::Data::fixed_characters() const {
    std::string all;
    for (const auto& part : fixed)
        all += part.characters;
    return all;
}

std::size_t PinyinComposer::Data::count_letters() const {
    std::size_t count = letters.size();
    for (const auto& part : fixed)
        count += part.letters.size();
    return count;
}

namespace {

/// Beside the running program, else where the package puts it.
std::filesystem::path default_decoder() {
    constexpr const char* name = "smallplaces-pinyin";
    std::error_code error;
    const auto beside = std::filesystem::read_symlink("/proc/self/exe", error).parent_path() / name;
    const auto installed = std::filesystem::path("/usr/libexec/smallplaces") / name;
    return !std::filesystem::exists(beside, error) && std::filesystem::exists(installed, error) ? installed
                                                                                                : beside;
}

} // namespace

base::Result<std::unique_ptr<PinyinComposer>> PinyinComposer::open(const std::filesystem::path& decoder) {
    auto process = PinyinProcess::start(decoder.empty() ? default_decoder() : decoder);
    if (!process) return tl::make_unexpected(process.error());
    auto data = std::make_unique<Data>(Data{.process = std::move(*process)});
    return std::unique_ptr<PinyinComposer>(new PinyinComposer(std::move(data)));
}

PinyinComposer::PinyinComposer(std::unique_ptr<Data> data) : m_data(std::move(data)) {}
PinyinComposer::~PinyinComposer() = default;

void PinyinComposer::add(char letter) {
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
    const bool apostrophe = letter == '\'';
    if (!apostrophe && (letter < 'a' || letter > 'z')) return;
    if (apostrophe && (m_data->letters.empty() || m_data->letters.back() == '\'')) return;
    if (m_data->count_letters() >= most_letters) return;
    m_data->letters += letter;
    m_data->last_was_choice = false;
    m_data->decode();
}

bool PinyinComposer::remove() {
    if (empty()) return false;
    if (m_data->last_was_choice)
        m_data->undo_choice();
    else
        m_data->letters.pop_back();
    // Chosen characters alone cannot stay: nothing would be left to choose.
    if (m_data->letters.empty() && !m_data->fixed.empty()) m_data->undo_choice();
    m_data->last_was_choice = false;
    m_data->decode();
    return true;
}

void PinyinComposer::clear() {
    m_data->forget();
}

std::string PinyinComposer::spelling() const {
    std::string shown = m_data->fixed_characters();
    const auto& ends = m_data->decoding.syllable_ends;
    const auto& letters = m_data->letters;
    for (std::size_t i = 0; i < letters.size(); ++i) {
        const bool next_syllable = std::find(ends.begin(), ends.end(), i) != ends.end();
        const bool after_gap = !shown.empty() && shown.back() == ' ';
        if ((next_syllable || letters[i] == '\'') && i > 0 && !after_gap) shown += ' ';
        if (letters[i] != '\'') shown += letters[i];
    }
    return shown;
}

bool PinyinComposer::empty() const {
    return m_data->letters.empty();
}

std::vector<std::string> PinyinComposer::candidates(std::size_t limit) const {
    const auto& all = m_data->decoding.candidates;
    const auto count = static_cast<std::ptrdiff_t>(std::min(limit, all.size()));
    return {all.begin(), all.begin() + count};
}

std::string PinyinComposer::choose(std::size_t index) {
    if (index >= m_data->decoding.candidates.size()) return {};
    auto used = m_data->letters_used(index);
    auto& letters = m_data->letters;
    while (used < letters.size() && letters[used] == '\'')
        ++used;
    m_data->fixed.push_back({m_data->decoding.candidates[index], letters.substr(0, used)});
    letters.erase(0, used);
    m_data->last_was_choice = true;
    if (letters.empty()) {
        auto finished = m_data->fixed_characters();
        m_data->forget();
        return finished;
    }
    m_data->decode();
    return {};
}

} // namespace keyboard
