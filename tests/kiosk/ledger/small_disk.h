#pragma once

#include <doctest/doctest.h>
#include <filesystem>
#include <string>
#include <sys/mount.h>
#include <utility>

/// Whether a test may go on with what it mounted; its log says so where it may not.
inline bool tell_unless(bool mounted) {
    if (!mounted) MESSAGE("not run: this machine does not let a test mount");
    return mounted;
}

/// A small file system of its own, where the test may mount one.
class SmallDisk {
  public:
    SmallDisk(const std::filesystem::path& at, const std::string& size) : m_at(at) {
        std::filesystem::create_directories(at);
        m_mounted = tell_unless(mount("tmpfs", at.c_str(), "tmpfs", 0, ("size=" + size).c_str()) == 0);
    }
    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;
    ~SmallDisk() { pull(); }
    void pull() {
        if (std::exchange(m_mounted, false)) umount2(m_at.c_str(), MNT_DETACH);
    }
    void make_read_only() const { REQUIRE(mount("", m_at.c_str(), "", MS_REMOUNT | MS_RDONLY, "") == 0); }
    explicit operator bool() const { return m_mounted; }

  private:
    std::filesystem::path m_at;
    bool m_mounted = false;
};
