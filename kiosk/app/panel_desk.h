#pragma once

#include "kiosk/ledger/ledger.h"
#include "kiosk/screens/touch.h"
#include "platform/base/clock.h"
#include "platform/window/calibration.h"
#include "platform/window/window.h"

#include <cstdint>
#include <vector>

namespace app {

/// What staff do with the panel itself: wiping it, and putting its touches right.
class PanelDesk {
  public:
    struct Parts {
        window::Window& window;
        ledger::Ledger& ledger;
        base::Clock& clock;
    };
    explicit PanelDesk(Parts parts) : m_parts(parts) {}

    void start_cleaning();
    void start_adjusting(); ///< touches come as the controller reports them until it is left
    /// A touch while adjusting: of the cross that is shown, or anywhere in the trial.
    void touched(ui::Point place);
    /// Keeps what is tried out, on the disk. False when that failed: then it is tried out no longer.
    [[nodiscard]] bool keep();
    void leave(); ///< of either; what was not kept is as before
    /// Wiping or a trial has had its time, or nobody touches the crosses any more: leave.
    [[nodiscard]] bool over() const { return left_ms() <= 0; }
    [[nodiscard]] std::int64_t left_ms() const;
    [[nodiscard]] screens::TouchView view() const;

  private:
    void end_crosses();
    void restart_crosses(screens::TouchView::Trouble trouble);
    void allow(std::int64_t ms);

    Parts m_parts;
    screens::TouchView m_view;
    window::TouchMatrix m_before;
    std::vector<window::MarkTouched> m_touches;
    std::int64_t m_until_ms = 0;
    bool m_adjusting = false;
};

} // namespace app
