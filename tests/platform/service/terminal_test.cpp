#include "platform/service/terminal.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <unistd.h>

TEST_CASE("what is no virtual terminal is left alone") {
    const int kept = ::dup(STDIN_FILENO);
    const int null = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
    REQUIRE(::dup2(null, STDIN_FILENO) == STDIN_FILENO);
    CHECK(!service::own_terminal());
    CHECK(service::show_own_terminal());
    ::dup2(kept, STDIN_FILENO);
    ::close(kept);
    ::close(null);
}
