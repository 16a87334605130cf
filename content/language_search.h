#pragma once

#include "content/messages.h"
#include "content/model.h"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace content {

/// Narrows the list of texts: every field that is not empty must match.
struct LanguageQuery {
    std::string script; ///< ISO 15924
    std::string letter; ///< first letter of the name in itself, as `first_letters` gives it
    std::string typed;  ///< part of the name in English, in itself, or in the interface language; case,
                        ///< accents ignored
};

struct ScriptCount {
    std::string script;
    std::size_t texts = 0;
};

/// Indexes into `declarations`, in their order. Where `typed` is given, first come names that are just that,
/// then names that start with it, then those of which a later word does; of each, names in themselves and in
/// English first.
[[nodiscard]] std::vector<std::size_t> find_languages(std::span<const Declaration> declarations,
                                                      const LanguageQuery& query, const Messages& messages);
/// The scripts, most texts first.
[[nodiscard]] std::vector<ScriptCount> scripts_of(std::span<const Declaration> declarations);
/// The first letters (base letter, upper case) of the names written in `script`, in collation order.
[[nodiscard]] std::vector<std::string> first_letters(std::span<const Declaration> declarations,
                                                     std::string_view script);

} // namespace content
