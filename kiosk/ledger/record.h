#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ledger {

/// One row as it lies in a leaf page of a table, read without SQLite.
/// Format: https://www.sqlite.org/fileformat2.html sections 1.6 and 2.1.
class Record {
  public:
    /// The record of the cell at `offset` of a page, or nothing when there is no whole one. `fetch` gives
    /// another page by its number (for long texts that overflow), empty when there is none.
    using Fetch = std::function<std::string_view(std::uint32_t page)>;
    [[nodiscard]] static std::optional<Record> at(std::string_view page, std::size_t offset,
                                                  const Fetch& fetch);

    [[nodiscard]] std::size_t columns() const { return m_values.size(); }
    /// The rowid where the column is NULL (SQLite keeps an INTEGER PRIMARY KEY there), 0 for a text.
    [[nodiscard]] std::int64_t integer(std::size_t column) const;
    [[nodiscard]] std::string text(std::size_t column) const;
    [[nodiscard]] bool is_text(std::size_t column) const;
    [[nodiscard]] bool is_integer(std::size_t column) const;

  private:
    enum class Type { null, integer, text, other };
    struct Value {
        Type type = Type::null;
        std::int64_t number = 0;
        std::string text;
    };
    [[nodiscard]] static Value decode(std::uint64_t serial, std::string_view bytes);
    std::int64_t m_rowid = 0;
    std::vector<Value> m_values;
};

} // namespace ledger
