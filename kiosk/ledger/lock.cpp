#include "kiosk/ledger/lock.h"

#include <cerrno>
#include <chrono>
#include <fcntl.h>
#include <sys/file.h>
#include <thread>

namespace ledger {

base::Result<std::optional<Lock>> Lock::take(const std::filesystem::path& folder, int patience_ms) {
    const std::filesystem::path path = folder / "ledger.lock";
    base::FileDescriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644));
    if (!file) return base::fail_errno("open", path);
    constexpr int step_ms = 50;
    for (int waited = 0;; waited += step_ms) {
        if (::flock(file.get(), LOCK_EX | LOCK_NB) == 0) return Lock(std::move(file));
        if (errno != EWOULDBLOCK && errno != EINTR) return base::fail_errno("lock", path);
        if (waited >= patience_ms) return std::optional<Lock>();
        std::this_thread::sleep_for(std::chrono::milliseconds(step_ms));
    }
}

} // namespace ledger
