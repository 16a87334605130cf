#include "content/build/terms.h"

#include <algorithm>
#include <cstdint>
#include <fmt/format.h>
#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

namespace content {
namespace {

std::vector<std::string> split(std::string_view text, std::string_view by) {
    std::vector<std::string> parts;
    while (true) {
        const auto end = text.find(by);
        parts.emplace_back(text.substr(0, end));
        if (end == std::string_view::npos) return parts;
        text.remove_prefix(end + by.size());
    }
}

/// Marks that may be written or left out: Arabic vowels and tatweel, and the dot that folding leaves of a
/// Turkish İ.
bool is_optional_mark(char16_t unit) {
    return (unit >= 0x064B && unit <= 0x0652) || unit == 0x0640 || unit == 0x0307 || unit == 0x200C;
}

/// Text as it is compared: normalized, without case or optional marks.
icu::UnicodeString folded(std::string_view utf8) {
    UErrorCode status = U_ZERO_ERROR;
    const auto* normalizer = icu::Normalizer2::getNFKCCasefoldInstance(status);
    const auto text =
        icu::UnicodeString::fromUTF8(icu::StringPiece(utf8.data(), static_cast<std::int32_t>(utf8.size())));
    if (U_FAILURE(status)) return text;
    const auto normal = normalizer->normalize(text, status);
    icu::UnicodeString plain;
    for (std::int32_t index = 0; index < normal.length(); ++index)
        if (!is_optional_mark(normal[index])) plain.append(normal[index]);
    return plain;
}

bool is_letter(const icu::UnicodeString& text, std::int32_t index) {
    return index >= 0 && index < text.length() && u_isalpha(text.char32At(index)) != 0;
}

} // namespace

base::Result<std::vector<TermRule>> parse_terms(std::string_view tsv) {
    std::vector<TermRule> rules;
    int number = 0;
    for (const auto& line : split(tsv, "\n")) {
        ++number;
        if (line.empty() || line.front() == '#') continue;
        const auto fields = split(line, "\t");
        if (fields.size() < 3 || fields.size() > 4)
            return base::fail(fmt::format("line {}: it has {} fields, not term, forms, source and note",
                                          number, fields.size()));
        TermRule rule{fields[0], split(fields[1], " | ")};
        const bool whole = !rule.term.empty() && std::none_of(rule.forms.begin(), rule.forms.end(),
                                                              [](const auto& form) { return form.empty(); });
        if (!whole) return base::fail(fmt::format("line {}: a term or a form is empty", number));
        rules.push_back(std::move(rule));
    }
    return rules;
}

bool mentions(std::string_view english, const std::string& term) {
    const auto text = folded(english), word = folded(term);
    for (std::int32_t at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
        auto end = at + word.length();
        if (end < text.length() && text[end] == u's') ++end;
        if (!is_letter(text, at - 1) && !is_letter(text, end)) return true;
    }
    return false;
}

bool follows(std::string_view text, const TermRule& rule) {
    const auto whole = folded(text);
    return std::any_of(rule.forms.begin(), rule.forms.end(),
                       [&](const std::string& form) { return whole.indexOf(folded(form)) >= 0; });
}

} // namespace content
