#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace media {

/// One line of /proc/PID/mountinfo (proc_pid_mountinfo(5)), as far as we need it.
struct Mount {
    std::string device_number; ///< "8:1"
    std::string subtree;       ///< what part of the file system is mounted; "/" unless it is a bind mount
    std::filesystem::path mounted_at; ///< octal escapes undone
    std::string source;               ///< "/dev/sda1", octal escapes undone
    bool read_only = false;           ///< this mount, or the whole file system
};

/// The mount of a line, nothing when the line is not one.
[[nodiscard]] std::optional<Mount> parse_mount(std::string_view line);

/// The kernel writes space, tab, newline and backslash in these fields as \040, \011, \012 and \134.
[[nodiscard]] std::string undo_octal_escapes(std::string_view field);

} // namespace media
