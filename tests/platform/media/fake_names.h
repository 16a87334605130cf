#pragma once

#include "tests/platform/media/fake_udisks.h"

#include <string>

/// The object paths and interfaces of the simulated UDisks2.
namespace fake_names {

constexpr const char* root_path = "/org/freedesktop/UDisks2";
constexpr const char* block_interface = "org.freedesktop.UDisks2.Block";
constexpr const char* drive_interface = "org.freedesktop.UDisks2.Drive";
constexpr const char* filesystem_interface = "org.freedesktop.UDisks2.Filesystem";
constexpr const char* unknown_object = "org.freedesktop.DBus.Error.UnknownObject";

inline std::string drive_path(const std::string& name) {
    return std::string(root_path) + "/drives/" + name;
}
inline std::string disk_path(const std::string& name) {
    return std::string(root_path) + "/block_devices/" + name;
}
inline std::string volume_path(const FakeStick& stick) {
    return disk_path(stick.name) + (stick.partitioned ? "1" : "");
}

} // namespace fake_names
