#pragma once

#include "platform/base/files.h"
#include "platform/media/system_bus.h"

#include <atomic>
#include <deque>
#include <filesystem>
#include <functional>
#include <future>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <sys/types.h>
#include <thread>
#include <vector>

/// A bus of the test's own. Needs dbus-daemon; empty address when it is not there.
class PrivateBus {
  public:
    explicit PrivateBus(const std::filesystem::path& folder);
    ~PrivateBus();
    PrivateBus(const PrivateBus&) = delete;
    PrivateBus& operator=(const PrivateBus&) = delete;
    [[nodiscard]] const std::string& address() const { return m_address; }

  private:
    std::string m_address;
    pid_t m_daemon = -1;
};

/// A stick that the tests plug in. Its file system is a folder, which a mount moves to the mount point.
struct FakeStick {
    std::string name; ///< of its objects, its folder and its volume
    std::string usage = "filesystem", type = "vfat", uuid = "1234-ABCD";
    bool read_only = false, partitioned = true, can_power_off = true, ejectable = true;
    std::string sibling = {};
};

/// UDisks2 as far as the kiosk uses it, on a private bus, in a thread of its own; real folders for mounts.
class FakeUdisks {
  public:
    /// What becomes of one call of Mount, Unmount, Eject or PowerOff.
    struct Event {
        enum class Kind {
            none,
            fail,          ///< with the error `name`
            already,       ///< somebody else did it a moment before: it fails with `name`
            pull_and_fail, ///< the stick is pulled, its objects go, the call fails
            fail_and_pull, ///< the call fails, then the objects go
            pull_unheard,  ///< pulled, and never a reply
            done_unheard,  ///< done, and never a reply
            unheard,       ///< not done, and never a reply
            restart,       ///< the daemon dies in the middle and comes back
            die_after,     ///< it is done, answered, and the daemon restarts
            change,        ///< properties change, before and after
            other_comes,   ///< another stick is plugged in
            replug,        ///< pulled and plugged in again before the call fails
            late,          ///< it takes a while
        };
        Kind kind = Kind::none;
        std::string name = "org.freedesktop.UDisks2.Error.Failed";
    };

    FakeUdisks(std::string address, std::filesystem::path folder);
    ~FakeUdisks();
    FakeUdisks(const FakeUdisks&) = delete;
    FakeUdisks& operator=(const FakeUdisks&) = delete;

    void plug(const FakeStick& stick);
    /// As the kernel and UDisks2 do: the mount goes lazily, an empty folder may stay for a moment.
    void pull(const std::string& name);
    void restart();
    void change(const std::string& name);
    /// Somebody else mounts it.
    void mount_for_others(const std::string& name);
    /// The n-th action from now on (0: the next).
    void plan(int nth, Event event);
    void forget_plan();

    [[nodiscard]] std::filesystem::path mount_point(const std::string& name) const {
        return m_folder / "mnt" / name;
    }
    /// What lies on the stick, wherever that is now.
    [[nodiscard]] std::filesystem::path contents(const std::string& name);
    [[nodiscard]] bool is_mounted(const std::string& name);
    /// "Mount a", in the order in which they were asked for.
    [[nodiscard]] std::vector<std::string> actions();
    /// What the kiosk must never do, and did.
    [[nodiscard]] std::vector<std::string> crimes();
    /// Files that were written under mount points when nothing was mounted there.
    [[nodiscard]] std::vector<std::filesystem::path> strays();

  private:
    struct State {
        FakeStick stick;
        bool present = false, mounted = false, others = false;
    };
    void run();
    void open_bus();
    void in_thread(const std::function<void()>& work);
    static int on_message(sd_bus_message* message, void* fake, sd_bus_error* error);
    [[nodiscard]] int handle(sd_bus_message& message);
    void act(sd_bus_message& message, const std::string& name, const std::string& action);
    [[nodiscard]] std::string perform(State& state, const std::string& action); ///< error name, or empty
    void answer(sd_bus_message& message, const State& state, const std::string& action,
                const std::string& error);
    void in_place_restart();
    void answer_late(sd_bus_message& message, const std::string& name, const std::string& action);
    void answer_property(sd_bus_message& message, const std::string& path);
    void note_crimes(sd_bus_message& message, const State& state, const std::string& action);
    void append_objects(sd_bus_message& reply, const State& state);
    void append_object(sd_bus_message& message, const State& state, const std::string& path);
    [[nodiscard]] std::vector<std::string> paths_of(const State& state) const;
    void announce(const State& state);
    void plug_now(const FakeStick& stick);
    void pull_now(const std::string& name);
    void change_now(const State& state);
    void mounts_changed(const State& state);
    [[nodiscard]] std::filesystem::path store(const std::string& name) const {
        return m_folder / "store" / name;
    }

    std::string m_address;
    std::filesystem::path m_folder;
    base::FileDescriptor m_wake;
    std::mutex m_mutex; ///< guards m_work
    std::deque<std::function<void()>> m_work;
    std::atomic<bool> m_stop = false;
    // All below belong to the thread.
    media::BusPtr m_bus;
    std::map<std::string, State> m_sticks;
    std::map<int, Event> m_plan;
    int m_next = 0;
    std::set<std::string> m_active; ///< sticks with an action that is not yet answered
    std::function<bool()> m_late;   ///< answers a held call when it is time; true when done
    std::vector<std::string> m_actions, m_crimes;
    std::thread m_thread;
};
