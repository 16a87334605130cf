#include "kiosk/exchange/merge.h"

#include "kiosk/exchange/json_lines.h"
#include "kiosk/exchange/manifest.h"
#include "kiosk/exchange/merged.h"
#include "kiosk/exchange/verify.h"
#include "kiosk/ledger/rows.h"
#include "platform/base/files.h"

#include <fmt/format.h>
#include <optional>

namespace exchange {

namespace {

namespace fs = std::filesystem;

struct Source {
    fs::path folder;
    Manifest manifest;
};

base::Result<Source> verified(const fs::path& folder) {
    const base::Result<Verification> verification = verify(folder);
    if (!verification) return tl::make_unexpected(verification.error());
    if (!verification->problems.empty()) {
        return base::fail(
            fmt::format("cannot merge {}: {}{}", folder.string(), verification->problems.front(),
                        verification->problems.size() == 1
                            ? ""
                            : fmt::format(" (and {} more)", verification->problems.size() - 1)));
    }
    const base::Result<std::string> text = base::read_file(folder / manifest_name);
    if (!text) return tl::make_unexpected(text.error());
    const base::Result<Manifest> manifest = parse_manifest(*text);
    if (!manifest) return tl::make_unexpected(manifest.error());
    return Source{folder, *manifest};
}

/// The commitment without what staff or its maker may rightly change later.
std::string lasting_part(ledger::Commitment commitment) {
    commitment.moderation = commitment.follow_up = "";
    return to_json_line(commitment);
}

/// As the machine's clock had it: what dating anew moved is moved back.
ledger::Commitment undated(ledger::Commitment commitment) {
    const std::int64_t said = commitment.clock_utc_ms == 0 ? commitment.made_utc_ms : commitment.clock_utc_ms;
    if (commitment.due_utc_ms != 0) commitment.due_utc_ms += said - commitment.made_utc_ms;
    commitment.made_utc_ms = commitment.clock_utc_ms = said;
    commitment.clock_confirmed = commitment.redated = false;
    return commitment;
}

bool is_the_same(ledger::Commitment one, ledger::Commitment other) {
    if (one.redated || other.redated) {
        one = undated(std::move(one));
        other = undated(std::move(other));
    }
    if (one.clock_utc_ms == 0 || other.clock_utc_ms == 0) // not noted on one side
        one.clock_utc_ms = other.clock_utc_ms = 0;
    return lasting_part(one) == lasting_part(other);
}

/// Whether nothing of it that may change later differs.
bool stands_alike(const ledger::Commitment& one, const ledger::Commitment& other) {
    return to_json_line(one) == to_json_line(other);
}

class Merger {
  public:
    explicit Merger(sqlite::Database& database) : m_database(database) {}
    [[nodiscard]] base::Status prepare();
    [[nodiscard]] base::Status add(const Source& source);
    [[nodiscard]] MergeReport& report() { return m_report; }

  private:
    [[nodiscard]] base::Result<std::int64_t> register_export(const Source& source);
    [[nodiscard]] base::Status add_line(const ledger::Commitment& commitment, const Source& source,
                                        std::int64_t id);
    [[nodiscard]] base::Status note_conflict(const ledger::Commitment& commitment, const Source& source,
                                             std::int64_t id);

