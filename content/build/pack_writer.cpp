#include "content/build/build_pack.h"
#include "content/entries_codec.h"
#include "content/pack_schema.h"
#include "content/text_codec.h"
#include "platform/sqlite/database.h"

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
    explicit Writer(const sqlite::Database& database) : m_database(database) {}

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
        auto statement = m_database.prepare(sql);
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
            statement.bind(contents.declarations[index].code);
            statement.bind_blob_at(2, encode_sections(contents.texts[index].sections));
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
        statement.bind(position, text.code, text.bcp47, text.script, as_number(text.direction), text.name,
                       text.english_name, text.title, text.stage, text.official, text.copy_of,
                       join(text.unavailable), join(text.interfaces));
    }

    base::Status write_interfaces(const std::vector<InterfaceLanguage>& interfaces) {
        return insert(
            "INSERT INTO interface (position, tag, name, right_to_left, text_code, draft) VALUES (?, ?, ?, "
            "?, ?, ?)",
            interfaces,
            [](sqlite::Statement& statement, const InterfaceLanguage& language, std::int64_t position) {
                statement.bind(position, language.tag, language.name, as_number(language.direction),
                               language.text_code, language.draft);
            });
    }

    base::Status write_messages(const std::map<std::string, CheckedCatalogue>& catalogues) {
        for (const auto& [tag, catalogue] : catalogues) {
            auto done = insert(
                "INSERT INTO message (tag, id, form, text) VALUES (?, ?, ?, ?)", catalogue.forms,
                [&tag = tag](sqlite::Statement& statement, const CheckedCatalogue::Form& form, std::int64_t) {
                    statement.bind(tag, form.id, form.category, form.text);
                });
            if (!done) return done;
        }
        return {};
    }

    base::Status write_entries(const Entries& entries) {
        const std::array whole = {encode_entries(entries)};
        return insert("INSERT INTO entries (json) VALUES (?)", whole,
                      [](sqlite::Statement& statement, const std::string& json, std::int64_t) {
                          statement.bind(json);
                      });
    }

    base::Status write_pictures(const Pictures& pictures) {
        return insert("INSERT INTO picture (name, side, png) VALUES (?, ?, ?)", pictures,
                      [](sqlite::Statement& statement, const auto& picture, std::int64_t) {
                          statement.bind(picture.first.name, picture.first.side);
                          statement.bind_blob_at(3, picture.second);
                      });
    }

    const sqlite::Database& m_database;
};

base::Status fill(sqlite::Database& database, const PackContents& contents) {
    // Fixed settings and one writer: the file's bytes depend on the contents alone.
    const auto head =
        fmt::format("PRAGMA page_size = 4096; PRAGMA auto_vacuum = NONE; PRAGMA encoding = 'UTF-8';"
                    "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
                    "PRAGMA application_id = {}; PRAGMA user_version = {}; BEGIN;",
                    pack_application_id, pack_version);
    return database.run((head + pack_schema).c_str())
        .and_then([&] { return Writer(database).write(contents); })
        .and_then([&] { return database.run("COMMIT; VACUUM;"); });
}

} // namespace

base::Status write_pack(const PackContents& contents, const std::filesystem::path& file) {
    auto beside = file;
    beside += ".new";
    std::error_code error;
    if (file.has_parent_path()) std::filesystem::create_directories(file.parent_path(), error);
    std::filesystem::remove(beside, error);
    auto database = sqlite::Database::open(beside, sqlite::Database::Mode::create);
    if (!database) return tl::make_unexpected(database.error());
    if (auto filled = fill(*database, contents); !filled)
        return base::fail("cannot write " + beside.string() + ": " + filled.error().message);
    *database = sqlite::Database();
    std::filesystem::rename(beside, file, error);
    if (error)
        return base::fail("cannot rename " + beside.string() + " to " + file.string() + ": " +
                          error.message());
    return {};
}

} // namespace content
