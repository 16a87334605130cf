#pragma once

#include "kiosk/app/backup_keeper.h"
#include "kiosk/app/clock_desk.h"
#include "kiosk/exchange/export.h"
#include "kiosk/ledger/ledger.h"
#include "kiosk/ledger/staff_pin.h"
#include "kiosk/screens/staff.h"
#include "platform/base/background_task.h"
#include "platform/media/media.h"
#include "platform/service/log.h"

#include <atomic>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>

namespace app {

/// What staff do: the PIN, the counts, the export. The export runs in a thread of its own, with a ledger of
/// its own.
class StaffDesk {
  public:
    struct Parts {
        ledger::Ledger& ledger;
        const content::Pack& pack;
        base::Clock& clock;
        base::Random& random;
        std::filesystem::path data;
        std::function<void()> wake; ///< called from the export's thread when there is something new to show
        service::Log log = service::Log();
        BackupKeeper* backups = nullptr; ///< told of each export; nothing where there are no backups
    };
    explicit StaffDesk(Parts parts);
    ~StaffDesk();
    StaffDesk(const StaffDesk&) = delete;
    StaffDesk& operator=(const StaffDesk&) = delete;

    void arrive(); ///< the staff screen opens: the PIN is asked for
    void leave();
    void digit(char digit);
    void clear();
    void enter();
    /// True when the page has another form now: the setting of the date began or ended.
    [[nodiscard]] bool ask_clock(const screens::ClockAsk& ask);
    /// To the medium that staff chose, which is borrowed from `source`; nothing: there was none.
    void start_export(const std::optional<media::Medium>& medium, media::Media& source);
    [[nodiscard]] bool exporting() const { return m_export.running(); }
    /// Sticks are being looked at for exports that were not finished.
    [[nodiscard]] bool looking() const { return m_search.running(); }
    /// After too many wrong PINs, for a while: what is entered counts for nothing.
    [[nodiscard]] bool locked() const;
    /// The last view told of a lock, which changes by the second and ends by itself.
    [[nodiscard]] bool lock_shown() const { return m_lock_shown; }
    /// Collects the result of an export, and of looking at sticks, that ended.
    void tick();
    [[nodiscard]] screens::StaffView view(const std::vector<media::Medium>& media);

  private:
    struct Outcome {
        std::optional<exchange::ExportResult> done;
        std::optional<exchange::ExportError> failed;
        media::Parting parting = media::Parting::free;
    };
    struct Found {
        std::vector<media::Medium> media; ///< where it was looked
        bool unfinished = false;
    };
    void log_outcome() const;
    [[nodiscard]] Outcome run_export(const media::Medium& medium, media::Media& source);
    [[nodiscard]] tl::expected<exchange::ExportResult, exchange::ExportError> write_to(media::Loan& loan);
    void look_for_unfinished(const std::vector<media::Medium>& media);
    void check_pin();
    void choose_pin();

    Parts m_parts;
    ledger::StaffPin m_pin;
    ClockDesk m_clock;
    screens::StaffView::Gate m_gate = screens::StaffView::Gate::enter_pin;
    screens::StaffView::Trouble m_trouble = screens::StaffView::Trouble::none;
    std::string m_entered;
    ledger::Ledger::Counts m_counts;
    Outcome m_outcome; ///< of the last export; kept until staff have seen it
    bool m_outcome_seen = false;
    exchange::ExportProgress m_progress;
    std::atomic<screens::StaffView::Step> m_step = screens::StaffView::Step::opening;
    std::string m_exporting_to;          ///< the medium's id
    std::set<std::string> m_interrupted; ///< media where an export was begun and not finished
    std::optional<std::vector<media::Medium>> m_looked_at; ///< where unfinished exports are looked for
    bool m_unfinished = false;
    bool m_lock_shown = false;
    base::BackgroundTask<Found> m_search;
    base::BackgroundTask<Outcome> m_export; ///< last: it uses the others
};

} // namespace app
