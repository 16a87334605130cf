#pragma once

#include "platform/base/result.h"

#include <filesystem>

/// Started by root, this program goes on as the user whose folder it is, so that whatever it makes in there
/// can be used by the kiosk. Does nothing for other users, for a folder of root's own, or where there is
/// none.
[[nodiscard]] base::Status act_as_owner(const std::filesystem::path& folder);
