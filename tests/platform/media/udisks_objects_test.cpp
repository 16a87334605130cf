#include "platform/media/udisks_objects.h"

#include <algorithm>
#include <doctest/doctest.h>
#include <functional>
#include <numeric>

using media::Interfaces;
using media::Properties;
using media::UdisksObjects;
using media::Unfit;

namespace {

const std::string at = "/org/freedesktop/UDisks2/";
const std::string drive = at + "drives/d", disk = at + "block_devices/sda", first = disk + "1",
                  second = disk + "2";
constexpr const char* drive_name = "org.freedesktop.UDisks2.Drive";
constexpr const char* block_name = "org.freedesktop.UDisks2.Block";
constexpr const char* system_name = "org.freedesktop.UDisks2.Filesystem";

Interfaces a_drive(const std::string& bus = "usb") {
    return {{drive_name,
             {{"ConnectionBus", bus},
              {"Removable", true},
              {"MediaAvailable", true},
              {"Model", std::string("M")}}}};
}

Interfaces a_volume(const std::string& type, std::int64_t size = 100, const std::string& label = "") {
    const std::string usage = type.empty() ? "" : type == "crypto_LUKS" ? "crypto" : "filesystem";
    Interfaces all = {
        {block_name,
         {{"Drive", drive}, {"IdUsage", usage}, {"IdType", type}, {"IdLabel", label}, {"Size", size}}},
        {"org.freedesktop.UDisks2.Partition", {}}};
    if (usage == "filesystem") all[system_name] = {{"MountPoints", std::vector<std::string>()}};
    return all;
}

Interfaces a_table(const std::vector<std::string>& partitions) {
    return {{block_name, {{"Drive", drive}, {"Size", std::int64_t{1000}}}},
            {"org.freedesktop.UDisks2.PartitionTable", {{"Partitions", partitions}}}};
}

} // namespace

TEST_CASE("signals in every order lead to the same sticks") {
    UdisksObjects objects;
    // What one plugging brings, with doubled and stray signals among it.
    const std::vector<std::function<void()>> signals = {
        [&] { objects.add(drive, a_drive()); },
        [&] {
            objects.add(disk, a_table({first, second}));
        },
        [&] { objects.add(first, a_volume("vfat", 10, "SMALL")); },
        [&] { objects.add(second, a_volume("exfat", 900, "BIG")); },
        [&] {
            CHECK(objects.change(second, block_name, {{"Size", std::int64_t{900}}}, {}));
        },
        [&] { objects.remove(at + "block_devices/never", {block_name}); },
        [&] {
            objects.add(second, {{system_name, {{"MountPoints", std::vector<std::string>{"/media/x"}}}}});
        },
    };
    std::vector<int> order(signals.size());
    std::iota(order.begin(), order.end(), 0);
    int orders = 0;
    do {
        // The file system of a partition comes with it or after it.
        if (std::find(order.begin(), order.end(), 6) < std::find(order.begin(), order.end(), 3)) continue;
        objects.clear();
        for (const int signal : order) {
            signals[static_cast<std::size_t>(signal)]();
            for (const media::Stick& stick : objects.sticks())
                CHECK((stick.medium.unfit == Unfit::no) == !stick.block.empty());
        }
        const auto sticks = objects.sticks();
        REQUIRE(sticks.size() == 1);
        CHECK(sticks[0].block == second);
        CHECK(sticks[0].medium.label == "BIG");
        CHECK(sticks[0].medium.root == "/media/x");
        ++orders;
    } while (std::next_permutation(order.begin(), order.end()));
    CHECK(orders == 2520);
    objects.remove(drive, {drive_name});
    CHECK(objects.sticks().empty());
}

TEST_CASE("the right partition is found, or the reason why there is none") {
    struct Case {
        std::vector<Interfaces> volumes;
        Unfit unfit;
        int chosen; ///< -1: none
    };
    const Case cases[] = {
        {{a_volume("vfat")}, Unfit::no, 0},
        {{a_volume("ntfs"), a_volume("ext4")}, Unfit::no, 1},
        {{a_volume("crypto_LUKS"), a_volume("vfat", 5)}, Unfit::no, 1},
        {{a_volume("vfat", 5), a_volume("vfat", 6)}, Unfit::no, 1},
        {{a_volume("ntfs")}, Unfit::format, -1},
        {{a_volume("crypto_LUKS")}, Unfit::locked, -1},
        {{a_volume("")}, Unfit::unformatted, -1},
        {{a_volume(""), a_volume("crypto_LUKS")}, Unfit::locked, -1},
        {{a_volume("swap"), a_volume("hfsplus")}, Unfit::format, -1},
    };
    for (const Case& one : cases) {
        UdisksObjects objects;
        objects.add(drive, a_drive());
        std::vector<std::string> names;
        for (std::size_t i = 0; i < one.volumes.size(); ++i) {
            names.push_back(disk + std::to_string(i + 1));
            objects.add(names.back(), one.volumes[i]);
        }
        objects.add(disk, a_table(names));
        const auto sticks = objects.sticks();
        REQUIRE(sticks.size() == 1);
        CHECK(sticks[0].medium.unfit == one.unfit);
        CHECK(sticks[0].block == (one.chosen < 0 ? "" : names[static_cast<std::size_t>(one.chosen)]));
    }
}

