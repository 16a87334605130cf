#include "kiosk/ledger/health.h"

#include "kiosk/ledger/rows.h"
#include "kiosk/ledger/schema.h"
#include "kiosk/ledger/wal.h"
#include "platform/base/files.h"

#include <array>
#include <fcntl.h>
#include <fmt/format.h>
#include <string_view>
#include <sys/stat.h>

namespace ledger {

namespace {

constexpr std::size_t header_size = 100;
constexpr std::string_view magic("SQLite format 3\0", 16);
/// Versions far above ours are a damaged header rather than a program of the far future.
constexpr std::uint32_t highest_believable_version = 1000;

std::uint32_t big_endian(std::string_view bytes, std::size_t at, std::size_t size) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < size; ++i)
        value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
    return value;
}

Health damaged(std::string reason) {
    return {Health::State::damaged, std::move(reason)};
}

std::uintmax_t size_of(const std::filesystem::path& file) {
    struct stat info {};
    return ::stat(file.c_str(), &info) == 0 ? static_cast<std::uintmax_t>(info.st_size) : 0;
}

std::string read_header(const std::filesystem::path& file) {
    const base::FileDescriptor handle(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
    std::array<char, header_size> bytes{};
    const ssize_t got = handle ? ::read(handle.get(), bytes.data(), bytes.size()) : -1;
    return got > 0 ? std::string(bytes.data(), static_cast<std::size_t>(got)) : std::string();
}

/// The file's header does not name us: what is it then?
Health examine_stranger(const std::filesystem::path& file) {
    base::Result<sqlite::Database> database = sqlite::Database::open(file, sqlite::Database::Mode::immutable);
    if (!database) return damaged("its header is damaged");
    const base::Result<std::string> tables = database->value("SELECT count(*) FROM sqlite_schema");
    const base::Result<std::string> ours =
        database->value("SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name IN ('commitments', "
                        "'settings', 'kiosks')");
    if (!tables || !ours) return damaged("its header is damaged");
    // A power cut while a ledger is first made leaves an empty database whose tables are still in the log.
    if (*tables == "0") return {Health::State::good, {}};
    if (*ours == "3") return damaged("its header is damaged");
    return {Health::State::foreign, "it is a database of another program"};
}

Health examine_header(const std::filesystem::path& file) {
    const std::string header = read_header(file);
    if (header.size() < header_size || !header.starts_with(magic)) return damaged("it is no SQLite database");
    if (big_endian(header, 68, 4) != application_id) return examine_stranger(file);
    const std::uint32_t version = big_endian(header, 60, 4);
    if (version > highest_believable_version) return damaged("its header is damaged");
    if (version > schema_version) {
        return {Health::State::newer,
                fmt::format("it is of version {}, and this program knows only up to {}; install a "
                            "newer program",
                            version, schema_version)};
    }
    const bool plain =
        big_endian(header, 16, 2) == page_size && header[18] == 2 && header[19] == 2 && header[20] == 0;
    return plain ? Health{} : damaged("its header is damaged");
}

/// One bit in the schema's text can give a column another name, and SQLite finds nothing wrong with that.
Health examine_columns(const sqlite::Database& database) {
    constexpr std::string_view names = commitment_columns;
    const std::string version = database.value("PRAGMA user_version").value_or("0");
    const base::Result<std::string> there =
        database.value("SELECT group_concat(name, ', ') FROM pragma_table_info('commitments')");
    if (version == "0" || !there) return {};
    const std::string_view last = version == "1" ? "moderation" : version == "2" ? "follow_up" : "redated";
    const std::string_view expected = names.substr(0, names.find(last) + last.size());
    return *there == expected ? Health{} : damaged("its columns have other names");
}

/// SQLite's own check. Nothing is written: a last connection that goes would otherwise fold the log into the
/// file.
Health examine_pages(const std::filesystem::path& file) {
    base::Result<sqlite::Database> database =
        sqlite::Database::open(file, sqlite::Database::Mode::read_write);
    if (!database) return damaged(database.error().message);
    sqlite3_db_config(database->handle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    const base::Result<std::string> answer = database->value("PRAGMA integrity_check(1)");
    if (!answer) {
        const int code = database->code() & 0xFF;
        if (code == SQLITE_BUSY || code == SQLITE_NOMEM) return {};
        return damaged(answer.error().message);
    }
    if (*answer != "ok") return damaged(*answer);
    for (const char* query :
         {"SELECT count(*) FROM commitments", "SELECT count(name) + count(value) FROM settings",
          "SELECT count(id) + count(since_utc_ms) FROM kiosks"}) {
        const base::Result<std::string> count = database->value(query);
        const bool is_fresh = !count && database->value("PRAGMA user_version").value_or("?") == "0";
        if (!count && !is_fresh) return damaged(count.error().message);
    }
    return examine_columns(*database);
}

} // namespace

Health examine(const std::filesystem::path& file, Depth depth) {
    const std::filesystem::path log = file.string() + "-wal";
    const base::Result<bool> there = base::is_there(file);
    if (!there) return {Health::State::unknown, there.error().message};
    if (!*there) {
        // Without its database a log is a part of a ledger that somebody, or a crash while setting aside,
        // left behind.
        if (size_of(log) > 0) return damaged("the database of its write-ahead log is missing");
        return {Health::State::missing, {}};
    }
    if (size_of(file) == 0) {
        if (size_of(log) > 0) return damaged("it is empty");
        return {Health::State::fresh, {}};
    }
    const Health header = examine_header(file);
    if (header.state != Health::State::good || depth == Depth::quick) return header;
    if (size_of(file) % page_size != 0) return damaged("it was cut short");
    if (const base::Result<std::string> bytes = base::read_file(log); bytes) {
        if (const Wal wal = read_wal(*bytes); wal.damage) return damaged(*wal.damage);
    }
    return examine_pages(file);
}

} // namespace ledger
