#include "content/build/toml_reader.h"

#include <algorithm>
#include <cstdint>
#include <fmt/ranges.h>

namespace content {

void TomlReader::fail(const toml::node* node, const std::string& what) {
    const auto line = node != nullptr ? node->source().begin.line : 0;
    if (m_error.empty()) m_error = line > 0 ? fmt::format("line {}: {}", line, what) : what;
}

std::string TomlReader::text(const toml::table& table, std::string_view key) {
    const auto value = table[key].value<std::string>();
    if (!value || value->empty()) fail(&table, fmt::format("\"{}\" is missing or is not a text", key));
    return value.value_or("");
}

std::string TomlReader::optional_text(const toml::table& table, std::string_view key) {
    return table.contains(key) ? text(table, key) : std::string();
}

bool TomlReader::truth(const toml::table& table, std::string_view key) {
    const auto value = table[key].value_exact<bool>();
    if (!value) fail(&table, fmt::format("\"{}\" is missing or is not true or false", key));
    return value.value_or(false);
}

int TomlReader::number(const toml::table& table, std::string_view key, int least, int most) {
    const auto value = table[key].value<std::int64_t>();
    if (!value || *value < least || *value > most)
        fail(&table, fmt::format("\"{}\" is missing or is not a number from {} to {}", key, least, most));
    return static_cast<int>(value.value_or(least));
}

std::vector<int> TomlReader::numbers(const toml::table& table, std::string_view key, int least, int most) {
    std::vector<int> values;
    const auto* array = table[key].as_array();
    if (array == nullptr)
        fail(&table, fmt::format("\"{}\" is missing or is not a list", key));
    else
        for (const auto& node : *array) {
            const auto value = node.value<std::int64_t>();
            if (!value || *value < least || *value > most)
                fail(&node, fmt::format("\"{}\" holds something other than numbers from {} to {}", key, least,
                                        most));
            else
                values.push_back(static_cast<int>(*value));
        }
    return values;
}

std::vector<std::string> TomlReader::texts(const toml::node* node, std::string_view key) {
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

std::string TomlReader::choice(const toml::table& table, std::string_view key,
                               const std::vector<std::string>& known) {
    auto value = text(table, key);
    if (std::find(known.begin(), known.end(), value) == known.end())
        fail(&table, fmt::format("\"{}\" is \"{}\", not one of {}", key, value, fmt::join(known, ", ")));
    return value;
}

std::map<std::string, std::vector<std::string>> TomlReader::lists(const toml::table& root,
                                                                  std::string_view key) {
    std::map<std::string, std::vector<std::string>> result;
    const auto* table = root[key].as_table();
    if (table == nullptr)
        fail(&root, fmt::format("there is no [{}]", key));
    else
        for (const auto& [name, node] : *table)
            result[std::string(name.str())] = texts(&node, name.str());
    return result;
}

base::Result<toml::table> parse_toml(std::string_view text) {
    try {
        return toml::parse(text);
    } catch (const toml::parse_error& error) {
        return base::fail(fmt::format("line {}: {}", error.source().begin.line, error.description()));
    }
}

} // namespace content
