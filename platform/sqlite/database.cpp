#include "platform/sqlite/database.h"

#include "platform/base/files.h"

#include <fmt/format.h>

namespace sqlite {

namespace {

constexpr int busy_timeout_ms = 5000;

tl::unexpected<base::Error> failure(sqlite3* handle) {
    if (handle == nullptr) return base::fail("cannot use the database: it is closed");
    const char* file = sqlite3_db_filename(handle, "main");
    return base::fail(
        fmt::format("cannot use the database {}: {}", file != nullptr ? file : "", sqlite3_errmsg(handle)));
}

/// A file: address, so that a name with '?' or '%' in it cannot be read as parameters.
std::string immutable_address(const std::filesystem::path& file) {
    std::string address = "file:";
    for (const char byte : std::filesystem::absolute(file).string()) {
        if (byte == '?' || byte == '%' || byte == '#') {
            address += fmt::format("%{:02X}", static_cast<unsigned>(static_cast<unsigned char>(byte)));
        } else {
            address += byte;
        }
    }
    return address + "?immutable=1";
}

} // namespace

void Statement::bind_at(int index, std::int64_t value) {
    const int code = sqlite3_bind_int64(m_handle.get(), index, value);
    if (code != SQLITE_OK) m_bind_code = code;
}

void Statement::bind_at(int index, std::string_view text) {
    const int code = sqlite3_bind_text64(m_handle.get(), index, text.empty() ? "" : text.data(), text.size(),
                                         SQLITE_TRANSIENT, SQLITE_UTF8);
    if (code != SQLITE_OK) m_bind_code = code;
}

void Statement::bind_blob_at(int index, std::string_view bytes) {
    const int code = sqlite3_bind_blob64(m_handle.get(), index, bytes.empty() ? "" : bytes.data(),
                                         bytes.size(), SQLITE_TRANSIENT);
    if (code != SQLITE_OK) m_bind_code = code;
}

base::Result<bool> Statement::step() {
    if (m_bind_code != SQLITE_OK) {
        return base::fail(
            fmt::format("cannot bind a value of a database statement: {}", sqlite3_errstr(m_bind_code)));
    }
    const int code = sqlite3_step(m_handle.get());
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    return failure(sqlite3_db_handle(m_handle.get()));
}

base::Status Statement::run() {
    while (true) {
        const base::Result<bool> row = step();
        if (row && *row) continue;
        // reset() would repeat the failure and drop nothing: the code stays readable in Database::code().
        reset();
        if (!row) return tl::make_unexpected(row.error());
        return {};
    }
}

void Statement::reset() {
    sqlite3_reset(m_handle.get());
    m_bind_code = SQLITE_OK;
}

std::string_view Statement::view(int column) const {
    const void* data = sqlite3_column_blob(m_handle.get(), column);
    const int size = sqlite3_column_bytes(m_handle.get(), column);
    return data != nullptr ? std::string_view(static_cast<const char*>(data), static_cast<std::size_t>(size))
                           : std::string_view();
}

bool Statement::is_null(int column) const {
    return sqlite3_column_type(m_handle.get(), column) == SQLITE_NULL;
}

base::Result<Database> Database::open(const std::filesystem::path& file, Mode mode) {
    int flags = SQLITE_OPEN_EXRESCODE;
    if (mode == Mode::read_only) flags |= SQLITE_OPEN_READONLY;
    if (mode == Mode::immutable) flags |= SQLITE_OPEN_READONLY | SQLITE_OPEN_URI;
    if (mode == Mode::read_write) flags |= SQLITE_OPEN_READWRITE;
    if (mode == Mode::create) flags |= SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    const std::string name = mode == Mode::immutable ? immutable_address(file) : file.string();
    sqlite3* handle = nullptr;
    const int code = sqlite3_open_v2(name.c_str(), &handle, flags, nullptr);
    Database database;
    database.m_handle.reset(handle);
    if (code != SQLITE_OK) {
        return base::fail(fmt::format("cannot open the database {}: {}", file.string(),
                                      handle != nullptr ? sqlite3_errmsg(handle) : sqlite3_errstr(code)));
    }
    sqlite3_busy_timeout(handle, busy_timeout_ms);
    return database;
}

base::Status Database::run(const char* sql) {
    if (m_handle == nullptr || sqlite3_exec(m_handle.get(), sql, nullptr, nullptr, nullptr) != SQLITE_OK)
        return failure(m_handle.get());
    return {};
}

base::Result<Statement> Database::prepare(std::string_view sql) const {
    if (m_handle == nullptr) return failure(nullptr);
    sqlite3_stmt* statement = nullptr;
    const int code = sqlite3_prepare_v3(m_handle.get(), sql.data(), static_cast<int>(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    if (code != SQLITE_OK) return failure(m_handle.get());
    return Statement(statement);
}

base::Result<Statement> Database::first_row(std::string_view sql) const {
    base::Result<Statement> statement = prepare(sql);
    if (!statement) return tl::make_unexpected(statement.error());
    const base::Result<bool> row = statement->step();
    if (!row) return tl::make_unexpected(row.error());
    if (!*row) return base::fail(fmt::format("the database gives no answer to: {}", sql));
    return statement;
}

base::Result<std::string> Database::value(std::string_view sql) const {
    return first_row(sql).map([](const Statement& row) { return row.text(0); });
}

base::Result<std::int64_t> Database::number(std::string_view sql) const {
    return first_row(sql).map([](const Statement& row) { return row.integer(0); });
}

base::Status Database::backup_to(const std::filesystem::path& file) const {
    const base::Result<bool> taken = base::is_there(file);
    if (!taken) return tl::make_unexpected(taken.error());
    if (*taken) {
        return base::fail(
            fmt::format("cannot copy the database to {}: there is such a file already", file.string()));
    }
    base::Result<Database> copy = open(file, Mode::create);
    if (!copy) return tl::make_unexpected(copy.error());
    sqlite3_backup* backup = sqlite3_backup_init(copy->handle(), "main", m_handle.get(), "main");
    if (backup == nullptr) return failure(copy->handle());
    const int copied = sqlite3_backup_step(backup, -1);
    if (sqlite3_backup_finish(backup) != SQLITE_OK) return failure(copy->handle());
    // A source that is busy is no error to finish(), which then leaves a copy without contents.
    if (copied != SQLITE_DONE)
        return base::fail(
            fmt::format("cannot copy the database to {}: {}", file.string(), sqlite3_errstr(copied)));
    return {};
}

void remove_database(const std::filesystem::path& file) {
    std::error_code ignored;
    for (const char* suffix : {"", "-wal", "-shm", "-journal"})
        std::filesystem::remove(file.string() + suffix, ignored);
}

base::Result<Transaction> Transaction::begin(Database& database, const char* begin) {
    if (const base::Status begun = database.run(begin); !begun) return tl::make_unexpected(begun.error());
    return Transaction(database);
}

Transaction::~Transaction() {
    if (m_database != nullptr && sqlite3_get_autocommit(m_database->handle()) == 0) {
        sqlite3_exec(m_database->handle(), "ROLLBACK", nullptr, nullptr, nullptr);
    }
}

base::Status Transaction::commit() {
    const base::Status done = m_database->run("COMMIT");
    if (done) m_database = nullptr;
    return done;
}

} // namespace sqlite
