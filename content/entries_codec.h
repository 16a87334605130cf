#pragma once

#include "content/model.h"
#include "platform/base/result.h"

#include <string>
#include <string_view>

namespace content {

/// The entries as the pack keeps them: one JSON text, the same for the same entries.
[[nodiscard]] std::string encode_entries(const Entries& entries);
/// Fails, saying what is wrong, on a text that encode_entries has not made.
[[nodiscard]] base::Result<Entries> decode_entries(std::string_view json);

} // namespace content
