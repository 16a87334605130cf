#include "content/entries_codec.h"

#include <nlohmann/json.hpp>

namespace content {

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Article, number, group, family, themes, sdgs)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Theme, number, articles, sdgs, paragraphs, actions, story)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(ReadyCommitment, name, kind, themes, articles, who, when)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Card, id, topic, year, articles)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Chart::Bar, id, value, approximate)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Chart, id, unit, total, adds_up, bars)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Question, id, kind, level, article, choices, answers, best, answer_in)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Activity, id, minutes, ages, articles, material, steps)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Routine, id, steps)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Term, id, articles)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Entries, articles, themes, commitments, cards, charts, questions,
                                   activities, routines, glossary)

std::string encode_entries(const Entries& entries) {
    return nlohmann::json(entries).dump();
}

base::Result<Entries> decode_entries(std::string_view json) {
    try {
        return nlohmann::json::parse(json).get<Entries>();
    } catch (const nlohmann::json::exception& error) {
        return base::fail(std::string("its entries cannot be read: ") + error.what());
    }
}

} // namespace content
