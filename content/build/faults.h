#pragma once

#include "content/build/html_text.h"
#include "content/model.h"

#include <map>
#include <span>
#include <string>
#include <vector>

namespace content {

/// What can be wrong with a text. All are found by general rules: none knows a language by name.
struct Fault {
    enum class Kind {
        // These hide the section: what stands there is not its text, or not all of it.
        missing_section, ///< no such article or preamble, or nothing in it
        placeholder,     ///< a block with no word in it ("&1", "@")
        empty_block,     ///< a paragraph or a point with nothing in it
        shifted,         ///< the words are in the heading and the heading among the words
        alike,           ///< two articles with the same words: one of them must be wrong
        duplicate_number,
        misplaced,      ///< the lengths of a run of articles are those of their neighbours (lengths.h)
        other_document, ///< the lengths are those of no translation of the Declaration (lengths.h)
        // These are told, and the section is shown.
        number_order, ///< an article stands in the wrong place, or carries no number from 1 to 30
        missing_title,
        odd_paragraph,   ///< no more than two letters
        odd_heading,     ///< a second or an empty heading
        stray_heading,   ///< the next article's heading at the end of this one; it is taken off
        point_number,    ///< a point that begins with another number than its own
        duplicate_point, ///< the same words in two points
        stray_character, ///< a sign that belongs to no sentence
        control_character,
        unknown_character, ///< unassigned, private or U+FFFD
        not_composed,      ///< not in Unicode NFC; it is composed
        copy,              ///< word for word another language's text
    };
    Kind kind;
    int section = -1; ///< -1: the text as a whole
    std::string detail;
};

[[nodiscard]] const char* name_of(Fault::Kind kind);
/// True when a section with this fault is not shown.
[[nodiscard]] bool hides(Fault::Kind kind);

[[nodiscard]] std::vector<Fault> find_faults(const RawText& text);
/// The 31 sections in order, with what `faults` hides hidden.
[[nodiscard]] std::vector<Section> make_sections(const RawText& text, std::span<const Fault> faults);
/// The first title with a letter in it; empty where there is none.
[[nodiscard]] std::string title_of(const RawText& text);

struct TextIdentity {
    std::string code;
    std::string bcp47;
    const RawText* text = nullptr;
};
/// Code of each copy -> code of the text it repeats. A copy has nine tenths of its articles word for word
/// from a text of another language; which of the two is the copy is told by the script the language is likely
/// written in (CLDR), else the later code is taken for it.
[[nodiscard]] std::map<std::string, std::string> find_copies(std::span<const TextIdentity> texts);

} // namespace content
