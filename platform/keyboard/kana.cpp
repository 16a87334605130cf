#include "platform/keyboard/kana.h"

#include <cctype>
#include <unicode/translit.h>
#include <unicode/unistr.h>

namespace keyboard {
namespace {

constexpr std::size_t most_letters = 40;
constexpr std::string_view vowels = "aiueo";
constexpr const char* long_vowel = "ー";

std::unique_ptr<icu::Transliterator> make(const char* id) {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::Transliterator> made(
        icu::Transliterator::createInstance(id, UTRANS_FORWARD, status));
    return U_SUCCESS(status) ? std::move(made) : nullptr;
}

std::string through(const icu::Transliterator& way, std::string_view text) {
    auto unicode = icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int>(text.size())));
    way.transliterate(unicode);
    unicode.findAndReplace("'", ""); // it has told the syllable n apart
    std::string utf8;
    unicode.toUTF8String(utf8);
    return utf8;
}

/// Letters as ICU romanizes: "nn" and an n before a consonant are the syllable n, which ICU writes with an
/// apostrophe.
struct Spelling {
    std::string syllables; ///< whole ones
    std::size_t used = 0;  ///< how many letters they are; the consonants after them wait for their vowel
};

bool is_vowel(char letter) {
    return vowels.find(letter) != std::string_view::npos;
}

Spelling spell(std::string_view letters) {
    Spelling spelling;
    std::string begun;
    const auto close = [&](const std::string& part, std::size_t end) {
        spelling.syllables += begun + part;
        begun.clear();
        spelling.used = end;
    };
    for (std::size_t at = 0; at < letters.size(); ++at) {
        const char letter = letters[at];
        const char next = at + 1 < letters.size() ? letters[at + 1] : '\0';
        if (is_vowel(letter))
            close(std::string(1, letter), at + 1);
        else if (letter == '-')
            close(long_vowel, at + 1);
        else if (letter == 'n' && (next == 'n' || next == '\''))
            close("n'", ++at + 1);
        else if (letter == 'n' && next != '\0' && next != 'y' && !is_vowel(next))
            close("n'", at + 1);
        else
            begun += letter;
    }
    return spelling;
}

class KanaComposer : public InlineComposer {
  public:
    KanaComposer(std::unique_ptr<icu::Transliterator> hiragana, std::unique_ptr<icu::Transliterator> katakana)
        : m_hiragana(std::move(hiragana)), m_katakana(std::move(katakana)) {}

    bool takes(std::string_view typed) const override {
        if (typed == long_vowel) return !m_letters.empty();
        if (typed.size() != 1) return false;
        const auto letter = static_cast<unsigned char>(typed[0]);
        return std::isalpha(letter) != 0 || ((letter == '-' || letter == '\'') && !m_letters.empty());
    }

    std::string add(std::string_view typed) override {
        if (!takes(typed)) return {};
        std::string done;
        if (m_letters.size() >= most_letters) {
            const auto spelling = spell(m_letters);
            done = through(*m_hiragana, spelling.syllables);
            m_letters.erase(0, spelling.used);
        }
        m_letters +=
            typed == long_vowel ? '-' : static_cast<char>(std::tolower(static_cast<unsigned char>(typed[0])));
        return done;
    }

    std::string pending() const override { return written(*m_hiragana, m_letters); }
    void remove() override {
        if (!m_letters.empty()) m_letters.pop_back();
    }
    std::string finish() override {
        const auto words = written(*m_hiragana, closed());
        m_letters.clear();
        return words;
    }

    std::vector<std::string> offers() const override {
        if (m_letters.empty()) return {};
        std::vector<std::string> ways = {written(*m_katakana, closed())};
        if (closed() != m_letters) ways.insert(ways.begin(), written(*m_hiragana, closed()));
        return ways;
    }

  private:
    /// A lone n at the end is the syllable n when nothing follows.
    [[nodiscard]] std::string closed() const {
        const bool open_n =
            !m_letters.empty() && m_letters.back() == 'n' && spell(m_letters).used != m_letters.size();
        return open_n ? m_letters + "n" : m_letters;
    }

    /// Whole syllables in kana, the letters after them as they are.
    static std::string written(const icu::Transliterator& way, const std::string& letters) {
        const auto spelling = spell(letters);
        return through(way, spelling.syllables) + letters.substr(spelling.used);
    }

    std::unique_ptr<icu::Transliterator> m_hiragana, m_katakana;
    std::string m_letters;
};

} // namespace

base::Result<std::unique_ptr<InlineComposer>> open_kana_composer() {
    auto hiragana = make("Latin-Hiragana"), katakana = make("Latin-Katakana");
    if (!hiragana || !katakana) return base::fail("ICU does not have the ways from Latin letters to kana");
    return std::make_unique<KanaComposer>(std::move(hiragana), std::move(katakana));
}

} // namespace keyboard
