#include "platform/base/files.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>

namespace base {

namespace fs = std::filesystem;

namespace {

/// Calls again what a signal interrupted.
template <class Call>
auto uninterrupted(const Call& call) {
    auto result = call();
    while (result < 0 && errno == EINTR)
        result = call();
    return result;
}

FileDescriptor open_file(const fs::path& path, int flags, mode_t mode = 0) {
    return FileDescriptor(uninterrupted([&] { return ::open(path.c_str(), flags | O_CLOEXEC, mode); }));
}

Status write_and_sync(const FileDescriptor& file, const fs::path& path, std::string_view contents) {
    while (!contents.empty()) {
        const ssize_t put =
            uninterrupted([&] { return ::write(file.get(), contents.data(), contents.size()); });
        if (put < 0) return fail_errno("write", path);
        contents.remove_prefix(static_cast<std::size_t>(put));
    }
    if (uninterrupted([&] { return ::fsync(file.get()); }) != 0) return fail_errno("sync", path);
    return {};
}

} // namespace

tl::unexpected<Error> fail_errno(std::string_view what, const fs::path& path) {
    return fail(fmt::format("cannot {} {}: {}", what, path.string(), std::strerror(errno)));
}

Result<bool> is_there(const fs::path& path) {
    std::error_code problem;
    const bool there = fs::exists(path, problem);
    if (problem) return fail(fmt::format("cannot look for {}: {}", path.string(), problem.message()));
    return there;
}

Result<std::string> read_file(const fs::path& path, std::size_t limit) {
    const FileDescriptor file = open_file(path, O_RDONLY);
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
        const ssize_t got = uninterrupted([&] { return ::read(file.get(), buffer, sizeof buffer); });
        if (got < 0) return fail_errno("read", path);
        if (got == 0) return contents;
        contents.append(buffer, static_cast<std::size_t>(got));
        if (contents.size() > limit) {
            return fail(fmt::format("cannot read {}: it is larger than {} bytes", path.string(), limit));
        }
    }
}

Status sync_folder(const fs::path& folder) {
    const FileDescriptor handle = open_file(folder.empty() ? "." : folder, O_RDONLY | O_DIRECTORY);
    if (!handle || uninterrupted([&] { return ::fsync(handle.get()); }) != 0)
        return fail_errno("sync the folder", folder);
    return {};
}

Status write_file_durably(const fs::path& path, std::string_view contents) {
    const fs::path temporary = path.string() + ".part";
    FileDescriptor file = open_file(temporary, O_WRONLY | O_CREAT | O_TRUNC, 0644);
    if (!file) return fail_errno("write", temporary);
    Status written = write_and_sync(file, temporary, contents);
    file = FileDescriptor();
    if (written && ::rename(temporary.c_str(), path.c_str()) != 0) written = fail_errno("rename", temporary);
    if (written) return sync_folder(path.parent_path());
    ::unlink(temporary.c_str()); // half a file helps nobody; why it failed is what counts
    return written;
}

} // namespace base
