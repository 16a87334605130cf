#include "kiosk/screens/commitment.h"

#include <algorithm>
#include <fmt/format.h>

/// The commitment's logic: which step follows, what suits, what is kept. No drawing here.
namespace screens {

std::int64_t due_utc_ms(std::string_view when, std::int64_t now_utc_ms) {
    constexpr std::int64_t day = 86'400'000;
    if (when == "today") return now_utc_ms;
    if (when == "week") return now_utc_ms + 7 * day;
    if (when == "month") return now_utc_ms + 30 * day;
    if (when == "term") return now_utc_ms + 91 * day;
    return now_utc_ms + 365 * day;
}

std::vector<const content::ReadyCommitment*> suitable(const content::Pack& pack, const CommitmentForm& form) {
    std::vector<const content::ReadyCommitment*> result;
    std::vector<const content::ReadyCommitment*> others;
    const auto holds = [](const std::vector<int>& list, int number) {
        return std::find(list.begin(), list.end(), number) != list.end();
    };
    for (const content::ReadyCommitment& ready : pack.entries().commitments) {
        const bool suits = (form.theme && holds(ready.themes, *form.theme)) ||
                           (form.article && holds(ready.articles, *form.article)) ||
                           (!form.theme && !form.article);
        (suits ? result : others).push_back(&ready);
    }
    if (form.theme) // those that are about this theme before all come first
        std::stable_partition(result.begin(), result.end(),
                              [&](const auto* ready) { return ready->themes.front() == *form.theme; });
    return result.empty() ? others : result;
}

Step next_step(const CommitmentForm& form) {
    switch (form.step) {
    case Step::choose:
        return Step::ready;
    case Step::ready:
        return form.own ? Step::own : Step::when;
    case Step::own:
        return Step::kind;
    case Step::kind:
        return Step::when;
    case Step::when:
        return Step::who;
    case Step::who:
        return Step::wall;
    case Step::wall:
    case Step::review:
        return Step::review;
    }
    return Step::review;
}

std::optional<Step> previous_step(const CommitmentForm& form) {
    switch (form.step) {
    case Step::choose:
        return std::nullopt;
    case Step::ready:
        return form.from_elsewhere ? std::nullopt : std::optional(Step::choose);
    case Step::own:
        return Step::ready;
    case Step::kind:
        return Step::own;
    case Step::when:
        return form.own ? Step::kind : Step::ready;
    case Step::who:
        return Step::when;
    case Step::wall:
        return Step::who;
    case Step::review:
        return Step::wall;
    }
    return std::nullopt;
}

ledger::Draft draft_of(const CommitmentForm& form, const Context& context, const std::string& text_code) {
    ledger::Draft draft;
    draft.language = context.words.tag();
    draft.text_language = text_code;
    draft.theme = form.theme;
    draft.article = form.article;
    draft.kind = form.kind;
    draft.ready = form.own ? "" : form.ready;
    draft.words = form.own ? form.own_words : context.words.text("ready." + form.ready);
    draft.when = form.when;
    draft.due_utc_ms = due_utc_ms(form.when, context.utc_ms);
    draft.who = form.who;
    draft.age = form.age;
    draft.wall_consent = form.wall.value_or(false);
    return draft;
}

} // namespace screens
