#include "kiosk/ledger/ledger.h"

#include "kiosk/ledger/ids.h"
#include "kiosk/ledger/ledger_data.h"
#include "kiosk/ledger/receipt.h"
#include "kiosk/ledger/rows.h"
#include "kiosk/ledger/settings.h"
#include "platform/base/files.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>

namespace ledger {

namespace {

constexpr int most_tries = 8; ///< at receipts: 32^7 of them, so even a second try is rare

} // namespace

Ledger::Ledger(std::unique_ptr<Data> data) : m_data(std::move(data)) {}
Ledger::Ledger(Ledger&&) noexcept = default;
Ledger& Ledger::operator=(Ledger&&) noexcept = default;
Ledger::~Ledger() = default;

const std::optional<Ledger::Notice>& Ledger::notice() const {
    return m_data->notice;
}

const std::string& Ledger::kiosk() const {
    return m_data->identity.kiosk;
}

base::Status Ledger::Data::update_identity(const std::function<void(Identity&)>& change) {
    // The database's write lock keeps the kiosk and an export from overwriting each other's numbers.
    base::Result<sqlite::Transaction> alone = sqlite::Transaction::begin(database);
    if (!alone) return tl::make_unexpected(alone.error());
    Identity now = read_identity(folder);
    if (now.kiosk != identity.kiosk) now = identity;
    change(now);
    if (const base::Status written = write_identity(folder, now); !written) return written;
    identity = now;
    return {};
}

base::Status Ledger::Data::reserve_sequence() {
    if (next_sequence <= identity.sequence_ceiling) return {};
    return update_identity([&](Identity& now) { now.sequence_ceiling = next_sequence + sequence_block - 1; });
}

base::Result<Commitment> Ledger::Data::insert_once(Commitment& commitment) {
    if (const base::Status done = reserve_sequence(); !done) return tl::make_unexpected(done.error());
    commitment.sequence = next_sequence;
    for (int i = 0; i < most_tries; ++i) {
        commitment.id = make_uuid7(commitment.made_utc_ms, *random);
        commitment.receipt = make_receipt(*random);
        bind_commitment(insert, commitment);
        const base::Status done = insert.run(); // a transaction of its own: on disk when it returns
        if (done) {
            ++next_sequence;
            time.stay_after(commitment.made_utc_ms, commitment.monotonic_ms);
            return commitment;
        }
        if (database.extended_code() != SQLITE_CONSTRAINT_UNIQUE) return tl::make_unexpected(done.error());
    }
    return base::fail("cannot keep the commitment: no free receipt code was found");
}

base::Result<Commitment> Ledger::add(const Draft& draft) {
    if (m_data->access != Access::kiosk)
        return base::fail("cannot keep a commitment: only the kiosk itself adds to its ledger");
    if (const base::Status good = check_draft(draft); !good) return tl::make_unexpected(good.error());
    Commitment commitment;
    static_cast<Draft&>(commitment) = draft;
    static_cast<void>(check_clock()); // a disk too full for it may still take the commitment
    commitment.kiosk = kiosk();
    commitment.exhibition = setting("exhibition");
    if (!check_setting("exhibition", commitment.exhibition)) commitment.exhibition.clear();
    commitment.class_session = setting("class_session");
    commitment.made_utc_ms = clock().utc_ms();
    commitment.clock_utc_ms = m_data->clock->utc_ms();
    commitment.clock_confirmed = clock_confirmed();
    commitment.boot = m_data->boot;
    commitment.monotonic_ms = m_data->clock->monotonic_ms();
    commitment.moderation = draft.ready.empty() ? "waiting" : "none";
    commitment.follow_up = "open";
    base::Result<Commitment> kept = m_data->insert_once(commitment);
    const int code = kept ? SQLITE_OK : m_data->database.code() & 0xFF;
    if (code != SQLITE_CORRUPT && code != SQLITE_NOTADB) return kept;
    if (const base::Status mended = m_data->mend_while_running(); !mended)
        return tl::make_unexpected(mended.error());
    return m_data->insert_once(commitment);
}

std::int64_t Ledger::count() const {
    m_data->count.reset();
    const base::Result<bool> row = m_data->count.step();
    const std::int64_t result = row && *row ? m_data->count.integer(0) : 0;
    m_data->count.reset();
    return result;
}

bool Ledger::usable() const {
    std::error_code error;
    if (!std::filesystem::exists(ledger_file(m_data->folder), error)) return false;
    sqlite::Statement& statement = m_data->get_setting;
    const bool answers = statement.bind("kiosk").step().has_value();
    statement.reset();
    return answers;
}

base::Result<Ledger::Counts> Ledger::counts() const {
    base::Result<sqlite::Statement> rows =
        m_data->database.prepare("SELECT date(made_utc_ms / 1000, 'unixepoch'), language, theme, count(*) "
                                 "FROM commitments GROUP BY 1, 2, 3 ORDER BY 1, 2, 3");
    if (!rows) return tl::make_unexpected(rows.error());
    Counts counts;
    while (true) {
        const base::Result<bool> row = rows->step();
        if (!row) return tl::make_unexpected(row.error());
        if (!*row) return counts;
        const std::int64_t number = rows->integer(3);
        counts.by_day[rows->text(0)] += number;
        counts.by_language[rows->text(1)] += number;
        counts.by_theme[static_cast<int>(rows->integer(2))] += number;
    }
}

base::Status Ledger::for_each(const std::function<base::Status(const Commitment&)>& visit) const {
    base::Result<sqlite::Statement> rows = m_data->database.prepare(
        fmt::format("SELECT {} FROM commitments ORDER BY sequence", commitment_columns));
    if (!rows) return tl::make_unexpected(rows.error());
    while (true) {
        const base::Result<bool> row = rows->step();
        if (!row) return tl::make_unexpected(row.error());
        if (!*row) return {};
        if (const base::Status good = visit(read_commitment(*rows)); !good) return good;
    }
}

std::string Ledger::setting(std::string_view name, std::string_view fallback) const {
    sqlite::Statement& statement = m_data->get_setting;
    const base::Result<bool> row = statement.bind(name).step();
    std::string value = row && *row ? statement.text(0) : std::string(fallback);
    statement.reset();
    return value;
}

std::int64_t Ledger::number_setting(std::string_view name) const {
    const std::string text = setting(name);
    std::int64_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

base::Status Ledger::set_setting(std::string_view name, std::string_view value) {
    return m_data->put_setting.bind(name, value).run();
}

base::Result<std::int64_t> Ledger::next_export_number() {
    std::int64_t number = 0;
    const auto count = [&](Identity& now) {
        number = std::max({now.exports, number_setting("export.number"), m_data->last_export}) + 1;
        now.exports = number;
    };
    if (const base::Status done = m_data->update_identity(count); !done) {
        if ((m_data->database.code() & 0xFF) == SQLITE_BUSY) return tl::make_unexpected(done.error());
        // What is kept must get out of a disk that takes nothing more.
        Identity now = read_identity(m_data->folder);
        count(now);
    }
    m_data->last_export = number;
    static_cast<void>(set_setting("export.number", std::to_string(number))); // ledger.identity has it, too
    return number;
}

base::Status Ledger::backup_to(const std::filesystem::path& file) const {
    if (const base::Status done = m_data->database.backup_to(file); !done) return done;
    return base::sync_folder(file.parent_path());
}

} // namespace ledger
