#pragma once

#include "platform/media/udisks_media.h"
#include "tests/platform/media/fake_udisks.h"
#include "tests/temporary_folder.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <doctest/doctest.h>
#include <fcntl.h>
#include <fstream>
#include <optional>
#include <thread>

namespace udisks_bench {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using Event = FakeUdisks::Event;
using Kind = Event::Kind;

/// Long where an answer comes, so that a slow machine changes nothing; short where a test waits for none.
inline media::UdisksPatience patience(std::chrono::milliseconds unheard = 20s) {
    return {.mount = unheard,
            .unmount = unheard,
            .call = unheard,
            .busy = 50ms,
            .pause = 10ms,
            .gone = 50ms,
            .settle = 0ms,
            .again = 20ms};
}

/// How one piece of work, like an export's, ended.
struct Outcome {
    bool wrote = false, read_back = false;
    std::optional<media::Parting> parting;
    std::optional<media::Fault> fault;
    std::string detail;
};

struct Bench {
    TemporaryFolder folder;
    PrivateBus bus{folder.path()};
    std::optional<FakeUdisks> udisks;
    std::optional<media::UdisksMedia> media;

    explicit Bench(media::UdisksPatience patient = patience(), bool leftovers_are_ours = false) {
        REQUIRE_MESSAGE(!bus.address().empty(), "dbus-daemon is needed");
        udisks.emplace(bus.address(), folder.path());
        media.emplace(
            media::UdisksOptions{bus.address(), patient, [=](const fs::path&) { return leftovers_are_ours; }},
            nullptr);
    }
    /// Until `wanted` is true of what is present; nothing is asserted about how long that takes.
    template <class Wanted>
    std::vector<media::Medium> await(const Wanted& wanted) {
        std::vector<media::Medium> present;
        for (int i = 0; i < 20'000; ++i) {
            present = media->present();
            if (media->is_there() && wanted(present)) return present;
            std::this_thread::sleep_for(1ms);
        }
        FAIL("what was waited for did not come");
        return present;
    }
    media::Medium await_stick(const std::string& name) {
        const auto is_it = [&](const media::Medium& one) { return one.key.ends_with("/" + name); };
        const auto present =
            await([&](const auto& all) { return std::any_of(all.begin(), all.end(), is_it); });
        return *std::find_if(present.begin(), present.end(), is_it);
    }
    Outcome work(const media::Medium& medium, const std::function<void()>& while_writing = {},
                 const std::function<void()>& while_reading = {}) {
        Outcome outcome;
        const auto note = [&](const media::MediumError& error) {
            outcome.fault = error.fault;
            outcome.detail = error.detail;
            return outcome;
        };
        auto loan = media->borrow(medium, {});
        if (!loan) return note(loan.error());
        const auto mounted = (*loan)->mount();
        if (!mounted) return note(mounted.error());
        std::optional<base::FileDescriptor> handle = open(*mounted);
        if (!handle) return outcome;
        if (while_writing) while_writing();
        outcome.wrote = write(*handle);
        handle.reset();
        const auto again = (*loan)->mount_afresh();
        if (!again) return note(again.error());
        if (while_reading) while_reading();
        std::string read;
        std::ifstream(again->root / "export") >> read;
        outcome.read_back = read == "everything";
        if (!outcome.read_back) return outcome;
        const auto parting = (*loan)->let_go();
        if (!parting) return note(parting.error());
        outcome.parting = *parting;
        return outcome;
    }
    static std::optional<base::FileDescriptor> open(const media::Mounted& mounted) {
        base::FileDescriptor handle(::open(mounted.root.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
        if (!handle) return std::nullopt;
        return handle;
    }
    static bool write(const base::FileDescriptor& folder) {
        const base::FileDescriptor file(
            ::openat(folder.get(), "export", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644));
        return file && ::write(file.get(), "everything", 10) == 10;
    }
    /// What holds after anything that happened.
    void check_order() {
        const auto crimes = udisks->crimes();
        for (const std::string& crime : crimes)
            FAIL_CHECK(crime);
        CHECK(udisks->strays().empty());
    }
    void check_outcome(const Outcome& outcome, const std::string& name) {
        CAPTURE(outcome.detail);
        if (outcome.parting == media::Parting::free) {
            CHECK(outcome.read_back);
            CHECK_FALSE(udisks->is_mounted(name));
            CHECK(fs::exists(udisks->contents(name) / "export"));
        }
        CHECK((outcome.parting || outcome.fault || !outcome.read_back));
    }
    /// Whatever was before: the same stick, plugged in again, and a new one are taken.
    void check_recovery(const FakeStick& same) {
        udisks->forget_plan();
        for (const FakeStick& stick : {same, FakeStick{.name = "fresh"}}) {
            CAPTURE(stick.name);
            udisks->pull(same.name);
            udisks->plug(stick);
            Outcome outcome;
            // A daemon that just restarted may have been asked while it was away: staff press again.
            for (int i = 0; i < 100 && outcome.parting != media::Parting::free; ++i) {
                outcome = work(await_stick(stick.name));
                if (outcome.fault) std::this_thread::sleep_for(10ms);
            }
            CAPTURE(outcome.detail);
            CHECK(outcome.parting == media::Parting::free);
            check_outcome(outcome, stick.name);
        }
        check_order();
    }
};

} // namespace udisks_bench
