#pragma once

#include "content/build/faults.h"

namespace content {

/// Finds articles whose words stand in their heading while a heading stands among the words: the heading is a
/// sentence, and its own blocks, or the end of the article before, hold something as short as a heading.
/// Gives `shifted` for them and for an article before whose last words they took, and `stray_heading` for an
/// article that only has the next one's heading at its end.
[[nodiscard]] std::vector<Fault> find_shifted(const RawText& text);

} // namespace content
