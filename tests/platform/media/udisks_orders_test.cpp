// Everything that can happen to a stick, at every moment of the work on it, alone and two at a time.
#include "tests/platform/media/udisks_bench.h"

#include <cstdlib>

using namespace udisks_bench;

namespace {

constexpr int actions_of_work = 5; // mount, unmount, mount, unmount, power off
const std::string errors = "org.freedesktop.UDisks2.Error.";

struct Named {
    std::string name;
    Event event;
};

/// Those that bring an answer, so that none has to be waited for.
std::vector<Named> answered() {
    return {{"fails", {Kind::fail, errors + "Failed"}},
            {"not authorized", {Kind::fail, errors + "NotAuthorized"}},
            {"busy", {Kind::fail, errors + "DeviceBusy"}},
            {"already mounted", {Kind::already, errors + "AlreadyMounted"}},
            {"not mounted", {Kind::already, errors + "NotMounted"}},
            {"unknown object", {Kind::fail, "org.freedesktop.DBus.Error.UnknownObject"}},
            {"pulled, then fails", {Kind::pull_and_fail, errors + "Failed"}},
            {"fails, then pulled", {Kind::fail_and_pull, errors + "Failed"}},
            {"pulled, no reply", {Kind::pull_unheard, {}}},
            {"daemon dies over it", {Kind::restart, {}}},
            {"daemon dies after it", {Kind::die_after, {}}},
            {"properties change", {Kind::change, {}}},
            {"another stick comes", {Kind::other_comes, {}}},
            {"replugged", {Kind::replug, errors + "Failed"}},
            {"slow", {Kind::late, {}}}};
}

/// Those that harm nothing: the work must be done all the same.
bool is_harmless(Kind kind) {
    return kind == Kind::change || kind == Kind::other_comes || kind == Kind::late;
}

} // namespace

TEST_CASE("any event at any action: the order holds, what is said is true, and the next stick is taken") {
    for (const Named& one : answered()) {
        for (int at = 0; at < actions_of_work; ++at) {
            CAPTURE(one.name);
            CAPTURE(at);
            Bench bench;
            bench.udisks->plug({.name = "a"});
            const auto stick = bench.await_stick("a");
            bench.udisks->plan(at, one.event);
            const Outcome outcome = bench.work(stick);
            bench.check_outcome(outcome, "a");
            if (is_harmless(one.event.kind)) CHECK(outcome.parting == media::Parting::free);
            // When both unmounts are behind it, nothing that befalls the switching off takes it back.
            if (at == actions_of_work - 1) CHECK(outcome.parting == media::Parting::free);
            if (one.event.kind == Kind::pull_and_fail && at < actions_of_work - 1)
                CHECK(outcome.fault == media::Fault::removed);
            bench.check_recovery({.name = "a"});
        }
    }
}

TEST_CASE("any two events at any two actions") {
    // Every pair of events, each at one pair of moments; all of these when asked for, which takes minutes.
    const bool all = std::getenv("SMALLPLACES_ALL_ORDERS") != nullptr;
    const auto events = answered();
    int pair = 0;
    for (const Named& first : events) {
        for (const Named& second : events) {
            ++pair;
            for (int at = 0; at < actions_of_work; ++at) {
                const int next = at + 1 + pair % 3;
                if (pair % actions_of_work != at && !all) continue;
                CAPTURE(first.name);
                CAPTURE(second.name);
                CAPTURE(at);
                CAPTURE(next);
                Bench bench;
                bench.udisks->plug({.name = "a"});
                const auto stick = bench.await_stick("a");
                bench.udisks->plan(at, first.event);
                bench.udisks->plan(next, second.event);
                const Outcome outcome = bench.work(stick);
                bench.check_outcome(outcome, "a");
                bench.check_recovery({.name = "a"});
            }
        }
    }
}

TEST_CASE("no reply at any action is waited for only so long, and the next stick is taken") {
    for (const Kind kind : {Kind::unheard, Kind::done_unheard}) {
        for (int at = 0; at < actions_of_work; ++at) {
            CAPTURE(at);
            Bench bench(patience(1s));
            bench.udisks->plug({.name = "a"});
            const auto stick = bench.await_stick("a");
            bench.udisks->plan(at, {kind, {}});
            const Outcome outcome = bench.work(stick);
            bench.check_outcome(outcome, "a");
            if (at < 3) CHECK(outcome.fault == media::Fault::silent);
            if (at == 3) CHECK(outcome.parting == media::Parting::busy);
            if (at == 4) CHECK(outcome.parting == media::Parting::free);
            bench.check_recovery({.name = "a"});
        }
    }
}

TEST_CASE("busy for a while is asked again; busy for ever is said") {
    const Event busy{Kind::fail, errors + "DeviceBusy"};
    for (const int at : {1, 3}) {
        auto patient = patience();
        patient.busy = 20s;
        Bench bench(patient);
        bench.udisks->plug({.name = "a"});
        for (int again = 0; again < 3; ++again)
            bench.udisks->plan(at + again, busy);
        CHECK(bench.work(bench.await_stick("a")).parting == media::Parting::free);
        bench.check_recovery({.name = "a"});
    }
    for (const int at : {1, 3}) {
        Bench bench;
        bench.udisks->plug({.name = "a"});
        for (int again = 0; again < 1000; ++again)
            bench.udisks->plan(at + again, busy);
        const Outcome outcome = bench.work(bench.await_stick("a"));
        if (at == 1) CHECK(outcome.fault == media::Fault::busy);
        if (at == 3) CHECK(outcome.parting == media::Parting::busy);
        bench.check_recovery({.name = "a"});
    }
}

TEST_CASE("things that happen while it is written and read back") {
    struct Happening {
        std::string name;
        std::function<void(FakeUdisks&)> happen;
        bool harmless;
    };
    const Happening happenings[] = {
        {"pulled", [](FakeUdisks& udisks) { udisks.pull("a"); }, false},
        {"pulled and plugged in again",
         [](FakeUdisks& udisks) {
             udisks.pull("a");
             udisks.plug({.name = "a"});
         },
         false},
        {"the daemon restarts", [](FakeUdisks& udisks) { udisks.restart(); }, true},
        {"properties change", [](FakeUdisks& udisks) { udisks.change("a"); }, true},
        {"another comes and goes",
         [](FakeUdisks& udisks) {
             udisks.plug({.name = "other"});
             udisks.pull("other");
         },
         true},
    };
    for (const Happening& one : happenings) {
        for (const bool reading : {false, true}) {
            CAPTURE(one.name);
            CAPTURE(reading);
            Bench bench;
            bench.udisks->plug({.name = "a"});
            const auto stick = bench.await_stick("a");
            const auto happen = [&] { one.happen(*bench.udisks); };
            const Outcome outcome = reading ? bench.work(stick, {}, happen) : bench.work(stick, happen);
            bench.check_outcome(outcome, "a");
            if (one.harmless) CHECK(outcome.parting == media::Parting::free);
            if (!one.harmless && reading) CHECK(outcome.parting != media::Parting::free);
            bench.check_recovery({.name = "a"});
        }
    }
}
