#include "kiosk/ledger/rows.h"

#include "kiosk/ledger/ids.h"
#include "kiosk/ledger/receipt.h"

#include <algorithm>
#include <fmt/format.h>
#include <initializer_list>
#include <string_view>

namespace ledger {

namespace {

constexpr std::size_t longest_words = 8000;
constexpr std::size_t longest_name = 200;

/// Length in bytes of the UTF-8 sequence at the start of `text`, 0 when it is none (RFC 3629: no surrogates,
/// no overlong).
std::size_t utf8_sequence(std::string_view text) {
    const auto byte = [&](std::size_t i) {
        return static_cast<unsigned>(static_cast<unsigned char>(text[i]));
    };
    const unsigned first = byte(0);
    if (first < 0x80) return 1;
    const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4 || text.size() < length) return 0;
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(i) & 0xC0) != 0x80) return 0;
    }
    const unsigned second = byte(1);
    const bool bad = (first == 0xE0 && second < 0xA0) || (first == 0xED && second > 0x9F) ||
                     (first == 0xF0 && second < 0x90) || (first == 0xF4 && second > 0x8F);
    return bad ? 0 : length;
}

base::Status check_text(std::string_view what, std::string_view text, std::size_t longest) {
    if (text.size() > longest) {
        return base::fail(
            fmt::format("cannot keep the commitment: its {} is longer than {} bytes", what, longest));
    }
    if (!is_text(text))
        return base::fail(fmt::format("cannot keep the commitment: its {} is not UTF-8 text", what));
    return {};
}

bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

base::Status wrong(std::string_view what) {
    return base::fail(
        fmt::format("cannot keep the commitment: its {} is not one that the ledger knows", what));
}

} // namespace

bool is_text(std::string_view text) {
    while (!text.empty()) {
        const std::size_t length = utf8_sequence(text);
        if (length == 0 || text.front() == '\0') return false;
        text.remove_prefix(length);
    }
    return true;
}

void bind_commitment(sqlite::Statement& statement, const Commitment& c) {
    statement.bind(c.sequence, c.id, c.receipt, c.kiosk, c.exhibition, c.made_utc_ms, c.boot,
                   c.clock_confirmed, c.language, c.text_language, c.theme.value_or(0),
                   c.article.value_or(-1), std::string_view(&c.kind, 1), c.ready, c.words, c.when,
                   c.due_utc_ms, c.who, c.age, c.wall_consent, c.moderation, c.class_session, c.monotonic_ms,
                   c.follow_up, c.clock_utc_ms, c.redated);
}

base::Status check_draft(const Draft& draft) {
    const std::initializer_list<std::pair<std::string_view, const std::string*>> names = {
        {"language", &draft.language},
        {"text language", &draft.text_language},
        {"ready-made name", &draft.ready},
        {"by-when", &draft.when},
        {"who", &draft.who},
        {"age band", &draft.age}};
    for (const auto& [what, name] : names) {
        if (const base::Status good = check_text(what, *name, longest_name); !good) return good;
    }
    if (const base::Status good = check_text("text", draft.words, longest_words); !good) return good;
    if (draft.language.empty()) return wrong("language");
    if (draft.ready.empty() && draft.words.empty())
        return base::fail("cannot keep the commitment: it says nothing");
    if (draft.theme && (*draft.theme < 1 || *draft.theme > 12)) return wrong("theme");
    if (draft.article && (*draft.article < 0 || *draft.article > 30)) return wrong("article");
    if (draft.kind < 'A' || draft.kind > 'C') return wrong("kind");
    return {};
}

base::Status check_commitment(const Commitment& c) {
    if (const base::Status good = check_draft(c); !good) return good;
    const std::initializer_list<std::pair<std::string_view, const std::string*>> names = {
        {"exhibition", &c.exhibition}, {"class session", &c.class_session}, {"boot id", &c.boot}};
    for (const auto& [what, name] : names) {
        if (const base::Status good = check_text(what, *name, longest_name); !good) return good;
    }
    if (!is_uuid7(c.id)) return wrong("id");
    if (normalise_receipt(c.receipt) != c.receipt) return wrong("receipt code");
    if (!is_kiosk_id(c.kiosk)) return wrong("kiosk");
    if (c.sequence < 1) return wrong("sequence");
    if (!is_one_of(c.moderation, {"none", "waiting", "approved", "refused"})) return wrong("moderation");
    if (!is_one_of(c.follow_up, {"open", "begun", "done", "changed", "withdrawn"})) return wrong("follow-up");
    return {};
}

} // namespace ledger
