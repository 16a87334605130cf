#pragma once

#include <filesystem>

namespace exchange {

/// Where the programs look for the content pack when they are not told: beside the build they are part of,
/// else where the package puts it. It need not be there.
[[nodiscard]] std::filesystem::path default_pack();

} // namespace exchange
