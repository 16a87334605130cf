#include "platform/window/waiter.h"

#include <cstdint>
#include <fcntl.h>
#include <filesystem>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <system_error>

namespace window {

namespace {

void drain(int fd) {
    char buffer[4096];
    while (::read(fd, buffer, sizeof buffer) > 0) {
    }
}

} // namespace

Waiter::Waiter(const char* input_folder)
    : m_input_folder(input_folder), m_wake(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
    if (m_input_folder == nullptr || *m_input_folder == '\0') return;
    m_folder_watch = base::FileDescriptor(::inotify_init1(IN_CLOEXEC | IN_NONBLOCK));
    if (m_folder_watch)
        ::inotify_add_watch(m_folder_watch.get(), m_input_folder, IN_CREATE | IN_DELETE | IN_ATTRIB);
    open_devices();
}

void Waiter::open_devices() {
    m_devices.clear();
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(m_input_folder, error)) {
        if (!entry.path().filename().string().starts_with("event")) continue;
        base::FileDescriptor device(::open(entry.path().c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
        if (device) m_devices.push_back(std::move(device));
    }
}

void Waiter::wait(int timeout_ms) {
    std::vector<pollfd> polled{{m_wake.get(), POLLIN, 0}};
    if (m_folder_watch) polled.push_back({m_folder_watch.get(), POLLIN, 0});
    for (const base::FileDescriptor& device : m_devices)
        polled.push_back({device.get(), POLLIN, 0});
    if (::poll(polled.data(), polled.size(), timeout_ms) <= 0) return;
    bool devices_changed = false;
    for (const pollfd& one : polled) {
        if (one.revents == 0) continue;
        drain(one.fd);
        const bool is_device = one.fd != m_wake.get() && one.fd != m_folder_watch.get();
        devices_changed = devices_changed || one.fd == m_folder_watch.get() ||
                          (is_device && (one.revents & (POLLERR | POLLHUP | POLLNVAL)) != 0);
    }
    if (devices_changed) open_devices();
}

void Waiter::wake() {
    const std::uint64_t one = 1;
    if (::write(m_wake.get(), &one, sizeof one) < 0) return; // full: a wake-up is pending already
}

} // namespace window
