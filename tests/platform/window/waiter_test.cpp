#include "platform/window/waiter.h"

#include "tests/temporary_folder.h"

#include <chrono>
#include <cstdint>
#include <doctest/doctest.h>
#include <fcntl.h>
#include <filesystem>
#include <string>
#include <sys/stat.h>
#include <thread>

namespace fs = std::filesystem;

namespace {

/// How long a wait took; `meanwhile` runs in another thread after a moment.
template <class Action>
std::int64_t waited_ms(window::Waiter& waiter, int timeout_ms, Action meanwhile) {
    const auto start = std::chrono::steady_clock::now();
    std::thread other([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(30));
        meanwhile();
    });
    waiter.wait(timeout_ms);
    const auto end = std::chrono::steady_clock::now();
    other.join();
    return std::chrono::duration_cast<std::chrono::milliseconds>(end - start).count();
}

class InputFolder {
  public:
    [[nodiscard]] const char* name() const { return m_folder.path().c_str(); }
    /// A pipe stands in for the kernel's device.
    [[nodiscard]] base::FileDescriptor plug_in(const std::string& device) const {
        REQUIRE(::mkfifo((m_folder / device).c_str(), 0600) == 0);
        return base::FileDescriptor(::open((m_folder / device).c_str(), O_RDWR | O_NONBLOCK | O_CLOEXEC));
    }

  private:
    TemporaryFolder m_folder;
};

void press(const base::FileDescriptor& device) {
    CHECK(::write(device.get(), "press", 5) == 5);
}

constexpr int patience_ms = 5000;
constexpr std::int64_t soon_ms = 2000;

} // namespace

TEST_CASE("without news a wait ends when its time is over") {
    window::Waiter waiter("");
    const std::int64_t waited = waited_ms(waiter, 60, [] {});
    CHECK(waited >= 55);
    CHECK(waited < soon_ms);
}

TEST_CASE("waking ends a wait, once, also when it comes before") {
    window::Waiter waiter("");
    CHECK(waited_ms(waiter, patience_ms, [&] { waiter.wake(); }) < soon_ms);
    waiter.wake();
    waiter.wake();
    CHECK(waited_ms(waiter, patience_ms, [] {}) < soon_ms);
    CHECK(waited_ms(waiter, 60, [] {}) >= 55);
}

TEST_CASE("a device that is there ends a wait, and is listened to again") {
    const InputFolder folder;
    const base::FileDescriptor device = folder.plug_in("event0");
    window::Waiter waiter(folder.name());
    for (int i = 0; i < 3; ++i)
        CHECK(waited_ms(waiter, patience_ms, [&] { press(device); }) < soon_ms);
    CHECK(waited_ms(waiter, 60, [] {}) >= 55);
}

TEST_CASE("a device that is plugged in later is heard, one that is no input is not") {
    const InputFolder folder;
    window::Waiter waiter(folder.name());
    const base::FileDescriptor other = folder.plug_in("mouse0");
    const base::FileDescriptor device = folder.plug_in("event3");
    waiter.wait(patience_ms); // hears of the new names
    CHECK(waited_ms(waiter, patience_ms, [&] { press(device); }) < soon_ms);
    CHECK(waited_ms(waiter, 100, [&] { press(other); }) >= 95);
}

TEST_CASE("a device that goes away does not keep the waiter awake") {
    const InputFolder folder;
    {
        const base::FileDescriptor device = folder.plug_in("event0");
        window::Waiter waiter(folder.name());
        CHECK(waited_ms(waiter, patience_ms, [&] { press(device); }) < soon_ms);
    }
    window::Waiter waiter(folder.name());
    fs::remove(fs::path(folder.name()) / "event0");
    waiter.wait(patience_ms); // hears that the name went
    CHECK(waited_ms(waiter, 60, [] {}) >= 55);
}

TEST_CASE("a folder that is not there is like no devices") {
    window::Waiter waiter("/nowhere/at/all");
    CHECK(waited_ms(waiter, patience_ms, [&] { waiter.wake(); }) < soon_ms);
}

TEST_CASE("a device that comes or goes is told, once, and those of the beginning are not") {
    const InputFolder folder;
    const base::FileDescriptor first = folder.plug_in("event0");
    window::Waiter waiter(folder.name());
    CHECK_FALSE(waiter.wait(60).device_came);
    const base::FileDescriptor second = folder.plug_in("event1");
    const auto came = waiter.wait(patience_ms);
    CHECK(came.device_came);
    CHECK_FALSE(came.device_went);
    CHECK_FALSE(waiter.wait(60).device_came);
    fs::remove(fs::path(folder.name()) / "event0");
    const auto went = waiter.wait(patience_ms);
    CHECK(went.device_went);
    CHECK_FALSE(went.device_came);
}

TEST_CASE("another device of the same name is another device") {
    const InputFolder folder;
    const base::FileDescriptor first = folder.plug_in("event0");
    window::Waiter waiter(folder.name());
    fs::remove(fs::path(folder.name()) / "event0");
    const base::FileDescriptor second = folder.plug_in("event0");
    const auto news = waiter.wait(patience_ms);
    CHECK(news.device_came);
    CHECK(news.device_went);
}
