#pragma once

#include "kiosk/ledger/ledger.h"

#include <string_view>

namespace ledger {

/// The staff's PIN: 4 to 12 digits, kept as an Argon2id hash in the ledger's settings (libsodium).
/// After 5 misses it is locked for 15 s, doubling with each further miss up to an hour. The wait is counted
/// on the boot's own clock, so setting the time does not shorten it; after a restart of the machine it begins
/// anew, and so always ends by itself.
class StaffPin {
  public:
    explicit StaffPin(Ledger& ledger, base::Clock& clock);

    [[nodiscard]] bool is_set() const;
    /// Fails, in one sentence, when it is not 4 to 12 digits or cannot be kept. Ends a lock.
    [[nodiscard]] base::Status set(std::string_view digits);

    enum class Answer { right, wrong, locked };
    /// Works also when the disk is full: misses are then counted in memory only.
    [[nodiscard]] base::Result<Answer> check(std::string_view digits);
    /// Milliseconds until another try is allowed; 0 when it is now.
    [[nodiscard]] std::int64_t locked_for_ms() const;

  private:
    /// Kept as the setting "pin.state".
    struct State {
        std::int64_t misses = 0;
        std::int64_t locked_at_ms = 0; ///< on the clock of `boot`
        std::string boot;
    };
    [[nodiscard]] State read_state() const;
    void keep_state(const State& state) const;

    Ledger& m_ledger;
    base::Clock& m_clock;
    std::string m_boot;
    mutable std::optional<State> m_unkept; ///< the state when the disk did not take it
};

} // namespace ledger
