#include "content/build/faults.h"
#include "content/build/shift.h"
#include "content/unicode.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <set>
#include <unicode/uchar.h>

namespace content {
namespace {

using Kind = Fault::Kind;

int letters_in(std::string_view text) {
    const auto wide = to_utf16(text);
    int letters = 0;
    for (std::int32_t at = 0; at < wide.length(); at = wide.moveIndex32(at, 1))
        if (u_isalpha(wide.char32At(at))) ++letters;
    return letters;
}

std::string words_of(const RawSection& section) {
    std::string words;
    for (const RawBlock& block : section.blocks)
        words += block.text + "\n";
    return words;
}

/// Signs of markup, typing or conversion; a pair of << or >> is somebody's quotation mark.
std::string stray_characters(std::string_view text) {
    static constexpr std::string_view signs = "@&#*_|^~\\{}<>=%$+";
    std::string found;
    for (const char sign : text)
        if (signs.find(sign) != std::string_view::npos && found.find(sign) == std::string::npos)
            found += sign;
    return found;
}

/// One sign of a Chinese character, kana or Hangul is a word; two letters of an alphabet seldom are.
bool has_ideograph(std::string_view text) {
    const auto wide = to_utf16(text);
    for (std::int32_t at = 0; at < wide.length(); at = wide.moveIndex32(at, 1))
        if (u_getIntPropertyValue(wide.char32At(at), UCHAR_EAST_ASIAN_WIDTH) == U_EA_WIDE) return true;
    return false;
}

/// The numbers that a point's own words begin with: "2. Everyone" and "11.2. Everyone", in any script's
/// digits.
struct LeadingNumber {
    int article = 0; ///< 0 where only the point's is there
    int point = 0;   ///< 0 for none
    std::size_t length = 0;
};

/// Digits and the mark after them, from `at` on; moves `at` behind them. 0 where there are none.
int read_number(const icu::UnicodeString& text, std::int32_t& at) {
    std::int32_t next = at;
    int number = 0;
    for (int digits = 0; next < text.length() && digits < 2; ++digits) {
        const int digit = u_charDigitValue(text.char32At(next));
        if (digit < 0) break;
        number = number * 10 + digit;
        next = text.moveIndex32(next, 1);
    }
    if (next == at || next >= text.length()) return 0;
    const auto first_mark = next;
    while (next < text.length() && std::u16string_view(u".):-").find(text[next]) != std::u16string_view::npos)
        ++next;
    if (next == first_mark) return 0;
    at = next;
    return number;
}

LeadingNumber leading_number(std::string_view utf8) {
    const auto text = to_utf16(utf8);
    std::int32_t at = 0;
    LeadingNumber leading;
    leading.point = read_number(text, at);
    if (const int second = leading.point > 0 ? read_number(text, at) : 0; second > 0) {
        leading.article = leading.point;
        leading.point = second;
    } else if (leading.point > 0 && at < text.length() && u_charDigitValue(text.char32At(at)) > 0) {
        // "11.2 Everyone": the point's number with no mark of its own
        leading.article = leading.point;
        leading.point = u_charDigitValue(text.char32At(at));
        at = text.moveIndex32(at, 1);
    }
    leading.length = to_utf8(icu::UnicodeString(text, 0, at)).size();
    return leading;
}

bool is_own_number(const LeadingNumber& leading, int article, int point) {
    return leading.point == point && (leading.article == 0 || leading.article == article);
}

/// "&1" among words: a converter's reference that was never filled in.
bool has_numbered_ampersand(std::string_view text) {
    for (auto at = text.find('&'); at != std::string_view::npos; at = text.find('&', at + 1))
        if (at + 1 < text.size() && text[at + 1] >= '0' && text[at + 1] <= '9') return true;
    return false;
}

class Finder {
  public:
    explicit Finder(const RawText& text) : m_text(text) {}

    std::vector<Fault> run() {
        check_whole();
        check_numbers();
        if (m_text.has_preamble && !m_text.preamble.blocks.empty())
            check_section(m_text.preamble);
        else
            add(Kind::missing_section, preamble_number, "");
        for (const RawSection& article : m_text.articles)
            if (in_range(article)) check_section(article);
        check_missing();
        check_alike();
        for (Fault& fault : find_shifted(m_text))
            m_faults.push_back(std::move(fault));
        std::stable_sort(m_faults.begin(), m_faults.end(),
                         [](const Fault& a, const Fault& b) { return a.section < b.section; });
        return std::move(m_faults);
    }

  private:
    static bool in_range(const RawSection& article) {
        return article.number >= 1 && article.number <= article_count;
    }
    void add(Kind kind, int section, std::string detail) {
        m_faults.push_back({kind, section, std::move(detail)});
    }

    void check_whole() {
        if (title_of(m_text).empty()) add(Kind::missing_title, -1, "");
        if (m_text.mending.composed) add(Kind::not_composed, -1, "");
        for (const auto& name : m_text.mending.controls)
            add(Kind::control_character, -1, name);
        for (const auto& name : m_text.mending.characters)
            add(Kind::unknown_character, -1, name);
    }

    void check_numbers() {
        int last = 0;
        std::set<int> seen;
        for (const RawSection& article : m_text.articles) {
            if (!in_range(article) || article.number < last)
                add(Kind::number_order, article.number,
                    "\"" + article.number_text + "\" after " + std::to_string(last));
            if (in_range(article) && !seen.insert(article.number).second)
                add(Kind::duplicate_number, article.number, "");
            last = article.number;
        }
    }

