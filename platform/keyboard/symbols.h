#pragma once

#include "platform/keyboard/layout.h"
#include "platform/keyboard/xkb_rows.h"

namespace keyboard {

/// The signs of the US keyboard on four rows; the signs and currencies of `languages` behind a long press.
[[nodiscard]] Layout symbols_layout(const XkbRows& us, const std::vector<std::string>& languages);

} // namespace keyboard
