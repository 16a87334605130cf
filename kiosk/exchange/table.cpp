#include "kiosk/exchange/table.h"

#include "platform/base/clock.h"

#include <algorithm>
#include <array>

namespace exchange {

namespace {

constexpr std::array<std::string_view, 24> header = {"Receipt",
                                                     "Commitment",
                                                     "Made by visitor in",
                                                     "Theme number",
                                                     "Theme",
                                                     "Article",
                                                     "Kind",
                                                     "Kind in words",
                                                     "Ready-made",
                                                     "By when",
                                                     "Due (UTC)",
                                                     "Who",
                                                     "Age",
                                                     "May be shown",
                                                     "Checked by staff",
                                                     "Follow-up",
                                                     "Made (UTC)",
                                                     "Date is",
                                                     "Clock said (UTC)",
                                                     "Exhibition",
                                                     "Class",
                                                     "Kiosk",
                                                     "Sequence",
                                                     "Id"};

constexpr std::array<std::string_view, 10> blanks = {
    " ", "\t", "\r", "\n", "\v", "\f", "\xC2\xA0", "\xE3\x80\x80", "\xEF\xBB\xBF", "\xE2\x80\x8B"};
/// The second row is the same signs in full width.
constexpr std::array<std::string_view, 8> formula_signs = {
    "=", "+", "-", "@", "\xEF\xBC\x9D", "\xEF\xBC\x8B", "\xEF\xBC\x8D", "\xEF\xBC\xA0"};

bool may_be_formula(std::string_view cell) {
    if (cell.starts_with('\t') || cell.starts_with('\r')) return true;
    for (bool moved = true; moved;) {
        moved = false;
        for (const std::string_view blank : blanks) {
            if (!cell.starts_with(blank)) continue;
            cell.remove_prefix(blank.size());
            moved = true;
        }
    }
    return std::any_of(formula_signs.begin(), formula_signs.end(),
                       [&](std::string_view sign) { return cell.starts_with(sign); });
}

std::string csv_cell(std::string_view text) {
    std::string cell = may_be_formula(text) ? "'" : "";
    cell += text;
    if (cell.find_first_of("\",\r\n") == std::string::npos) return cell;
    std::string quoted = "\"";
    for (const char letter : cell) {
        if (letter == '"') quoted += '"';
        quoted += letter;
    }
    return quoted + '"';
}

std::string yes_or_no(bool value) {
    return value ? "yes" : "no";
}

std::string dating_in_words(const ledger::Commitment& c) {
    if (!c.clock_confirmed) return "unconfirmed";
    return c.redated ? "re-dated" : "confirmed";
}

} // namespace

std::span<const std::string_view> table_header() {
    return header;
}

std::vector<std::string> table_row(const ledger::Commitment& c, const Labels& labels) {
    return {c.receipt,
            c.words.empty() ? labels.ready_made(c.ready) : c.words,
            labels.language(c.language),
            c.theme ? std::to_string(*c.theme) : "",
            c.theme ? labels.theme(*c.theme) : "",
            c.article ? std::to_string(*c.article) : "",
            std::string(1, c.kind),
            kind_in_words(c.kind),
            c.ready,
            c.when,
            base::format_date(c.due_utc_ms),
            c.who,
            c.age,
            yes_or_no(c.wall_consent),
            c.moderation,
            c.follow_up,
            base::format_iso8601(c.made_utc_ms),
            dating_in_words(c),
            c.clock_utc_ms == 0 ? "" : base::format_iso8601(c.clock_utc_ms),
            c.exhibition,
            c.class_session,
            c.kiosk,
            std::to_string(c.sequence),
            c.id};
}

std::string csv_record(std::span<const std::string> cells) {
    std::string record;
    for (const std::string& cell : cells) {
        if (!record.empty() || &cell != &cells.front()) record += ',';
        record += csv_cell(cell);
    }
    return record + "\r\n";
}

} // namespace exchange
