#include "platform/base/random.h"

#include <algorithm>
#include <array>
#include <doctest/doctest.h>
#include <set>
#include <thread>
#include <vector>

TEST_CASE("the same seed gives the same bytes, however they are asked for; another seed gives others") {
    base::SeededRandom one(75);
    base::SeededRandom same(75);
    base::SeededRandom other(76);
    std::array<std::uint8_t, 64> whole{};
    std::array<std::uint8_t, 64> parts{};
    std::array<std::uint8_t, 64> others{};
    one.fill(whole);
    same.fill(std::span(parts).first(10));
    same.fill(std::span(parts).subspan(10));
    other.fill(others);
    CHECK(whole == parts);
    CHECK(whole != others);
}

TEST_CASE("the kernel's generator fills every byte, also of a large buffer") {
    base::SystemRandom random;
    random.fill({});
    std::vector<std::uint8_t> bytes(1u << 20);
    random.fill(bytes);
    // Of 4096 bytes at the end, all 256 values are met but for one run in 30,000; 200 of them always.
    CHECK(std::set<std::uint8_t>(bytes.end() - 4096, bytes.end()).size() > 200);
    std::vector<std::uint8_t> again(1u << 20);
    random.fill(again);
    CHECK(bytes != again);
}

TEST_CASE("two threads that ask the same generator share its bytes out between them") {
    constexpr std::size_t bytes_each = 20'000;
    base::SeededRandom shared(75), alone(75);
    std::vector<std::uint8_t> mine(bytes_each), theirs(bytes_each), all(2 * bytes_each);
    const auto ask = [&](std::vector<std::uint8_t>& bytes) {
        for (std::size_t i = 0; i < bytes_each; ++i)
            shared.fill(std::span(bytes).subspan(i, 1));
    };
    std::thread other([&] { ask(theirs); });
    ask(mine);
    other.join();
    alone.fill(all);
    mine.insert(mine.end(), theirs.begin(), theirs.end());
    std::sort(mine.begin(), mine.end());
    std::sort(all.begin(), all.end());
    CHECK(mine == all);
}
