#include "content/build/build_pack.h"
#include "content/entries_codec.h"
#include "content/pack_schema.h"
#include "content/sqlite.h"
#include "content/text_codec.h"

#include <array>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace content {
namespace {

std::string join(const auto& values) {
    return fmt::format("{}", fmt::join(values, " "));
}

std::int64_t as_number(Direction direction) {
    return direction == Direction::right_to_left ? 1 : 0;
}

class Writer {
  public:
    explicit Writer(sqlite3& database) : m_database(database) {}

    base::Status write(const PackContents& contents) {
        return write_declarations(contents)
            .and_then([&] { return write_interfaces(contents.interfaces); })
            .and_then([&] { return write_messages(contents.catalogues); })
            .and_then([&] { return write_entries(contents.sources.texts.entries); })
            .and_then([&] { return write_pictures(contents.pictures); });
    }

  private:
    /// Runs `sql` once for each of `values`, with what `bind` binds.
    template <class Values, class Bind>
    base::Status insert(std::string_view sql, const Values& values, Bind bind) {
        auto statement = sqlite::prepare(m_database, sql);
        if (!statement) return tl::make_unexpected(statement.error());
        std::int64_t position = 0;
        for (const auto& value : values) {
            bind(*statement, value, position++);
            if (auto done = statement->run(); !done) return done;
        }
        return {};
    }

    base::Status write_declarations(const PackContents& contents) {
        const auto order = sort_by_name(contents.declarations);
        const auto bind_line = [&](sqlite::Statement& statement, std::size_t index, std::int64_t position) {
            bind_declaration(statement, contents.declarations[index], position);
        };
        const auto bind_text = [&](sqlite::Statement& statement, std::size_t index, std::int64_t) {
            statement.bind(1, contents.declarations[index].code);
            statement.bind_blob(2, encode_sections(contents.texts[index].sections));
        };
        return insert("INSERT INTO declaration (position, code, bcp47, script, right_to_left, name, "
                      "english_name, "
                      "title, stage, official, copy_of, unavailable, interfaces) "
                      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                      order, bind_line)
            .and_then(
                [&] { return insert("INSERT INTO text (code, sections) VALUES (?, ?)", order, bind_text); });
    }

    static void bind_declaration(sqlite::Statement& statement, const Declaration& text,
                                 std::int64_t position) {
        statement.bind(1, position).bind(2, text.code).bind(3, text.bcp47).bind(4, text.script);
        statement.bind(5, as_number(text.direction)).bind(6, text.name).bind(7, text.english_name);
        statement.bind(8, text.title).bind(9, std::int64_t{text.stage}).bind(10, std::int64_t{text.official});
        statement.bind(11, text.copy_of).bind(12, join(text.unavailable)).bind(13, join(text.interfaces));
    }

    base::Status write_interfaces(const std::vector<InterfaceLanguage>& interfaces) {
        return insert(
            "INSERT INTO interface (position, tag, name, right_to_left, text_code, draft) VALUES (?, ?, ?, "
            "?, ?, ?)",
            interfaces,
            [](sqlite::Statement& statement, const InterfaceLanguage& language, std::int64_t position) {
                statement.bind(1, position).bind(2, language.tag).bind(3, language.name);
                statement.bind(4, as_number(language.direction)).bind(5, language.text_code);
                statement.bind(6, std::int64_t{language.draft});
            });
    }

    base::Status write_messages(const std::map<std::string, CheckedCatalogue>& catalogues) {
        for (const auto& [tag, catalogue] : catalogues) {
            auto done = insert(
                "INSERT INTO message (tag, id, form, text) VALUES (?, ?, ?, ?)", catalogue.forms,
                [&tag = tag](sqlite::Statement& statement, const CheckedCatalogue::Form& form, std::int64_t) {
                    statement.bind(1, tag).bind(2, form.id).bind(3, form.category).bind(4, form.text);
                });
            if (!done) return done;
        }
        return {};
    }

    base::Status write_entries(const Entries& entries) {
        const std::array whole = {encode_entries(entries)};
        return insert("INSERT INTO entries (json) VALUES (?)", whole,
                      [](sqlite::Statement& statement, const std::string& json, std::int64_t) {
                          statement.bind(1, json);
                      });
    }

    base::Status write_pictures(const Pictures& pictures) {
        return insert("INSERT INTO picture (name, side, png) VALUES (?, ?, ?)", pictures,
                      [](sqlite::Statement& statement, const auto& picture, std::int64_t) {
                          statement.bind(1, picture.first.name)
                              .bind(2, picture.first.side)
                              .bind_blob(3, picture.second);
                      });
    }

    sqlite3& m_database;
};

base::Status fill(sqlite3& database, const PackContents& contents) {
    // Fixed settings and one writer: the file's bytes depend on the contents alone.
    const auto head =
        fmt::format("PRAGMA page_size = 4096; PRAGMA auto_vacuum = NONE; PRAGMA encoding = 'UTF-8';"
                    "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
                    "PRAGMA application_id = {}; PRAGMA user_version = {}; BEGIN;",
                    pack_application_id, pack_version);
    return sqlite::execute(database, head + pack_schema)
        .and_then([&] { return Writer(database).write(contents); })
        .and_then([&] { return sqlite::execute(database, "COMMIT; VACUUM;"); });
}

} // namespace

base::Status write_pack(const PackContents& contents, const std::filesystem::path& file) {
    auto beside = file;
    beside += ".new";
    std::error_code error;
    if (file.has_parent_path()) std::filesystem::create_directories(file.parent_path(), error);
    std::filesystem::remove(beside, error);
    auto database = sqlite::open(beside, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    if (!database) return tl::make_unexpected(database.error());
    if (auto filled = fill(**database, contents); !filled)
        return base::fail("cannot write " + beside.string() + ": " + filled.error().message);
    database->reset();
    std::filesystem::rename(beside, file, error);
    if (error)
        return base::fail("cannot rename " + beside.string() + " to " + file.string() + ": " +
                          error.message());
    return {};
}

} // namespace content
