#pragma once

#include "small_disk.h"

#include <cstdlib>
#include <doctest/doctest.h>
#include <filesystem>
#include <fstream>
#include <string>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

/// A small ext4 file system in a file, mounted as the card's is, where the test may do that.
class ErringDisk {
  public:
    ErringDisk(const std::filesystem::path& at, const std::filesystem::path& file) : m_at(at) {
        std::filesystem::create_directories(at);
        std::ofstream(file).close();
        std::filesystem::resize_file(file, 16 << 20);
        const std::string make = "mke2fs -q -t ext4 '" + file.string() + "' >/dev/null 2>&1";
        const std::string mount =
            "mount -o loop,errors=remount-ro '" + file.string() + "' '" + at.string() + "' >/dev/null 2>&1";
        m_mounted = tell_unless(std::system(make.c_str()) == 0 && std::system(mount.c_str()) == 0);
    }
    ErringDisk(const ErringDisk&) = delete;
    ErringDisk& operator=(const ErringDisk&) = delete;
    ~ErringDisk() {
        if (m_mounted) umount2(m_at.c_str(), MNT_DETACH);
    }
    /// The kernel finds an error, as it may on a card that wears out, and takes no more writes.
    void err() const {
        struct stat info {};
        REQUIRE(::stat(m_at.c_str(), &info) == 0);
        const std::string number =
            std::to_string(major(info.st_dev)) + ":" + std::to_string(minor(info.st_dev));
        const auto device = std::filesystem::canonical("/sys/dev/block/" + number).filename();
        std::ofstream("/sys/fs/ext4/" + device.string() + "/trigger_fs_error") << "a test" << std::flush;
        REQUIRE_FALSE(std::ofstream(m_at / "more"));
    }
    explicit operator bool() const { return m_mounted; }

  private:
    std::filesystem::path m_at;
    bool m_mounted = false;
};
