#include "kiosk/exchange/spreadsheet.h"

#include <fmt/format.h>
#include <sys/mman.h>
#include <xlsxwriter.h>

namespace exchange {

namespace {

constexpr double narrow = 14, wide = 60; ///< in characters
constexpr int words_column = 1;

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
    }
}

base::Result<base::FileDescriptor> Spreadsheet::finish() {
    const lxw_error code = workbook_close(m_book.release());
    if (code != LXW_NO_ERROR)
        return base::fail(fmt::format("cannot make commitments.xlsx: {}", lxw_strerror(code)));
    if (m_failed) return base::fail("cannot make commitments.xlsx: a row does not fit");
    if (lseek(m_file.get(), 0, SEEK_SET) != 0) return base::fail_errno("read", "commitments.xlsx");
    return std::move(m_file);
}

} // namespace exchange
