#include "content/build/sources.h"
#include "content/build/toml_reader.h"
#include "platform/base/files.h"

#include <charconv>
#include <cstdint>

namespace content {
namespace {

/// "U+1234" at the front of `text`, taken off it; 0 where that is not there.
char32_t take_code(std::string_view& text) {
    if (!text.starts_with("U+")) return 0;
    std::uint32_t code = 0;
    const auto read = std::from_chars(text.data() + 2, text.data() + text.size(), code, 16);
    text.remove_prefix(static_cast<std::size_t>(read.ptr - text.data()));
    return code;
}

GlyphException read_exception(TomlReader& reader, const toml::table& table) {
    GlyphException exception{0, 0, reader.text(table, "text"), reader.text(table, "reason")};
    const auto codes = reader.text(table, "codes");
    std::string_view rest = codes;
    exception.first = exception.last = take_code(rest);
    if (rest.starts_with('-')) {
        rest.remove_prefix(1);
        exception.last = take_code(rest);
    }
    if (exception.first == 0 || exception.last < exception.first || !rest.empty())
        reader.fail(&table, "\"codes\" is not like U+1234 or U+1234-U+1240");
    return exception;
}

template <class T, class Parse>
base::Status read_file_into(T& value, const std::filesystem::path& path, Parse parse_text) {
    const auto text = base::read_file(path);
    if (!text) return tl::make_unexpected(text.error());
    auto parsed = parse_text(std::string_view(*text));
    if (!parsed) return base::fail("cannot read " + path.string() + ": " + parsed.error().message);
    value = std::move(*parsed);
    return {};
}

base::Status add_entries(EntrySources& sources, const std::filesystem::path& path) {
    const auto text = base::read_file(path);
    if (!text) return tl::make_unexpected(text.error());
    if (const auto read = read_entries(*text, sources); !read)
        return base::fail("cannot read " + path.string() + ": " + read.error().message);
    return {};
}

} // namespace

base::Result<LanguageTable> parse_languages(std::string_view toml) {
    const auto root = parse_toml(toml);
    if (!root) return tl::make_unexpected(root.error());
    TomlReader reader;
    LanguageTable table;
    table.official = reader.texts((*root)["official"].node(), "official");
    reader.each(*root, "interface", [&](const toml::table& entry) {
        table.interfaces.push_back({reader.text(entry, "tag"), reader.text(entry, "text")});
    });
    for (const auto& [tag, languages] : reader.lists(*root, "languages"))
        for (const auto& language : languages)
            table.languages.emplace(language, tag);
    table.scripts = reader.lists(*root, "scripts");
    table.regions = reader.lists(*root, "regions");
    if (const auto status = reader.status(); !status) return tl::make_unexpected(status.error());
    return table;
}

base::Result<std::vector<GlyphException>> parse_glyph_exceptions(std::string_view toml) {
    const auto root = parse_toml(toml);
    if (!root) return tl::make_unexpected(root.error());
    std::vector<GlyphException> exceptions;
    if (!root->contains("exception")) return exceptions;
    TomlReader reader;
    reader.each(*root, "exception",
                [&](const toml::table& table) { exceptions.push_back(read_exception(reader, table)); });
    if (const auto status = reader.status(); !status) return tl::make_unexpected(status.error());
    return exceptions;
}

base::Result<std::vector<LengthLimit>> parse_limits(std::string_view toml) {
    const auto root = parse_toml(toml);
    if (!root) return tl::make_unexpected(root.error());
    std::vector<LengthLimit> limits;
    TomlReader reader;
    reader.each(*root, "limit", [&](const toml::table& table) {
        limits.push_back({reader.text(table, "messages"), reader.number(table, "columns", 1, 10'000)});
    });
    if (const auto status = reader.status(); !status) return tl::make_unexpected(status.error());
    return limits;
}

base::Result<Sources> read_sources(const std::filesystem::path& folder) {
    Sources sources;
    auto status = read_file_into(sources.languages, folder / "languages.toml", parse_languages);
    if (status)
        status = read_file_into(sources.glyph_exceptions, folder / "glyph-exceptions.toml",
                                parse_glyph_exceptions);
    if (status) status = read_file_into(sources.limits, folder / "limits.toml", parse_limits);
    for (const auto name : entry_files)
        if (status) status = add_entries(sources.texts, folder / name);
    if (status)
        if (const auto rows = check_rows(sources.texts.entries); !rows)
            status = base::fail("cannot use the entries of " + folder.string() + ": " + rows.error().message);
    if (!status) return tl::make_unexpected(status.error());
    return sources;
}

} // namespace content
