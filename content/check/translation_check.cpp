#include "content/check/translation_check.h"
#include "content/check/figures.h"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <fnmatch.h>

namespace content {
namespace {

int limit_of(const std::string& id, const std::vector<LengthLimit>& limits) {
    for (const LengthLimit& limit : limits)
        if (fnmatch(limit.messages.c_str(), id.c_str(), 0) == 0) return limit.columns;
    return 0;
}

/// The numbers of a text in ascending order: another language may say them in another order.
std::vector<std::string> sorted_numbers(std::string_view text) {
    auto numbers = numbers_in(text);
    std::sort(numbers.begin(), numbers.end());
    return numbers;
}

/// Whether `found` is `wanted`, and at most some of `extra` besides. Both are sorted.
bool same_but_for(std::vector<std::string> extra, const std::vector<std::string>& wanted,
                  const std::vector<std::string>& found) {
    std::vector<std::string> missing, more;
    std::set_difference(wanted.begin(), wanted.end(), found.begin(), found.end(),
                        std::back_inserter(missing));
    std::set_difference(found.begin(), found.end(), wanted.begin(), wanted.end(), std::back_inserter(more));
    std::sort(extra.begin(), extra.end());
    return missing.empty() && std::includes(extra.begin(), extra.end(), more.begin(), more.end());
}

bool excused(const PoMessage& message, const std::string& term) {
    const std::string head = "term " + term + ": ";
    const auto at = message.notes.find(head);
    if (at == std::string::npos) return false;
    const auto reason = message.notes.find_first_not_of(" \n", at + head.size());
    return reason != std::string::npos;
}

class TranslationCheck {
  public:
    TranslationCheck(const std::vector<TermRule>& terms, const std::vector<LengthLimit>& limits)
        : m_terms(terms), m_limits(limits) {}

    void check(const std::string& id, const PoMessage& english, const PoMessage& message) {
        const int limit = limit_of(id, m_limits);
        for (const auto& form : message.forms)
            if (limit > 0 && columns(form) > limit)
                m_faults.too_long.push_back(fmt::format("{} ({} of {})", id, columns(form), limit));
        if (!english.source_plural.empty()) return; // its forms may say one and two in words
        const auto& words = message.forms.front();
        const auto wanted = sorted_numbers(english.source), found = sorted_numbers(words);
        if (!same_but_for(months_in(english.source), wanted, found))
            m_faults.figures.push_back(
                fmt::format("{} ({} instead of {})", id, fmt::join(found, " "), fmt::join(wanted, " ")));
        for (const TermRule& rule : m_terms)
            if (mentions(english.source, rule.term) && !follows(words, rule) && !excused(message, rule.term))
                m_faults.off_term.push_back(fmt::format("{} ({})", id, rule.term));
    }

    TranslationFaults take() { return std::move(m_faults); }

  private:
    const std::vector<TermRule>& m_terms;
    const std::vector<LengthLimit>& m_limits;
    TranslationFaults m_faults;
};

} // namespace

TranslationFaults check_translation(const PoCatalogue& english, const PoCatalogue& translation,
                                    const std::vector<TermRule>& terms,
                                    const std::vector<LengthLimit>& limits) {
    TranslationCheck check(terms, limits);
    for (const auto& [id, message] : translation.messages) {
        const auto original = english.messages.find(id);
        const bool shown = original != english.messages.end() && !message.fuzzy && !message.forms.empty() &&
                           !message.forms.front().empty();
        if (shown) check.check(id, original->second, message);
    }
    return check.take();
}

} // namespace content
