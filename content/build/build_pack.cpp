#include "content/build/build_pack.h"
#include "content/build/art.h"
#include "content/build/art_check.h"
#include "content/build/names.h"
#include "platform/base/files.h"

#include <algorithm>
#include <unicode/locid.h>

namespace content {
namespace {

Direction direction_of(const std::string& tag) {
    UErrorCode status = U_ZERO_ERROR;
    const auto locale = icu::Locale::forLanguageTag(tag, status);
    return U_SUCCESS(status) && locale.isRightToLeft() ? Direction::right_to_left : Direction::left_to_right;
}

base::Status check_references(const PackContents& contents) {
    const auto has_text = [&](const std::string& code) {
        return std::any_of(contents.texts.begin(), contents.texts.end(),
                           [&](const JudgedText& text) { return text.metadata.code == code; });
    };
    for (const auto& code : contents.sources.languages.official)
        if (!has_text(code))
            return base::fail("languages.toml calls the text " + code + " official, but there is none");
    for (const auto& language : contents.interfaces)
        if (!has_text(language.text_code))
            return base::fail("languages.toml gives " + language.tag + " the text " + language.text_code +
                              ", but there is none");
    return {};
}

base::Status read_terms(PackContents& contents, const std::string& tag, const std::filesystem::path& file) {
    std::error_code ignored;
    if (!std::filesystem::exists(file, ignored)) {
        contents.absent_files.push_back("terms/" + tag + ".tsv");
        return {};
    }
    const auto text = base::read_file(file);
    if (!text) return tl::make_unexpected(text.error());
    auto rules = parse_terms(*text);
    if (!rules) return base::fail("cannot read " + file.string() + ": " + rules.error().message);
    contents.terms.emplace(tag, std::move(*rules));
    return {};
}

base::Status read_catalogue(PackContents& contents, const InterfaceSource& language,
                            const std::filesystem::path& folder) {
    const auto& tag = language.tag;
    std::error_code ignored;
    if (!std::filesystem::exists(folder / (tag + ".po"), ignored)) {
        contents.absent_files.push_back(tag + ".po");
        return {};
    }
    auto catalogue =
        tag == "en" ? base::Result<PoCatalogue>(contents.english) : read_po(folder / (tag + ".po"));
    if (!catalogue) return tl::make_unexpected(catalogue.error());
    contents.catalogues.emplace(tag, check_catalogue(contents.english, *catalogue, tag));
    contents.interfaces.push_back(
        {tag, name_in_itself(tag), direction_of(tag), language.text_code, catalogue->draft});
    contents.translations.emplace(tag, std::move(*catalogue));
    return tag == "en" ? base::Status() : read_terms(contents, tag, folder / "terms" / (tag + ".tsv"));
}

base::Status read_catalogues(PackContents& contents, const std::filesystem::path& folder) {
    auto english = read_english(folder, contents.sources.texts);
    if (!english) return tl::make_unexpected(english.error());
    contents.english = std::move(*english);
    for (const auto& language : contents.sources.languages.interfaces)
        if (auto read = read_catalogue(contents, language, folder); !read) return read;
    return {};
}

} // namespace

base::Result<PoCatalogue> read_english(const std::filesystem::path& folder, const EntrySources& texts) {
    auto english = read_po(folder / "en.po");
    if (!english) return english;
    for (const SourceMessage& message : texts.messages) {
        PoMessage whole;
        whole.source = message.text;
        whole.forms = {message.text};
        if (!english->messages.emplace(message.id, std::move(whole)).second)
            return base::fail("en.po has the message " + message.id + ", which an entry makes");
        english->order.push_back(message.id);
    }
    return english;
}

base::Result<PackContents> gather(const Inputs& inputs) {
    // What ICU does not know it takes from the default locale: the pack must not depend on who builds it.
    UErrorCode status = U_ZERO_ERROR;
    icu::Locale::setDefault(icu::Locale::getRoot(), status);
    PackContents contents;
    auto sources = read_sources(inputs.sources);
    if (!sources) return tl::make_unexpected(sources.error());
    contents.sources = std::move(*sources);
    if (auto read = read_catalogues(contents, inputs.sources / "po"); !read)
        return tl::make_unexpected(read.error());
    auto texts = read_texts(inputs.udhr, inputs.metadata);
    if (!texts) return tl::make_unexpected(texts.error());
    contents.texts = std::move(*texts);
    if (auto right = check_references(contents); !right) return tl::make_unexpected(right.error());
    std::vector<std::string> tags;
    for (const auto& language : contents.interfaces)
        tags.push_back(language.tag);
    contents.declarations = make_declarations(contents.texts, contents.sources.languages, tags);
    if (const auto listed = base::read_file(inputs.sources / "SOURCES.md")) contents.facts_listed = *listed;
    auto pictures = draw_art(inputs.sources / "art");
    if (!pictures) return tl::make_unexpected(pictures.error());
    contents.pictures = std::move(*pictures);
    contents.art_faults = check_art(inputs.sources / "art");
    return contents;
}

} // namespace content
