#include "content/sqlite.h"

namespace content::sqlite {

Statement& Statement::bind(int index, std::string_view text) {
    sqlite3_bind_text(m_statement.get(), index, text.data(), static_cast<int>(text.size()), SQLITE_TRANSIENT);
    return *this;
}

Statement& Statement::bind(int index, std::int64_t value) {
    sqlite3_bind_int64(m_statement.get(), index, value);
    return *this;
}

Statement& Statement::bind_blob(int index, std::string_view bytes) {
    sqlite3_bind_blob(m_statement.get(), index, bytes.data(), static_cast<int>(bytes.size()),
                      SQLITE_TRANSIENT);
    return *this;
}

base::Result<bool> Statement::step() {
    const int code = sqlite3_step(m_statement.get());
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    return base::fail(sqlite3_errmsg(sqlite3_db_handle(m_statement.get())));
}

base::Status Statement::run() {
    while (true) {
        auto row = step();
        if (!row) return tl::make_unexpected(row.error());
        if (!*row) break;
    }
    reset();
    return {};
}

void Statement::reset() {
    sqlite3_reset(m_statement.get());
}

std::string Statement::text(int column) const {
    const auto* bytes = sqlite3_column_text(m_statement.get(), column);
    if (bytes == nullptr) return {};
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(m_statement.get(), column));
    return {reinterpret_cast<const char*>(bytes), size};
}

std::int64_t Statement::integer(int column) const {
    return sqlite3_column_int64(m_statement.get(), column);
}

std::string Statement::blob(int column) const {
    const void* bytes = sqlite3_column_blob(m_statement.get(), column);
    if (bytes == nullptr) return {};
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(m_statement.get(), column));
    return {static_cast<const char*>(bytes), size};
}

base::Result<DatabaseHandle> open(const std::filesystem::path& file, int flags) {
    sqlite3* raw = nullptr;
    const int code = sqlite3_open_v2(file.c_str(), &raw, flags, nullptr);
    DatabaseHandle database(raw);
    if (code != SQLITE_OK)
        return base::fail("cannot open " + file.string() + ": " + (raw ? sqlite3_errmsg(raw) : "no memory"));
    return database;
}

base::Status execute(sqlite3& database, const std::string& sql) {
    if (sqlite3_exec(&database, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
        return base::fail(sqlite3_errmsg(&database));
    return {};
}

base::Result<Statement> prepare(sqlite3& database, std::string_view sql) {
    sqlite3_stmt* raw = nullptr;
    if (sqlite3_prepare_v2(&database, sql.data(), static_cast<int>(sql.size()), &raw, nullptr) != SQLITE_OK)
        return base::fail(sqlite3_errmsg(&database));
    return Statement(raw);
}

} // namespace content::sqlite
