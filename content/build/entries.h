#pragma once

#include "content/model.h"
#include "platform/base/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace content {

/// An English text of an entry, and the message it is.
struct SourceMessage {
    std::string id;
    std::string text;
};

/// What a text of an entry states, and where it is from.
struct Fact {
    std::string entry;  ///< "theme.11", "card.amman-walls", "chart.who"
    std::string figure; ///< as the text writes it ("1,500"); empty for a fact without a number
    std::string says;
    std::string source; ///< seed and paragraph: "S1 ¶20"
};

/// The entries of TOML sources with their English texts and facts.
struct EntrySources {
    Entries entries;
    std::vector<SourceMessage> messages; ///< in the order of the sources, ids unique
    std::vector<Fact> facts;
};

/// The files of entries, in the order in which a translator meets their texts.
inline constexpr std::string_view entry_files[] = {"articles.toml",   "themes.toml",  "commitments.toml",
                                                   "pledges.toml",    "stories.toml", "quiz.toml",
                                                   "activities.toml", "routine.toml", "glossary.toml"};

/// Adds the entries of one TOML file's contents, of whatever kinds it holds. Fails with the line and what is
/// wrong there: a key missing or of another type, a word that is not one of the known, an id that is there
/// twice.
[[nodiscard]] base::Status read_entries(std::string_view toml, EntrySources& sources);

/// Fails unless the articles are 0 to 30 and the themes 1 to 12.
[[nodiscard]] base::Status check_rows(const Entries& entries);

} // namespace content
