#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace exchange {

/// "1 commitment", "2 commitments": for files and the shell, which speak English. `things` is the plural,
/// `thing` the singular where that is not the plural without its s.
[[nodiscard]] inline std::string counted(std::int64_t count, std::string_view things,
                                         std::string_view thing = {}) {
    if (count == 1 && thing.empty() && things.ends_with('s')) thing = things.substr(0, things.size() - 1);
    return std::to_string(count) + " " + std::string(count == 1 && !thing.empty() ? thing : things);
}

} // namespace exchange
