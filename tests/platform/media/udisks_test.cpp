#include "platform/media/udisks_media.h"

#include "tests/platform/base/no_threads.h"
#include "tests/platform/media/udisks_bench.h"

using namespace udisks_bench;

namespace {

const std::vector<std::string> whole_work = {"Mount a", "Unmount a", "Mount a", "Unmount a", "PowerOff a"};

} // namespace

TEST_CASE("a stick is mounted, written, mounted afresh, read, unmounted and powered off") {
    Bench bench;
    CHECK(bench.await([](const auto& all) { return all.empty(); }).empty());
    bench.udisks->plug({.name = "a"});
    const auto stick = bench.await_stick("a");
    CHECK(stick.label == "a");
    CHECK(stick.root.empty());
    CHECK(stick.unfit == media::Unfit::no);
    const Outcome outcome = bench.work(stick);
    CHECK(outcome.parting == media::Parting::free);
    CHECK(bench.udisks->actions() == whole_work);
    bench.check_outcome(outcome, "a");
    bench.await([](const auto& all) { return all.empty(); });
    bench.check_recovery({.name = "a"});
}

TEST_CASE(
    "a drive that shares its device with another, or cannot be powered off, is ejected or only unmounted") {
    Bench bench;
    bench.udisks->plug({.name = "a", .sibling = "reader"});
    bench.udisks->plug({.name = "b", .sibling = "reader"});
    bench.await_stick("b");
    CHECK(bench.work(bench.await_stick("a")).parting == media::Parting::free);
    CHECK(bench.udisks->actions().back() == "Eject a");
    bench.udisks->plug({.name = "c", .can_power_off = false, .ejectable = false});
    CHECK(bench.work(bench.await_stick("c")).parting == media::Parting::free);
    CHECK(bench.udisks->actions().back() == "Unmount c");
    bench.check_order();
}

TEST_CASE("what somebody else mounted is used, and neither unmounted nor powered off") {
    Bench bench;
    bench.udisks->plug({.name = "a"});
    bench.udisks->mount_for_others("a");
    const auto all =
        bench.await([](const auto& present) { return present.size() == 1 && !present[0].root.empty(); });
    const Outcome outcome = bench.work(all[0]);
    CHECK(outcome.parting == media::Parting::mounted);
    CHECK(outcome.read_back);
    CHECK(bench.udisks->actions().empty());
    CHECK(bench.udisks->is_mounted("a"));
}

TEST_CASE("what an earlier life of the kiosk left mounted is unmounted first") {
    Bench bench(patience(), true);
    bench.udisks->plug({.name = "a"});
    Outcome outcome = bench.work(bench.await_stick("a"));
    CHECK(outcome.parting == media::Parting::free);
    bench.udisks->plug({.name = "b"});
    {
        auto loan = bench.media->borrow(bench.await_stick("b"), {});
        REQUIRE(loan);
        REQUIRE((*loan)->mount());
        // A second kiosk process comes: this one was killed and could not unmount.
        media::UdisksMedia next({bench.bus.address(), patience(), [](const fs::path&) { return true; }},
                                nullptr);
        const auto mounted = [](const media::Medium& one) { return !one.root.empty(); };
        std::vector<media::Medium> all;
        for (int i = 0; i < 20'000 && (all.empty() || !mounted(all.back())); ++i) {
            std::this_thread::sleep_for(1ms);
            all = next.present();
        }
        REQUIRE_FALSE(all.empty());
        auto again = next.borrow(all.back(), {});
        REQUIRE(again);
        REQUIRE((*again)->mount());
        const auto actions = bench.udisks->actions();
        CHECK(actions[actions.size() - 2] == "Unmount b");
        CHECK(actions.back() == "Mount b");
    }
    bench.check_order();
}

