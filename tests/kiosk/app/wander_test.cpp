#include "kiosk/app/wander.h"

#include <cstdlib>
#include <doctest/doctest.h>
#include <fcntl.h>
#include <fstream>
#include <unistd.h>

namespace fs = std::filesystem;

TEST_CASE("what the program holds is read from the kernel's files") {
    std::string name = (fs::temp_directory_path() / "wander-test-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    const fs::path self = name;
    std::ofstream(self / "smaps_rollup")
        << "55d0-7ffc ---p 00000000 00:00 0 [rollup]\nRss:   9000 kB\nPss:   4321 kB\nAnonymous: 1234 kB\n";
    std::ofstream(self / "status") << "Name:\tkiosk\nThreads:\t3\n";
    fs::create_directory(self / "fd");
    for (const char* file : {"0", "1", "2", "5"})
        std::ofstream(self / "fd" / file) << "";
    const app::Holdings held = app::holdings({7, 1000}, self);
    CHECK(held.memory_kib == 4321);
    CHECK(held.own_kib == 1234);
    CHECK(held.threads == 3);
    CHECK(held.files == 4);
    CHECK(held.textures.count == 7);
    CHECK(held.textures.bytes == 1000);
    fs::remove_all(self);
    CHECK(app::holdings({}, self).memory_kib == 0);
}

TEST_CASE("an open file more is a file more") {
    const std::int64_t before = app::holdings({}).files;
    CHECK(app::holdings({}).threads >= 1);
    const int file = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
    CHECK(app::holdings({}).files == before + 1);
    ::close(file);
}
