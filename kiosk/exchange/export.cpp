#include "kiosk/exchange/export.h"

#include "kiosk/exchange/counted.h"
#include "kiosk/exchange/json_lines.h"
#include "kiosk/exchange/medium.h"
#include "kiosk/exchange/spreadsheet.h"
#include "kiosk/exchange/summary.h"
#include "kiosk/exchange/table.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <unistd.h>

namespace exchange {

namespace {

constexpr int most_names = 1000;
constexpr int most_names_looked_at = 4000; ///< a stick may be slow, and somebody looks at the screen
constexpr std::int64_t other_files_bytes =
    64 * 1024; ///< summary, README, manifest and the spreadsheet's frame
constexpr int most_files = 8;
constexpr int rows_between_looks = 256; ///< whether the stick is still there
constexpr std::int64_t largest_cluster =
    64 * 1024; ///< of a stick: each file takes up to one more than its size
constexpr const char* warning_name = "INCOMPLETE.txt";

constexpr std::string_view warning_text =
    "This export was begun and not finished.\r\n\r\nThe kiosk still has every commitment. Make the export "
    "again: put the "
    "stick in\r\nand press Export. This folder may then be deleted.\r\n";

constexpr std::string_view readme_text =
    "Small Places: an export of commitments\r\n"
    "======================================\r\n\r\n"
    "{count}, written by kiosk {kiosk} on {date}{exhibition}.\r\n"
    "The kiosk still has all of them: an export never deletes anything.\r\n\r\n"
    "summary.html       Open it in any web browser: the counts, with charts. It prints well.\r\n"
    "commitments.xlsx   For Excel, LibreOffice and other spreadsheets.\r\n"
    "commitments.csv    The same table as plain text (UTF-8, commas).\r\n"
    "commitments.jsonl  Everything, for programs: this is what joining several exports reads.\r\n"
    "manifest.json      The size and the fingerprint (SHA-256) of each file. Please do not edit\r\n"
    "                   or rename any file in this folder: it could no longer be checked.\r\n\r\n"
    "Commitments that visitors typed themselves may not have been read by anyone yet.\r\n"
    "Where the column \"Checked by staff\" says \"waiting\" or \"refused\", do not publish the text.\r\n"
    "\"May be shown\" says whether its writer agreed to that.\r\n\r\n"
    "The machine may lose the time while it is off. \"Date is\" says how sure the dates are:\r\n"
    "confirmed     the time was known when the commitment was made,\r\n"
    "re-dated      it became known later, and the dates were set right by it,\r\n"
    "unconfirmed   nobody said that the machine's clock was right.\r\n"
    "\"Clock said\" is what that clock showed at the time.\r\n\r\n"
    "To check this folder:      smallplacesctl verify FOLDER\r\n"
    "To join several exports:   smallplacesctl merge FOLDER FOLDER ... --into FILE.db\r\n";

/// A failure of the medium inside Ledger::for_each, which can carry only a base::Error.
class Trouble {
  public:
    base::Status note(const Exported<void>& done) {
        if (done) return {};
        m_error = done.error();
        return base::fail(done.error().detail);
    }
    [[nodiscard]] ExportError because(const base::Error& error) const {
        return m_error.value_or(ExportError{Refusal::failed, error.message});
    }

  private:
    std::optional<ExportError> m_error;
};

class Export {
  public:
    Export(ledger::Ledger& ledger, const Labels& labels, base::Clock& clock, ExportProgress& progress)
        : m_ledger(ledger), m_labels(labels), m_clock(clock), m_progress(progress) {}
    [[nodiscard]] Exported<ExportResult> run(const Root& target, const MountAfresh& mount_afresh);

  private:
    // The steps, in their order.
    [[nodiscard]] ExportError explain(ExportError error) const;
    [[nodiscard]] Exported<void> check_space();
    [[nodiscard]] Exported<void> take_name();
    [[nodiscard]] Exported<void> write_rows();
    [[nodiscard]] Exported<void> write_spreadsheet(const base::FileDescriptor& source);
    [[nodiscard]] Exported<void> write_rest();
    [[nodiscard]] Exported<void> mount_again();
    [[nodiscard]] Exported<void> read_back();
    [[nodiscard]] Exported<void> settle();

