#include "kiosk/exchange/spreadsheet.h"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <sys/mman.h>
#include <unistd.h>
#include <xlsxwriter.h>

namespace exchange {

namespace {

constexpr double narrow = 14, wide = 60; ///< in characters
constexpr int words_column = 1;
constexpr std::string_view shortest_frame = R"(<c r="A1" t="inlineStr"><is><t></t></is></c>)"; ///< of a cell
constexpr std::uintmax_t least_room = 32 << 20; ///< for rows that are passed on through a file

/// The usual place for temporary files may be a part of a disk that is full; memory has room then.
char* place_for_rows() {
    static char memory[] = "/dev/shm"; // nobody changes it; libxlsxwriter just has no word for that
    std::error_code problem;
    const auto usual = std::filesystem::temp_directory_path(problem);
    const auto room = problem ? std::filesystem::space_info{} : std::filesystem::space(usual, problem);
    return !problem && room.available >= least_room ? nullptr : memory;
}

/// What the rows take when they are unpacked, by the list of contents at the end of the zipped file; 0 where
/// that cannot be told.
std::uint64_t size_of_rows(int file) {
    constexpr std::string_view entry = "PK\1\2", name = "xl/worksheets/sheet1.xml";
    constexpr std::size_t size_at = 24, name_at = 46;
    const off_t end = lseek(file, 0, SEEK_END);
    const off_t begin = std::max<off_t>(0, end - 64 * 1024);
    std::string list(static_cast<std::size_t>(end - begin), '\0');
    if (pread(file, list.data(), list.size(), begin) != end - begin) return 0;
    for (std::size_t at = list.find(entry); at != std::string::npos; at = list.find(entry, at + 1)) {
        if (list.size() < at + name_at || !std::string_view(list).substr(at + name_at).starts_with(name))
            continue;
        std::uint64_t size = 0;
        for (std::size_t i = 4; i-- > 0;)
            size = size << 8 | static_cast<unsigned char>(list[at + size_at + i]);
        return size;
    }
    return 0;
}

} // namespace

void Spreadsheet::Close::operator()(lxw_workbook* book) const {
    static_cast<void>(workbook_close(book));
}

base::Result<Spreadsheet> Spreadsheet::begin(std::span<const std::string_view> header) {
    Spreadsheet sheet;
    sheet.m_file = base::FileDescriptor(memfd_create("commitments.xlsx", MFD_CLOEXEC));
    if (!sheet.m_file) return base::fail_errno("make", "commitments.xlsx");
    lxw_workbook_options options{};
    options.constant_memory = LXW_TRUE;
    options.tmpdir = place_for_rows();
    sheet.m_book.reset(
        workbook_new_opt(fmt::format("/proc/self/fd/{}", sheet.m_file.get()).c_str(), &options));
    if (!sheet.m_book) return base::fail("cannot make commitments.xlsx: not enough memory");
    sheet.m_sheet = workbook_add_worksheet(sheet.m_book.get(), "Commitments");
    lxw_format* bold = workbook_add_format(sheet.m_book.get());
    format_set_bold(bold);
    worksheet_set_column(sheet.m_sheet, 0, static_cast<lxw_col_t>(header.size() - 1), narrow, nullptr);
    worksheet_set_column(sheet.m_sheet, words_column, words_column, wide, nullptr);
    worksheet_freeze_panes(sheet.m_sheet, 1, 0);
    for (std::size_t i = 0; i < header.size(); ++i) {
        worksheet_write_string(sheet.m_sheet, 0, static_cast<lxw_col_t>(i), std::string(header[i]).c_str(),
                               bold);
    }
    return sheet;
}

void Spreadsheet::add_row(std::span<const std::string> cells) {
    ++m_row;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const lxw_error code =
            worksheet_write_string(m_sheet, m_row, static_cast<lxw_col_t>(i), cells[i].c_str(), nullptr);
        if (code != LXW_NO_ERROR) m_failed = true;
        if (!cells[i].empty()) m_bytes += cells[i].size() + shortest_frame.size();
    }
}

base::Result<base::FileDescriptor> Spreadsheet::finish() {
    const lxw_error code = workbook_close(m_book.release());
    if (code != LXW_NO_ERROR)
        return base::fail(fmt::format("cannot make commitments.xlsx: {}", lxw_strerror(code)));
    if (m_failed) return base::fail("cannot make commitments.xlsx: a row does not fit");
    // libxlsxwriter does not notice when the file that it passes the rows on through was cut short.
    if (size_of_rows(m_file.get()) < m_bytes)
        return base::fail("cannot make commitments.xlsx: there is no room for its rows on their way");
    if (lseek(m_file.get(), 0, SEEK_SET) != 0) return base::fail_errno("read", "commitments.xlsx");
    return std::move(m_file);
}

} // namespace exchange
