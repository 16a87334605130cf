#pragma once

#include "content/model.h"
#include "platform/base/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace content {

/// The 31 sections of one text as the pack keeps them: one zstd frame a text (about 4 kB), so that a section
/// costs one row and a decompression of well under a millisecond, and the list of texts costs nothing.
[[nodiscard]] std::string encode_sections(const std::vector<Section>& sections);
/// Fails on bytes that `encode_sections` did not write.
[[nodiscard]] base::Result<std::vector<Section>> decode_sections(std::string_view bytes);

} // namespace content
