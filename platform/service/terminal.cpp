#include "platform/service/terminal.h"

#include <cerrno>
#include <cstring>
#include <fmt/format.h>
#include <linux/major.h>
#include <linux/vt.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

namespace service {

std::optional<int> own_terminal() {
    constexpr unsigned most_terminals = 63;
    struct stat info {};
    if (::fstat(STDIN_FILENO, &info) != 0 || !S_ISCHR(info.st_mode)) return std::nullopt;
    const unsigned number = minor(info.st_rdev);
    if (major(info.st_rdev) != TTY_MAJOR || number < 1 || number > most_terminals) return std::nullopt;
    return static_cast<int>(number);
}

base::Status show_own_terminal() {
    const std::optional<int> number = own_terminal();
    if (!number) return {};
    if (::ioctl(STDIN_FILENO, VT_ACTIVATE, *number) == 0) return {};
    return base::fail(fmt::format("cannot show the terminal /dev/tty{}: {}", *number, std::strerror(errno)));
}

} // namespace service
