#include "kiosk/app/standby.h"

#include "tests/kiosk/ledger/fixture.h"
#include "tests/kiosk/ledger/small_disk.h"

#include "platform/base/files.h"

#include <doctest/doctest.h>
#include <filesystem>

using app::Standby;

namespace {

image::Image blue() {
    return {2, 1, {0xFF0000FF, 0xFF0000FF}};
}

} // namespace

TEST_CASE("the picture is drawn once, and again when what it depends on changes or it is gone") {
    const TemporaryFolder folder;
    Standby first(folder.path(), "800x480 en\n");
    CHECK(first.outdated());
    REQUIRE(first.keep(blue()));
    CHECK(!first.outdated());
    CHECK(!Standby(folder.path(), "800x480 en\n").outdated());
    CHECK(Standby(folder.path(), "800x480 en ar\n").outdated());
    const auto bytes = base::read_file(first.file());
    REQUIRE(bytes);
    CHECK(image::decode_png(*bytes, "kept")->at(1, 0) == 0xFF0000FF);
    CHECK(!std::filesystem::exists(folder.path() / "out-of-order.new"));
    std::filesystem::remove(first.file());
    CHECK(Standby(folder.path(), "800x480 en\n").outdated());
}

TEST_CASE("where nothing can be written it is not tried again and again") {
    Standby standby("/proc/nowhere", "800x480 en\n");
    CHECK(standby.outdated());
    CHECK(!standby.keep(blue()));
    CHECK(!standby.outdated());
}

TEST_CASE("where little room is left for commitments no picture is kept") {
    const TemporaryFolder folder;
    const SmallDisk disk(folder.path(), "8m");
    if (!disk) return;
    Standby standby(folder.path(), "800x480 en\n");
    const auto kept = standby.keep(blue());
    REQUIRE_FALSE(kept);
    CHECK(kept.error().message.find("little room") != std::string::npos);
    CHECK(std::filesystem::is_empty(folder.path()));
}
