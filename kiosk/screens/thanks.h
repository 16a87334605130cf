#pragma once

#include "kiosk/ledger/commitment.h"
#include "kiosk/screens/bar.h"
#include "kiosk/screens/context.h"
#include "kiosk/ui/ui.h"

namespace screens {

/// The commitment on disk, with its code. Never drawn without it.
[[nodiscard]] Action draw_thanks(ui::Ui& ui, const Context& context, const ledger::Commitment& kept);
/// The disk refused: the truth, the visitor's words, and another try.
[[nodiscard]] Action draw_not_kept(ui::Ui& ui, const Context& context, const std::string& own_words);

} // namespace screens
