#pragma once

#include "platform/media/udisks_objects.h"

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <systemd/sd-bus.h>
#include <vector>

namespace media {

struct BusDeleter {
    void operator()(sd_bus* bus) const { sd_bus_close_unref(bus); }
};
struct MessageDeleter {
    void operator()(sd_bus_message* message) const { sd_bus_message_unref(message); }
};
using BusPtr = std::unique_ptr<sd_bus, BusDeleter>;
using MessagePtr = std::unique_ptr<sd_bus_message, MessageDeleter>;

constexpr const char* udisks_name = "org.freedesktop.UDisks2";
constexpr const char* udisks_path = "/org/freedesktop/UDisks2";

/// A connection of one thread; `address` empty means the system bus.
[[nodiscard]] base::Result<BusPtr> connect(const std::string& address);

/// Why a call brought no answer that can be used.
struct CallError {
    std::string name;    ///< D-Bus error name; empty when there was no reply
    std::string message; ///< for people who read logs
    bool timed_out = false;
};

/// Calls and waits, never longer than `patience`; `give_up` is asked several times a second.
[[nodiscard]] tl::expected<MessagePtr, CallError> call(sd_bus& bus, sd_bus_message& message,
                                                       std::chrono::milliseconds patience,
                                                       const std::function<bool()>& give_up);

/// Reads a{sv}, leaving out values of other types; false when the message is not of that form.
[[nodiscard]] bool read_properties(sd_bus_message& message, Properties& properties);
/// Reads a{sa{sv}}.
[[nodiscard]] bool read_interfaces(sd_bus_message& message, Interfaces& interfaces);
/// Reads a variant that holds aay.
[[nodiscard]] bool read_paths(sd_bus_message& message, std::vector<std::string>& paths);
/// Reads as.
[[nodiscard]] bool read_strings(sd_bus_message& message, std::vector<std::string>& strings);

} // namespace media
