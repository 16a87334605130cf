#include "content/check/entries_check.h"
#include "content/check/figures.h"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <map>
#include <regex>
#include <set>

namespace content {
namespace {

constexpr int least_ready_of_theme = 8;
constexpr int least_ready_of_article = 3;
constexpr int most_words_of_ready = 20;

bool holds(const std::vector<int>& list, int number) {
    return std::find(list.begin(), list.end(), number) != list.end();
}

/// "S1 ¶20", "S0 «目标»", "W4"; several are parted by semicolons.
bool is_source(const std::string& text) {
    static const std::regex known(R"((S[0-4] .+|W[0-9]+( .*)?)(; (S[0-4] .+|W[0-9]+( .*)?))*)");
    return std::regex_match(text, known);
}

class EntriesCheck {
  public:
    EntriesCheck(const EntrySources& sources, const std::function<bool(const std::string&)>& has_picture)
        : m_sources(sources), m_entries(sources.entries), m_has_picture(has_picture) {
        for (const SourceMessage& message : sources.messages)
            m_texts.emplace(message.id, message.text);
    }

    std::vector<std::string> run() {
        for (const Article& article : m_entries.articles)
            check_article(article);
        for (const Theme& theme : m_entries.themes)
            check_theme(theme);
        for (const ReadyCommitment& ready : m_entries.commitments)
            check_commitment(ready);
        for (const Card& card : m_entries.cards)
            if (facts_of("card." + card.id).empty()) wrong("card.{} has no source", card.id);
        for (const Chart& chart : m_entries.charts)
            check_chart(chart);
        for (const Question& question : m_entries.questions)
            check_question(question);
        check_facts();
        check_figures();
        check_pictures();
        return std::move(m_faults);
    }

  private:
    template <class... Arguments>
    void wrong(fmt::format_string<Arguments...> words, Arguments&&... arguments) {
        m_faults.push_back(fmt::format(words, std::forward<Arguments>(arguments)...));
    }

    [[nodiscard]] std::string text(const std::string& id) const {
        const auto found = m_texts.find(id);
        return found == m_texts.end() ? "" : found->second;
    }

    void words_between(const std::string& id, const std::string& words, int least, int most) {
        const int count = word_count(words);
        if (count < least || count > most)
            wrong("{} has {} words instead of {} to {}", id, count, least, most);
    }
    void words_of(const std::string& id, int least, int most) { words_between(id, text(id), least, most); }

    void check_article(const Article& article) {
        const auto id = fmt::format("article.{}", article.number);
        words_of(id + ".label", 1, 5);
        words_of(id + ".summary", 25, 45);
        words_of(id + ".question", 1, 20);
        words_of(id + ".example", 1, 30);
        if (article.sdgs.empty() && article.number != preamble_number)
            wrong("{} has no Sustainable Development Goal", id);
        const auto reaches = [&](const auto& entry) { return holds(entry.articles, article.number); };
        const auto ready = std::count_if(m_entries.commitments.begin(), m_entries.commitments.end(), reaches);
        if (article.number != preamble_number && ready < least_ready_of_article)
            wrong("{} is reached by {} commitments instead of {}", id, ready, least_ready_of_article);
        const bool by_theme = std::any_of(m_entries.themes.begin(), m_entries.themes.end(), reaches);
        if (article.number != preamble_number && !by_theme && ready == 0)
            wrong("{} is reached by no theme and no commitment", id);
    }

    void check_theme(const Theme& theme) {
        const auto id = fmt::format("theme.{}", theme.number);
        if (theme.articles.empty()) wrong("{} has no articles", id);
        if (theme.sdgs.empty()) wrong("{} has no Sustainable Development Goal", id);
        for (const int number : theme.articles) {
            const auto& article = m_entries.articles.at(static_cast<std::size_t>(number));
            if (!holds(article.themes, theme.number))
                wrong("{} has article {}, which does not name it", id, number);
        }
        std::string body;
        for (int part = 1; part <= theme.paragraphs; ++part)
            body += text(fmt::format("{}.body.{}", id, part)) + " ";
        words_between(id + ".body", body, 80, 120);
        if (theme.actions != 3) wrong("{} has {} things to do instead of three", id, theme.actions);
        const bool told = std::any_of(m_entries.cards.begin(), m_entries.cards.end(),
                                      [&](const Card& card) { return card.id == theme.story; });
        if (!told) wrong("{} has the story {}, which is not there", id, theme.story);
        const auto count =
            std::count_if(m_entries.commitments.begin(), m_entries.commitments.end(),
                          [&](const auto& ready) { return holds(ready.themes, theme.number); });
        if (count < least_ready_of_theme)
            wrong("{} has {} commitments instead of {}", id, count, least_ready_of_theme);
    }

