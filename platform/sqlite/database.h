#pragma once

#include "platform/base/result.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <sqlite3.h>
#include <string>
#include <string_view>
#include <utility>

/// Owners of SQLite's handles. Failures are values whose message names the file; the code of the last one is
/// `code()`.
namespace sqlite {

struct CloseDatabase {
    void operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }
};
struct FinalizeStatement {
    void operator()(sqlite3_stmt* handle) const { sqlite3_finalize(handle); }
};

/// A prepared statement. Must not be used after its database is gone.
class Statement {
  public:
    Statement() = default;
    explicit Statement(sqlite3_stmt* handle) : m_handle(handle) {}

    /// Binds ?1, ?2, … in order, starting a new run. Text is copied.
    template <class... Values>
    Statement& bind(const Values&... values) {
        reset();
        int index = 0;
        (bind_at(++index, values), ...);
        return *this;
    }
    void bind_at(int index, std::int64_t value);
    void bind_at(int index, int value) { bind_at(index, static_cast<std::int64_t>(value)); }
    void bind_at(int index, bool value) { bind_at(index, static_cast<std::int64_t>(value)); }
    void bind_at(int index, std::string_view text);
    void bind_at(int index, const std::string& text) { bind_at(index, std::string_view(text)); }
    void bind_at(int index, const char* text) { bind_at(index, std::string_view(text)); }
    void bind_blob_at(int index, std::string_view bytes);

    /// True when there is a row to read, false at the end.
    [[nodiscard]] base::Result<bool> step();
    /// Runs to the end, then is ready for the next run.
    [[nodiscard]] base::Status run();
    void reset();

    /// Columns of the present row, from 0. A text or blob is valid until the next step.
    [[nodiscard]] std::int64_t integer(int column) const {
        return sqlite3_column_int64(m_handle.get(), column);
    }
    [[nodiscard]] std::string text(int column) const { return std::string(view(column)); }
    [[nodiscard]] std::string_view view(int column) const;
    [[nodiscard]] bool is_null(int column) const;
    explicit operator bool() const { return m_handle != nullptr; }

  private:
    std::unique_ptr<sqlite3_stmt, FinalizeStatement> m_handle;
    int m_bind_code = SQLITE_OK;
};

class Database {
  public:
    enum class Mode {
        read_only,
        immutable, ///< read-only, and no lock, log or shared memory is looked at: for files that nobody
                   ///< writes
        read_write,
        create,
    };
    [[nodiscard]] static base::Result<Database> open(const std::filesystem::path& file, Mode mode);

    /// Runs statements that give no rows.
    [[nodiscard]] base::Status run(const char* sql);
    [[nodiscard]] base::Result<Statement> prepare(std::string_view sql) const;
    /// The first column of the first row; fails when there is no row.
    [[nodiscard]] base::Result<std::string> value(std::string_view sql) const;
    [[nodiscard]] base::Result<std::int64_t> number(std::string_view sql) const;

    /// Primary result code of the last call that failed or succeeded (SQLITE_CORRUPT, SQLITE_FULL, …).
    [[nodiscard]] int code() const { return sqlite3_errcode(m_handle.get()); }
    [[nodiscard]] int extended_code() const { return sqlite3_extended_errcode(m_handle.get()); }
    [[nodiscard]] sqlite3* handle() const { return m_handle.get(); }
    explicit operator bool() const { return m_handle != nullptr; }

    /// A consistent copy of all of it into `file`, which must not exist, through SQLite's backup API.
    [[nodiscard]] base::Status backup_to(const std::filesystem::path& file) const;

  private:
    [[nodiscard]] base::Result<Statement> first_row(std::string_view sql) const;
    std::unique_ptr<sqlite3, CloseDatabase> m_handle;
};

/// Removes what nobody has open: the file, its log, its shared memory, its journal. What cannot be removed
/// stays, and is in the way of whoever makes the file anew.
void remove_database(const std::filesystem::path& file);

/// Rolls back unless committed.
class Transaction {
  public:
    /// `begin` is "BEGIN" for reading, "BEGIN IMMEDIATE" for writing.
    [[nodiscard]] static base::Result<Transaction> begin(Database& database,
                                                         const char* begin = "BEGIN IMMEDIATE");
    Transaction(Transaction&& other) noexcept : m_database(std::exchange(other.m_database, nullptr)) {}
    Transaction& operator=(Transaction&&) = delete;
    ~Transaction();
    [[nodiscard]] base::Status commit();

  private:
    explicit Transaction(Database& database) : m_database(&database) {}
    Database* m_database;
};

} // namespace sqlite
