#include "platform/base/background_task.h"

#include "tests/platform/base/no_threads.h"

#include <atomic>
#include <chrono>
#include <doctest/doctest.h>
#include <future>
#include <memory>
#include <thread>

using base::BackgroundTask;

namespace {

/// Asks again and again, as a loop does at each of its turns.
template <class Outcome>
Outcome await(BackgroundTask<Outcome>& task) {
    while (true) {
        if (auto outcome = task.collect()) return std::move(*outcome);
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
}

} // namespace

TEST_CASE("work is done in another thread while its owner goes on, and collected once") {
    std::promise<void> may_end;
    std::atomic<int> woken = 0;
    BackgroundTask<std::thread::id> task([&] { ++woken; });
    CHECK_FALSE(task.running());
    CHECK_FALSE(task.collect());
    REQUIRE(task.begin([ended = may_end.get_future().share()] {
        ended.wait();
        return std::this_thread::get_id();
    }));
    CHECK(task.running());
    CHECK_FALSE(task.collect()); // the owner does not wait for it
    CHECK(task.running());
    CHECK(woken == 0);
    may_end.set_value();
    CHECK(await(task) != std::this_thread::get_id());
    CHECK(woken == 1);
    CHECK_FALSE(task.running());
    CHECK_FALSE(task.collect());
}

TEST_CASE("what was woken finds the outcome, and until it is collected the work counts as running") {
    std::promise<void> woken;
    BackgroundTask<std::unique_ptr<int>> task([&] { woken.set_value(); });
    REQUIRE(task.begin([] { return std::make_unique<int>(1948); }));
    woken.get_future().wait();
    CHECK(task.running());
    const auto outcome = task.collect();
    REQUIRE(outcome);
    CHECK(**outcome == 1948);
}

TEST_CASE("one piece of work follows another") {
    std::atomic<int> woken = 0;
    BackgroundTask<int> task([&] { ++woken; });
    for (int i = 0; i < 50; ++i) {
        REQUIRE(task.begin([i] { return i; }));
        CHECK(await(task) == i);
    }
    CHECK(woken == 50);
}

TEST_CASE("whoever destroys it waits for the work, collected or not") {
    std::atomic<bool> ended = false;
    {
        std::promise<void> begun;
        BackgroundTask<bool> task([] {});
        REQUIRE(task.begin([&] {
            begun.set_value();
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
            ended = true;
            return true;
        }));
        begun.get_future().wait();
    }
    CHECK(ended);
}

TEST_CASE("a machine that has no thread to give is said so, and is asked again the next time") {
    BackgroundTask<int> task([] {});
    {
        const NoThreads none;
        const base::Status begun = task.begin([] { return 1; });
        REQUIRE_FALSE(begun);
        CHECK(begun.error().message.starts_with("cannot start a thread: "));
        CHECK_FALSE(task.running());
        CHECK_FALSE(task.collect());
    }
    REQUIRE(task.begin([] { return 2; }));
    CHECK(await(task) == 2);
}
