#pragma once

#include "kiosk/ledger/backup.h"
#include "kiosk/ledger/ledger.h"
#include "kiosk/screens/staff.h"
#include "platform/base/background_task.h"
#include "platform/service/log.h"

#include <filesystem>
#include <functional>
#include <optional>

namespace app {

/// Copies the ledger into a second place after every export and every hundred commitments, in a thread of its
/// own with a ledger of its own: no visitor waits for it.
class BackupKeeper {
  public:
    static constexpr std::int64_t commitments_between = 100;
    struct Parts {
        ledger::Ledger& ledger;
        base::Clock& clock; ///< the machine's
        base::Random& random;
        std::filesystem::path data;
        std::filesystem::path folder; ///< empty: there are no backups
        std::function<void()> wake;   ///< called from the thread when a backup ended
        service::Log log = service::Log();
    };
    explicit BackupKeeper(Parts parts);

    /// A commitment was kept: a backup begins when a hundred have come since the last one.
    void commitment_kept();
    /// As soon as the one that is running has ended.
    void begin();
    /// Collects the result of a backup that ended.
    void tick();
    [[nodiscard]] bool running() const { return m_backup.running(); }
    /// What staff are to know; nothing where there are no backups.
    [[nodiscard]] std::optional<screens::BackupView> view() const;

  private:
    [[nodiscard]] ledger::BackupOutcome run() const;
    void take(const ledger::BackupOutcome& outcome);

    Parts m_parts;
    bool m_again = false;
    std::int64_t m_counted = 0; ///< commitments when a backup was last tried
    ledger::BackupTrouble m_trouble = ledger::BackupTrouble::none;
    base::BackgroundTask<ledger::BackupOutcome> m_backup; ///< last: it uses m_parts
};

} // namespace app
