#include "tools/smallplacesctl/desk.h"

#include "kiosk/exchange/counted.h"
#include "platform/base/files.h"

#include <fmt/format.h>
#include <grp.h>
#include <sys/stat.h>
#include <unistd.h>

base::Result<ledger::Ledger> Desk::open(const std::filesystem::path& folder) {
    base::Result<ledger::Ledger> opened = ledger::Ledger::open(folder, clock, random, ledger::Access::shared);
    if (opened && opened->notice()) {
        fmt::print(stderr, "smallplacesctl: note: {}; the old file is kept as '{}'; recovered: {}\n",
                   opened->notice()->reason, opened->notice()->set_aside.string(),
                   exchange::counted(opened->notice()->recovered, "commitments"));
    }
    return opened;
}

base::Result<ledger::Ledger> Desk::open_existing(const std::filesystem::path& folder) {
    const base::Result<bool> there = base::is_there(ledger::ledger_file(folder));
    if (!there) return tl::make_unexpected(there.error());
    if (*there) return open(folder);
    return base::fail(
        fmt::format("{} holds no kiosk's data: start the kiosk once, or mend --data", folder.string()));
}

base::Status act_as_owner(const std::filesystem::path& folder) {
    struct stat info {};
    if (::geteuid() != 0 || ::stat(folder.c_str(), &info) != 0 || info.st_uid == 0) return {};
    if (::setgroups(0, nullptr) != 0 || ::setgid(info.st_gid) != 0 || ::setuid(info.st_uid) != 0)
        return base::fail_errno("become the owner of", folder);
    return {};
}
