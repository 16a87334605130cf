#include "content/pack.h"
#include "content/entries_codec.h"
#include "content/messages_data.h"
#include "content/pack_schema.h"
#include "content/text_codec.h"
#include "platform/sqlite/database.h"

#include <algorithm>
#include <mutex>
#include <sstream>

namespace content {
namespace {

template <class T>
std::vector<T> split(const std::string& text) {
    std::istringstream words(text);
    std::vector<T> values;
    for (T value; words >> value;)
        values.push_back(value);
    return values;
}

Direction direction_of(std::int64_t right_to_left) {
    return right_to_left != 0 ? Direction::right_to_left : Direction::left_to_right;
}

Declaration read_declaration(const sqlite::Statement& row) {
    return {.code = row.text(0),
            .bcp47 = row.text(1),
            .script = row.text(2),
            .direction = direction_of(row.integer(3)),
            .name = row.text(4),
            .english_name = row.text(5),
            .title = row.text(6),
            .stage = static_cast<int>(row.integer(7)),
            .official = row.integer(8) != 0,
            .copy_of = row.text(9),
            .unavailable = split<int>(row.text(10)),
            .interfaces = split<std::string>(row.text(11))};
}

InterfaceLanguage read_interface(const sqlite::Statement& row) {
    return {row.text(0), row.text(1), direction_of(row.integer(2)), row.text(3), row.integer(4) != 0};
}

/// All rows of `sql`, each through `read`.
template <class T, class Read>
base::Status read_rows(const sqlite::Database& database, std::string_view sql, std::vector<T>& values,
                       Read read) {
    auto statement = database.prepare(sql);
    if (!statement) return tl::make_unexpected(statement.error());
    while (true) {
        const auto row = statement->step();
        if (!row) return tl::make_unexpected(row.error());
        if (!*row) return {};
        values.push_back(read(*statement));
    }
}

base::Result<std::int64_t> read_pragma(const sqlite::Database& database, const std::string& name) {
    auto statement = database.prepare("PRAGMA " + name);
    if (!statement) return tl::make_unexpected(statement.error());
    const auto row = statement->step();
    if (!row) return tl::make_unexpected(row.error());
    return statement->integer(0);
}

/// Which of two texts of the same tag stands for it: the official one, else the one with fewer gaps.
bool stands_before(const Declaration& a, const Declaration& b) {
    if (a.official != b.official) return a.official;
    return a.unavailable.size() < b.unavailable.size();
}

std::string primary(std::string_view tag) {
    return std::string(tag.substr(0, tag.find('-')));
}

} // namespace

struct Pack::Data {
    std::filesystem::path file;
    sqlite::Database database;
    std::vector<Declaration> declarations;
    std::vector<InterfaceLanguage> interfaces;
    Entries entries;
    mutable std::mutex catalogues_mutex;
    mutable std::map<std::string, std::shared_ptr<const Messages::Data>, std::less<>> catalogues;

