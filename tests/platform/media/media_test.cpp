#include "platform/media/media.h"

#include "tests/temporary_folder.h"

#include <doctest/doctest.h>
#include <fstream>
#include <unistd.h>

namespace fs = std::filesystem;

namespace {

/// A fresh folder with a sysfs of our making: sda on USB with two partitions, mmcblk0 soldered, sr0
/// removable.
class FakeKernel {
  public:
    FakeKernel() {
        add_device("pci0000:00/0000:00:14.0/usb2/2-1/2-1:1.0/host0/block/sda", "sda", "8:0", '0');
        add_device("pci0000:00/0000:00:14.0/usb2/2-1/2-1:1.0/host0/block/sda/sda1", "sda1", "8:1");
        add_device("pci0000:00/0000:00:14.0/usb2/2-1/2-1:1.0/host0/block/sda/sda2", "sda2", "8:2");
        add_device("platform/emmc2bus/mmc_host/mmc0/block/mmcblk0", "mmcblk0", "179:0", '0');
        add_device("platform/emmc2bus/mmc_host/mmc0/block/mmcblk0/mmcblk0p2", "mmcblk0p2", "179:2");
        add_device("platform/ata1/block/sr0", "sr0", "11:0", '1');
    }
    void mounts(std::string_view lines) { std::ofstream(m_root / "mountinfo") << lines; }
    void pull_stick() { fs::remove_all(m_root / "sys/devices/pci0000:00"); }
    [[nodiscard]] media::MountedMedia media() const { return {m_root / "mountinfo", m_root / "sys"}; }
    [[nodiscard]] fs::path root() const { return m_root.path(); }

  private:
    void add_device(const fs::path& place, const std::string& name, const std::string& number,
                    char removable = 0) {
        const auto folder = m_root / "sys/devices" / place;
        fs::create_directories(folder);
        fs::create_directories(m_root / "sys/class/block");
        fs::create_directories(m_root / "sys/dev/block");
        fs::create_directory_symlink(fs::path("../../devices") / place, m_root / "sys/class/block" / name);
        fs::create_directory_symlink(fs::path("../../devices") / place, m_root / "sys/dev/block" / number);
        if (removable != 0)
            std::ofstream(folder / "removable") << removable << '\n';
        else
            std::ofstream(folder / "partition") << "1\n";
    }

    TemporaryFolder m_root;
};

constexpr const char* system_mounts = "22 1 179:2 / / rw,relatime shared:1 - ext4 /dev/mmcblk0p2 rw\n"
                                      "23 22 0:21 / /proc rw shared:5 - proc proc rw\n"
                                      "24 22 0:22 / /run rw - tmpfs tmpfs rw\n";

} // namespace

TEST_CASE("a mounted USB partition is a medium, the card and virtual file systems are not") {
    FakeKernel kernel;
    kernel.mounts(std::string(system_mounts) +
                  "40 22 8:1 / /media/kiosk/MY\\040STICK rw,noatime - vfat /dev/sda1 rw\n");
    const auto found = kernel.media().present();
    REQUIRE(found.size() == 1);
    CHECK(found[0] == media::Medium{"/media/kiosk/MY STICK", "MY STICK", false});
}

TEST_CASE("every partition is listed once, bind mounts are not") {
    FakeKernel kernel;
    kernel.mounts(std::string(system_mounts) + "40 22 8:1 / /media/A rw - vfat /dev/sda1 rw\n"
                                               "41 22 8:1 / /mnt/again rw - vfat /dev/sda1 rw\n"
                                               "42 22 8:2 /inner /mnt/inner rw - ext4 /dev/sda2 rw\n"
                                               "43 22 8:2 / /media/B ro - ext4 /dev/sda2 ro\n"
                                               "44 22 11:0 / /media/DISC ro - iso9660 /dev/sr0 ro\n");
    const auto found = kernel.media().present();
    REQUIRE(found.size() == 3);
    CHECK(found[0] == media::Medium{"/media/A", "A", false});
    CHECK(found[1] == media::Medium{"/media/B", "B", true});
    CHECK(found[2] == media::Medium{"/media/DISC", "DISC", true});
}

TEST_CASE("a source with another name is found by its device number") {
    FakeKernel kernel;
    kernel.mounts("40 22 8:1 / /media/A rw - vfat /dev/disk/by-label/A rw\n");
    CHECK(kernel.media().present().size() == 1);
}

TEST_CASE("a kiosk that runs from a USB disk does not offer its own disk") {
    FakeKernel kernel;
    kernel.mounts("22 1 8:2 / / rw - ext4 /dev/sda2 rw\n40 22 8:1 / /media/A rw - vfat /dev/sda1 rw\n");
    CHECK(kernel.media().present().empty());
}

TEST_CASE("a stick pulled without unmounting is gone") {
    FakeKernel kernel;
    kernel.mounts("40 22 8:1 / /media/A rw - vfat /dev/sda1 rw\n");
    auto media = kernel.media();
    REQUIRE(media.present().size() == 1);
    kernel.pull_stick();
    CHECK(media.present().empty());
}

TEST_CASE("a name that came from a stick is fit for a screen, and a stick without one has one") {
    FakeKernel kernel;
    kernel.mounts("40 22 8:1 / /media/\xe2\x80\xaegpj.\x1b[2J\\012\xff rw - vfat /dev/sda1 rw\n"
                  "41 22 8:2 / /media/\xff rw - vfat /dev/sda2 rw\n");
    const auto found = kernel.media().present();
    REQUIRE(found.size() == 2);
    CHECK(found[0].label == "gpj.[2J");
    CHECK(found[1].label == "USB");
    CHECK(found[1].root == "/media/\xff");
}

TEST_CASE("no mount table, or one of rubbish, is no medium") {
    FakeKernel kernel;
    CHECK(kernel.media().present().empty());
    kernel.mounts("\n- - -\n8:1 /dev/sda1\n40 22 8:1 / /m rw - vfat /dev/../../etc rw\n");
    for (const auto& medium : kernel.media().present())
        CHECK(medium.root == "/m"); // by its number, never by its path
}

TEST_CASE("this machine's own tables can be read") {
    for (const auto& medium : media::MountedMedia().present())
        CHECK(medium.root != "/");
}

TEST_CASE("a folder stands in for a stick as long as it exists") {
    FakeKernel kernel;
    const auto stick = kernel.root() / "STICK";
    media::SimulatedMedia media;
    media.insert(stick);
    media.insert(stick);
    CHECK(media.present().empty());
    fs::create_directory(stick);
    REQUIRE(media.present().size() == 1);
    CHECK(media.present()[0] == media::Medium{stick, "STICK", false});
    fs::remove(stick);
    CHECK(media.present().empty());
    fs::create_directory(stick);
    media.remove_all();
    CHECK(media.present().empty());
}

TEST_CASE("a simulated stick is labelled by its folder even with a slash at the end") {
    FakeKernel kernel;
    fs::create_directory(kernel.root() / "S");
    media::SimulatedMedia media;
    media.insert((kernel.root() / "S").string() + "/");
    REQUIRE(media.present().size() == 1);
    CHECK(media.present()[0].label == "S");
}

TEST_CASE("a folder without write permission is read-only" * doctest::skip(::geteuid() == 0)) {
    FakeKernel kernel;
    fs::create_directory(kernel.root() / "S");
    fs::permissions(kernel.root() / "S", fs::perms::owner_read | fs::perms::owner_exec);
    media::SimulatedMedia media;
    media.insert(kernel.root() / "S");
    REQUIRE(media.present().size() == 1);
    CHECK(media.present()[0].read_only);
}
