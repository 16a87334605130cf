#include "platform/service/notifier.h"

#include "tests/platform/service/manager.h"

#include <cstdlib>
#include <doctest/doctest.h>
#include <unistd.h>

using service::Notifier;

TEST_CASE("the manager hears what happens, in order") {
    const Manager manager("30000000");
    const Notifier notifier;
    CHECK(notifier.listens());
    CHECK(notifier.watchdog() == std::chrono::milliseconds(30'000));
    notifier.ready();
    notifier.alive();
    notifier.status("waiting\nfor a visitor");
    notifier.stopping();
    CHECK(manager.hear() == "READY=1");
    CHECK(manager.hear() == "WATCHDOG=1");
    CHECK(manager.hear() == "STATUS=waiting for a visitor");
    CHECK(manager.hear() == "STOPPING=1");
    CHECK(manager.hear().empty());
}

TEST_CASE("without a manager nothing is said and nothing waited for") {
    const Notifier notifier;
    CHECK(!notifier.listens());
    CHECK(!notifier.watchdog());
    notifier.ready();
    notifier.alive();
}

TEST_CASE("a manager that watches another process does not watch this one") {
    const Manager manager("30000000");
    ::setenv("WATCHDOG_PID", "1", 1);
    CHECK(!Notifier().watchdog());
}

TEST_CASE("a period that is no number counts as none") {
    const Manager manager("soon");
    CHECK(!Notifier().watchdog());
}