TEST_CASE("a stick that cannot be used is listed with the reason and refused without a mount") {
    const std::pair<FakeStick, media::Unfit> cases[] = {
        {{.name = "ntfs", .type = "ntfs"}, media::Unfit::format},
        {{.name = "luks", .usage = "crypto", .type = "crypto_LUKS"}, media::Unfit::locked},
        {{.name = "raw", .usage = "", .type = ""}, media::Unfit::unformatted},
        {{.name = "blank", .usage = "", .type = "", .partitioned = false}, media::Unfit::unformatted}};
    Bench bench;
    for (const auto& [stick, unfit] : cases) {
        const std::string name = stick.name;
        CAPTURE(name);
        bench.udisks->plug(stick);
        const auto seen = bench.await_stick(name);
        CHECK(seen.unfit == unfit);
        CHECK(seen.format == (unfit == media::Unfit::format ? "ntfs" : ""));
        CHECK(bench.work(seen).fault == media::Fault::refused);
    }
    CHECK(bench.udisks->actions().empty());
    for (const char* type : {"vfat", "exfat", "ext4"}) {
        bench.udisks->plug({.name = type, .type = type, .partitioned = false});
        CHECK(bench.work(bench.await_stick(type)).parting == media::Parting::free);
    }
    bench.check_order();
}

TEST_CASE("one piece of work on a drive at a time, and two drives at once") {
    Bench bench;
    bench.udisks->plug({.name = "a"});
    bench.udisks->plug({.name = "b"});
    const auto a = bench.await_stick("a"), b = bench.await_stick("b");
    {
        const auto first = bench.media->borrow(a, {});
        REQUIRE(first);
        const auto second = bench.media->borrow(a, {});
        REQUIRE_FALSE(second);
        CHECK(second.error().fault == media::Fault::busy);
        CHECK(bench.work(b).parting == media::Parting::free);
    }
    CHECK(bench.work(a).parting == media::Parting::free);
    CHECK(bench.media->borrow(b, {}).error().fault == media::Fault::removed);
}

TEST_CASE("the stick that came last is last, and both can be told apart") {
    Bench bench;
    for (const char* name : {"z", "a", "m"}) {
        bench.udisks->plug({.name = name});
        const std::string id = bench.await_stick(name).id();
        CHECK(id == bench.media->present().at(bench.media->present().size() - 1).id());
    }
}

TEST_CASE("without UDisks2 the other way is used until it is there") {
    const TemporaryFolder folder;
    const PrivateBus bus(folder.path());
    REQUIRE(!bus.address().empty());
    auto folders = std::make_unique<media::SimulatedMedia>();
    folders->insert(folder.path());
    media::UdisksMedia media({bus.address(), patience(), {}}, std::move(folders));
    for (int i = 0; i < 20'000 && media.present().empty(); ++i)
        std::this_thread::sleep_for(1ms);
    REQUIRE(media.present().size() == 1);
    CHECK(media.present()[0].root == folder.path());
    REQUIRE(media.borrow(media.present()[0], {}));
    FakeUdisks udisks(bus.address(), folder.path());
    udisks.plug({.name = "a"});
    const auto is_mounted_one = [&] { return media.present().empty() || !media.present()[0].root.empty(); };
    for (int i = 0; i < 20'000 && is_mounted_one(); ++i)
        std::this_thread::sleep_for(1ms);
    CHECK(media.is_there());
    CHECK(media.present().at(0).label == "a");
    media::UdisksMedia nowhere({"unix:path=" + (folder.path() / "none").string(), patience(), {}},
                               std::make_unique<media::SimulatedMedia>());
    CHECK(nowhere.present().empty());
    CHECK_FALSE(nowhere.is_there());
}

TEST_CASE("on a machine that has no thread to give the other way is used") {
    const TemporaryFolder folder;
    auto folders = std::make_unique<media::SimulatedMedia>();
    folders->insert(folder.path());
    const NoThreads none;
    media::UdisksMedia media({"unix:path=" + (folder.path() / "none").string(), patience(), {}},
                             std::move(folders));
    CHECK_FALSE(media.is_there());
    REQUIRE(media.present().size() == 1);
    CHECK(media.present()[0].root == folder.path());
}

TEST_CASE("giving up ends the waiting") {
    Bench bench;
    bench.udisks->plug({.name = "a"});
    bench.udisks->plan(0, {.kind = Kind::unheard});
    const auto stick = bench.await_stick("a");
    std::atomic<bool> cancelled = false;
    std::thread later([&] {
        std::this_thread::sleep_for(50ms);
        cancelled = true;
    });
    {
        auto loan = bench.media->borrow(stick, [&] { return cancelled.load(); });
        REQUIRE(loan);
        const auto mounted = (*loan)->mount();
        CHECK_FALSE(mounted);
    }
    later.join();
    bench.check_recovery({.name = "a"});
}