    void check_commitment(const ReadyCommitment& ready) {
        const auto id = "ready." + ready.name;
        words_of(id, 1, most_words_of_ready);
        words_of(id + ".known", 1, 12);
        if (ready.articles.empty()) wrong("{} has no article", id);
        if (ready.themes.empty()) wrong("{} has no theme", id);
        if (ready.who.empty()) wrong("{} suits nobody", id);
    }

    void check_chart(const Chart& chart) {
        const auto id = "chart." + chart.id;
        int sum = 0;
        for (const auto& bar : chart.bars)
            sum += bar.value;
        if (chart.bars.empty()) wrong("{} has no bars", id);
        if (chart.adds_up && sum != chart.total)
            wrong("{} adds up to {} instead of {}", id, sum, chart.total);
        if (!chart.adds_up && sum == chart.total) wrong("{} adds up, and says that it does not", id);
    }

    void check_question(const Question& question) {
        const auto id = "quiz." + question.id;
        static const std::string declaration = "udhr.";
        if (question.answer_in.starts_with(declaration)) {
            if (question.answer_in != declaration + std::to_string(question.article))
                wrong("{} is about article {}, but its answer is in {}", id, question.article,
                      question.answer_in);
        } else if (!m_texts.contains(question.answer_in)) {
            wrong("{} has its answer in {}, which the kiosk does not have", id, question.answer_in);
        }
        const std::set<int> different(question.choices.begin(), question.choices.end());
        if (question.answers < 2) wrong("{} has fewer than two answers", id);
        if (different.size() != question.choices.size()) wrong("{} offers the same answer twice", id);
    }

    [[nodiscard]] std::vector<const Fact*> facts_of(std::string_view entry) const {
        std::vector<const Fact*> facts;
        for (const Fact& fact : m_sources.facts)
            if (fact.entry == entry) facts.push_back(&fact);
        return facts;
    }

    void check_facts() {
        for (const Fact& fact : m_sources.facts)
            if (!is_source(fact.source))
                wrong("{} has the source \"{}\", which is no seed and paragraph", fact.entry, fact.source);
    }

    /// Every number of a text that states facts is one of its entry's figures.
    void check_figures() {
        static const std::regex states_facts(R"(((theme|card|chart|term)\.[^.]+)\..+|(article\.[0-9]+)\..+)");
        for (const SourceMessage& message : m_sources.messages) {
            std::smatch match;
            if (!std::regex_match(message.id, match, states_facts)) continue;
            const std::string entry = match[1].matched ? match[1] : match[3];
            std::set<std::string> known;
            for (const Fact* fact : facts_of(entry))
                for (const auto& number : numbers_in(fact->figure))
                    known.insert(number);
            for (const auto& number : numbers_in(without_names(message.text)))
                if (!known.contains(number))
                    wrong("{} has the figure {} without a source", message.id, number);
        }
    }

    void check_pictures() {
        std::vector<std::string> names = {"mark", "wall", "kind.A", "kind.B", "kind.C"};
        for (const Article& article : m_entries.articles)
            names.push_back(fmt::format("article.{}", article.number));
        for (const Theme& theme : m_entries.themes)
            names.push_back(fmt::format("theme.{}", theme.number));
        for (const auto& name : names)
            if (!m_has_picture(name)) wrong("there is no picture {}", name);
    }

    const EntrySources& m_sources;
    const Entries& m_entries;
    const std::function<bool(const std::string&)>& m_has_picture;
    std::map<std::string, std::string> m_texts;
    std::vector<std::string> m_faults;
};

} // namespace

std::vector<std::string> check_entries(const EntrySources& sources,
                                       const std::function<bool(const std::string& name)>& has_picture) {
    return EntriesCheck(sources, has_picture).run();
}

std::string list_facts(const EntrySources& sources) {
    std::string table = "| entry | figure | what | source |\n| --- | --- | --- | --- |\n";
    for (const Fact& fact : sources.facts)
        table += fmt::format("| {} | {} | {} | {} |\n", fact.entry, fact.figure, fact.says, fact.source);
    return table;
}

} // namespace content
