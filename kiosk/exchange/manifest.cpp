#include "kiosk/exchange/manifest.h"

#include "kiosk/exchange/sha256.h"
#include "platform/base/clock.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <set>

namespace exchange {

namespace {

using Json = nlohmann::ordered_json;

constexpr const char* format_name = "smallplaces-export";
constexpr std::size_t most_files = 10'000;
constexpr std::string_view self_key = "\"sha256_of_this_file_with_zeros_here\": \"";
const std::string zeros(64, '0');

/// A name inside the folder: plain, or one folder deep for drawings.
bool is_safe_name(std::string_view name) {
    if (name.starts_with("drawings/")) name.remove_prefix(9);
    if (name.empty() || name.size() > 200 || name == "." || name == ".." || name == manifest_name)
        return false;
    return name.find_first_of(std::string_view("/\\\0", 3)) == std::string_view::npos;
}

bool is_hash(std::string_view text) {
    return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

base::Result<std::string> text_of(const Json& object, const char* name) {
    const auto found = object.find(name);
    if (found == object.end() || !found->is_string())
        return base::fail(fmt::format("'{}' is missing or no text", name));
    return found->get<std::string>();
}

base::Result<std::int64_t> number_of(const Json& object, const char* name) {
    const auto found = object.find(name);
    const bool good =
        found != object.end() && found->is_number_unsigned() && found->get<std::uint64_t>() <= INT64_MAX;
    if (!good) return base::fail(fmt::format("'{}' is missing or no number", name));
    return found->get<std::int64_t>();
}

/// Takes results until one is a failure, which it keeps.
class Reader {
  public:
    template <class T>
    void take(base::Result<T> result, T& into) {
        if (result)
            into = std::move(*result);
        else if (m_problem.empty())
            m_problem = result.error().message;
    }
    [[nodiscard]] const std::string& problem() const { return m_problem; }

  private:
    std::string m_problem;
};

base::Result<std::vector<Manifest::File>> files_of(const Json& object) {
    const auto found = object.find("files");
    if (found == object.end() || !found->is_array()) return base::fail("'files' is missing or no list");
    if (found->size() > most_files) return base::fail("'files' is too long");
    std::vector<Manifest::File> files;
    std::set<std::string> names;
    for (const Json& entry : *found) {
        if (!entry.is_object()) return base::fail("an entry of 'files' is no object");
        Manifest::File file;
        Reader reader;
        reader.take(text_of(entry, "name"), file.name);
        reader.take(number_of(entry, "bytes"), file.bytes);
        reader.take(text_of(entry, "sha256"), file.sha256);
        if (!reader.problem().empty()) return base::fail("in an entry of 'files' " + reader.problem());
        if (!is_safe_name(file.name)) return base::fail("'files' names something outside of the folder");
        if (!is_hash(file.sha256)) return base::fail(fmt::format("the hash of {} is no SHA-256", file.name));
        if (!names.insert(file.name).second)
            return base::fail(fmt::format("'files' names {} twice", file.name));
        files.push_back(std::move(file));
    }
    return files;
}

bool is_unchanged(std::string_view text) {
    const std::size_t key = text.find(self_key);
    if (key == std::string_view::npos || text.size() < key + self_key.size() + zeros.size()) return false;
    std::string blank(text);
    const std::size_t at = key + self_key.size();
    blank.replace(at, zeros.size(), zeros);
    return sha256(blank) == text.substr(at, zeros.size());
}

} // namespace

std::string write_manifest(const Manifest& manifest) {
    Json files = Json::array();
    for (const Manifest::File& file : manifest.files) {
        files.push_back({{"name", file.name}, {"bytes", file.bytes}, {"sha256", file.sha256}});
    }
    const Json object = {{"format", format_name},
                         {"schema_version", manifest_version},
                         {"sha256_of_this_file_with_zeros_here", zeros},
                         {"app_version", manifest.app},
                         {"kiosk", manifest.kiosk},
                         {"exhibition", manifest.exhibition},
                         {"number", manifest.number},
                         {"made", base::format_iso8601(manifest.made_utc_ms)},
                         {"made_utc_ms", manifest.made_utc_ms},
                         {"commitments", manifest.commitments},
                         {"files", files}};
    std::string text = object.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
    const std::string hash = sha256(text);
    text.replace(text.find(self_key) + self_key.size(), zeros.size(), hash);
    return text;
}

base::Result<Manifest> parse_manifest(std::string_view text) {
    const Json object = Json::parse(text, nullptr, false);
    if (!object.is_object()) return base::fail("it is not a JSON object");
    Manifest manifest;
    std::string format;
    std::int64_t version = 0;
    Reader reader;
    reader.take(text_of(object, "format"), format);
    reader.take(number_of(object, "schema_version"), version);
    if (reader.problem().empty() && format != format_name)
        return base::fail("it is not of an export of Small Places");
    if (reader.problem().empty() && version != manifest_version) {
        return base::fail(
            fmt::format("it is of version {}, and this program knows only {}", version, manifest_version));
    }
    reader.take(text_of(object, "app_version"), manifest.app);
    reader.take(text_of(object, "kiosk"), manifest.kiosk);
    reader.take(text_of(object, "exhibition"), manifest.exhibition);
    reader.take(number_of(object, "number"), manifest.number);
    reader.take(number_of(object, "made_utc_ms"), manifest.made_utc_ms);
    reader.take(number_of(object, "commitments"), manifest.commitments);
    reader.take(files_of(object), manifest.files);
    if (!reader.problem().empty()) return base::fail(reader.problem());
    if (!is_unchanged(text)) return base::fail("it was changed after it was written");
    return manifest;
}

} // namespace exchange
