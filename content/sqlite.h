#pragma once

#include "platform/base/result.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <sqlite3.h>
#include <string>
#include <string_view>

/// A thin owner over SQLite for the pack's reader and writer. Not for other layers.
namespace content::sqlite {

struct CloseDatabase {
    void operator()(sqlite3* database) const { sqlite3_close(database); }
};
struct FinalizeStatement {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using DatabaseHandle = std::unique_ptr<sqlite3, CloseDatabase>;

/// A prepared statement. Parameters count from 1, columns from 0, as SQLite counts them.
class Statement {
  public:
    explicit Statement(sqlite3_stmt* statement) : m_statement(statement) {}
    Statement& bind(int index, std::string_view text);
    Statement& bind(int index, std::int64_t value);
    Statement& bind_blob(int index, std::string_view bytes);
    /// True on a row, false at the end; fails with SQLite's own words.
    [[nodiscard]] base::Result<bool> step();
    /// Runs to the end and makes ready for the next values.
    [[nodiscard]] base::Status run();
    void reset();
    [[nodiscard]] std::string text(int column) const;
    [[nodiscard]] std::int64_t integer(int column) const;
    [[nodiscard]] std::string blob(int column) const;

  private:
    std::unique_ptr<sqlite3_stmt, FinalizeStatement> m_statement;
};

[[nodiscard]] base::Result<DatabaseHandle> open(const std::filesystem::path& file, int flags);
[[nodiscard]] base::Status execute(sqlite3& database, const std::string& sql);
[[nodiscard]] base::Result<Statement> prepare(sqlite3& database, std::string_view sql);

} // namespace content::sqlite
