#pragma once

#include "content/build/texts.h"

#include <vector>

namespace content {

/// Finds words that stand under another article's number, and documents that are not the Declaration at all,
/// by the one thing all translations share: which articles are long and which are short. Adds `misplaced` and
/// `other_document` to the faults; says nothing where there are too few texts to compare with.
void judge_lengths(std::vector<JudgedText>& texts);

} // namespace content
