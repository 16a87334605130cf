#pragma once

#include "content/messages.h"
#include "content/model.h"

#include <string>

namespace content {

/// Pages to print, as one HTML file that needs nothing else.
/// For teachers: the activities around the screen, what they read from, and the words explained.
[[nodiscard]] std::string teachers_handout(const Entries& entries, const Messages& words,
                                           Direction direction);
/// For staff: opening in the morning and closing at night, on one page.
[[nodiscard]] std::string staff_handout(const Entries& entries, const Messages& words, Direction direction);

} // namespace content
