#include "platform/media/media.h"
#include "platform/media/mount_table.h"
#include "platform/media/udisks_objects.h"

#include <algorithm>
#include <fstream>
#include <set>
#include <sys/statvfs.h>
#include <unistd.h>

namespace media {
namespace {

namespace fs = std::filesystem;

std::string folder_label(const fs::path& folder) {
    const auto path = folder.has_filename() ? folder : folder.parent_path();
    const auto name = path.filename().string();
    std::string label = plain_label(name.empty() ? path.string() : name);
    return label.empty() ? "USB" : label;
}

bool is_read_only(const fs::path& folder) {
    struct statvfs information = {};
    if (::statvfs(folder.c_str(), &information) == 0 && (information.f_flag & ST_RDONLY) != 0) return true;
    return ::access(folder.c_str(), W_OK) != 0;
}

/// Where sysfs describes the mount's block device, links resolved; empty when there is none (any more).
fs::path device_folder(const Mount& mount, const fs::path& sys) {
    std::error_code error;
    if (!mount.source.starts_with("/dev/")) return {};
    auto folder = fs::canonical(sys / "class/block" / fs::path(mount.source).filename(), error);
    // A source such as /dev/disk/by-uuid/… is a link with another name: the device number finds it.
    if (error) folder = fs::canonical(sys / "dev/block" / mount.device_number, error);
    return error ? fs::path() : folder;
}

fs::path disk_of(const fs::path& device) {
    std::error_code error;
    return fs::exists(device / "partition", error) ? device.parent_path() : device;
}

bool is_on_usb(const fs::path& disk) {
    return std::any_of(disk.begin(), disk.end(),
                       [](const fs::path& part) { return part.string().starts_with("usb"); });
}

bool is_removable(const fs::path& disk) {
    std::ifstream file(disk / "removable");
    return file.get() == '1';
}

std::vector<Mount> read_mounts(const fs::path& mountinfo) {
    std::vector<Mount> mounts;
    std::ifstream file(mountinfo);
    for (std::string line; std::getline(file, line);) {
        if (auto mount = parse_mount(line)) mounts.push_back(std::move(*mount));
    }
    return mounts;
}

/// A kiosk may itself run from a USB disk: no partition of the disk under any of these is a stick.
bool belongs_to_system(const Mount& mount) {
    static const std::set<fs::path> system_folders = {"/",    "/boot", "/boot/firmware", "/boot/efi",
                                                      "/usr", "/var",  "/home"};
    return system_folders.contains(mount.mounted_at);
}

/// Work in a folder that stays where it is.
class FolderLoan final : public Loan {
  public:
    FolderLoan(fs::path root, Parting parting) : m_root(std::move(root)), m_parting(parting) {}
    Attempt<Mounted> mount() override { return Mounted{m_root, std::nullopt}; }
    Attempt<Mounted> mount_afresh() override { return Mounted{m_root, std::nullopt}; }
    Attempt<Parting> let_go() override { return m_parting; }

  private:
    fs::path m_root;
    Parting m_parting;
};

} // namespace

Attempt<std::unique_ptr<Loan>> Media::borrow(const Medium& medium,
                                             const std::function<bool()>& /*cancelled*/) {
    return std::make_unique<FolderLoan>(medium.root, Parting::free);
}

void SimulatedMedia::insert(const std::filesystem::path& folder) {
    if (std::find(m_folders.begin(), m_folders.end(), folder) == m_folders.end()) m_folders.push_back(folder);
}

void SimulatedMedia::remove_all() {
    m_folders.clear();
}

std::vector<Medium> SimulatedMedia::present() {
    std::vector<Medium> found;
    for (const auto& folder : m_folders) {
        std::error_code error;
        if (!fs::is_directory(folder, error)) continue;
        found.push_back({.root = folder, .label = folder_label(folder), .read_only = is_read_only(folder)});
    }
    return found;
}

MountedMedia::MountedMedia(std::filesystem::path mountinfo, std::filesystem::path sys)
    : m_mountinfo(std::move(mountinfo)), m_sys(std::move(sys)) {}

std::vector<Medium> MountedMedia::present() {
    const auto mounts = read_mounts(m_mountinfo);
    std::set<fs::path> taken; // system disks, and sticks already listed
    for (const auto& mount : mounts) {
        if (belongs_to_system(mount)) taken.insert(disk_of(device_folder(mount, m_sys)));
    }
    std::vector<Medium> found;
    for (const auto& mount : mounts) {
        const auto device = device_folder(mount, m_sys);
        if (device.empty() || mount.subtree != "/") continue;
        const auto disk = disk_of(device);
        if (taken.contains(disk) || !(is_on_usb(disk) || is_removable(disk)) || !taken.insert(device).second)
            continue;
        found.push_back({.root = mount.mounted_at,
                         .label = folder_label(mount.mounted_at),
                         .read_only = mount.read_only});
    }
    return found;
}

Attempt<std::unique_ptr<Loan>> MountedMedia::borrow(const Medium& medium,
                                                    const std::function<bool()>& /*cancelled*/) {
    return std::make_unique<FolderLoan>(medium.root, Parting::mounted);
}

} // namespace media
