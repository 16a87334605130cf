#include "content/build/texts.h"
#include "content/build/interfaces.h"
#include "content/build/lengths.h"
#include "content/build/names.h"
#include "content/unicode.h"
#include "platform/base/files.h"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <numeric>
#include <unicode/coll.h>
#include <unicode/translit.h>
#include <unicode/uscript.h>

namespace content {
namespace {

base::Result<JudgedText> read_text(const std::filesystem::path& folder, const TextMetadata& metadata) {
    const auto path = folder / (metadata.code + ".html");
    const auto html = base::read_file(path);
    if (!html) return tl::make_unexpected(html.error());
    auto raw = parse_html_text(*html);
    if (!raw) return base::fail("cannot read " + path.string() + ": " + raw.error().message);
    JudgedText text{
        .metadata = metadata, .raw = std::move(*raw), .faults = {}, .sections = {}, .copy_of = {}};
    text.faults = find_faults(text.raw);
    text.sections = make_sections(text.raw, text.faults);
    return text;
}

void mark_copies(std::vector<JudgedText>& texts) {
    std::vector<TextIdentity> identities;
    for (const JudgedText& text : texts)
        identities.push_back({text.metadata.code, text.metadata.bcp47, &text.raw});
    const auto copies = find_copies(identities);
    for (JudgedText& text : texts) {
        const auto found = copies.find(text.metadata.code);
        if (found == copies.end()) continue;
        text.copy_of = found->second;
        text.faults.push_back({Fault::Kind::copy, -1, "of " + found->second});
    }
}

icu::UnicodeString words_of(const std::vector<Section>& sections) {
    icu::UnicodeString words;
    for (const Section& section : sections)
        for (const Block& block : section.blocks)
            words += to_utf16(block.text);
    return words;
}

bool has_kana(const icu::UnicodeString& words) {
    for (std::int32_t at = 0; at < words.length(); ++at)
        if (words[at] >= 0x3041 && words[at] <= 0x3096) return true;
    return false;
}

/// Simplified when turning traditional characters into simplified ones changes next to nothing.
std::string chinese_script(const icu::UnicodeString& words) {
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<icu::Transliterator> simplify(
        icu::Transliterator::createInstance("Traditional-Simplified", UTRANS_FORWARD, status));
    if (U_FAILURE(status)) return "Hani";
    icu::UnicodeString simplified = words;
    simplify->transliterate(simplified);
    std::int32_t changed = 0;
    for (std::int32_t at = 0; at < std::min(words.length(), simplified.length()); ++at)
        if (words[at] != simplified[at]) ++changed;
    return changed * 50 < words.length() ? "Hans" : "Hant";
}

std::vector<int> unavailable_sections(const std::vector<Section>& sections) {
    std::vector<int> numbers;
    for (const Section& section : sections)
        if (section.state != Section::State::complete) numbers.push_back(section.number);
    return numbers;
}

Declaration make_declaration(const JudgedText& text, const LanguageTable& languages) {
    const TextMetadata& metadata = text.metadata;
    return {.code = metadata.code,
            .bcp47 = metadata.bcp47,
            .script = script_of(text.sections, metadata.bcp47),
            .direction = metadata.right_to_left ? Direction::right_to_left : Direction::left_to_right,
            .name = {},
            .english_name = metadata.english_name,
            .title = title_of(text.raw),
            .stage = metadata.stage,
            .official = std::find(languages.official.begin(), languages.official.end(), metadata.code) !=
                        languages.official.end(),
            .copy_of = text.copy_of,
            .unavailable = unavailable_sections(text.sections),
            .interfaces = {}};
}

} // namespace

base::Result<std::vector<JudgedText>> read_texts(const std::filesystem::path& udhr,
                                                 const std::filesystem::path& metadata) {
    const auto json = base::read_file(metadata);
    if (!json) return tl::make_unexpected(json.error());
    const auto entries = parse_metadata(*json);
    if (!entries) return base::fail("cannot read " + metadata.string() + ": " + entries.error().message);
    std::vector<JudgedText> texts;
    for (const TextMetadata& entry : *entries) {
        auto text = read_text(udhr / "declaration", entry);
        if (!text) return tl::make_unexpected(text.error());
        texts.push_back(std::move(*text));
    }
    mark_copies(texts);
    judge_lengths(texts);
    return texts;
}

std::string script_of(const std::vector<Section>& sections, const std::string& bcp47) {
    const auto words = words_of(sections);
    const auto script = static_cast<UScriptCode>(dominant_script(words));
    if (script == USCRIPT_HIRAGANA || script == USCRIPT_KATAKANA ||
        (script == USCRIPT_HAN && has_kana(words)))
        return "Jpan";
    if (script == USCRIPT_HANGUL) return "Kore";
    const bool vietnamese = bcp47.starts_with("vi");
    if (script == USCRIPT_HAN && !vietnamese) return chinese_script(words);
    return uscript_getShortName(script);
}

std::vector<Declaration> make_declarations(const std::vector<JudgedText>& texts,
                                           const LanguageTable& languages,
                                           const std::vector<std::string>& interface_tags) {
    std::vector<Declaration> declarations;
    std::vector<Place> places;
    for (const JudgedText& text : texts) {
        declarations.push_back(make_declaration(text, languages));
        places.push_back({text.metadata.has_place(), text.metadata.latitude, text.metadata.longitude});
    }
    name_declarations(declarations);
    choose_interfaces(declarations, places, languages, interface_tags);
    return declarations;
}

std::vector<std::size_t> sort_by_name(const std::vector<Declaration>& declarations) {
    std::vector<std::size_t> order(declarations.size());
    std::iota(order.begin(), order.end(), 0);
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<icu::Collator> collator(
        icu::Collator::createInstance(icu::Locale::getRoot(), status));
    const auto less = [&](std::size_t a, std::size_t b) {
        UErrorCode compared = U_ZERO_ERROR;
        const auto result = U_SUCCESS(status)
                                ? collator->compareUTF8(declarations[a].name, declarations[b].name, compared)
                                : UCOL_EQUAL;
        if (result != UCOL_EQUAL) return result == UCOL_LESS;
        return declarations[a].code < declarations[b].code;
    };
    std::sort(order.begin(), order.end(), less);
    return order;
}

} // namespace content
