#pragma once

#include "kiosk/ledger/kiosk_clock.h"
#include "kiosk/screens/actions.h"
#include "kiosk/screens/context.h"
#include "kiosk/screens/page.h"

#include <cstdint>
#include <optional>
#include <string>

namespace screens {

/// A day and a time of day as staff set it, in the machine's time zone.
struct ClockEntry {
    int year = 2026, month = 1, day = 1, hour = 0, minute = 0;
};
[[nodiscard]] ClockEntry clock_entry(std::int64_t local_ms);
[[nodiscard]] std::int64_t local_ms(const ClockEntry& entry);
/// One more or one less of a field. Each goes round; the day stays one that the month has.
[[nodiscard]] ClockEntry stepped(ClockEntry entry, ClockAsk::Field field, int step);

struct ClockView {
    std::int64_t local_ms = 0; ///< the kiosk's time in the machine's time zone
    std::int64_t zone_ms = 0;  ///< how far that zone is ahead of UTC
    std::string zone;          ///< "CET"
    ledger::TimeSource source = ledger::TimeSource::unknown;
    std::optional<ClockEntry> entry;     ///< while staff set it
    std::optional<std::int64_t> redated; ///< commitments that just got their right dates
    bool not_saved = false;
};

/// "10:32 (CET)" and the like, in the language's figures.
[[nodiscard]] std::string time_of_day(const content::Messages& words, std::int64_t local_ms,
                                      const std::string& zone);

/// Is the date right? For a machine that does not know.
void draw_clock_question(const content::Messages& words, const ClockView& view, Page& column, Action& action);
/// What the date is, or why it is asked for.
void draw_clock(ui::Ui& ui, const content::Messages& words, const ClockView& view, Page& column,
                Action& action);
/// The whole page while staff set it.
[[nodiscard]] Action draw_clock_entry(ui::Ui& ui, const Context& context, const ClockView& view,
                                      ui::Area page);

} // namespace screens
