#include "platform/keyboard/composer.h"
#include "platform/keyboard/hangul.h"
#include "platform/keyboard/kana.h"

namespace keyboard {

base::Result<std::unique_ptr<InlineComposer>> open_inline_composer(Composition composition) {
    if (composition == Composition::hangul) return open_hangul_composer();
    if (composition == Composition::kana) return open_kana_composer();
    return base::fail("there is no inline composer for this layout");
}

} // namespace keyboard
