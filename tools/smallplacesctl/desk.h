#pragma once

#include "kiosk/ledger/ledger.h"
#include "platform/base/clock.h"
#include "platform/base/random.h"

#include <filesystem>

/// A kiosk's data folder, as whoever looks after the machine works with it from the shell.
struct Desk {
    base::SystemClock clock;
    base::SystemRandom random;

    /// Beside a kiosk that may be running; makes the ledger where there is none. Says on stderr when it had
    /// to be recovered. Must not outlive the desk.
    [[nodiscard]] base::Result<ledger::Ledger> open(const std::filesystem::path& folder);
    /// Fails where there is none.
    [[nodiscard]] base::Result<ledger::Ledger> open_existing(const std::filesystem::path& folder);
};

/// Root goes on as the user to whom the folder belongs, for good: the kiosk could not write what root makes
/// there, and would not start. Does nothing for others, nor where there is no such folder yet.
[[nodiscard]] base::Status act_as_owner(const std::filesystem::path& folder);
