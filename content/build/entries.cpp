#include "content/build/entries.h"
#include "content/build/toml_reader.h"

#include <algorithm>
#include <set>

namespace content {
namespace {

constexpr int last_goal = 17;
constexpr int most_minutes = 120;
constexpr int largest_count = 1'000'000;

/// Reads the entries of one file and collects their texts and facts.
class EntryReader {
  public:
    EntryReader(const toml::table& root, EntrySources& sources) : m_root(root), m_sources(sources) {
        for (const SourceMessage& message : sources.messages)
            m_ids.insert(message.id);
    }

    base::Status read() {
        Entries& entries = m_sources.entries;
        list("article", entries.articles, &EntryReader::article);
        list("theme", entries.themes, &EntryReader::theme);
        list("commitment", entries.commitments, &EntryReader::commitment);
        list("card", entries.cards, &EntryReader::card);
        list("chart", entries.charts, &EntryReader::chart);
        list("question", entries.questions, &EntryReader::question);
        list("activity", entries.activities, &EntryReader::activity);
        list("routine", entries.routines, &EntryReader::routine);
        list("term", entries.glossary, &EntryReader::term);
        if (!m_any) m_reader.fail(nullptr, "it holds no entry of a known kind");
        return m_reader.status();
    }

  private:
    using Table = const toml::table&;

    template <class T>
    void list(std::string_view key, std::vector<T>& values, T (EntryReader::*read_one)(Table)) {
        if (!m_root.contains(key)) return;
        m_any = true;
        m_reader.each(m_root, key, [&](Table table) { values.push_back((this->*read_one)(table)); });
    }

    /// The text of `key` becomes the message `id`.
    void words(Table table, std::string_view key, const std::string& id) {
        add(table, id, m_reader.text(table, key));
    }

    /// The texts of the list `key` become the messages `id`.1, `id`.2, ...; how many there are.
    int row_of_words(Table table, std::string_view key, const std::string& id) {
        int count = 0;
        for (auto& text : m_reader.texts(table[key].node(), key))
            add(table, fmt::format("{}.{}", id, ++count), std::move(text));
        return count;
    }

    void add(Table table, const std::string& id, std::string text) {
        if (!m_ids.insert(id).second) m_reader.fail(&table, id + " is there twice");
        m_sources.messages.push_back({id, std::move(text)});
    }

    void facts(Table table, const std::string& entry) {
        if (!table.contains("facts")) return;
        m_reader.each(table, "facts", [&](Table fact) {
            m_sources.facts.push_back({entry, m_reader.optional_text(fact, "figure"),
                                       m_reader.text(fact, "says"), m_reader.text(fact, "source")});
        });
    }

    std::vector<int> article_numbers(Table table) {
        return m_reader.numbers(table, "articles", preamble_number, article_count);
    }
    std::vector<int> goals(Table table) { return m_reader.numbers(table, "sdgs", 1, last_goal); }

    Family family(Table table) {
        static const std::vector<std::string> names = {"civil",  "political", "economic",
                                                       "social", "cultural",  "collective"};
        const auto found = std::find(names.begin(), names.end(), m_reader.choice(table, "family", names));
        return static_cast<Family>(found == names.end() ? 0 : found - names.begin());
    }

    Article article(Table table) {
        Article article{.number = m_reader.number(table, "number", preamble_number, article_count),
                        .group = m_reader.text(table, "group"),
                        .family = family(table),
                        .themes = m_reader.numbers(table, "themes", 1, theme_count),
                        .sdgs = goals(table)};
        for (const char* key : {"label", "summary", "question", "example"})
            words(table, key, fmt::format("article.{}.{}", article.number, key));
        return article;
    }

    Theme theme(Table table) {
        Theme theme{.number = m_reader.number(table, "number", 1, theme_count),
                    .articles = article_numbers(table),
                    .sdgs = goals(table),
                    .story = m_reader.text(table, "story")};
        const auto id = fmt::format("theme.{}", theme.number);
        for (const char* key : {"title", "short", "line"})
            words(table, key, id + "." + key);
        theme.paragraphs = row_of_words(table, "body", id + ".body");
        theme.actions = row_of_words(table, "actions", id + ".do");
        facts(table, id);
        return theme;
    }

    ReadyCommitment commitment(Table table) {
        ReadyCommitment ready{.name = m_reader.text(table, "name"),
                              .themes = m_reader.numbers(table, "themes", 1, theme_count),
                              .articles = article_numbers(table),
                              .who = m_reader.texts(table["who"].node(), "who"),
                              .when =
                                  m_reader.choice(table, "when", {"today", "week", "month", "term", "year"})};
        ready.kind =
            static_cast<CommitmentKind>((m_reader.choice(table, "kind", {"A", "B", "C"}) + 'B').front());
        static const std::set<std::string> suited = {"pupil", "class", "adult", "group", "institution"};
        for (const auto& one : ready.who)
            if (!suited.contains(one))
                m_reader.fail(&table, "\"who\" holds \"" + one + "\", which is nobody known");
        words(table, "text", "ready." + ready.name);
        words(table, "known", "ready." + ready.name + ".known");
        return ready;
    }

