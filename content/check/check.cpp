#include "content/check/check.h"
#include "content/build/names.h"
#include "content/check/entries_check.h"

#include <algorithm>
#include <fmt/format.h>

namespace content {
namespace {

std::string words_of(const JudgedText& text, const Declaration& declaration) {
    std::string words = declaration.name + "\n" + declaration.title + "\n";
    for (const Section& section : text.sections) {
        words += section.heading + "\n";
        for (const Block& block : section.blocks)
            words += block.text + "\n";
    }
    return words;
}

const GlyphException* find_exception(const Sources& sources, const std::string& code, char32_t character) {
    for (const GlyphException& exception : sources.glyph_exceptions)
        if (character >= exception.first && character <= exception.last && exception.text == code)
            return &exception;
    return nullptr;
}

TextReport check_text(const PackContents& contents, std::size_t index, const FindGlyphs& find_glyphs) {
    TextReport report;
    report.text = &contents.texts[index];
    report.declaration = &contents.declarations[index];
    for (const Section& section : report.text->sections) {
        if (section.state != Section::State::complete) continue;
        if (section.number == preamble_number)
            report.preamble = true;
        else
            ++report.articles;
    }
    report.named_in_itself = !name_in_itself(report.declaration->bcp47).empty();
    auto glyphs = find_glyphs(words_of(*report.text, *report.declaration), report.declaration->bcp47);
    report.fonts = std::move(glyphs.fonts);
    for (const char32_t character : glyphs.missing) {
        const auto* exception = find_exception(contents.sources, report.declaration->code, character);
        if (exception != nullptr)
            report.let_pass[exception].push_back(character);
        else
            report.missing.push_back(character);
    }
    return report;
}

CatalogueReport check_words(const PackContents& contents, const std::string& tag,
                            const FindGlyphs& find_glyphs) {
    CatalogueReport report{tag, &contents.catalogues.at(tag),        contents.english.messages.size(),
                           {},  contents.translations.at(tag).draft, {}};
    std::string words;
    for (const auto& form : report.catalogue->forms)
        words += form.text + "\n";
    report.missing = find_glyphs(words, tag).missing;
    const auto terms = contents.terms.find(tag);
    report.faults = check_translation(contents.english, contents.translations.at(tag),
                                      terms == contents.terms.end() ? std::vector<TermRule>() : terms->second,
                                      contents.sources.limits);
    return report;
}

/// What is wrong with the sources as a whole, whatever the language.
std::vector<std::string> find_faults(const PackContents& contents) {
    const auto has_picture = [&](const std::string& name) {
        return contents.pictures.contains({name, picture_sides(name).front()});
    };
    auto faults = check_entries(contents.sources.texts, has_picture);
    faults.insert(faults.end(), contents.art_faults.begin(), contents.art_faults.end());
    for (const auto& name : contents.absent_files)
        faults.push_back("there is no po/" + name);
    if (contents.facts_listed.find(list_facts(contents.sources.texts)) == std::string::npos)
        faults.push_back(
            "SOURCES.md does not list the facts as the entries have them: run smallplacesctl content facts");
    return faults;
}

std::vector<const GlyphException*> find_idle(const PackContents& contents,
                                             const std::vector<TextReport>& texts) {
    std::vector<const GlyphException*> idle;
    for (const GlyphException& exception : contents.sources.glyph_exceptions) {
        const bool used = std::any_of(texts.begin(), texts.end(), [&](const TextReport& text) {
            return text.let_pass.contains(&exception);
        });
        if (!used) idle.push_back(&exception);
    }
    return idle;
}

bool goes_by(const Declaration& declaration, std::string_view language) {
    return language.empty() || declaration.code == language || declaration.bcp47 == language;
}

} // namespace

bool CatalogueReport::passed() const {
    return missing.empty() && faults.empty() && catalogue->missing.empty() && catalogue->stale.empty() &&
           catalogue->unknown.empty() && catalogue->places.empty() && !catalogue->wrong_plural_count;
}

bool CheckReport::passed() const {
    return faults.empty() && idle_exceptions.empty() &&
           std::all_of(catalogues.begin(), catalogues.end(),
                       [](const CatalogueReport& report) { return report.passed(); }) &&
           std::all_of(texts.begin(), texts.end(),
                       [](const TextReport& text) { return text.missing.empty(); });
}

base::Result<CheckReport> check_contents(const PackContents& contents, std::string_view language,
                                         const FindGlyphs& find_glyphs) {
    CheckReport report;
    for (const std::size_t index : sort_by_name(contents.declarations))
        if (goes_by(contents.declarations[index], language))
            report.texts.push_back(check_text(contents, index, find_glyphs));
    for (const auto& [tag, catalogue] : contents.catalogues)
        if (language.empty() || tag == language)
            report.catalogues.push_back(check_words(contents, tag, find_glyphs));
    if (report.texts.empty() && report.catalogues.empty())
        return base::fail("no text and no interface language goes by \"" + std::string(language) + "\"");
    if (!language.empty()) return report;
    report.faults = find_faults(contents);
    report.idle_exceptions = find_idle(contents, report.texts);
    return report;
}

} // namespace content
