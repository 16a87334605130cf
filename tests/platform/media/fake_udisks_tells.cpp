// What the simulated UDisks2 tells of its objects.
#include "tests/platform/media/fake_names.h"

#include <algorithm>
#include <sys/stat.h>

namespace fs = std::filesystem;
using namespace fake_names;

namespace {

void append_text(sd_bus_message* message, const char* name, const std::string& value) {
    sd_bus_message_append(message, "{sv}", name, "s", value.c_str());
}
void append_flag(sd_bus_message* message, const char* name, bool value) {
    sd_bus_message_append(message, "{sv}", name, "b", value ? 1 : 0);
}

void open_interface(sd_bus_message* message, const char* name) {
    sd_bus_message_open_container(message, 'e', "sa{sv}");
    sd_bus_message_append(message, "s", name);
    sd_bus_message_open_container(message, 'a', "{sv}");
}
void close_interface(sd_bus_message* message) {
    sd_bus_message_close_container(message);
    sd_bus_message_close_container(message);
}

void append_mounts_value(sd_bus_message* message, const std::string& mount_point) {
    sd_bus_message_open_container(message, 'v', "aay");
    sd_bus_message_open_container(message, 'a', "ay");
    if (!mount_point.empty())
        sd_bus_message_append_array(message, 'y', mount_point.c_str(), mount_point.size() + 1);
    sd_bus_message_close_container(message);
    sd_bus_message_close_container(message);
}

void append_mounts(sd_bus_message* message, const std::string& mount_point) {
    sd_bus_message_open_container(message, 'e', "sv");
    sd_bus_message_append(message, "s", "MountPoints");
    append_mounts_value(message, mount_point);
    sd_bus_message_close_container(message);
}

} // namespace

void FakeUdisks::change_now(const State& state) {
    for (const std::string& path : paths_of(state)) {
        sd_bus_message* raw = nullptr;
        sd_bus_message_new_signal(m_bus.get(), &raw, path.c_str(), "org.freedesktop.DBus.Properties",
                                  "PropertiesChanged");
        const media::MessagePtr message(raw);
        const bool drive = path == drive_path(state.stick.name);
        sd_bus_message_append(raw, "s", drive ? drive_interface : block_interface);
        sd_bus_message_open_container(raw, 'a', "{sv}");
        sd_bus_message_append(raw, "{sv}", "Hint", "(ss)", "of no", "interest");
        sd_bus_message_append(raw, "{sv}", "TimeDetected", "t", std::uint64_t{1});
        sd_bus_message_close_container(raw);
        sd_bus_message_append(raw, "as", drive ? 0 : 1, "Symlinks");
        sd_bus_send(m_bus.get(), raw, nullptr);
    }
}

void FakeUdisks::mounts_changed(const State& state) {
    sd_bus_message* raw = nullptr;
    sd_bus_message_new_signal(m_bus.get(), &raw, volume_path(state.stick).c_str(),
                              "org.freedesktop.DBus.Properties", "PropertiesChanged");
    const media::MessagePtr message(raw);
    sd_bus_message_append(raw, "s", filesystem_interface);
    sd_bus_message_open_container(raw, 'a', "{sv}");
    append_mounts(raw, state.mounted ? mount_point(state.stick.name).string() : "");
    sd_bus_message_close_container(raw);
    sd_bus_message_append(raw, "as", 0);
    sd_bus_send(m_bus.get(), raw, nullptr);
}

void FakeUdisks::answer_property(sd_bus_message& message, const std::string& path) {
    const char *interface = nullptr, *name = nullptr;
    sd_bus_message_read(&message, "ss", &interface, &name);
    for (const auto& [stick, state] : m_sticks) {
        const auto paths = paths_of(state);
        if (!state.present || std::find(paths.begin(), paths.end(), path) == paths.end()) continue;
        sd_bus_message* raw = nullptr;
        sd_bus_message_new_method_return(&message, &raw);
        const media::MessagePtr reply(raw);
        if (std::string(name) == "MountPoints")
            append_mounts_value(raw, state.mounted ? mount_point(stick).string() : "");
        else
            sd_bus_message_append(raw, "v", "s", "/dev/stick");
        sd_bus_send(m_bus.get(), raw, nullptr);
        return;
    }
    sd_bus_reply_method_errorf(&message, unknown_object, "no such object %s", path.c_str());
}

std::vector<std::string> FakeUdisks::paths_of(const State& state) const {
    std::vector<std::string> paths = {drive_path(state.stick.name), disk_path(state.stick.name)};
    if (state.stick.partitioned) paths.push_back(volume_path(state.stick));
    return paths;
}

void FakeUdisks::append_object(sd_bus_message& message, const State& state, const std::string& path) {
    const FakeStick& stick = state.stick;
    sd_bus_message* raw = &message;
    sd_bus_message_append(raw, "o", path.c_str());
    sd_bus_message_open_container(raw, 'a', "{sa{sv}}");
    if (path == drive_path(stick.name)) {
        open_interface(raw, drive_interface);
        append_text(raw, "Vendor", "Maker");
        append_text(raw, "Model", "Model " + stick.name);
        append_text(raw, "ConnectionBus", "usb");
        append_text(raw, "SiblingId", stick.sibling);
        append_flag(raw, "Removable", true);
        append_flag(raw, "Ejectable", stick.ejectable);
        append_flag(raw, "MediaAvailable", true);
        append_flag(raw, "CanPowerOff", stick.can_power_off);
        close_interface(raw);
    } else {
        const bool volume = path == volume_path(stick);
        open_interface(raw, block_interface);
        sd_bus_message_append(raw, "{sv}", "Drive", "o", drive_path(stick.name).c_str());
        sd_bus_message_append(raw, "{sv}", "Size", "t", std::uint64_t{1} << 30);
        struct stat folder = {};
        ::stat(m_folder.c_str(), &folder);
        sd_bus_message_append(raw, "{sv}", "DeviceNumber", "t", static_cast<std::uint64_t>(folder.st_dev));
        append_flag(raw, "ReadOnly", stick.read_only);
        append_text(raw, "IdUsage", volume ? stick.usage : "");
        append_text(raw, "IdType", volume ? stick.type : "");
        append_text(raw, "IdUUID", volume ? stick.uuid : "");
        append_text(raw, "IdLabel", volume ? stick.name : "");
        close_interface(raw);
        if (volume && stick.usage == "filesystem") {
            open_interface(raw, filesystem_interface);
            append_mounts(raw, state.mounted ? mount_point(stick.name).string() : "");
            close_interface(raw);
        }
        if (!volume) {
            open_interface(raw, "org.freedesktop.UDisks2.PartitionTable");
            sd_bus_message_append(raw, "{sv}", "Partitions", "ao", 1, volume_path(stick).c_str());
            close_interface(raw);
        }
    }
    sd_bus_message_close_container(raw);
}

void FakeUdisks::append_objects(sd_bus_message& reply, const State& state) {
    for (const std::string& path : paths_of(state)) {
        sd_bus_message_open_container(&reply, 'e', "oa{sa{sv}}");
        append_object(reply, state, path);
        sd_bus_message_close_container(&reply);
    }
}

void FakeUdisks::announce(const State& state) {
    for (const std::string& path : paths_of(state)) {
        sd_bus_message* raw = nullptr;
        sd_bus_message_new_signal(m_bus.get(), &raw, root_path, "org.freedesktop.DBus.ObjectManager",
                                  "InterfacesAdded");
        const media::MessagePtr message(raw);
        append_object(*raw, state, path);
        sd_bus_send(m_bus.get(), raw, nullptr);
    }
}
