#include "content/build/build_pack.h"
#include "content/build/art.h"
#include "content/build/names.h"

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

base::Status read_catalogues(PackContents& contents, const std::filesystem::path& folder) {
    auto english = read_po(folder / "en.po");
    if (!english) return tl::make_unexpected(english.error());
    contents.english = std::move(*english);
    for (const auto& [tag, text_code] : contents.sources.languages.interfaces) {
        std::error_code ignored;
        if (!std::filesystem::exists(folder / (tag + ".po"), ignored)) continue;
        const auto catalogue = read_po(folder / (tag + ".po"));
        if (!catalogue) return tl::make_unexpected(catalogue.error());
        contents.catalogues.emplace(tag, check_catalogue(contents.english, *catalogue, tag));
        contents.interfaces.push_back({tag, name_in_itself(tag), direction_of(tag), text_code});
    }
    return {};
}

} // namespace

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
    auto pictures = draw_art(inputs.sources / "art");
    if (!pictures) return tl::make_unexpected(pictures.error());
    contents.pictures = std::move(*pictures);
    return contents;
}

} // namespace content
