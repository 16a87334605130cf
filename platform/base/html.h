#pragma once

#include <string>
#include <string_view>

namespace base {

/// Text as it stands in HTML, between tags or in an attribute.
[[nodiscard]] std::string escape_html(std::string_view text);

} // namespace base