TEST_CASE("firmware's partition is taken only when it is the only one") {
    UdisksObjects objects;
    objects.add(drive, a_drive());
    Interfaces firmware = a_volume("vfat", 500);
    firmware["org.freedesktop.UDisks2.Partition"] = {
        {"Type", std::string("c12a7328-f81f-11d2-ba4b-00a0c93ec93b")}};
    objects.add(first, firmware);
    CHECK(objects.sticks().at(0).block == first);
    objects.add(second, a_volume("vfat", 5));
    CHECK(objects.sticks().at(0).block == second);
}

TEST_CASE("drives that are no sticks are never offered") {
    const auto count = [](const Interfaces& of_drive, const Interfaces& of_volume) {
        UdisksObjects objects;
        objects.add(drive, of_drive);
        objects.add(first, of_volume);
        return objects.sticks().size();
    };
    CHECK(count(a_drive(), a_volume("vfat")) == 1);
    for (const char* bus : {"", "sdio", "ata", "ieee1394"})
        CHECK(count(a_drive(bus), a_volume("vfat")) == 0); // the card that the machine runs from is on sdio
    for (const auto& [name, value] : std::initializer_list<std::pair<const char*, bool>>{
             {"Removable", false}, {"Optical", true}, {"MediaAvailable", false}}) {
        Interfaces other = a_drive();
        other[drive_name][name] = value;
        CHECK(count(other, a_volume("vfat")) == 0);
    }
    for (const char* hint : {"HintSystem", "HintIgnore"}) {
        Interfaces volume = a_volume("vfat");
        volume[block_name][hint] = true;
        CHECK(count(a_drive(), volume) == 0);
    }
    for (const char* folder : {"/", "/boot/firmware", "/var/lib/smallplaces", "/usr", "/home/pi/stick"}) {
        Interfaces volume = a_volume("ext4");
        volume[system_name]["MountPoints"] = std::vector<std::string>{folder};
        CHECK(count(a_drive(), volume) == 0);
    }
    for (const char* folder : {"/media/smallplaces/STICK", "/run/media/me/A B", "/mnt", "/variable"}) {
        Interfaces volume = a_volume("ext4");
        volume[system_name]["MountPoints"] = std::vector<std::string>{folder};
        CHECK(count(a_drive(), volume) == 1);
    }
}

TEST_CASE("a stick whose partitions are still to come is not called unformatted") {
    UdisksObjects objects;
    objects.add(drive, a_drive());
    objects.add(disk, a_table({first}));
    CHECK(objects.sticks().empty());
    objects.add(first, a_volume("vfat"));
    CHECK(objects.sticks().size() == 1);
    objects.remove(first, {block_name, system_name, "org.freedesktop.UDisks2.Partition"});
    CHECK(objects.sticks().empty());
    CHECK(objects.change(disk, "org.freedesktop.UDisks2.PartitionTable",
                         {{"Partitions", std::vector<std::string>()}}, {}));
    CHECK(objects.sticks().at(0).medium.unfit == Unfit::unformatted);
    CHECK_FALSE(objects.change(disk, block_name, {}, {"Size"}));
}

TEST_CASE("names that come from a stick are fit for a screen") {
    CHECK(media::plain_label("  KINGSTON  8GB ") == "KINGSTON 8GB");
    CHECK(media::plain_label("Żółw 學校 ☀") == "Żółw 學校 ☀");
    CHECK(media::plain_label("\x1b[2J\n\tA\x7f") == "[2JA");
    CHECK(media::plain_label("A\u202e\u2066gpj.exe\u2069") == "Agpj.exe");
    CHECK(media::plain_label("\xff\xc0\xaf\xed\xa0\x80\xf4\x90\x80\x80"
                             "B\xc3") == "B");
    // Cut off, too long for what they say, a surrogate, beyond the last: what follows each is kept.
    for (const char* broken :
         {"\xc5", "\xe5\xad", "\xf0\x9f\x8f", "\xc1\x81", "\xe0\x81\x81", "\xf0\x80\x81\x81", "\xed\xa0\x80",
          "\xf4\x90\x80\x80", "\xf8\x88\x80\x80\x80", "\x80"}) {
        CAPTURE(broken);
        CHECK(media::plain_label(std::string(broken) + "Ż学🏠") == "Ż学🏠");
        CHECK(media::plain_label(std::string("Ż学🏠") + broken) == "Ż学🏠");
    }
    CHECK(media::plain_label(std::string("\0A\0", 3)) == "A");
    std::string houses;
    for (int i = 0; i < 100; ++i)
        houses += "🏠";
    CHECK(media::plain_label(houses) == houses.substr(0, 40 * std::string_view("🏠").size()));
    CHECK(media::plain_label(std::string(1000, 'x')).size() == 40);
    CHECK(media::plain_label("\u200b\u00a0").empty());
    CHECK(media::plain_label("").empty());
}
