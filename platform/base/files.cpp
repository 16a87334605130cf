#include "platform/base/files.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>

namespace base {

namespace fs = std::filesystem;

tl::unexpected<Error> fail_errno(std::string_view what, const fs::path& path) {
    return fail(fmt::format("cannot {} {}: {}", what, path.string(), std::strerror(errno)));
}

Result<std::string> read_file(const fs::path& path, std::size_t limit) {
    const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file) return fail_errno("read", path);
    struct stat info {};
    if (::fstat(file.get(), &info) != 0) return fail_errno("read", path);
    if (S_ISDIR(info.st_mode)) {
        errno = EISDIR;
        return fail_errno("read", path);
    }
    std::string contents;
    char buffer[65536];
    while (true) {
        const ssize_t got = ::read(file.get(), buffer, sizeof buffer);
        if (got < 0) return fail_errno("read", path);
        if (got == 0) return contents;
        contents.append(buffer, static_cast<std::size_t>(got));
        if (contents.size() > limit) {
            return fail(fmt::format("cannot read {}: it is larger than {} bytes", path.string(), limit));
        }
    }
}

Status sync_folder(const fs::path& folder) {
    const FileDescriptor handle(
        ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!handle || ::fsync(handle.get()) != 0) return fail_errno("sync the folder", folder);
    return {};
}

Status write_file_durably(const fs::path& path, std::string_view contents) {
    const fs::path temporary = path.string() + ".part";
    {
        const FileDescriptor file(::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644));
        if (!file) return fail_errno("write", temporary);
        while (!contents.empty()) {
            const ssize_t put = ::write(file.get(), contents.data(), contents.size());
            if (put < 0) return fail_errno("write", temporary);
            contents.remove_prefix(static_cast<std::size_t>(put));
        }
        if (::fsync(file.get()) != 0) return fail_errno("sync", temporary);
    }
    if (::rename(temporary.c_str(), path.c_str()) != 0) return fail_errno("rename", temporary);
    return sync_folder(path.parent_path());
}

} // namespace base
