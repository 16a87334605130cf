#include "platform/media/udisks_watch.h"

#include <algorithm>
#include <cstring>
#include <poll.h>
#include <sys/eventfd.h>
#include <system_error>

namespace media {
namespace {

using std::chrono::milliseconds;

constexpr const char* signals = "type='signal',sender='org.freedesktop.UDisks2'";
constexpr const char* owners = "type='signal',sender='org.freedesktop.DBus',interface='org.freedesktop.DBus',"
                               "member='NameOwnerChanged',arg0='org.freedesktop.UDisks2'";
constexpr std::uint64_t answer_us = 30'000'000;

bool is_absence(const char* error) {
    return std::strcmp(error, "org.freedesktop.DBus.Error.ServiceUnknown") == 0 ||
           std::strcmp(error, "org.freedesktop.DBus.Error.NameHasNoOwner") == 0 ||
           std::strncmp(error, "org.freedesktop.DBus.Error.Spawn.", 33) == 0 ||
           std::strncmp(error, "org.freedesktop.systemd1.", 25) == 0;
}

} // namespace

UdisksWatch::UdisksWatch(std::string address, milliseconds again)
    : m_address(std::move(address)), m_again(again), m_stop(::eventfd(0, EFD_CLOEXEC)) {
    try {
        m_thread = std::thread([this] { run(); });
    } catch (const std::system_error&) {
        m_service = Service::absent;
    }
}

UdisksWatch::~UdisksWatch() {
    m_stopping = true;
    ::eventfd_write(m_stop.get(), 1);
    if (m_thread.joinable()) m_thread.join();
}

UdisksWatch::Service UdisksWatch::service() const {
    const std::lock_guard lock(m_mutex);
    return m_service;
}

std::vector<Stick> UdisksWatch::sticks() const {
    const std::lock_guard lock(m_mutex);
    std::vector<Stick> sticks = m_objects.sticks();
    const auto arrival = [&](const Stick& stick) {
        const auto found = m_arrivals.find(stick.drive);
        return found == m_arrivals.end() ? 0 : found->second;
    };
    std::stable_sort(sticks.begin(), sticks.end(),
                     [&](const Stick& one, const Stick& other) { return arrival(one) < arrival(other); });
    return sticks;
}

std::optional<Stick> UdisksWatch::find(const std::string& drive) const {
    const std::lock_guard lock(m_mutex);
    for (Stick& stick : m_objects.sticks())
        if (stick.drive == drive) return std::move(stick);
    return std::nullopt;
}

std::vector<std::filesystem::path> UdisksWatch::mount_points(const std::string& block) const {
    const std::lock_guard lock(m_mutex);
    return m_objects.mount_points(block);
}

bool UdisksWatch::is_gone(const std::string& block) const {
    const std::lock_guard lock(m_mutex);
    return m_complete && !m_objects.has(block);
}

int UdisksWatch::restarts() const {
    const std::lock_guard lock(m_mutex);
    return m_restarts;
}

bool UdisksWatch::reserve(const std::string& drive) {
    const std::lock_guard lock(m_mutex);
    return m_reserved.insert(drive).second;
}

void UdisksWatch::release(const std::string& drive) {
    const std::lock_guard lock(m_mutex);
    m_reserved.erase(drive);
}

void UdisksWatch::note_mount(const std::string& block) {
    const std::lock_guard lock(m_mutex);
    m_mounts.insert(block);
}

void UdisksWatch::forget_mount(const std::string& block) {
    const std::lock_guard lock(m_mutex);
    m_mounts.erase(block);
}

bool UdisksWatch::mounted_by_us(const std::string& block) const {
    const std::lock_guard lock(m_mutex);
    return m_mounts.contains(block);
}

void UdisksWatch::number_sticks() {
    const auto sticks = m_objects.sticks();
    std::erase_if(m_arrivals, [&](const auto& known) { return !m_objects.has(known.first); });
    for (const Stick& stick : sticks)
        if (m_arrivals.try_emplace(stick.drive, m_last_arrival + 1).second) ++m_last_arrival;
    if (m_complete) std::erase_if(m_mounts, [&](const auto& block) { return !m_objects.has(block); });
}

// --- the thread

void UdisksWatch::run() {
    while (!m_stopping) {
        if (const auto bus = connect(m_address)) {
            follow(**bus);
            const std::lock_guard lock(m_mutex);
            m_objects.clear();
            m_complete = false;
            ++m_restarts;
        } else {
            const std::lock_guard lock(m_mutex);
            if (m_service == Service::unknown) m_service = Service::absent;
        }
        if (!sleep(nullptr, m_again)) return;
    }
}

void UdisksWatch::follow(sd_bus& bus) {
    if (sd_bus_add_match_async(&bus, nullptr, signals, on_signal, nullptr, this) < 0) return;
    if (sd_bus_add_match_async(&bus, nullptr, owners, on_owner, nullptr, this) < 0) return;
    m_ask = false;
    m_ask_now = true;
    while (!m_stopping) {
        if (std::exchange(m_ask_now, false)) ask_for_all(bus);
        const int processed = sd_bus_process(&bus, nullptr);
        if (processed < 0) return;
        if (processed > 0) continue;
        const bool ask_later = m_ask;
        if (!sleep(&bus, ask_later ? m_again : milliseconds(-1))) return;
        if (ask_later) {
            m_ask = false;
            m_ask_now = true;
        }
    }
}

void UdisksWatch::ask_for_all(sd_bus& bus) {
    sd_bus_message* raw = nullptr;
    if (sd_bus_message_new_method_call(&bus, &raw, udisks_name, udisks_path,
                                       "org.freedesktop.DBus.ObjectManager", "GetManagedObjects") < 0)
        return;
    const MessagePtr message(raw);
    static_cast<void>(sd_bus_call_async(&bus, nullptr, raw, on_all, this, answer_us));
}

/// Until the bus has something, or for `longest` (negative: no limit); false when it is time to stop.
bool UdisksWatch::sleep(sd_bus* bus, milliseconds longest) {
    pollfd wanted[2] = {{m_stop.get(), POLLIN, 0}, {-1, 0, 0}};
    std::int64_t wait = longest.count();
    if (bus != nullptr) {
        wanted[1].fd = sd_bus_get_fd(bus);
        wanted[1].events = static_cast<short>(sd_bus_get_events(bus));
        std::uint64_t until = UINT64_MAX;
        if (sd_bus_get_timeout(bus, &until) >= 0 && until != UINT64_MAX) {
            const auto now = std::chrono::duration_cast<std::chrono::microseconds>(
                                 std::chrono::steady_clock::now().time_since_epoch())
                                 .count();
            const std::int64_t left =
                std::max<std::int64_t>(0, (static_cast<std::int64_t>(until) - now + 999) / 1000);
            wait = wait < 0 ? left : std::min(wait, left);
        }
    }
    ::poll(wanted, bus == nullptr ? 1 : 2, static_cast<int>(std::min<std::int64_t>(wait, 3'600'000)));
    return !m_stopping;
}

int UdisksWatch::on_signal(sd_bus_message* signal, void* watch, sd_bus_error* /*error*/) {
    static_cast<UdisksWatch*>(watch)->heard(*signal);
    return 0;
}

int UdisksWatch::on_owner(sd_bus_message* signal, void* watch, sd_bus_error* /*error*/) {
    static_cast<UdisksWatch*>(watch)->owner_changed(*signal);
    return 0;
}

int UdisksWatch::on_all(sd_bus_message* reply, void* watch, sd_bus_error* /*error*/) {
    static_cast<UdisksWatch*>(watch)->took_all(*reply);
    return 0;
}

void UdisksWatch::heard(sd_bus_message& signal) {
    const char* path = nullptr;
    const std::lock_guard lock(m_mutex);
    if (sd_bus_message_is_signal(&signal, "org.freedesktop.DBus.ObjectManager", "InterfacesAdded") > 0) {
        Interfaces interfaces;
        if (sd_bus_message_read(&signal, "o", &path) > 0 && read_interfaces(signal, interfaces))
            m_objects.add(path, interfaces);
    } else if (sd_bus_message_is_signal(&signal, "org.freedesktop.DBus.ObjectManager", "InterfacesRemoved") >
               0) {
        std::vector<std::string> interfaces;
        if (sd_bus_message_read(&signal, "o", &path) > 0 && read_strings(signal, interfaces))
            m_objects.remove(path, interfaces);
    } else if (sd_bus_message_is_signal(&signal, "org.freedesktop.DBus.Properties", "PropertiesChanged") >
               0) {
        const char* interface = nullptr;
        Properties changed;
        std::vector<std::string> invalidated;
        if (sd_bus_message_read(&signal, "s", &interface) > 0 && read_properties(signal, changed) &&
            read_strings(signal, invalidated))
            m_ask_now =
                !m_objects.change(sd_bus_message_get_path(&signal), interface, changed, invalidated) ||
                m_ask_now;
    }
    number_sticks();
}

void UdisksWatch::owner_changed(sd_bus_message& signal) {
    const char *name = nullptr, *before = nullptr, *now = nullptr;
    if (sd_bus_message_read(&signal, "sss", &name, &before, &now) <= 0) return;
    const std::lock_guard lock(m_mutex);
    if (*before != '\0') {
        m_objects.clear();
        m_complete = false;
        ++m_restarts;
        m_ask = true; // which starts it again, if nothing else does
    }
    if (*now != '\0') m_ask_now = true;
}

void UdisksWatch::took_all(sd_bus_message& reply) {
    const std::lock_guard lock(m_mutex);
    if (const sd_bus_error* error = sd_bus_message_get_error(&reply)) {
        if (m_service == Service::unknown && is_absence(error->name)) m_service = Service::absent;
        m_ask = true;
        return;
    }
    std::map<std::string, Interfaces> all;
    bool whole = sd_bus_message_enter_container(&reply, 'a', "{oa{sa{sv}}}") > 0;
    while (whole && sd_bus_message_enter_container(&reply, 'e', "oa{sa{sv}}") > 0) {
        const char* path = nullptr;
        whole = sd_bus_message_read(&reply, "o", &path) > 0 && read_interfaces(reply, all[path]) &&
                sd_bus_message_exit_container(&reply) >= 0;
    }
    m_ask = !whole;
    if (!whole) return;
    m_service = Service::there;
    m_objects.replace(std::move(all));
    m_complete = true;
    number_sticks();
}

} // namespace media