    sqlite::Database& m_database;
    sqlite::Statement m_find, m_insert, m_update, m_conflict, m_add_export, m_find_export;
    MergeReport m_report;
};

base::Status Merger::prepare() {
    const std::string columns = ledger::commitment_columns, places = ledger::commitment_places;
    const std::pair<sqlite::Statement*, std::string> statements[] = {
        {&m_find,
         fmt::format("SELECT {}, state_number, state_utc_ms FROM commitments WHERE id = ?", columns)},
        {&m_insert,
         fmt::format("INSERT INTO commitments ({}, export, state_number, state_utc_ms) VALUES ({}, ?, ?, ?)",
                     columns, places)},
        {&m_update, "UPDATE commitments SET moderation = ?, follow_up = ?, made_utc_ms = ?, due_utc_ms = ?, "
                    "clock_utc_ms = ?, clock_confirmed = ?, redated = ?, state_number = ?, state_utc_ms = ? "
                    "WHERE id = ?"},
        {&m_conflict, "INSERT OR IGNORE INTO conflicts (commitment, export, line) VALUES (?, ?, ?)"},
        {&m_add_export, "INSERT OR IGNORE INTO exports (kiosk, number, made_utc_ms, exhibition, app, "
                        "commitments, lines_sha256) "
                        "VALUES (?, ?, ?, ?, ?, ?, ?)"},
        {&m_find_export, "SELECT id FROM exports WHERE kiosk = ? AND number = ? AND lines_sha256 = ?"}};
    for (const auto& [statement, sql] : statements) {
        base::Result<sqlite::Statement> prepared = m_database.prepare(sql);
        if (!prepared) return tl::make_unexpected(prepared.error());
        *statement = std::move(*prepared);
    }
    return {};
}

base::Result<std::int64_t> Merger::register_export(const Source& source) {
    const Manifest& m = source.manifest;
    std::string hash;
    for (const Manifest::File& file : m.files) {
        if (file.name == lines_name) hash = file.sha256;
    }
    m_add_export.bind(m.kiosk, m.number, m.made_utc_ms, m.exhibition, m.app, m.commitments, hash);
    if (const base::Status done = m_add_export.run(); !done) return tl::make_unexpected(done.error());
    const base::Result<bool> row = m_find_export.bind(m.kiosk, m.number, hash).step();
    if (!row) return tl::make_unexpected(row.error());
    const std::int64_t id = m_find_export.integer(0);
    m_find_export.reset();
    return id;
}

base::Status Merger::note_conflict(const ledger::Commitment& commitment, const Source& source,
                                   std::int64_t id) {
    m_report.conflicts.push_back(
        fmt::format("{} in {} differs from what was merged before; the first is kept", commitment.id,
                    source.folder.string()));
    return m_conflict.bind(commitment.id, id, to_json_line(commitment)).run();
}

base::Status Merger::add_line(const ledger::Commitment& commitment, const Source& source, std::int64_t id) {
    ++m_report.read;
    // A kiosk numbers its exports upwards whatever its clock says; the time tells copies of one number apart.
    const std::int64_t made = source.manifest.made_utc_ms;
    const std::pair now(source.manifest.number, made);
    const base::Result<bool> row = m_find.bind(commitment.id).step();
    if (!row) return tl::make_unexpected(row.error());
    if (!*row) {
        m_find.reset();
        ledger::bind_commitment(m_insert, commitment);
        m_insert.bind_at(ledger::commitment_column_count + 1, id);
        m_insert.bind_at(ledger::commitment_column_count + 2, source.manifest.number);
        m_insert.bind_at(ledger::commitment_column_count + 3, made);
        ++m_report.added;
        return m_insert.run();
    }
    const ledger::Commitment before = ledger::read_commitment(m_find);
    const std::pair state_of(m_find.integer(ledger::commitment_column_count),
                             m_find.integer(ledger::commitment_column_count + 1));
    m_find.reset();
    if (!is_the_same(before, commitment)) return note_conflict(commitment, source, id);
    ++m_report.already;
    if (stands_alike(before, commitment) || now <= state_of) return {};
    m_update.bind(commitment.moderation, commitment.follow_up, commitment.made_utc_ms, commitment.due_utc_ms,
                  commitment.clock_utc_ms, commitment.clock_confirmed, commitment.redated, now.first,
                  now.second, commitment.id);
    return m_update.run();
}

base::Status Merger::add(const Source& source) {
    const base::Result<std::int64_t> id = register_export(source);
    if (!id) return tl::make_unexpected(id.error());
    const fs::path file = source.folder / lines_name;
    const base::Result<std::string> text = base::read_file(file);
    if (!text) return tl::make_unexpected(text.error());
    std::string_view rest = *text;
    for (std::int64_t number = 1; !rest.empty(); ++number) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        const base::Result<ledger::Commitment> commitment = parse_json_line(rest.substr(0, end));
        if (!commitment) {
            return base::fail(fmt::format("cannot merge {} line {}: {}", file.string(), number,
                                          commitment.error().message));
        }
        if (const base::Status done = add_line(*commitment, source, *id); !done) return done;
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return {};
}

} // namespace

base::Result<MergeReport> merge(std::span<const fs::path> folders, const fs::path& into) {
    if (folders.empty()) return base::fail("cannot merge: no export was named");
    std::vector<Source> sources;
    for (const fs::path& folder : folders) { // all of them before anything is written
        base::Result<Source> source = verified(folder);
        if (!source) return tl::make_unexpected(source.error());
        sources.push_back(std::move(*source));
    }
    base::Result<sqlite::Database> database = open_merged(into, MergedAccess::write);
    if (!database) return tl::make_unexpected(database.error());
    base::Result<sqlite::Transaction> transaction = sqlite::Transaction::begin(*database);
    if (!transaction) return tl::make_unexpected(transaction.error());
    Merger merger(*database);
    if (const base::Status done = merger.prepare(); !done) return tl::make_unexpected(done.error());
    for (const Source& source : sources) {
        if (const base::Status done = merger.add(source); !done) return tl::make_unexpected(done.error());
    }
    if (const base::Status done = transaction->commit(); !done) return tl::make_unexpected(done.error());
    return std::move(merger.report());
}

} // namespace exchange
