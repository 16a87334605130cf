// A term table and a translated text, as translators type them: the first line of the bytes is the text.
#include "content/build/terms.h"
#include "content/check/figures.h"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto line = text.substr(0, text.find('\n'));
    for (const auto& number : content::numbers_in(line))
        if (number.find_first_not_of("0123456789") != std::string::npos || number.empty()) std::abort();
    if (content::columns(line) < 0) std::abort();
    static_cast<void>(content::without_names(line.substr(0, 400)));
    const auto rules = content::parse_terms(text);
    if (!rules) return rules.error().message.empty() ? (std::abort(), 1) : 0;
    for (const content::TermRule& rule : *rules) {
        static_cast<void>(content::mentions(line, rule.term));
        static_cast<void>(content::follows(line, rule));
    }
    return 0;
}
