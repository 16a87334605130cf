#pragma once

#include "platform/base/files.h"
#include "platform/base/result.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

struct lxw_workbook;
struct lxw_worksheet;

namespace exchange {

/// commitments.xlsx, made in a nameless file in memory and row by row, so that nothing of it touches the
/// machine's disk under a name. Every cell is a string: nothing a visitor typed is ever a formula.
class Spreadsheet {
  public:
    [[nodiscard]] static base::Result<Spreadsheet> begin(std::span<const std::string_view> header);
    void add_row(std::span<const std::string> cells);
    /// The whole file, as a handle to read from its start. Fails when a row is missing in it.
    [[nodiscard]] base::Result<base::FileDescriptor> finish();

  private:
    struct Close {
        void operator()(lxw_workbook* book) const;
    };
    base::FileDescriptor m_file;
    std::unique_ptr<lxw_workbook, Close> m_book;
    lxw_worksheet* m_sheet = nullptr; ///< belongs to the book
    std::uint32_t m_row = 0;
    std::uint64_t m_bytes = 0; ///< that all cells take at least
    bool m_failed = false;
};

} // namespace exchange
