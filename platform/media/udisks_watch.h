#pragma once

#include "platform/base/files.h"
#include "platform/media/system_bus.h"

#include <atomic>
#include <chrono>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <thread>

namespace media {

/// Follows UDisks2 in a thread of its own, which sleeps until there is something to hear: nothing is polled.
/// Outlives daemons and buses that go and come back. All other members may be called from any thread.
class UdisksWatch {
  public:
    enum class Service {
        unknown, ///< no answer yet
        absent, ///< there is no system bus, it knows of no UDisks2, or the machine has no thread to follow it
        there,  ///< also while it restarts
    };
    /// `again` is the time between two tries to reach a bus or a daemon that is not there.
    UdisksWatch(std::string address, std::chrono::milliseconds again);
    ~UdisksWatch();
    UdisksWatch(const UdisksWatch&) = delete;
    UdisksWatch& operator=(const UdisksWatch&) = delete;

    [[nodiscard]] Service service() const;
    /// Those that came last are last.
    [[nodiscard]] std::vector<Stick> sticks() const;
    [[nodiscard]] std::optional<Stick> find(const std::string& drive) const;
    [[nodiscard]] std::vector<std::filesystem::path> mount_points(const std::string& block) const;
    /// UDisks2 is there and has said that the block device is gone.
    [[nodiscard]] bool is_gone(const std::string& block) const;
    /// How often the daemon went away.
    [[nodiscard]] int restarts() const;

    /// One piece of work on a drive at a time.
    [[nodiscard]] bool reserve(const std::string& drive);
    void release(const std::string& drive);
    /// We asked for a mount of this block, and have not seen it unmounted or taken out since.
    void note_mount(const std::string& block);
    void forget_mount(const std::string& block);
    [[nodiscard]] bool mounted_by_us(const std::string& block) const;

  private:
    void run();
    void follow(sd_bus& bus);
    void ask_for_all(sd_bus& bus);
    [[nodiscard]] bool sleep(sd_bus* bus, std::chrono::milliseconds longest);
    void heard(sd_bus_message& signal);
    void owner_changed(sd_bus_message& signal);
    void took_all(sd_bus_message& reply);
    void number_sticks(); ///< with m_mutex held
    static int on_signal(sd_bus_message* signal, void* watch, sd_bus_error* error);
    static int on_owner(sd_bus_message* signal, void* watch, sd_bus_error* error);
    static int on_all(sd_bus_message* reply, void* watch, sd_bus_error* error);

    const std::string m_address;
    const std::chrono::milliseconds m_again;
    base::FileDescriptor m_stop;
    std::atomic<bool> m_stopping = false;
    bool m_ask = false; ///< the thread's own: all is to be asked for, after m_again
    bool m_ask_now = false;

    mutable std::mutex m_mutex; ///< guards all below
    Service m_service = Service::unknown;
    UdisksObjects m_objects;
    bool m_complete = false; ///< m_objects is what a living daemon told
    int m_restarts = 0;
    std::map<std::string, int> m_arrivals; ///< by drive
    int m_last_arrival = 0;
    std::set<std::string> m_reserved, m_mounts;

    std::thread m_thread; ///< last: it uses all above
};

} // namespace media
