#pragma once

#include "platform/base/result.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <unistd.h>
#include <utility>

namespace base {

/// Owns a file descriptor.
class FileDescriptor {
  public:
    FileDescriptor() = default;
    explicit FileDescriptor(int fd) : m_fd(fd) {}
    FileDescriptor(FileDescriptor&& other) noexcept : m_fd(std::exchange(other.m_fd, -1)) {}
    FileDescriptor& operator=(FileDescriptor&& other) noexcept {
        std::swap(m_fd, other.m_fd);
        return *this;
    }
    FileDescriptor(const FileDescriptor&) = delete;
    FileDescriptor& operator=(const FileDescriptor&) = delete;
    ~FileDescriptor() {
        if (m_fd >= 0) ::close(m_fd);
    }
    [[nodiscard]] int get() const { return m_fd; }
    explicit operator bool() const { return m_fd >= 0; }

  private:
    int m_fd = -1;
};

/// Whether there is anything of that name, links followed. Fails, naming it and the reason, when that cannot
/// be told: what cannot be reached, or lies on a card that is dying, is not missing.
[[nodiscard]] Result<bool> is_there(const std::filesystem::path& path);

/// The whole file. Fails, naming the file and the reason, when it cannot be read or is larger than `limit`
/// bytes.
[[nodiscard]] Result<std::string> read_file(const std::filesystem::path& path,
                                            std::size_t limit = 256u << 20);

/// Writes a temporary file beside `path`, syncs it, renames it over `path` and syncs the folder: after
/// success the new contents survive a power cut, and at no moment is there half a file under the name.
[[nodiscard]] Status write_file_durably(const std::filesystem::path& path, std::string_view contents);

/// fsync on a folder, so that names created or renamed in it survive a power cut.
[[nodiscard]] Status sync_folder(const std::filesystem::path& folder);

/// "cannot WHAT PATH: reason from errno".
[[nodiscard]] tl::unexpected<Error> fail_errno(std::string_view what, const std::filesystem::path& path);

} // namespace base
