#include "content/check/check.h"
#include "content/unicode.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <map>
#include <set>
#include <unicode/uchar.h>

namespace content {
namespace {

std::string code_points(const std::vector<char32_t>& characters) {
    std::string text;
    for (const char32_t character : characters) {
        char name[128] = "";
        UErrorCode status = U_ZERO_ERROR;
        u_charName(static_cast<UChar32>(character), U_EXTENDED_CHAR_NAME, name, sizeof name, &status);
        text += fmt::format(" U+{:04X} {}", static_cast<unsigned>(character), name);
    }
    return text;
}

std::string place_of(int section) {
    if (section < 0) return "text";
    return section == preamble_number ? "preamble" : fmt::format("article {}", section);
}

std::string describe_text(const TextReport& report) {
    const Declaration& text = *report.declaration;
    auto out = fmt::format("{} [{}] {} ({}){}: {} of {} articles, {} preamble, {} {}, stage {}, fonts: {}\n",
                           text.code, text.bcp47, text.name, text.english_name,
                           report.named_in_itself ? "" : " (English name)", report.articles, article_count,
                           report.preamble ? "a" : "no", text.script,
                           text.direction == Direction::right_to_left ? "rtl" : "ltr", text.stage,
                           fmt::join(report.fonts, ", "));
    for (const Fault& fault : report.text->faults)
        out += fmt::format("  {}: {}{}{}{}\n", place_of(fault.section), name_of(fault.kind),
                           fault.detail.empty() ? "" : ": ", fault.detail,
                           hides(fault.kind) ? " (not shown)" : "");
    if (!report.missing.empty()) out += fmt::format("  missing glyphs:{}\n", code_points(report.missing));
    for (const auto& [exception, characters] : report.let_pass)
        out += fmt::format("  {} glyphs let pass: {}\n", characters.size(), exception->reason);
    return out;
}

std::string describe_list(std::string_view what, const std::vector<std::string>& items) {
    return items.empty() ? std::string() : fmt::format("  {}: {}\n", what, fmt::join(items, ", "));
}

std::string describe_catalogue(const CatalogueReport& report) {
    const CheckedCatalogue& catalogue = *report.catalogue;
    const auto fallback = catalogue.missing.size() + catalogue.stale.size() + catalogue.places.size();
    auto out = fmt::format("interface {}: {} of {} messages, {} in English instead{}\n", report.tag,
                           report.messages - fallback, report.messages, fallback,
                           report.draft ? "; a draft, not yet read by a native speaker" : "");
    out += describe_list("missing", catalogue.missing) + describe_list("stale", catalogue.stale);
    out += describe_list("wrong places", catalogue.places) + describe_list("unknown", catalogue.unknown);
    if (catalogue.wrong_plural_count) out += "  Plural-Forms has another number of forms than CLDR\n";
    if (!report.missing.empty()) out += fmt::format("  missing glyphs:{}\n", code_points(report.missing));
    out += describe_list("too long", report.faults.too_long) +
           describe_list("other figures than the English", report.faults.figures);
    out += describe_list("off the term table", report.faults.off_term);
    return out;
}

/// "placeholder: 80 in 36 texts", a line for each kind of fault that is there.
std::string describe_sums(const std::vector<TextReport>& texts) {
    std::map<Fault::Kind, std::pair<int, std::set<std::string>>> sums;
    std::size_t complete = 0, glyphs = 0;
    for (const TextReport& report : texts) {
        complete += report.declaration->complete() ? 1 : 0;
        glyphs += report.missing.empty() ? 0 : 1;
        for (const Fault& fault : report.text->faults) {
            ++sums[fault.kind].first;
            sums[fault.kind].second.insert(report.declaration->code);
        }
    }
    auto out = fmt::format("{} texts, {} with every section, {} with missing glyphs\n", texts.size(),
                           complete, glyphs);
    for (const auto& [kind, sum] : sums)
        out += fmt::format("  {}: {} in {} texts: {}\n", name_of(kind), sum.first, sum.second.size(),
                           fmt::join(sum.second, " "));
    return out;
}

} // namespace

std::string describe(const CheckReport& report) {
    std::string out;
    for (const TextReport& text : report.texts)
        out += describe_text(text);
    if (!report.texts.empty()) out += describe_sums(report.texts);
    for (const CatalogueReport& catalogue : report.catalogues)
        out += describe_catalogue(catalogue);
    for (const auto& what : report.faults)
        out += "fault: " + what + "\n";
    for (const GlyphException* exception : report.idle_exceptions)
        out += fmt::format("glyph exception U+{:04X} in {} is not needed\n",
                           static_cast<unsigned>(exception->first), exception->text);
    return out;
}

} // namespace content