    Card card(Table table) {
        static const std::vector<std::string> topics = {"pledges", "street-art", "open-day",  "children",
                                                        "youth",   "culture",    "dialogues", "high-level",
                                                        "vision",  "mechanisms", "timeline"};
        Card card{.id = m_reader.text(table, "id"),
                  .topic = m_reader.choice(table, "topic", topics),
                  .articles = article_numbers(table)};
        if (card.topic == "timeline") card.year = m_reader.number(table, "year", 1, 9999);
        const auto id = "card." + card.id;
        words(table, "title", id + ".title");
        words(table, "text", id + ".text");
        facts(table, id);
        return card;
    }

    Chart chart(Table table) {
        Chart chart{.id = m_reader.text(table, "id"),
                    .unit = m_reader.choice(table, "unit", {"pledges", "countries"}),
                    .total = m_reader.number(table, "total", 0, largest_count),
                    .adds_up = m_reader.truth(table, "adds_up"),
                    .bars = {}};
        const auto id = "chart." + chart.id;
        const auto source = m_reader.text(table, "source");
        words(table, "title", id + ".title");
        if (!chart.adds_up || table.contains("note")) words(table, "note", id + ".note");
        if (chart.total > 0)
            m_sources.facts.push_back({id, std::to_string(chart.total), "the total", source});
        m_reader.each(table, "bar", [&](Table bar) {
            chart.bars.push_back({m_reader.text(bar, "id"), m_reader.number(bar, "value", 0, largest_count),
                                  bar.contains("approximate") && m_reader.truth(bar, "approximate")});
            const auto label = m_reader.text(bar, "label");
            words(bar, "label", id + "." + chart.bars.back().id);
            m_sources.facts.push_back(
                {id, std::to_string(chart.bars.back().value), label, m_reader.text(bar, "source")});
        });
        facts(table, id);
        return chart;
    }

    Question question(Table table) {
        Question question{.id = m_reader.text(table, "id"),
                          .level = m_reader.choice(table, "level", {"8-12", "13+"}),
                          .article = m_reader.number(table, "article", preamble_number, article_count),
                          .choices = {},
                          .answer_in = m_reader.text(table, "answer_in")};
        const auto id = "quiz." + question.id;
        const auto kind = m_reader.choice(table, "kind", {"right", "true", "would"});
        words(table, "ask", id + ".ask");
        if (kind == "right") {
            question.kind = Question::Kind::right;
            question.choices = m_reader.numbers(table, "choices", preamble_number, article_count);
            question.answers = static_cast<int>(question.choices.size());
            const auto found = std::find(question.choices.begin(), question.choices.end(), question.article);
            if (found == question.choices.end())
                m_reader.fail(&table, "\"choices\" lacks the article asked for");
            question.best = static_cast<int>(found - question.choices.begin()) + 1;
        } else if (kind == "true") {
            question.kind = Question::Kind::truth;
            question.answers = 2;
            question.best = m_reader.truth(table, "correct") ? 1 : 2;
        } else {
            question.kind = Question::Kind::would;
            question.answers = row_of_words(table, "answers", id + ".answer");
            question.best = m_reader.number(table, "best", 1, std::max(question.answers, 1));
        }
        words(table, "explain", id + ".explain");
        return question;
    }

    Activity activity(Table table) {
        Activity activity{.id = m_reader.text(table, "id"),
                          .minutes = m_reader.number(table, "minutes", 1, most_minutes),
                          .ages = m_reader.text(table, "ages"),
                          .articles = article_numbers(table),
                          .material = m_reader.optional_text(table, "material")};
        const auto id = "activity." + activity.id;
        for (const char* key : {"title", "goal", "need"})
            words(table, key, id + "." + key);
        activity.steps = row_of_words(table, "steps", id + ".step");
        return activity;
    }

    Routine routine(Table table) {
        Routine routine{.id = m_reader.text(table, "id")};
        words(table, "title", "routine." + routine.id + ".title");
        routine.steps = row_of_words(table, "steps", "routine." + routine.id + ".step");
        return routine;
    }

    Term term(Table table) {
        Term term{.id = m_reader.text(table, "id"), .articles = article_numbers(table)};
        words(table, "word", "term." + term.id + ".word");
        words(table, "line", "term." + term.id + ".line");
        return term;
    }

    const toml::table& m_root;
    EntrySources& m_sources;
    TomlReader m_reader;
    std::set<std::string> m_ids;
    bool m_any = false;
};

/// Fails unless the values' numbers are first, first + 1, ... last.
template <class T>
base::Status check_row(const std::vector<T>& values, int first, int last, std::string_view what) {
    if (static_cast<int>(values.size()) != last - first + 1)
        return base::fail(
            fmt::format("there are {} {} instead of {}", values.size(), what, last - first + 1));
    for (std::size_t index = 0; index < values.size(); ++index)
        if (values[index].number != first + static_cast<int>(index))
            return base::fail(fmt::format("among the {} number {} stands where {} should", what,
                                          values[index].number, first + static_cast<int>(index)));
    return {};
}

} // namespace

base::Status read_entries(std::string_view toml, EntrySources& sources) {
    const auto root = parse_toml(toml);
    if (!root) return tl::make_unexpected(root.error());
    return EntryReader(*root, sources).read();
}

base::Status check_rows(const Entries& entries) {
    return check_row(entries.articles, preamble_number, article_count, "articles").and_then([&] {
        return check_row(entries.themes, 1, theme_count, "themes");
    });
}

} // namespace content
