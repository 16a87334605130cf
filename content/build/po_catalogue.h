#pragma once

#include "platform/base/result.h"

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace content {

/// One message of a PO file. The id is its msgctxt.
struct PoMessage {
    std::string source;             ///< msgid: the English words it translates
    std::string source_plural;      ///< msgid_plural; empty for a message without plural forms
    std::vector<std::string> forms; ///< msgstr, or msgstr[0], msgstr[1], ...
    bool fuzzy = false;
    std::string notes; ///< of the translator ("# ..."), lines
    std::string hints; ///< to the translator ("#. ..."), lines
};

struct PoCatalogue {
    int plural_count = 2; ///< nplurals of the header
    bool draft = false;   ///< its head says that no native speaker has read it yet
    std::map<std::string, PoMessage, std::less<>> messages;
    std::vector<std::string> order; ///< their ids, as the file has them
};

/// Reads PO text with libgettextpo. Fails with gettext's own words (line, reason), on a message without
/// msgctxt, and on an id that is there twice.
[[nodiscard]] base::Result<PoCatalogue> parse_po(std::string_view text);
[[nodiscard]] base::Result<PoCatalogue> read_po(const std::filesystem::path& file);

/// A catalogue to be translated: every message of `source` with its hints and empty forms, in its order.
/// Fails when `file` cannot be written.
[[nodiscard]] base::Status write_template(const PoCatalogue& source, const std::filesystem::path& file);

/// The CLDR categories of whole numbers in `tag`, in gettext's order (messages.h states the rule).
[[nodiscard]] std::vector<std::string> plural_categories(const std::string& tag);

/// A catalogue laid over the source catalogue: what can be shown, and what is wrong with the rest.
struct CheckedCatalogue {
    struct Form {
        std::string id, category, text; ///< category "" for a message without plural forms
    };
    std::vector<Form> forms;          ///< sorted by id
    std::vector<std::string> missing; ///< ids without a (whole, not fuzzy) translation
    std::vector<std::string> stale;   ///< ids that translate other English words than en.po has now
    std::vector<std::string> unknown; ///< ids en.po does not have
    std::vector<std::string> places;  ///< ids whose named places differ from the English, and how; not shown
    bool wrong_plural_count = false;  ///< nplurals is not the number of plural_categories
};

[[nodiscard]] CheckedCatalogue check_catalogue(const PoCatalogue& source, const PoCatalogue& translation,
                                               const std::string& tag);

} // namespace content
