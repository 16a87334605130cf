#include "kiosk/app/backup_keeper.h"

#include <fmt/format.h>
#include <utility>

namespace app {

using ledger::BackupOutcome;
using ledger::BackupTrouble;

BackupKeeper::BackupKeeper(Parts parts) : m_parts(std::move(parts)), m_backup(m_parts.wake) {
    m_counted = m_parts.ledger.number_setting("backup.commitments");
    commitment_kept(); // those of the last run count
}

void BackupKeeper::commitment_kept() {
    if (m_parts.folder.empty()) return;
    const std::int64_t come = m_parts.ledger.count() - m_counted;
    if (come >= commitments_between || come < 0) begin(); // below 0: a recovery could not save all
}

void BackupKeeper::begin() {
    if (m_parts.folder.empty()) return;
    m_again = m_backup.running();
    if (m_again) return;
    m_counted = m_parts.ledger.count();
    if (const base::Status begun = m_backup.begin([this] { return run(); }); !begun)
        take({BackupTrouble::failed, "cannot back up: " + begun.error().message, 0});
}

BackupOutcome BackupKeeper::run() const {
    const auto own =
        ledger::Ledger::open(m_parts.data, m_parts.clock, m_parts.random, ledger::Access::shared);
    if (!own) return {BackupTrouble::failed, own.error().message, 0};
    return ledger::make_backup(*own, m_parts.data, m_parts.folder);
}

void BackupKeeper::tick() {
    const std::optional<BackupOutcome> ended = m_backup.collect();
    if (!ended) return;
    take(*ended);
    if (m_again) begin();
}

void BackupKeeper::take(const BackupOutcome& outcome) {
    m_trouble = outcome.trouble;
    if (m_trouble != BackupTrouble::none) {
        m_parts.log.write(service::Priority::warning, outcome.detail, {{"EVENT", "backup_failed"}});
        return;
    }
    m_parts.log.write(service::Priority::info, fmt::format("backed up {} commitments", outcome.commitments),
                      {{"EVENT", "backup"}, {"KEPT", std::to_string(outcome.commitments)}});
    // Where these cannot be kept, the next start makes one backup more.
    static_cast<void>(m_parts.ledger.set_setting("backup.commitments", std::to_string(outcome.commitments)));
    static_cast<void>(
        m_parts.ledger.set_setting("backup.last", std::to_string(m_parts.ledger.clock().utc_ms())));
}

std::optional<screens::BackupView> BackupKeeper::view() const {
    if (m_parts.folder.empty()) return std::nullopt;
    return screens::BackupView{m_parts.ledger.number_setting("backup.last"), m_trouble};
}

} // namespace app
