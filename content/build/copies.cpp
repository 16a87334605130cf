#include "content/build/faults.h"
#include "content/unicode.h"

#include <algorithm>
#include <unicode/locid.h>
#include <unicode/uscript.h>

namespace content {
namespace {

constexpr std::size_t enough_articles = 10; ///< below this, likeness proves nothing
constexpr std::size_t enough_letters = 20;

std::string primary(const std::string& tag) {
    return tag.substr(0, tag.find('-'));
}

std::string all_words(const RawText& text) {
    std::string words;
    for (const RawSection& article : text.articles)
        for (const RawBlock& block : article.blocks)
            words += block.text + " ";
    return words;
}

/// True when CLDR knows the language and expects another script than the words have.
bool in_unlikely_script(const TextIdentity& text) {
    UErrorCode status = U_ZERO_ERROR;
    icu::Locale locale(primary(text.bcp47).c_str());
    locale.addLikelySubtags(status);
    const std::string likely = locale.getScript();
    if (U_FAILURE(status) || likely.empty()) return false;
    const auto script = static_cast<UScriptCode>(dominant_script(to_utf16(all_words(*text.text))));
    return likely != uscript_getShortName(script);
}

using Pair = std::pair<std::size_t, std::size_t>;

/// How many articles each two texts share word for word.
std::map<Pair, std::size_t> count_shared(std::span<const TextIdentity> texts) {
    std::map<std::string, std::vector<std::size_t>> holders;
    for (std::size_t index = 0; index < texts.size(); ++index)
        for (const RawSection& article : texts[index].text->articles) {
            std::string words = std::to_string(article.number);
            for (const RawBlock& block : article.blocks)
                words += "\n" + block.text;
            if (words.size() >= enough_letters) holders[words].push_back(index);
        }
    std::map<Pair, std::size_t> shared;
    for (const auto& [words, indexes] : holders)
        for (std::size_t a = 0; a < indexes.size(); ++a)
            for (std::size_t b = a + 1; b < indexes.size(); ++b)
                ++shared[{indexes[a], indexes[b]}];
    return shared;
}

} // namespace

std::map<std::string, std::string> find_copies(std::span<const TextIdentity> texts) {
    std::map<std::string, std::string> copies;
    for (const auto& [pair, count] : count_shared(texts)) {
        const TextIdentity& a = texts[pair.first];
        const TextIdentity& b = texts[pair.second];
        const auto articles = std::min(a.text->articles.size(), b.text->articles.size());
        if (count < enough_articles || count * 10 < articles * 9 || primary(a.bcp47) == primary(b.bcp47))
            continue;
        const bool a_is_copy = in_unlikely_script(a) && !in_unlikely_script(b);
        const bool b_is_later = a.code < b.code;
        const bool copy_is_a = a_is_copy || (!in_unlikely_script(b) && !b_is_later);
        copies.emplace(copy_is_a ? a.code : b.code, copy_is_a ? b.code : a.code);
    }
    return copies;
}

} // namespace content
