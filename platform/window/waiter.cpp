#include "platform/window/waiter.h"

#include <algorithm>
#include <cstdint>
#include <fcntl.h>
#include <filesystem>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <system_error>
#include <utility>

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
    static_cast<void>(open_devices()); // those of the beginning are no news
}

Waiter::News Waiter::open_devices() {
    const std::vector<Device> before = std::exchange(m_devices, {});
    const auto knows = [](const std::vector<Device>& devices, std::uint64_t identity) {
        return std::any_of(devices.begin(), devices.end(),
                           [&](const Device& one) { return one.identity == identity; });
    };
    News news;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(m_input_folder, error)) {
        if (!entry.path().filename().string().starts_with("event")) continue;
        base::FileDescriptor device(::open(entry.path().c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
        struct stat status {};
        if (!device || ::fstat(device.get(), &status) != 0)
            continue; // not allowed yet: its rights come later
        news.device_came = news.device_came || !knows(before, status.st_ino);
        m_devices.push_back({std::move(device), status.st_ino});
    }
    news.device_went = std::any_of(before.begin(), before.end(),
                                   [&](const Device& one) { return !knows(m_devices, one.identity); });
    return news;
}

Waiter::News Waiter::wait(int timeout_ms) {
    std::vector<pollfd> polled{{m_wake.get(), POLLIN, 0}};
    if (m_folder_watch) polled.push_back({m_folder_watch.get(), POLLIN, 0});
    for (const Device& device : m_devices)
        polled.push_back({device.descriptor.get(), POLLIN, 0});
    if (::poll(polled.data(), polled.size(), timeout_ms) <= 0) return {};
    bool devices_changed = false;
    for (const pollfd& one : polled) {
        if (one.revents == 0) continue;
        drain(one.fd);
        const bool is_device = one.fd != m_wake.get() && one.fd != m_folder_watch.get();
        devices_changed = devices_changed || one.fd == m_folder_watch.get() ||
                          (is_device && (one.revents & (POLLERR | POLLHUP | POLLNVAL)) != 0);
    }
    return devices_changed ? open_devices() : News{};
}

void Waiter::wake() {
    const std::uint64_t one = 1;
    if (::write(m_wake.get(), &one, sizeof one) < 0) return; // full: a wake-up is pending already
}

} // namespace window
