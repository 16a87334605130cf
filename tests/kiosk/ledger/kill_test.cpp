#include "kiosk/ledger/ledger.h"

#include "fixture.h"

#include <csignal>
#include <map>
#include <poll.h>
#include <random>
#include <sys/wait.h>

namespace {

/// The child: adds without end and says each id only after it was kept.
[[noreturn]] void add_until_killed(const std::filesystem::path& folder, int pipe_end) {
    base::SystemClock clock;
    base::SystemRandom random;
    auto opened = ledger::Ledger::open(folder, clock, random);
    if (!opened) _exit(1);
    for (int i = 0;; ++i) {
        const auto commitment = opened->add(a_draft(i));
        if (!commitment) _exit(2);
        const std::string line = commitment->id + "\n";
        if (write(pipe_end, line.data(), line.size()) != static_cast<ssize_t>(line.size())) _exit(3);
    }
}

std::string read_all(int pipe_end) {
    std::string text;
    char buffer[4096];
    for (ssize_t got = 0; (got = read(pipe_end, buffer, sizeof buffer)) > 0;)
        text.append(buffer, static_cast<std::size_t>(got));
    return text;
}

} // namespace

TEST_CASE("what was acknowledged before a kill at any moment is there exactly once") {
    const TemporaryFolder folder;
    std::mt19937 chance(4711);
    std::map<std::string, int> acknowledged;
    std::int64_t last_sequence = 0;
    for (int round = 0; round < 30; ++round) {
        int ends[2];
        REQUIRE(pipe(ends) == 0);
        const pid_t child = fork();
        REQUIRE(child >= 0);
        if (child == 0) {
            close(ends[0]);
            add_until_killed(folder.path(), ends[1]);
        }
        close(ends[1]);
        // Every other time only once it adds: on a slow machine the kill would else always hit the opening.
        pollfd ready{ends[0], POLLIN, 0};
        if (round % 2 == 0) REQUIRE(poll(&ready, 1, 30'000) == 1);
        usleep(chance() % 60'000);
        kill(child, SIGKILL);
        int status = 0;
        REQUIRE(waitpid(child, &status, 0) == child);
        REQUIRE(WIFSIGNALED(status)); // it did not end by itself with an error
        std::string text = read_all(ends[0]);
        close(ends[0]);
        for (std::size_t at = 0; at + 37 <= text.size(); at += 37)
            ++acknowledged[text.substr(at, 36)];

        base::SystemClock clock;
        base::SystemRandom random;
        auto opened = ledger::Ledger::open(folder.path(), clock, random);
        REQUIRE(opened);
        CHECK_FALSE(opened->notice());
        std::map<std::string, int> kept;
        std::int64_t before = 0;
        for (const ledger::Commitment& commitment : all_of(*opened)) {
            ++kept[commitment.id];
            CHECK(commitment.sequence > before);
            before = commitment.sequence;
        }
        CHECK(before >= last_sequence);
        last_sequence = before;
        int lost = 0;
        for (const auto& [id, times] : acknowledged)
            lost += times == 1 && kept[id] == 1 ? 0 : 1;
        CHECK(lost == 0);
    }
    CHECK(acknowledged.size() >= 15);
    MESSAGE(acknowledged.size() << " acknowledged in 30 rounds, none lost");
}
