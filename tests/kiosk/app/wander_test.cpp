#include "kiosk/app/wander.h"

#include "tests/temporary_folder.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <unistd.h>

TEST_CASE("what the program holds is read from the kernel's files") {
    const TemporaryFolder self;
    self.write("smaps_rollup", "55d0-7ffc ---p 00000000 00:00 0 [rollup]\nRss:   9000 kB\nPss:   4321 kB\n"
                               "Anonymous: 1234 kB\n");
    self.write("status", "Name:\tkiosk\nThreads:\t3\n");
    for (const char* file : {"fd/0", "fd/1", "fd/2", "fd/5"})
        self.write(file, "");
    const app::Holdings held = app::holdings({7, 1000}, self.path());
    CHECK(held.memory_kib == 4321);
    CHECK(held.own_kib == 1234);
    CHECK(held.threads == 3);
    CHECK(held.files == 4);
    CHECK(held.textures.count == 7);
    CHECK(held.textures.bytes == 1000);
    CHECK(app::holdings({}, self / "gone").memory_kib == 0);
}

TEST_CASE("an open file more is a file more") {
    const std::int64_t before = app::holdings({}).files;
    CHECK(app::holdings({}).threads >= 1);
    const int file = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
    CHECK(app::holdings({}).files == before + 1);
    ::close(file);
}
