#pragma once

#include "platform/base/result.h"

#include <fmt/format.h>
#include <map>
#include <string>
#include <string_view>
#include <toml++/toml.h>
#include <vector>

namespace content {

/// Reads TOML that people wrote. Collects the first thing wrong, with its line, so that what reads an entry
/// stays a straight line of code.
class TomlReader {
  public:
    [[nodiscard]] bool failed() const { return !m_error.empty(); }
    [[nodiscard]] base::Status status() const {
        return failed() ? base::Status(base::fail(m_error)) : base::Status();
    }

    void fail(const toml::node* node, const std::string& what);
    std::string text(const toml::table& table, std::string_view key);
    /// Empty where the key is not there.
    std::string optional_text(const toml::table& table, std::string_view key);
    bool truth(const toml::table& table, std::string_view key);
    int number(const toml::table& table, std::string_view key, int least, int most);
    std::vector<int> numbers(const toml::table& table, std::string_view key, int least, int most);
    std::vector<std::string> texts(const toml::node* node, std::string_view key);
    /// The text of `key`, which is one of `known`.
    std::string choice(const toml::table& table, std::string_view key, const std::vector<std::string>& known);
    std::map<std::string, std::vector<std::string>> lists(const toml::table& root, std::string_view key);

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

  private:
    std::string m_error;
};

[[nodiscard]] base::Result<toml::table> parse_toml(std::string_view text);

} // namespace content
