#pragma once

#include "platform/media/media.h"

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <variant>
#include <vector>

namespace media {

/// A D-Bus property, as far as UDisks2's are of use here: numbers are widened, byte strings lose their final
/// NUL, other types are left out.
using Value = std::variant<bool, std::int64_t, std::string, std::vector<std::string>>;
using Properties = std::map<std::string, Value, std::less<>>;
using Interfaces = std::map<std::string, Properties, std::less<>>; ///< by their full names

/// A stick as UDisks2 tells of it: the drive, and the partition (or whole drive) to use.
struct Stick {
    Medium medium;
    std::string drive, block; ///< object paths; no block when the stick is unfit
    std::string uuid;         ///< of the file system
    std::int64_t device = 0;  ///< its number, as in st_dev
    bool can_power_off = false, ejectable = false;
};

/// What UDisks2 has told of its objects. Knows no bus: signals may come in any order, again, or for objects
/// that were never seen.
class UdisksObjects {
  public:
    void replace(std::map<std::string, Interfaces> all) { m_objects = std::move(all); }
    void clear() { m_objects.clear(); }
    void add(const std::string& path, const Interfaces& interfaces);
    void remove(const std::string& path, const std::vector<std::string>& interfaces);
    /// False when a property of a known object lost its value: all must be asked for again.
    [[nodiscard]] bool change(const std::string& path, const std::string& interface,
                              const Properties& changed, const std::vector<std::string>& invalidated);
    /// The sticks, in a lasting order. A stick is a drive on USB that can be taken out, holds a medium, and
    /// is neither optical nor part of the running system. On it, the largest partition that holds vfat, exfat
    /// or ext4 is used; when there is none, the stick is listed with the reason.
    [[nodiscard]] std::vector<Stick> sticks() const;
    /// Where a block device is mounted, as far as we were told.
    [[nodiscard]] std::vector<std::filesystem::path> mount_points(const std::string& block) const;
    [[nodiscard]] bool has(const std::string& path) const { return m_objects.contains(path); }

  private:
    [[nodiscard]] std::set<std::string> system_drives() const;
    [[nodiscard]] bool has_sibling(const std::string& path, const Properties& drive) const;

    std::map<std::string, Interfaces> m_objects;
};

/// Words that came from a stick, made fit for a screen: whole UTF-8, no controls and no direction marks,
/// short.
[[nodiscard]] std::string plain_label(std::string_view text);

} // namespace media
