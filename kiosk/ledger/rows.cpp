#include "kiosk/ledger/rows.h"

#include "kiosk/ledger/ids.h"
#include "kiosk/ledger/receipt.h"

#include <algorithm>
#include <fmt/format.h>
#include <initializer_list>
#include <string_view>
#include <unicode/utf8.h>

namespace ledger {

namespace {

constexpr std::size_t longest_words = 8000;
constexpr std::size_t longest_name = 200;

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
    for (std::size_t at = 0; at < text.size();) {
        UChar32 code = U_SENTINEL;
        U8_NEXT(text.data(), at, text.size(), code);
        if (code <= 0) return false; // below 0: no UTF-8
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
