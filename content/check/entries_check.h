#pragma once

#include "content/build/entries.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace content {

/// What is wrong with the entries, one sentence each, naming the entry: a theme without articles, an article
/// that too few commitments reach, a commitment over 20 words, a figure without a source, bars that do not
/// add up, a question whose answer is not in the kiosk, and the like. `has_picture`: whether the art has a
/// picture of that name.
[[nodiscard]] std::vector<std::string>
check_entries(const EntrySources& sources, const std::function<bool(const std::string& name)>& has_picture);

/// The facts as a table in Markdown: message, figure, what it says, source.
[[nodiscard]] std::string list_facts(const EntrySources& sources);

} // namespace content
