#include "kiosk/ledger/salvage.h"

#include "kiosk/ledger/record.h"
#include "kiosk/ledger/rows.h"
#include "kiosk/ledger/schema.h"
#include "kiosk/ledger/wal.h"
#include "platform/base/files.h"

#include <algorithm>
#include <fcntl.h>
#include <set>
#include <sys/stat.h>

namespace ledger {

namespace {

constexpr std::size_t columns_of_version_1 = 21;
constexpr std::size_t columns_now = commitment_column_count;
constexpr std::int64_t last_sequence = std::int64_t{1}
                                       << 40; ///< more than any kiosk can give out: a damaged rowid

/// The whole file in whole pages; what the disk does not give is zeros.
std::string read_what_can_be_read(const std::filesystem::path& path) {
    const base::FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    struct stat info {};
    if (!file || ::fstat(file.get(), &info) != 0 || !S_ISREG(info.st_mode)) return {};
    const auto pages = (static_cast<std::size_t>(info.st_size) + page_size - 1) / page_size;
    std::string bytes(pages * page_size, '\0');
    for (std::size_t at = 0; at < bytes.size(); at += page_size) {
        if (::pread(file.get(), bytes.data() + at, page_size, static_cast<off_t>(at)) < 0) continue;
    }
    return bytes;
}

class Salvager {
  public:
    explicit Salvager(Record::Fetch fetch) : m_fetch(std::move(fetch)) {}

    /// The cells that the page itself points to, then anything else in it that is a whole valid commitment.
    void read_page(std::string_view page, bool first) {
        read_cells(page, first ? 100 : 0);
        for (std::size_t offset = 0; offset + 64 < page.size(); ++offset) {
            // With its ids a commitment is longer than 127 bytes, so its length begins with a byte of 128 or
            // more.
            if ((static_cast<unsigned char>(page[offset]) & 0x80u) == 0) continue;
            if (const std::optional<Record> record = Record::at(page, offset, m_fetch))
                take_commitment(*record);
        }
    }
    [[nodiscard]] Salvage result();

  private:
    void read_cells(std::string_view page, std::size_t header);
    void take_commitment(const Record& record);
    void take_setting(const Record& record);

    Record::Fetch m_fetch;
    Salvage m_found;
    std::set<std::string> m_ids, m_receipts;
};

void Salvager::read_cells(std::string_view page, std::size_t header) {
    const auto number = [&](std::size_t at) {
        return static_cast<std::size_t>(static_cast<unsigned char>(page[at])) << 8 |
               static_cast<unsigned char>(page[at + 1]);
    };
    const std::size_t cells = std::min<std::size_t>(number(header + 3), (page.size() - header - 8) / 2);
    for (std::size_t i = 0; i < cells; ++i) {
        const std::size_t offset = number(header + 8 + 2 * i);
        if (offset >= page.size()) continue;
        const std::optional<Record> record = Record::at(page, offset, m_fetch);
        if (!record) continue;
        if (record->columns() == 2) take_setting(*record);
        if (record->columns() >= columns_of_version_1) take_commitment(*record);
    }
}

void Salvager::take_setting(const Record& record) {
    if (!record.is_text(0) || !record.is_text(1)) return;
    const std::string name = record.text(0);
    const bool plain = !name.empty() &&
                       name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789._-") == std::string::npos;
    if (plain) m_found.settings.emplace(name, record.text(1)); // what is found first is newest
}

void Salvager::take_commitment(const Record& record) {
    if (record.columns() < columns_of_version_1 || record.columns() > columns_now) return;
    for (const std::size_t column : {5u, 7u, 10u, 11u, 16u, 19u}) {
        if (!record.is_integer(column)) return;
    }
    Commitment commitment = read_commitment(record);
    if (record.columns() < columns_now && commitment.follow_up.empty()) commitment.follow_up = "open";
    if (commitment.sequence > last_sequence || !check_commitment(commitment)) return;
    if (m_receipts.contains(commitment.receipt) || !m_ids.insert(commitment.id).second) return;
    m_receipts.insert(commitment.receipt);
    m_found.commitments.push_back(std::move(commitment));
}

Salvage Salvager::result() {
    auto& all = m_found.commitments;
    std::stable_sort(all.begin(), all.end(),
                     [](const auto& a, const auto& b) { return a.sequence < b.sequence; });
    // Two rows of one sequence cannot both be right; neither is thrown away.
    std::int64_t last = all.empty() ? 0 : all.back().sequence;
    std::set<std::int64_t> taken;
    for (Commitment& commitment : all) {
        if (!taken.insert(commitment.sequence).second) commitment.sequence = ++last;
    }
    std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.sequence < b.sequence; });
    return std::move(m_found);
}

} // namespace

Salvage salvage(const std::filesystem::path& file) {
    const std::string database = read_what_can_be_read(file);
    const std::string log = read_what_can_be_read(file.string() + "-wal");
    const Wal wal = read_wal(log);
    const auto page_of_file = [&](std::uint32_t page) -> std::string_view {
        const std::size_t at = (static_cast<std::size_t>(page) - 1) * page_size;
        if (page == 0 || at + page_size > database.size()) return {};
        return std::string_view(database).substr(at, page_size);
    };
    // Overflow pages are written once and never changed, so the newest version of a page is the right one.
    Salvager salvager([&](std::uint32_t page) {
        for (auto frame = wal.frames.rbegin(); frame != wal.frames.rend(); ++frame) {
            if (frame->page == page && frame->of_this_log) return frame->data;
        }
        return page_of_file(page);
    });
    const auto read_frames = [&](bool of_this_log) {
        for (auto frame = wal.frames.rbegin(); frame != wal.frames.rend(); ++frame) {
            if (frame->of_this_log == of_this_log) salvager.read_page(frame->data, frame->page == 1);
        }
    };
    read_frames(true);
    for (std::uint32_t page = 1; !page_of_file(page).empty(); ++page)
        salvager.read_page(page_of_file(page), page == 1);
    read_frames(false);
    return salvager.result();
}

} // namespace ledger
