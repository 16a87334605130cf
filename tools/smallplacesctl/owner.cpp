#include "tools/smallplacesctl/owner.h"

#include <cerrno>
#include <cstring>
#include <fmt/format.h>
#include <grp.h>
#include <sys/stat.h>
#include <unistd.h>

base::Status act_as_owner(const std::filesystem::path& folder) {
    struct stat info {};
    if (::geteuid() != 0 || ::stat(folder.c_str(), &info) != 0 || info.st_uid == 0) return {};
    // The groups first: the user may no longer change them.
    if (::setgroups(1, &info.st_gid) == 0 && ::setgid(info.st_gid) == 0 && ::setuid(info.st_uid) == 0)
        return {};
    return base::fail(
        fmt::format("cannot act as the owner of {}: {}", folder.string(), std::strerror(errno)));
}
