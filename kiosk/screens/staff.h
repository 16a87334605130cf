#pragma once

#include "kiosk/exchange/export.h"
#include "kiosk/ledger/backup.h"
#include "kiosk/ledger/ledger.h"
#include "kiosk/screens/actions.h"
#include "kiosk/screens/context.h"
#include "kiosk/screens/staff_clock.h"
#include "kiosk/ui/ui.h"
#include "platform/media/media.h"

#include <optional>
#include <string>
#include <vector>

namespace screens {

/// How the copies for safety stand.
struct BackupView {
    std::int64_t last_utc_ms = 0; ///< 0: none yet
    ledger::BackupTrouble trouble = ledger::BackupTrouble::none;
};

struct StaffView {
    enum class Gate { choose_pin, enter_pin, open };
    Gate gate = Gate::enter_pin;
    std::string entered; ///< digits so far; shown only while a PIN is chosen
    enum class Trouble { none, wrong, short_pin, locked, not_saved };
    Trouble trouble = Trouble::none;
    int locked_seconds = 0;

    ClockView clock;
    std::optional<std::int64_t> little_room; ///< bytes that are free, when those are few
    std::optional<BackupView> backup;        ///< nothing where there are none
    std::int64_t count = 0;
    ledger::Ledger::Counts counts;
    std::optional<std::int64_t> recovered; ///< commitments saved when a damaged file was last set aside
    std::string recovery;                  ///< when and why that was, and where the old file lies
    std::vector<media::Medium> media;
    bool unfinished = false;    ///< an export on the stick was interrupted
    std::optional<int> percent; ///< of an export that is running
    enum class Step { opening, writing, finishing };
    Step step = Step::writing;                     ///< of that export
    media::Parting parting = media::Parting::free; ///< how the stick was left when it was done
    std::optional<exchange::ExportResult> done;
    std::optional<exchange::ExportError> failed;
};

[[nodiscard]] Action draw_staff(ui::Ui& ui, const Context& context, const StaffView& view);

} // namespace screens
