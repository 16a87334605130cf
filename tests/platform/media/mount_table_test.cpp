#include "platform/media/mount_table.h"

#include <doctest/doctest.h>

TEST_CASE("octal escapes are undone, other backslashes stay") {
    CHECK(media::undo_octal_escapes(R"(/media/MY\040STICK)") == "/media/MY STICK");
    CHECK(media::undo_octal_escapes(R"(a\011b\012c\134d)") == "a\tb\nc\\d");
    CHECK(media::undo_octal_escapes(R"(\134040)") == R"(\040)");
    CHECK(media::undo_octal_escapes(R"(\04)") == R"(\04)");
    CHECK(media::undo_octal_escapes(R"(\999)") == R"(\999)");
    CHECK(media::undo_octal_escapes(R"(\)") == R"(\)");
}

TEST_CASE("a line of mountinfo is read with any number of optional fields") {
    const auto none = media::parse_mount("36 35 8:1 / /media/A rw,noatime - vfat /dev/sda1 rw");
    const auto two =
        media::parse_mount("36 35 8:1 / /media/A rw,noatime shared:1 master:2 - vfat /dev/sda1 rw");
    REQUIRE(none.has_value());
    REQUIRE(two.has_value());
    CHECK(none->mounted_at == "/media/A");
    CHECK(two->source == "/dev/sda1");
    CHECK(two->device_number == "8:1");
    CHECK(two->subtree == "/");
    CHECK_FALSE(two->read_only);
}

TEST_CASE("read-only is seen on the mount and on the file system, not in part of a word") {
    CHECK(media::parse_mount("36 35 8:1 / /m ro,noatime - vfat /dev/sda1 rw")->read_only);
    CHECK(media::parse_mount("36 35 8:1 / /m rw - vfat /dev/sda1 ro,fmask=0022")->read_only);
    CHECK_FALSE(media::parse_mount("36 35 8:1 / /m rw - ext4 /dev/sda1 rw,errors=remount-ro")->read_only);
}

TEST_CASE("what is not a mount line is nothing") {
    for (const char* line :
         {"", "-", "- - - -", "36 35 8:1 / /m rw", "36 35 8:1 / /m rw - vfat", "36 35 8:1 / - vfat x rw"}) {
        CAPTURE(line);
        CHECK_FALSE(media::parse_mount(line).has_value());
    }
}
