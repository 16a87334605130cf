#include "kiosk/exchange/medium.h"

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

namespace exchange {

namespace {

constexpr std::size_t buffer_size = 64 * 1024;
constexpr const char* unfinished_suffix = ".incomplete";

Refusal refusal_of(int error) {
    switch (error) {
    case ENOSPC:
    case EDQUOT:
        return Refusal::full;
    case EROFS:
    case EACCES:
    case EPERM:
        return Refusal::read_only;
    case EIO:
    case ENODEV:
    case ENXIO:
    case ENOENT:
    case ESTALE:
    case ENOTCONN:
    case ENOMEDIUM:
    case ESHUTDOWN:
        return Refusal::removed;
    default:
        return Refusal::failed;
    }
}

} // namespace

tl::unexpected<ExportError> refuse(Refusal refusal, std::string detail) {
    return tl::make_unexpected(ExportError{refusal, std::move(detail)});
}

tl::unexpected<ExportError> refuse_errno(std::string_view what, const std::filesystem::path& path) {
    const int error = errno;
    return refuse(refusal_of(error),
                  fmt::format("cannot {} {}: {}", what, path.string(), std::strerror(error)));
}

Exported<void> MediumFile::write(std::string_view bytes) {
    m_hash.add(bytes);
    m_bytes += static_cast<std::int64_t>(bytes.size());
    m_buffer += bytes;
    if (m_buffer.size() < buffer_size) return {};
    return flush();
}

Exported<void> MediumFile::flush() {
    std::string_view rest = m_buffer;
    while (!rest.empty()) {
        if (m_progress->cancelled) return refuse(Refusal::failed, "the export was cancelled");
        const ssize_t put = ::write(m_file.get(), rest.data(), rest.size());
        if (put < 0 && errno == EINTR) continue;
        if (put < 0) return refuse_errno("write", m_path);
        rest.remove_prefix(static_cast<std::size_t>(put));
        m_progress->done += put;
    }
    m_buffer.clear();
    return {};
}

Exported<Manifest::File> MediumFile::finish() {
    if (const Exported<void> flushed = flush(); !flushed) return tl::make_unexpected(flushed.error());
    if (::fsync(m_file.get()) != 0) return refuse_errno("sync", m_path);
    m_file = base::FileDescriptor();
    return Manifest::File{m_path.filename().string(), m_bytes, m_hash.finish()};
}

Exported<Medium> Medium::open(const Root& root, ExportProgress& progress) {
    const std::filesystem::path& target = root.folder;
    Medium medium;
    medium.m_target = target;
    medium.m_progress = &progress;
    medium.m_target_handle = base::FileDescriptor(::open(target.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!medium.m_target_handle) {
        const bool is_no_folder = errno == ENOTDIR;
        ExportError error = refuse_errno("open", target).value();
        const bool was_there = root.device.has_value();
        if (!was_there && (is_no_folder || error.refusal == Refusal::removed))
            error.refusal = Refusal::no_medium;
        return tl::make_unexpected(std::move(error));
    }
    struct stat info {};
    struct statvfs system {};
    const int handle = medium.m_target_handle.get();
    if (::fstat(handle, &info) != 0 || ::fstatvfs(handle, &system) != 0)
        return refuse_errno("look at", target);
    if (root.device && info.st_dev != *root.device)
        return refuse(Refusal::removed, fmt::format("{} went away after it was mounted", target.string()));
    if ((system.f_flag & ST_RDONLY) != 0) {
        return refuse(Refusal::read_only,
                      fmt::format("cannot write to {}: it is read-only", target.string()));
    }
    medium.m_device = info.st_dev;
    medium.m_inode = info.st_ino;
    return medium;
}

void Medium::close() {
    m_folder_handle = base::FileDescriptor();
    m_target_handle = base::FileDescriptor();
}

Exported<void> Medium::reopen(const Root& root) {
    Exported<Medium> again = open(root, *m_progress);
    if (!again) return tl::make_unexpected(again.error());
    again->m_name = m_name;
    *this = std::move(*again);
    const std::string unfinished = m_name + unfinished_suffix;
    m_folder_handle = base::FileDescriptor(
        ::openat(m_target_handle.get(), unfinished.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (!m_folder_handle) return refuse_errno("open the folder again", m_target / unfinished);
    return {};
}

Exported<std::int64_t> Medium::available_bytes() const {
    struct statvfs system {};
    if (::fstatvfs(m_target_handle.get(), &system) != 0) return refuse_errno("look at", m_target);
    return static_cast<std::int64_t>(system.f_bavail) * static_cast<std::int64_t>(system.f_frsize);
}

Exported<void> Medium::check_present() const {
    if (m_progress->cancelled) return refuse(Refusal::failed, "the export was cancelled");
    struct stat info {};
    const bool same =
        ::stat(m_target.c_str(), &info) == 0 && info.st_dev == m_device && info.st_ino == m_inode;
    if (!same)
        return refuse(Refusal::removed, fmt::format("{} went away during the export", m_target.string()));
    return {};
}

Exported<bool> Medium::make_folder(const std::string& name) {
    const std::string unfinished = name + unfinished_suffix;
    struct stat info {};
    if (::fstatat(m_target_handle.get(), name.c_str(), &info, AT_SYMLINK_NOFOLLOW) == 0) return false;
    if (::mkdirat(m_target_handle.get(), unfinished.c_str(), 0755) != 0) {
        if (errno == EEXIST) return false;
        return refuse_errno("make the folder", m_target / unfinished);
    }
    m_folder_handle = base::FileDescriptor(
        ::openat(m_target_handle.get(), unfinished.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (!m_folder_handle) return refuse_errno("open the folder", m_target / unfinished);
    m_name = name;
    return true;
}

std::filesystem::path Medium::path_of(const std::string& name) const {
    return m_target / (m_name + unfinished_suffix) / name;
}

Exported<MediumFile> Medium::create(const std::string& name) const {
    if (const Exported<void> present = check_present(); !present) return tl::make_unexpected(present.error());
    base::FileDescriptor file(::openat(m_folder_handle.get(), name.c_str(),
                                       O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644));
    if (!file) return refuse_errno("create", path_of(name));
    return MediumFile(std::move(file), path_of(name), *m_progress);
}

Exported<void> Medium::read(const std::string& name,
                            const std::function<void(std::string_view)>& piece) const {
    if (const Exported<void> present = check_present(); !present) return present;
    const base::FileDescriptor file(
        ::openat(m_folder_handle.get(), name.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
    if (!file) return refuse_errno("read back", path_of(name));
    ::posix_fadvise(file.get(), 0, 0,
                    POSIX_FADV_DONTNEED); // it was synced: the kernel can forget it and must read it anew
    std::array<char, buffer_size> buffer;
    while (true) {
        if (m_progress->cancelled) return refuse(Refusal::failed, "the export was cancelled");
        const ssize_t got = ::read(file.get(), buffer.data(), buffer.size());
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return refuse_errno("read back", path_of(name));
        if (got == 0) return {};
        m_progress->done += got;
        piece(std::string_view(buffer.data(), static_cast<std::size_t>(got)));
    }
}

Exported<void> Medium::remove(const std::string& name) const {
    if (::unlinkat(m_folder_handle.get(), name.c_str(), 0) != 0) return refuse_errno("remove", path_of(name));
    return {};
}

Exported<void> Medium::sync() const {
    if (m_folder_handle && ::fsync(m_folder_handle.get()) != 0) return refuse_errno("sync", path_of(""));
    if (::fsync(m_target_handle.get()) != 0) return refuse_errno("sync", m_target);
    if (::syncfs(m_target_handle.get()) != 0) return refuse_errno("sync", m_target);
    return {};
}

Exported<void> Medium::rename_to_final() const {
    const std::string unfinished = m_name + unfinished_suffix;
    const int handle = m_target_handle.get();
    int done = ::renameat2(handle, unfinished.c_str(), handle, m_name.c_str(), RENAME_NOREPLACE);
    if (done != 0 && errno == EINVAL) { // a file system that does not know the flag
        struct stat info {};
        if (::fstatat(handle, m_name.c_str(), &info, AT_SYMLINK_NOFOLLOW) == 0)
            errno = EEXIST;
        else
            done = ::renameat(handle, unfinished.c_str(), handle, m_name.c_str());
    }
    if (done != 0 && errno == EEXIST) {
        return refuse(Refusal::name_taken, fmt::format("there is already a {}", folder().string()));
    }
    if (done != 0) return refuse_errno("rename", m_target / unfinished);
    return {};
}

} // namespace exchange
