#include "kiosk/exchange/json_lines.h"

#include "kiosk/ledger/rows.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace exchange {

namespace {

using Json = nlohmann::ordered_json;

Json or_null(const std::optional<int>& number) {
    return number ? Json(*number) : Json(nullptr);
}

/// Reads typed members of one object; remembers the first that is missing or of another type.
class Members {
  public:
    explicit Members(const Json& object) : m_object(object) {}

    void read(const char* name, std::string& into) {
        if (const Json* member = find(name, &Json::is_string)) into = member->get_ref<const std::string&>();
    }
    void read(const char* name, bool& into) {
        if (const Json* member = find(name, &Json::is_boolean)) into = member->get<bool>();
    }
    void read(const char* name, std::int64_t& into) {
        const Json* member = find(name, &Json::is_number_integer);
        if (member == nullptr) return;
        const bool too_large = member->is_number_unsigned() && member->get<std::uint64_t>() > INT64_MAX;
        if (too_large) return remember(name);
        into = member->get<std::int64_t>();
    }
    void read(const char* name, std::optional<int>& into) {
        const auto found = m_object.find(name);
        if (found != m_object.end() && found->is_null()) return;
        std::int64_t number = 0;
        read(name, number);
        if (number < -1 || number > 1000) return remember(name);
        into = static_cast<int>(number);
    }
    [[nodiscard]] const std::string& wrong() const { return m_wrong; }

  private:
    const Json* find(const char* name, bool (Json::*is_type)() const noexcept) {
        const auto found = m_object.find(name);
        if (found != m_object.end() && ((*found).*is_type)()) return &*found;
        remember(name);
        return nullptr;
    }
    void remember(const char* name) {
        if (m_wrong.empty()) m_wrong = name;
    }

    const Json& m_object;
    std::string m_wrong;
};

} // namespace

std::string to_json_line(const ledger::Commitment& c) {
    const Json object = {{"id", c.id},
                         {"receipt", c.receipt},
                         {"kiosk", c.kiosk},
                         {"sequence", c.sequence},
                         {"exhibition", c.exhibition},
                         {"class_session", c.class_session},
                         {"made_utc_ms", c.made_utc_ms},
                         {"clock_utc_ms", c.clock_utc_ms},
                         {"boot", c.boot},
                         {"monotonic_ms", c.monotonic_ms},
                         {"clock_confirmed", c.clock_confirmed},
                         {"redated", c.redated},
                         {"language", c.language},
                         {"text_language", c.text_language},
                         {"theme", or_null(c.theme)},
                         {"article", or_null(c.article)},
                         {"kind", std::string(1, c.kind)},
                         {"ready", c.ready},
                         {"words", c.words},
                         {"when", c.when},
                         {"due_utc_ms", c.due_utc_ms},
                         {"who", c.who},
                         {"age", c.age},
                         {"wall_consent", c.wall_consent},
                         {"moderation", c.moderation},
                         {"follow_up", c.follow_up}};
    return object.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

base::Result<ledger::Commitment> parse_json_line(std::string_view line) {
    if (line.size() > longest_json_line) return base::fail("the line is too long");
    const Json object = Json::parse(line, nullptr, false);
    if (object.is_discarded()) return base::fail("the line is not JSON");
    if (!object.is_object()) return base::fail("the line is not a JSON object");
    ledger::Commitment c;
    std::string kind;
    Members members(object);
    members.read("id", c.id);
    members.read("receipt", c.receipt);
    members.read("kiosk", c.kiosk);
    members.read("sequence", c.sequence);
    members.read("exhibition", c.exhibition);
    members.read("class_session", c.class_session);
    members.read("made_utc_ms", c.made_utc_ms);
    members.read("boot", c.boot);
    members.read("monotonic_ms", c.monotonic_ms);
    members.read("clock_confirmed", c.clock_confirmed);
    // Exports of a ledger of version 2 have neither.
    if (object.contains("clock_utc_ms")) members.read("clock_utc_ms", c.clock_utc_ms);
    if (object.contains("redated")) members.read("redated", c.redated);
    members.read("language", c.language);
    members.read("text_language", c.text_language);
    members.read("theme", c.theme);
    members.read("article", c.article);
    members.read("kind", kind);
    members.read("ready", c.ready);
    members.read("words", c.words);
    members.read("when", c.when);
    members.read("due_utc_ms", c.due_utc_ms);
    members.read("who", c.who);
    members.read("age", c.age);
    members.read("wall_consent", c.wall_consent);
    members.read("moderation", c.moderation);
    members.read("follow_up", c.follow_up);
    if (!members.wrong().empty())
        return base::fail(fmt::format("'{}' is missing or of the wrong type", members.wrong()));
    if (kind.size() != 1) return base::fail("'kind' is not one letter");
    c.kind = kind.front();
    if (const base::Status good = ledger::check_commitment(c); !good)
        return tl::make_unexpected(good.error());
    return c;
}

} // namespace exchange
