#include "content/check/check.h"
#include "content/build/names.h"

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
    CatalogueReport report{tag, &contents.catalogues.at(tag), contents.english.messages.size(), {}};
    std::string words;
    for (const auto& form : report.catalogue->forms)
        words += form.text + "\n";
    report.missing = find_glyphs(words, tag).missing;
    return report;
}

std::vector<std::string> wanted_messages(const Sources& sources) {
    std::vector<std::string> ids;
    for (const Article& article : sources.articles)
        ids.push_back(fmt::format("article.{}.label", article.number));
    for (const Theme& theme : sources.themes) {
        ids.push_back(fmt::format("theme.{}.title", theme.number));
        ids.push_back(fmt::format("theme.{}.short", theme.number));
    }
    for (const ReadyCommitment& ready : sources.commitments)
        ids.push_back("ready." + ready.name);
    return ids;
}

std::vector<std::string> wanted_pictures(const Sources& sources) {
    std::vector<std::string> names = {"mark", "kind.A", "kind.B", "kind.C"};
    for (const Article& article : sources.articles)
        names.push_back(fmt::format("article.{}", article.number));
    for (const Theme& theme : sources.themes)
        names.push_back(fmt::format("theme.{}", theme.number));
    return names;
}

std::vector<std::string> find_absent(const PackContents& contents) {
    std::vector<std::string> absent;
    for (const auto& id : wanted_messages(contents.sources))
        if (!contents.english.messages.contains(id)) absent.push_back("message " + id);
    for (const auto& name : wanted_pictures(contents.sources))
        if (!contents.pictures.contains({name, picture_sides(name).front()}))
            absent.push_back("picture " + name);
    return absent;
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

bool CheckReport::passed() const {
    const auto whole = [](const CatalogueReport& report) {
        return report.missing.empty() && report.catalogue->unknown.empty() &&
               report.catalogue->places.empty() && !report.catalogue->wrong_plural_count;
    };
    return absent.empty() && idle_exceptions.empty() &&
           std::all_of(catalogues.begin(), catalogues.end(), whole) &&
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
    report.absent = find_absent(contents);
    if (language.empty()) report.idle_exceptions = find_idle(contents, report.texts);
    return report;
}

} // namespace content
