#include "content/build/sources.h"
#include "platform/base/files.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <fmt/format.h>
#include <set>
#include <sstream>
#include <toml++/toml.h>

namespace content {
namespace {

/// Collects the first thing wrong, so that the readers below stay straight lines.
class Reader {
  public:
    [[nodiscard]] bool failed() const { return !m_error.empty(); }
    [[nodiscard]] tl::unexpected<base::Error> error() const { return base::fail(m_error); }

    void fail(const toml::node* node, const std::string& what) {
        const auto line = node != nullptr ? node->source().begin.line : 0;
        if (m_error.empty()) m_error = line > 0 ? fmt::format("line {}: {}", line, what) : what;
    }

    std::string text(const toml::table& table, std::string_view key) {
        const auto value = table[key].value<std::string>();
        if (!value || value->empty()) fail(&table, fmt::format("\"{}\" is missing or is not a text", key));
        return value.value_or("");
    }

    int number(const toml::table& table, std::string_view key, int least, int most) {
        const auto value = table[key].value<std::int64_t>();
        if (!value || *value < least || *value > most)
            fail(&table, fmt::format("\"{}\" is missing or is not a number from {} to {}", key, least, most));
        return static_cast<int>(value.value_or(least));
    }

    std::vector<int> numbers(const toml::table& table, std::string_view key, int least, int most) {
        std::vector<int> values;
        const auto* array = table[key].as_array();
        if (array == nullptr)
            fail(&table, fmt::format("\"{}\" is missing or is not a list", key));
        else
            for (const auto& node : *array) {
                const auto value = node.value<std::int64_t>();
                if (!value || *value < least || *value > most)
                    fail(&node, fmt::format("\"{}\" holds something other than numbers from {} to {}", key,
                                            least, most));
                else
                    values.push_back(static_cast<int>(*value));
            }
        return values;
    }

    std::vector<std::string> texts(const toml::node* node, std::string_view key) {
        std::vector<std::string> values;
        const auto* array = node != nullptr ? node->as_array() : nullptr;
        if (array == nullptr)
            fail(node, fmt::format("\"{}\" is missing or is not a list", key));
        else
            for (const auto& item : *array) {
                const auto value = item.value<std::string>();
                if (!value || value->empty())
                    fail(&item, fmt::format("\"{}\" holds something other than texts", key));
                else
                    values.push_back(*value);
            }
        return values;
    }

    /// Calls `read` on every table of the list `key`.
    template <class Read>
    void each(const toml::table& root, std::string_view key, Read read) {
        const auto* array = root[key].as_array();
        if (array == nullptr) return fail(&root, fmt::format("there is no [[{}]]", key));
        for (const auto& node : *array) {
            if (const auto* table = node.as_table())
                read(*table);
            else
                fail(&node, fmt::format("[[{}]] is not a table", key));
        }
    }

    std::map<std::string, std::vector<std::string>> lists(const toml::table& root, std::string_view key) {
        std::map<std::string, std::vector<std::string>> result;
        const auto* table = root[key].as_table();
        if (table == nullptr)
            fail(&root, fmt::format("there is no [{}]", key));
        else
            for (const auto& [name, node] : *table)
                result[std::string(name.str())] = texts(&node, name.str());
        return result;
    }

