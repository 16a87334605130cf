#pragma once

#include "platform/base/result.h"

#include <optional>

namespace service {

/// The number of the virtual terminal that is our standard input (the unit's TTYPath), if it is one.
[[nodiscard]] std::optional<int> own_terminal();

/// Brings that terminal to the front, so that keys reach the kiosk and no login prompt behind it. Needs no
/// privilege when it is the terminal that controls this process, as it is in the service. Does nothing
/// elsewhere.
[[nodiscard]] base::Status show_own_terminal();

} // namespace service
