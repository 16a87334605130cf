#include "platform/base/random.h"

#include <cerrno>
#include <cstdlib>
#include <sys/random.h>

namespace base {

void SystemRandom::fill(std::span<std::uint8_t> bytes) {
    std::size_t done = 0;
    while (done < bytes.size()) {
        const ssize_t got = getrandom(bytes.data() + done, bytes.size() - done, 0);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) std::abort(); // the kernel's generator cannot fail on a machine that has booted
        done += static_cast<std::size_t>(got);
    }
}

void SeededRandom::fill(std::span<std::uint8_t> bytes) {
    const std::lock_guard lock(m_mutex);
    for (std::uint8_t& byte : bytes)
        byte = static_cast<std::uint8_t>(m_engine());
}

} // namespace base