  private:
    std::string m_error;
};

base::Result<toml::table> parse(std::string_view text) {
    try {
        return toml::parse(text);
    } catch (const toml::parse_error& error) {
        return base::fail(fmt::format("line {}: {}", error.source().begin.line, error.description()));
    }
}

/// Reads one list of tables into values.
template <class T, class Read>
base::Result<std::vector<T>> parse_list(std::string_view toml, std::string_view key, Read read) {
    const auto root = parse(toml);
    if (!root) return tl::make_unexpected(root.error());
    Reader reader;
    std::vector<T> values;
    reader.each(*root, key, [&](const toml::table& table) { values.push_back(read(reader, table)); });
    if (reader.failed()) return reader.error();
    return values;
}

/// Fails unless the values' numbers are first, first + 1, ... last.
template <class T>
base::Result<std::vector<T>> check_row(base::Result<std::vector<T>> values, int first, int last) {
    if (!values) return values;
    if (static_cast<int>(values->size()) != last - first + 1)
        return base::fail(fmt::format("it has {} entries instead of {}", values->size(), last - first + 1));
    for (std::size_t index = 0; index < values->size(); ++index)
        if ((*values)[index].number != first + static_cast<int>(index))
            return base::fail(fmt::format("number {} stands where {} should", (*values)[index].number,
                                          first + static_cast<int>(index)));
    return values;
}

CommitmentKind read_kind(Reader& reader, const toml::table& table) {
    const auto kind = reader.text(table, "kind");
    if (kind != "A" && kind != "B" && kind != "C") reader.fail(&table, "\"kind\" is not A, B or C");
    return static_cast<CommitmentKind>(kind.empty() ? 'B' : kind.front());
}

std::string read_when(Reader& reader, const toml::table& table) {
    static constexpr std::array known = {"week", "month", "term", "year"};
    auto when = reader.text(table, "when");
    if (std::find(known.begin(), known.end(), when) == known.end())
        reader.fail(&table, "\"when\" is not week, month, term or year");
    return when;
}

/// "U+1234" at the front of `text`, taken off it; 0 where that is not there.
char32_t take_code(std::string_view& text) {
    if (!text.starts_with("U+")) return 0;
    std::uint32_t code = 0;
    const auto read = std::from_chars(text.data() + 2, text.data() + text.size(), code, 16);
    text.remove_prefix(static_cast<std::size_t>(read.ptr - text.data()));
    return code;
}

GlyphException read_exception(Reader& reader, const toml::table& table) {
    GlyphException exception{0, 0, reader.text(table, "text"), reader.text(table, "reason")};
    const auto codes = reader.text(table, "codes");
    std::string_view rest = codes;
    exception.first = exception.last = take_code(rest);
    if (rest.starts_with('-')) {
        rest.remove_prefix(1);
        exception.last = take_code(rest);
    }
    if (exception.first == 0 || exception.last < exception.first || !rest.empty())
        reader.fail(&table, "\"codes\" is not like U+1234 or U+1234-U+1240");
    return exception;
}

template <class T, class Parse>
base::Status read_file_into(T& value, const std::filesystem::path& path, Parse parse_text) {
    const auto text = base::read_file(path);
    if (!text) return tl::make_unexpected(text.error());
    auto parsed = parse_text(std::string_view(*text));
    if (!parsed) return base::fail("cannot read " + path.string() + ": " + parsed.error().message);
    value = std::move(*parsed);
    return {};
}

} // namespace

base::Result<LanguageTable> parse_languages(std::string_view toml) {
    const auto root = parse(toml);
    if (!root) return tl::make_unexpected(root.error());
    Reader reader;
    LanguageTable table;
    table.official = reader.texts((*root)["official"].node(), "official");
    reader.each(*root, "interface", [&](const toml::table& entry) {
        table.interfaces.push_back({reader.text(entry, "tag"), reader.text(entry, "text")});
    });
    for (const auto& [tag, languages] : reader.lists(*root, "languages"))
        for (const auto& language : languages)
            table.languages.emplace(language, tag);
    table.scripts = reader.lists(*root, "scripts");
    table.regions = reader.lists(*root, "regions");
    if (reader.failed()) return reader.error();
    return table;
}

base::Result<std::vector<Article>> parse_articles(std::string_view toml) {
    auto articles = parse_list<Article>(toml, "article", [](Reader& reader, const toml::table& table) {
        return Article{reader.number(table, "number", preamble_number, article_count),
                       reader.text(table, "group"), reader.numbers(table, "themes", 1, theme_count)};
    });
    return check_row(std::move(articles), preamble_number, article_count);
}

base::Result<std::vector<Theme>> parse_themes(std::string_view toml) {
    auto themes = parse_list<Theme>(toml, "theme", [](Reader& reader, const toml::table& table) {
        return Theme{reader.number(table, "number", 1, theme_count),
                     reader.numbers(table, "articles", preamble_number, article_count)};
    });
    return check_row(std::move(themes), 1, theme_count);
}

base::Result<std::vector<ReadyCommitment>> parse_commitments(std::string_view toml) {
    std::set<std::string> names;
    return parse_list<ReadyCommitment>(toml, "commitment", [&](Reader& reader, const toml::table& table) {
        ReadyCommitment commitment{.name = reader.text(table, "name"),
                                   .kind = read_kind(reader, table),
                                   .themes = reader.numbers(table, "themes", 1, theme_count),
                                   .articles =
                                       reader.numbers(table, "articles", preamble_number, article_count),
                                   .when = read_when(reader, table)};
        if (!names.insert(commitment.name).second)
            reader.fail(&table, "the name " + commitment.name + " is there twice");
        return commitment;
    });
}

base::Result<std::vector<GlyphException>> parse_glyph_exceptions(std::string_view toml) {
    const auto root = parse(toml);
    if (!root) return tl::make_unexpected(root.error());
    if (!root->contains("exception")) return std::vector<GlyphException>();
    return parse_list<GlyphException>(toml, "exception", read_exception);
}

base::Result<Sources> read_sources(const std::filesystem::path& folder) {
    Sources sources;
    auto status = read_file_into(sources.languages, folder / "languages.toml", parse_languages);
    if (status) status = read_file_into(sources.articles, folder / "articles.toml", parse_articles);
    if (status) status = read_file_into(sources.themes, folder / "themes.toml", parse_themes);
    if (status) status = read_file_into(sources.commitments, folder / "commitments.toml", parse_commitments);
    if (status)
        status = read_file_into(sources.glyph_exceptions, folder / "glyph-exceptions.toml",
                                parse_glyph_exceptions);
    if (!status) return tl::make_unexpected(status.error());
    return sources;
}

} // namespace content
