#pragma once

#include "platform/base/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace content {

/// A block as the HTML has it, before anything is judged: a paragraph of its own, or an item of a list.
struct RawBlock {
    int point = 0; ///< place in its list, from 1; 0 for a paragraph outside a list
    std::string text;
};

struct RawSection {
    std::string number_text; ///< of an article: data-number as it stands
    int number = 0;          ///< 0 for the preamble, -1 where number_text is no number
    std::vector<std::string> headings;
    std::vector<RawBlock> blocks;
};

/// What was mended while reading, for content check to tell.
struct Mending {
    bool composed = false;             ///< something was not in Unicode NFC
    std::vector<std::string> controls; ///< control characters met, as "U+0092", each once
    std::vector<std::string>
        characters; ///< code points nobody writes: unassigned, private, U+FFFD; each once
};

/// One text of the Declaration as its HTML has it. White space is collapsed, characters are in NFC, C1
/// controls are read as windows-1252 means them (as every browser does), other controls are dropped.
struct RawText {
    std::vector<std::string> titles;
    bool has_preamble = false;
    RawSection preamble;
    std::vector<RawSection> articles; ///< in the order of the file
    Mending mending;
};

/// Reads the HTML with libxml2, which mends what is not well-formed. Fails when it holds nothing at all.
[[nodiscard]] base::Result<RawText> parse_html_text(std::string_view html);

} // namespace content
