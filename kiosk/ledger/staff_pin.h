#pragma once

#include "kiosk/ledger/ledger.h"

#include <string_view>

namespace ledger {

/// The staff's PIN: 4 to 12 digits, kept as an Argon2id hash in the ledger's settings (libsodium).
/// After 5 misses it is locked for 15 s, doubling with each further miss up to an hour; a restart does not shorten it.
class StaffPin {
  public:
    explicit StaffPin(Ledger& ledger, base::Clock& clock) : m_ledger(ledger), m_clock(clock) {}

    [[nodiscard]] bool is_set() const;
    /// Fails, in one sentence, when it is not 4 to 12 digits or cannot be kept.
    [[nodiscard]] base::Status set(std::string_view digits);

    enum class Answer { right, wrong, locked };
    [[nodiscard]] base::Result<Answer> check(std::string_view digits);
    /// Milliseconds until another try is allowed; 0 when it is now.
    [[nodiscard]] std::int64_t locked_for_ms() const;

  private:
    Ledger& m_ledger;
    base::Clock& m_clock;
};

} // namespace ledger