    [[nodiscard]] Exported<void> write_file(const std::string& name, std::string_view text);
    [[nodiscard]] std::string readme() const;

    ledger::Ledger& m_ledger;
    const Labels& m_labels;
    base::Clock& m_clock;
    ExportProgress& m_progress;
    MountAfresh m_mount_afresh;
    Medium m_medium;
    std::int64_t m_number = 0, m_needed = 0; ///< the export's number; bytes, with room to spare
    Tally m_tally;
    std::vector<Manifest::File> m_files;
    ExportResult m_result;
};

Exported<void> Export::check_space() {
    std::int64_t bytes = 0;
    const base::Status measured =
        m_ledger.for_each([&](const ledger::Commitment& commitment) -> base::Status {
            const std::int64_t row =
                static_cast<std::int64_t>(csv_record(table_row(commitment, m_labels)).size());
            bytes += 2 * row + static_cast<std::int64_t>(
                                   to_json_line(commitment).size()); // the spreadsheet is packed: no larger
            return m_progress.cancelled ? base::Status(base::fail("the export was cancelled"))
                                        : base::Status();
        });
    if (!measured) return refuse(Refusal::failed, measured.error().message);
    m_progress.total = 2 * (bytes + other_files_bytes);
    const Exported<std::int64_t> available = m_medium.available_bytes();
    if (!available) return tl::make_unexpected(available.error());
    m_needed = bytes + other_files_bytes + most_files * largest_cluster;
    if (*available >= m_needed) return {};
    return tl::make_unexpected(ExportError{
        Refusal::full,
        fmt::format("cannot export: it needs {} bytes and there are {} free", m_needed, *available), m_needed,
        *available});
}

/// A stick that went away shows itself by many error codes; what staff need to hear is that it went away. And
/// one that takes no more though it has room (its list of files is full) is not told to be too full.
ExportError Export::explain(ExportError error) const {
    // What mounts the medium knows best why it could not.
    if (!m_medium.is_open()) return error;
    if (const Exported<void> present = m_medium.check_present(); !present) return present.error();
    if (error.refusal != Refusal::full || error.needed_bytes > 0) return error;
    error.needed_bytes = m_needed;
    error.available_bytes = m_medium.available_bytes().value_or(0);
    if (error.available_bytes >= error.needed_bytes) error.refusal = Refusal::failed;
    return error;
}

Exported<void> Export::take_name() {
    for (int i = 0; i < most_names; ++i) {
        const base::Result<std::int64_t> number = m_ledger.next_export_number();
        if (!number) return refuse(Refusal::failed, number.error().message);
        const std::string name = fmt::format("smallplaces-{}-{}-{:03}", m_ledger.kiosk(),
                                             base::format_date(m_clock.utc_ms()), *number);
        const Exported<bool> made = m_medium.make_folder(name);
        if (!made) return tl::make_unexpected(made.error());
        m_number = *number;
        if (!*made) continue;
        if (const Exported<void> warned = write_file(warning_name, warning_text); !warned) return warned;
        m_files.clear(); // the warning is no part of the export
        return m_medium.sync();
    }
    return refuse(Refusal::name_taken, "cannot export: no name is free for the folder");
}

Exported<void> Export::write_file(const std::string& name, std::string_view text) {
    Exported<MediumFile> file = m_medium.create(name);
    if (!file) return tl::make_unexpected(file.error());
    if (const Exported<void> written = file->write(text); !written) return written;
    const Exported<Manifest::File> done = file->finish();
    if (!done) return tl::make_unexpected(done.error());
    m_files.push_back(*done);
    return {};
}

Exported<void> Export::write_rows() {
    Exported<MediumFile> csv = m_medium.create("commitments.csv");
    if (!csv) return tl::make_unexpected(csv.error());
    Exported<MediumFile> lines = m_medium.create(lines_name);
    if (!lines) return tl::make_unexpected(lines.error());
    base::Result<Spreadsheet> sheet = Spreadsheet::begin(table_header());
    if (!sheet) return refuse(Refusal::failed, sheet.error().message);
    const std::vector<std::string> header(table_header().begin(), table_header().end());
    if (const auto done = csv->write(std::string(csv_byte_order_mark) + csv_record(header)); !done)
        return done;
    Trouble trouble;
    // One statement is one snapshot: all files hold the same commitments, whatever visitors add meanwhile.
    const base::Status all = m_ledger.for_each([&](const ledger::Commitment& commitment) {
        const std::vector<std::string> row = table_row(commitment, m_labels);
        sheet->add_row(row);
        m_tally.add(commitment);
        // A stick that was pulled goes on taking rows, into memory.
        if (m_tally.total % rows_between_looks == 0) {
            if (const base::Status there = trouble.note(m_medium.check_present()); !there) return there;
        }
        if (const base::Status done = trouble.note(csv->write(csv_record(row))); !done) return done;
        return trouble.note(lines->write(to_json_line(commitment)));
    });
    if (!all) return tl::make_unexpected(trouble.because(all.error()));
    m_result.kept_here = m_tally.total;
    for (MediumFile* file : {&*csv, &*lines}) {
        const Exported<Manifest::File> done = file->finish();
        if (!done) return tl::make_unexpected(done.error());
        m_files.push_back(*done);
    }
    const base::Result<base::FileDescriptor> whole = sheet->finish();
    if (!whole) return refuse(Refusal::failed, whole.error().message);
    return write_spreadsheet(*whole);
}

Exported<void> Export::write_spreadsheet(const base::FileDescriptor& source) {
    Exported<MediumFile> file = m_medium.create("commitments.xlsx");
    if (!file) return tl::make_unexpected(file.error());
    std::array<char, 32 * 1024> buffer;
    while (true) {
        const ssize_t got = ::read(source.get(), buffer.data(), buffer.size());
        if (got < 0)
            return refuse(Refusal::failed, base::fail_errno("read", "commitments.xlsx").value().message);
        if (got == 0) break;
        if (const auto done = file->write(std::string_view(buffer.data(), static_cast<std::size_t>(got)));
            !done)
            return done;
    }
    const Exported<Manifest::File> done = file->finish();
    if (!done) return tl::make_unexpected(done.error());
    m_files.push_back(*done);
    return {};
}

std::string Export::readme() const {
    const std::string exhibition = m_ledger.setting("exhibition");
    return fmt::format(fmt::runtime(readme_text), fmt::arg("count", counted(m_tally.total, "commitments")),
                       fmt::arg("kiosk", m_ledger.kiosk()),
                       fmt::arg("date", base::format_date(m_clock.utc_ms())),
                       fmt::arg("exhibition", exhibition.empty() ? "" : " at " + exhibition));
}

Exported<void> Export::write_rest() {
    const SummaryHead head{"Small Places: commitments", m_ledger.setting("exhibition"),
                           fmt::format("Kiosk {}, export {}", m_ledger.kiosk(), m_number), m_clock.utc_ms()};
    if (const auto done = write_file("summary.html", summary_html(head, m_tally, m_labels)); !done)
        return done;
    if (const auto done = write_file("README.txt", readme()); !done) return done;
    Manifest manifest;
    manifest.kiosk = m_ledger.kiosk();
    manifest.exhibition = head.exhibition;
    manifest.app = SMALLPLACES_VERSION;
    manifest.number = m_number;
    manifest.made_utc_ms = m_clock.utc_ms();
    manifest.commitments = m_tally.total;
    manifest.files = m_files;
    if (const auto done = write_file(manifest_name, write_manifest(manifest)); !done) return done;
    return m_medium.sync();
}

Exported<void> Export::mount_again() {
    if (!m_mount_afresh) return {};
    m_medium.close();
    const Exported<Root> root = m_mount_afresh();
    if (!root) return tl::make_unexpected(root.error());
    return m_medium.reopen(*root);
}

Exported<void> Export::read_back() {
    for (const Manifest::File& file : m_files)
        m_result.bytes += file.bytes;
    m_progress.total = m_progress.done + m_result.bytes;
    for (const Manifest::File& file : m_files) {
        Sha256 hash;
        std::string line;
        const bool counts = file.name == lines_name;
        const Exported<void> read = m_medium.read(file.name, [&](std::string_view piece) {
            hash.add(piece);
            for (; counts && !piece.empty();) {
                const std::size_t end = piece.find('\n');
                line += piece.substr(0, end);
                if (end == std::string_view::npos) break;
                if (parse_json_line(line)) ++m_result.on_medium;
                line.clear();
                piece.remove_prefix(end + 1);
            }
        });
        if (!read) return read;
        if (hash.finish() != file.sha256) {
            return refuse(Refusal::damaged,
                          fmt::format("{} does not read back as it was written", file.name));
        }
    }
    if (m_result.on_medium == m_result.kept_here) return {};
    return refuse(Refusal::damaged,
                  fmt::format("{} kept here, {} could be read back",
                              counted(m_result.kept_here, "commitments"), m_result.on_medium));
}

Exported<void> Export::settle() {
    if (const auto present = m_medium.check_present(); !present) return present;
    if (const auto removed = m_medium.remove(warning_name); !removed) return removed;
    if (const auto synced = m_medium.sync(); !synced) return synced;
    if (const auto renamed = m_medium.rename_to_final(); !renamed) return renamed;
    if (const auto synced = m_medium.sync(); !synced) return synced;
    m_result.folder = m_medium.folder();
    return m_medium.check_present();
}

Exported<ExportResult> Export::run(const Root& target, const MountAfresh& mount_afresh) {
    Exported<Medium> medium = Medium::open(target, m_progress);
    if (!medium) return tl::make_unexpected(medium.error());
    m_medium = std::move(*medium);
    static_cast<void>(m_ledger.check_clock()); // where it cannot be kept, the dates stay as they are
    m_mount_afresh = mount_afresh;
    const std::pair<const char*, Exported<void> (Export::*)()> steps[] = {
        {"space", &Export::check_space}, {"name", &Export::take_name},    {"rows", &Export::write_rows},
        {"rest", &Export::write_rest},   {"mount", &Export::mount_again}, {"read back", &Export::read_back},
        {"settle", &Export::settle}};
    for (const auto& [name, step] : steps) {
        if (m_progress.on_step) m_progress.on_step(name);
        if (const Exported<void> present = m_medium.check_present(); !present)
            return tl::make_unexpected(present.error());
        const Exported<void> done = (this->*step)();
        if (!done) return tl::make_unexpected(explain(done.error()));
    }
    m_progress.done = m_progress.total.load();
    return m_result;
}

} // namespace

Exported<ExportResult> export_to(const Root& target, const MountAfresh& mount_afresh, ledger::Ledger& ledger,
                                 const Labels& labels, base::Clock& clock, ExportProgress& progress) {
    return Export(ledger, labels, clock, progress).run(target, mount_afresh);
}

Exported<ExportResult> export_to(const std::filesystem::path& target, ledger::Ledger& ledger,
                                 const Labels& labels, base::Clock& clock, ExportProgress& progress) {
    return Export(ledger, labels, clock, progress).run({target, std::nullopt}, nullptr);
}

Exported<ExportResult> export_to(const std::filesystem::path& target, ledger::Ledger& ledger,
                                 const content::Pack& pack, base::Clock& clock, ExportProgress& progress) {
    return export_to(target, ledger, labels_from(pack), clock, progress);
}

std::vector<std::filesystem::path> interrupted_exports(const std::filesystem::path& target) {
    std::vector<std::filesystem::path> found;
    std::error_code problem;
    int left = most_names_looked_at;
    for (std::filesystem::directory_iterator entry(target, problem), end;
         !problem && entry != end && left-- > 0; entry.increment(problem)) {
        const std::string name = entry->path().filename().string();
        std::error_code ignored;
        const bool ours = name.starts_with("smallplaces-") && name.ends_with(".incomplete");
        if (ours && std::filesystem::is_directory(entry->symlink_status(ignored)))
            found.push_back(entry->path());
    }
    std::sort(found.begin(), found.end());
    return found;
}

} // namespace exchange
