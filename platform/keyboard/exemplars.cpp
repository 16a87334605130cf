#include "platform/keyboard/exemplars.h"
#include "platform/keyboard/unicode.h"

#include <algorithm>
#include <fmt/format.h>
#include <memory>
#include <unicode/ulocdata.h>
#include <unicode/uniset.h>
#include <unicode/usetiter.h>

namespace keyboard {
namespace {

struct Close {
    void operator()(ULocaleData* data) const { ulocdata_close(data); }
    void operator()(USet* set) const { uset_close(set); }
};

std::vector<std::string> exemplar_set(ULocaleData* data, ULocaleDataExemplarSetType type) {
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<USet, Close> set(ulocdata_getExemplarSet(data, nullptr, 0, type, &status));
    std::vector<std::string> texts;
    if (U_FAILURE(status) || !set) return texts;
    icu::UnicodeSetIterator iterator(*icu::UnicodeSet::fromUSet(set.get()));
    while (iterator.next()) {
        std::string text;
        iterator.getString().toUTF8String(text);
        texts.push_back(typed_text(text));
    }
    return texts;
}

bool contains(const std::vector<std::string>& texts, std::string_view text) {
    return std::find(texts.begin(), texts.end(), text) != texts.end();
}

} // namespace

base::Result<Exemplars> Exemplars::of(const std::string& language) {
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<ULocaleData, Close> data(ulocdata_open(language.c_str(), &status));
    if (U_FAILURE(status) || status == U_USING_DEFAULT_WARNING)
        return base::fail(fmt::format("cannot read the letters of language {} from ICU: no data", language));
    return Exemplars{.letters = exemplar_set(data.get(), ULOCDATA_ES_STANDARD),
                     .foreign_letters = exemplar_set(data.get(), ULOCDATA_ES_AUXILIARY),
                     .punctuation = exemplar_set(data.get(), ULOCDATA_ES_PUNCTUATION)};
}

bool Exemplars::has_letter(std::string_view text) const {
    return contains(letters, text) || contains(foreign_letters, text);
}

bool Exemplars::has_punctuation(std::string_view text) const {
    return contains(punctuation, text);
}

} // namespace keyboard
