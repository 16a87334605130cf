#pragma once

#include "platform/base/result.h"

#include <array>
#include <filesystem>
#include <string>
#include <vector>

namespace keyboard {

/// A key of the four letter rows as xkb-data describes it.
struct XkbKey {
    std::array<std::string, 4>
        levels;           ///< NFC; plain, Shift, AltGr, both; empty for dead keys and for nothing
    bool at_edge = false; ///< around the block of letters and digits, where layouts keep their signs
};

using XkbRows = std::vector<std::vector<XkbKey>>;

/// Digits, upper, home and lower row, each left to right.
[[nodiscard]] base::Result<XkbRows> read_xkb_rows(const std::string& layout, const std::string& variant,
                                                  const std::filesystem::path& xkb_folder);

} // namespace keyboard
