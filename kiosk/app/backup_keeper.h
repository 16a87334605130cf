#pragma once

#include "kiosk/ledger/backup.h"
#include "kiosk/ledger/ledger.h"
#include "kiosk/screens/staff.h"
#include "platform/service/log.h"

#include <filesystem>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

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
    ~BackupKeeper();
    BackupKeeper(const BackupKeeper&) = delete;
    BackupKeeper& operator=(const BackupKeeper&) = delete;

    /// A commitment was kept: a backup begins when a hundred have come since the last one.
    void commitment_kept();
    /// As soon as the one that is running has ended.
    void begin();
    /// Collects the result of a backup that ended.
    void tick();
    [[nodiscard]] bool running() const { return m_running; }
    /// What staff are to know; nothing where there are no backups.
    [[nodiscard]] std::optional<screens::BackupView> view() const;

  private:
    [[nodiscard]] ledger::BackupOutcome run() const;
    void take(const ledger::BackupOutcome& outcome);

    Parts m_parts;
    std::thread m_thread;
    bool m_running = false;
    bool m_again = false;
    std::int64_t m_counted = 0; ///< commitments when a backup was last tried
    ledger::BackupTrouble m_trouble = ledger::BackupTrouble::none;
    std::mutex m_mutex;
    std::optional<ledger::BackupOutcome> m_finished; ///< guarded by m_mutex
};

} // namespace app