    base::Status check_version() const;
    base::Status read_lists();
    base::Status read_entries();
    base::Result<std::string> read_blob(std::string_view sql, std::string_view key) const;
    base::Result<std::shared_ptr<const Messages::Data>> catalogue(const std::string& tag) const;
    base::Result<std::shared_ptr<const Messages::Data>> read_catalogue(const std::string& tag) const;
    [[nodiscard]] tl::unexpected<base::Error> fail(const std::string& reason) const {
        return base::fail("cannot read the content pack " + file.string() + ": " + reason);
    }
};

base::Status Pack::Data::check_version() const {
    const auto application = read_pragma(database, "application_id");
    if (!application) return fail(application.error().message);
    if (*application != pack_application_id) return fail("it is not a content pack");
    const auto version = read_pragma(database, "user_version");
    if (!version) return fail(version.error().message);
    if (*version != pack_version)
        return fail("it is of version " + std::to_string(*version) + ", this program reads version " +
                    std::to_string(pack_version) + "; build it again");
    return {};
}

base::Status Pack::Data::read_lists() {
    return read_rows(database,
                     "SELECT code, bcp47, script, right_to_left, name, english_name, title, stage, official, "
                     "copy_of, "
                     "unavailable, interfaces FROM declaration ORDER BY position",
                     declarations, read_declaration)
        .and_then([&] {
            return read_rows(
                database,
                "SELECT tag, name, right_to_left, text_code, draft FROM interface ORDER BY position",
                interfaces, read_interface);
        })
        .and_then([&] { return read_entries(); });
}

base::Status Pack::Data::read_entries() {
    auto statement = database.prepare("SELECT json FROM entries");
    if (!statement) return tl::make_unexpected(statement.error());
    const auto row = statement->step();
    if (!row) return tl::make_unexpected(row.error());
    auto decoded = decode_entries(*row ? statement->text(0) : std::string());
    if (!decoded) return tl::make_unexpected(decoded.error());
    entries = std::move(*decoded);
    if (entries.articles.size() != article_count + 1 || entries.themes.size() != theme_count)
        return base::fail("it lacks articles or themes");
    return {};
}

base::Result<std::string> Pack::Data::read_blob(std::string_view sql, std::string_view key) const {
    auto statement = database.prepare(sql);
    if (!statement) return fail(statement.error().message);
    const auto row = statement->bind(key).step();
    if (!row) return fail(row.error().message);
    if (!*row) return fail("it has no \"" + std::string(key) + "\"");
    return statement->text(0);
}

base::Result<std::shared_ptr<const Messages::Data>> Pack::Data::read_catalogue(const std::string& tag) const {
    auto data = std::make_shared<Messages::Data>();
    data->tag = tag;
    auto statement = database.prepare("SELECT id, form, text FROM message WHERE tag = ? ORDER BY id, form");
    if (!statement) return fail(statement.error().message);
    statement->bind(tag);
    while (true) {
        const auto row = statement->step();
        if (!row) return fail(row.error().message);
        if (!*row) break;
        data->catalogue[statement->text(0)][statement->text(1)] = statement->text(2);
    }
    if (tag != "en") {
        auto source = catalogue("en");
        if (!source) return source;
        data->source = *source;
    }
    return data;
}

base::Result<std::shared_ptr<const Messages::Data>> Pack::Data::catalogue(const std::string& tag) const {
    if (const auto known = catalogues.find(tag); known != catalogues.end()) return known->second;
    auto data = read_catalogue(tag);
    if (data) catalogues[tag] = *data;
    return data;
}

Pack::Pack(std::unique_ptr<Data> data) : m_data(std::move(data)) {}
Pack::Pack(Pack&&) noexcept = default;
Pack& Pack::operator=(Pack&&) noexcept = default;
Pack::~Pack() = default;

base::Result<Pack> Pack::open(const std::filesystem::path& file) {
    std::error_code ignored;
    if (!std::filesystem::exists(file, ignored))
        return base::fail("cannot open the content pack " + file.string() + ": there is no such file");
    auto database = sqlite::Database::open(file, sqlite::Database::Mode::read_only);
    if (!database) return tl::make_unexpected(database.error());
    auto data = std::make_unique<Data>();
    data->file = file;
    data->database = std::move(*database);
    if (auto right = data->check_version(); !right) return tl::make_unexpected(right.error());
    if (auto read = data->read_lists(); !read) return data->fail(read.error().message);
    if (data->declarations.empty() || data->interfaces.empty()) return data->fail("it is empty");
    return Pack(std::move(data));
}

std::span<const Declaration> Pack::declarations() const {
    return m_data->declarations;
}

const Declaration* Pack::find_declaration(std::string_view code_or_tag) const {
    const Declaration* best = nullptr;
    for (const Declaration& declaration : m_data->declarations) {
        if (declaration.code == code_or_tag) return &declaration;
        if (declaration.bcp47 == code_or_tag && (best == nullptr || stands_before(declaration, *best)))
            best = &declaration;
    }
    return best;
}

base::Result<Section> Pack::section(const Declaration& declaration, int number) const {
    const auto bytes = m_data->read_blob("SELECT sections FROM text WHERE code = ?", declaration.code);
    if (!bytes) return tl::make_unexpected(bytes.error());
    auto sections = decode_sections(*bytes);
    if (!sections) return m_data->fail(sections.error().message + " (" + declaration.code + ")");
    for (Section& section : *sections)
        if (section.number == number) return std::move(section);
    return m_data->fail("text " + declaration.code + " has no section " + std::to_string(number));
}

std::span<const InterfaceLanguage> Pack::interface_languages() const {
    return m_data->interfaces;
}

const InterfaceLanguage* Pack::find_interface(std::string_view tag) const {
    const InterfaceLanguage* same_language = nullptr;
    for (const InterfaceLanguage& language : m_data->interfaces) {
        if (language.tag == tag) return &language;
        if (same_language == nullptr && primary(language.tag) == primary(tag)) same_language = &language;
    }
    return same_language;
}

base::Result<Messages> Pack::messages(std::string_view interface_tag) const {
    const auto* language = find_interface(interface_tag);
    const std::lock_guard lock(m_data->catalogues_mutex);
    auto data = m_data->catalogue(language != nullptr ? language->tag : "en");
    if (!data) return tl::make_unexpected(data.error());
    return Messages(std::move(*data));
}

const Entries& Pack::entries() const {
    return m_data->entries;
}

base::Result<std::string> Pack::picture(std::string_view name, int side) const {
    // A whole number of ours needs no binding.
    const std::string sql = "SELECT png FROM picture WHERE name = ? ORDER BY side > " + std::to_string(side) +
                            ", abs(side - " + std::to_string(side) + ") LIMIT 1";
    return m_data->read_blob(sql, name);
}

} // namespace content
