#pragma once

#include <string>
#include <string_view>

namespace base {

/// Text as it stands in HTML and XML, between tags or in an attribute.
[[nodiscard]] std::string escape_markup(std::string_view text);

} // namespace base
