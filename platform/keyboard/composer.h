#pragma once

#include "platform/base/result.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace keyboard {

/// What the keys of a layout compose before it is text.
enum class Composition {
    none,
    pinyin, ///< Chinese from its sounds: a PinyinComposer, chosen from candidates before it enters the text
    hangul, ///< Korean syllables from their letters: an InlineComposer
    kana,   ///< Japanese syllables from Latin letters: an InlineComposer
};

/// Composes at the end of the text: what is pending stands there and may still change with the next key.
class InlineComposer {
  public:
    virtual ~InlineComposer() = default;
    /// Whether a key's text is a part of what it composes. Anything else ends what is pending.
    [[nodiscard]] virtual bool takes(std::string_view typed) const = 0;
    /// Adds what it takes; returns what this has finished, which stands before what is pending now.
    [[nodiscard]] virtual std::string add(std::string_view typed) = 0;
    [[nodiscard]] virtual std::string pending() const = 0;
    /// Takes the last part of what is pending back.
    virtual void remove() = 0;
    /// Nothing follows: how what was pending is written for good. Nothing is pending afterwards.
    [[nodiscard]] virtual std::string finish() = 0;
    /// Other ways to write what is pending.
    [[nodiscard]] virtual std::vector<std::string> offers() const = 0;
};

/// Hangul by libhangul's arrangement of two sets (dubeolsik); Kana by ICU's romanization. Fails when the
/// library lacks it. There is none for the other compositions.
[[nodiscard]] base::Result<std::unique_ptr<InlineComposer>> open_inline_composer(Composition composition);

/// The Hangul letter on the key that types this letter of the English layout; the letter itself for other
/// keys.
[[nodiscard]] std::string hangul_of_key(std::string_view latin);

} // namespace keyboard