    void check_missing() {
        std::set<int> present;
        for (const RawSection& article : m_text.articles)
            if (!article.blocks.empty()) present.insert(article.number);
        for (int number = 1; number <= article_count; ++number)
            if (!present.contains(number)) add(Kind::missing_section, number, "");
    }

    void check_section(const RawSection& section) {
        check_headings(section);
        std::set<std::string> points;
        for (const RawBlock& block : section.blocks) {
            check_block(section.number, block);
            if (block.point > 0 && letters_in(block.text) > 0 && !points.insert(block.text).second)
                add(Kind::duplicate_point, section.number, std::to_string(block.point));
        }
    }

    void check_headings(const RawSection& section) {
        if (section.number == preamble_number) return;
        if (section.headings.size() > 1)
            add(Kind::odd_heading, section.number, "more than one");
        else if (!section.headings.empty() && section.headings.front().empty())
            add(Kind::odd_heading, section.number, "empty");
    }

    void check_block(int section, const RawBlock& block) {
        const int letters = letters_in(block.text);
        const auto place =
            block.point > 0 ? "point " + std::to_string(block.point) : std::string("paragraph");
        if (block.text.empty()) return add(Kind::empty_block, section, place);
        if (letters == 0) return add(Kind::placeholder, section, place + " is \"" + block.text + "\"");
        if (has_numbered_ampersand(block.text))
            return add(Kind::placeholder, section, place + " holds & and a digit");
        if (letters <= 2 && !has_ideograph(block.text))
            add(Kind::odd_paragraph, section, place + " is \"" + block.text + "\"");
        if (const auto signs = stray_characters(block.text); !signs.empty())
            add(Kind::stray_character, section, place + " holds " + signs);
        const auto leading = leading_number(block.text);
        if (block.point > 0 && leading.point > 0 && !is_own_number(leading, section, block.point))
            add(Kind::point_number, section, place + " begins with " + block.text.substr(0, leading.length));
    }

    void check_alike() {
        std::map<std::string, int> seen;
        for (const RawSection& article : m_text.articles) {
            const auto words = words_of(article);
            if (!in_range(article) || words.find_first_not_of('\n') == std::string::npos) continue;
            const auto [first, is_new] = seen.emplace(words, article.number);
            if (is_new || first->second == article.number) continue;
            add(Kind::alike, first->second, "as article " + std::to_string(article.number));
            add(Kind::alike, article.number, "as article " + std::to_string(first->second));
        }
    }

    const RawText& m_text;
    std::vector<Fault> m_faults;
};

Block make_block(const RawBlock& raw, int article) {
    Block block{raw.point > 0 ? Block::Kind::point : Block::Kind::paragraph, raw.point, raw.text};
    // The kiosk writes the numbers of points itself, in the locale's digits.
    const auto leading = leading_number(raw.text);
    if (raw.point > 0 && is_own_number(leading, article, raw.point)) {
        block.text.erase(0, leading.length);
        block.text.erase(0, block.text.find_first_not_of(' '));
    }
    return block;
}

const RawSection* find_raw(const RawText& text, int number) {
    if (number == preamble_number) return text.has_preamble ? &text.preamble : nullptr;
    for (const RawSection& article : text.articles)
        if (article.number == number) return &article;
    return nullptr;
}

Section make_section(const RawText& text, int number, std::span<const Fault> faults) {
    Section section;
    section.number = number;
    bool hidden = false, missing = false, stray_heading = false;
    for (const Fault& fault : faults) {
        if (fault.section != number) continue;
        hidden = hidden || hides(fault.kind);
        missing = missing || fault.kind == Kind::missing_section;
        stray_heading = stray_heading || fault.kind == Kind::stray_heading;
    }
    const RawSection* raw = find_raw(text, number);
    if (raw == nullptr || missing) return section;
    section.state = hidden ? Section::State::faulty : Section::State::complete;
    if (hidden) return section;
    for (const auto& heading : raw->headings)
        if (section.heading.empty()) section.heading = heading;
    for (const RawBlock& block : raw->blocks)
        section.blocks.push_back(make_block(block, number));
    if (stray_heading) section.blocks.pop_back();
    return section;
}

} // namespace

const char* name_of(Kind kind) {
    static constexpr std::array names = {
        "missing section",  "placeholder",       "empty block",       "shifted by one", "alike articles",
        "duplicate number", "misplaced words",   "other document",    "number order",   "no title",
        "odd paragraph",    "odd heading",       "stray heading",     "point number",   "duplicate point",
        "stray character",  "control character", "unknown character", "not composed",   "copy"};
    return names.at(static_cast<std::size_t>(kind));
}

bool hides(Kind kind) {
    return kind <= Kind::other_document;
}

std::vector<Fault> find_faults(const RawText& text) {
    return Finder(text).run();
}

std::vector<Section> make_sections(const RawText& text, std::span<const Fault> faults) {
    std::vector<Section> sections;
    for (int number = preamble_number; number <= article_count; ++number)
        sections.push_back(make_section(text, number, faults));
    return sections;
}

std::string title_of(const RawText& text) {
    for (const auto& title : text.titles)
        if (letters_in(title) > 0) return title;
    return {};
}

} // namespace content
