#pragma once

#include "platform/keyboard/composer.h"

namespace keyboard {

[[nodiscard]] base::Result<std::unique_ptr<InlineComposer>> open_kana_composer();

} // namespace keyboard
