#include "platform/media/udisks_objects.h"

#include <algorithm>
#include <array>
#include <optional>

namespace media {
namespace {

namespace fs = std::filesystem;

constexpr const char* drive_interface = "org.freedesktop.UDisks2.Drive";
constexpr const char* block_interface = "org.freedesktop.UDisks2.Block";
constexpr const char* filesystem_interface = "org.freedesktop.UDisks2.Filesystem";
constexpr const char* table_interface = "org.freedesktop.UDisks2.PartitionTable";
constexpr const char* partition_interface = "org.freedesktop.UDisks2.Partition";
constexpr std::array firmware_partitions = {"c12a7328-f81f-11d2-ba4b-00a0c93ec93b", "0xef"};

const Properties* find(const Interfaces& interfaces, std::string_view name) {
    const auto found = interfaces.find(name);
    return found == interfaces.end() ? nullptr : &found->second;
}

template <class T>
T get(const Properties& properties, std::string_view name, T otherwise = {}) {
    const auto found = properties.find(name);
    if (found == properties.end()) return otherwise;
    const T* value = std::get_if<T>(&found->second);
    return value == nullptr ? otherwise : *value;
}

bool flag(const Properties& properties, std::string_view name) {
    return get<bool>(properties, name);
}

std::string text(const Properties& properties, std::string_view name) {
    return get<std::string>(properties, name);
}

std::vector<fs::path> mounts_of(const Interfaces& object) {
    const Properties* filesystem = find(object, filesystem_interface);
    if (filesystem == nullptr) return {};
    const auto all = get<std::vector<std::string>>(*filesystem, "MountPoints");
    return {all.begin(), all.end()};
}

bool is_system_folder(const fs::path& folder) {
    static constexpr std::array roots = {"/boot", "/efi", "/etc", "/home", "/opt", "/srv", "/usr", "/var"};
    if (folder == "/") return true;
    return std::any_of(roots.begin(), roots.end(), [&](const fs::path& root) {
        return std::mismatch(root.begin(), root.end(), folder.begin(), folder.end()).first == root.end();
    });
}

bool may_be_stick(const Properties& drive) {
    const bool can_go = flag(drive, "Removable") || flag(drive, "Ejectable") || flag(drive, "MediaRemovable");
    return text(drive, "ConnectionBus") == "usb" && can_go && !flag(drive, "Optical") &&
           get<bool>(drive, "MediaAvailable", true);
}

/// A partition (or a drive without any) and what is to be said of it.
struct Candidate {
    std::string path;
    const Interfaces* object = nullptr;
    const Properties* block = nullptr;
    Unfit unfit = Unfit::unformatted;
    bool firmware = false;
};

Unfit fitness(const Interfaces& object, const Properties& block) {
    const std::string usage = text(block, "IdUsage"), type = text(block, "IdType");
    if (usage == "crypto") return Unfit::locked;
    if (type.empty()) return Unfit::unformatted;
    const bool known = type == "vfat" || type == "exfat" || type == "ext4";
    const bool usable = usage == "filesystem" && known && find(object, filesystem_interface) != nullptr;
    return usable ? Unfit::no : Unfit::format;
}

bool better(const Candidate& one, const Candidate& other) {
    // Unfit's order is that of what helps staff most: "format it" is the last thing to say.
    if (one.unfit != other.unfit) return one.unfit < other.unfit;
    if (one.firmware != other.firmware) return !one.firmware;
    const bool writable = !flag(*one.block, "ReadOnly"), other_writable = !flag(*other.block, "ReadOnly");
    if (writable != other_writable) return writable;
    const auto size = get<std::int64_t>(*one.block, "Size"),
               other_size = get<std::int64_t>(*other.block, "Size");
    return size != other_size ? size > other_size : one.path < other.path;
}

std::string label_of(const Properties& drive, const Properties& block) {
    const std::string model = text(drive, "Vendor") + " " + text(drive, "Model");
    for (const std::string& words : {text(block, "IdLabel"), text(block, "HintName"), model})
        if (std::string label = plain_label(words); !label.empty()) return label;
    return "USB";
}

} // namespace

void UdisksObjects::add(const std::string& path, const Interfaces& interfaces) {
    Interfaces& known = m_objects[path];
    for (const auto& [name, properties] : interfaces)
        known[name] = properties;
}

void UdisksObjects::remove(const std::string& path, const std::vector<std::string>& interfaces) {
    const auto object = m_objects.find(path);
    if (object == m_objects.end()) return;
    for (const std::string& name : interfaces)
        object->second.erase(name);
    if (object->second.empty()) m_objects.erase(object);
}

bool UdisksObjects::change(const std::string& path, const std::string& interface, const Properties& changed,
                           const std::vector<std::string>& invalidated) {
    const auto object = m_objects.find(path);
    if (object == m_objects.end()) return true; // when it is added, it comes with all of them
    const auto known = object->second.find(interface);
    if (known == object->second.end()) return true;
    for (const auto& [name, value] : changed)
        known->second[name] = value;
    return invalidated.empty();
}

std::set<std::string> UdisksObjects::system_drives() const {
    std::set<std::string> drives;
    for (const auto& [path, object] : m_objects) {
        const Properties* block = find(object, block_interface);
        const auto mounts = mounts_of(object);
        if (block == nullptr) continue;
        if (flag(*block, "HintSystem") || std::any_of(mounts.begin(), mounts.end(), is_system_folder))
            drives.insert(text(*block, "Drive"));
    }
    return drives;
}

bool UdisksObjects::has_sibling(const std::string& path, const Properties& drive) const {
    const std::string sibling = text(drive, "SiblingId");
    if (sibling.empty()) return false;
    return std::any_of(m_objects.begin(), m_objects.end(), [&](const auto& other) {
        const Properties* properties = find(other.second, drive_interface);
        return other.first != path && properties != nullptr && text(*properties, "SiblingId") == sibling;
    });
}

std::vector<fs::path> UdisksObjects::mount_points(const std::string& block) const {
    const auto object = m_objects.find(block);
    return object == m_objects.end() ? std::vector<fs::path>() : mounts_of(object->second);
}

std::vector<Stick> UdisksObjects::sticks() const {
    const std::set<std::string> system = system_drives();
    std::map<std::string, Candidate> chosen; // by drive
    for (const auto& [path, object] : m_objects) {
        const Properties* block = find(object, block_interface);
        if (block == nullptr || flag(*block, "HintIgnore") || get<std::int64_t>(*block, "Size", 1) == 0)
            continue;
        Candidate candidate{path, &object, block, fitness(object, *block)};
        if (const Properties* table = find(object, table_interface)) {
            // Its partitions are still to come, or are what counts.
            if (!get<std::vector<std::string>>(*table, "Partitions").empty()) continue;
            candidate.unfit = Unfit::unformatted;
        }
        if (const Properties* partition = find(object, partition_interface)) {
            const std::string type = text(*partition, "Type");
            candidate.firmware = std::find(firmware_partitions.begin(), firmware_partitions.end(), type) !=
                                 firmware_partitions.end();
            if (flag(*partition, "IsContainer")) continue;
        }
        const auto [known, fresh] = chosen.try_emplace(text(*block, "Drive"), candidate);
        if (!fresh && better(candidate, known->second)) known->second = candidate;
    }
    std::vector<Stick> found;
    for (const auto& [path, candidate] : chosen) {
        const auto object = m_objects.find(path);
        const Properties* drive = object == m_objects.end() ? nullptr : find(object->second, drive_interface);
        if (drive == nullptr || !may_be_stick(*drive) || system.contains(path)) continue;
        const Properties& block = *candidate.block;
        Stick stick;
        stick.medium = {.root = {},
                        .label = label_of(*drive, block),
                        .read_only = flag(block, "ReadOnly"),
                        .unfit = candidate.unfit,
                        .format = candidate.unfit == Unfit::format ? plain_label(text(block, "IdType")) : "",
                        .key = path};
        stick.drive = path;
        stick.can_power_off = flag(*drive, "CanPowerOff") && !has_sibling(path, *drive);
        stick.ejectable = flag(*drive, "Ejectable");
        if (candidate.unfit == Unfit::no) {
            stick.block = candidate.path;
            stick.uuid = text(block, "IdUUID");
            stick.device = get<std::int64_t>(block, "DeviceNumber");
            const auto mounts = mounts_of(*candidate.object);
            if (!mounts.empty()) stick.medium.root = mounts.front();
        }
        found.push_back(std::move(stick));
    }
    return found;
}

} // namespace media
