#pragma once

#include "platform/base/files.h"

#include <cstdint>
#include <vector>

namespace window {

/// Sleeps until input may have come. SDL's own wait polls a thousand times a second where its video driver
/// cannot sleep (KMSDRM, offscreen); this one listens to the input devices themselves and to an event
/// descriptor.
class Waiter {
  public:
    /// `input_folder`: where the kernel's input devices are; empty when there are none to listen to.
    explicit Waiter(const char* input_folder);
    struct News {
        bool device_came = false;
        bool device_went = false;
    };
    /// Returns when input may be there, `wake` was called, or `timeout_ms` passed (negative: without end).
    News wait(int timeout_ms);
    /// Input devices that are there now.
    [[nodiscard]] std::size_t devices() const { return m_devices.size(); }
    /// From any thread.
    void wake();

  private:
    struct Device {
        base::FileDescriptor descriptor;
        std::uint64_t identity = 0; ///< the kernel's number of this file: another one is another device
    };
    [[nodiscard]] News open_devices();
    const char* m_input_folder;
    base::FileDescriptor m_wake;
    base::FileDescriptor m_folder_watch; ///< inotify: devices that come and go
    std::vector<Device> m_devices;
};

} // namespace window
