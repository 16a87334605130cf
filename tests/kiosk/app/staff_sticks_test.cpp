// The staff's desk with sticks from a simulated UDisks2: what staff are told when something happens to one.
#include "kiosk/app/staff_desk.h"

#include "tests/kiosk/ledger/fixture.h"
#include "tests/kiosk/screens/small_pack.h"
#include "tests/platform/media/udisks_bench.h"

#include "kiosk/exchange/verify.h"

using exchange::Refusal;
using screens::StaffView;
using udisks_bench::Bench;
using udisks_bench::Event;
using udisks_bench::Kind;
using namespace std::chrono_literals;

namespace {

struct Night {
    TemporaryFolder data;
    base::ManualClock clock{1'795'000'000'000};
    base::SeededRandom random{1};
    ledger::Ledger ledger = ledger::Ledger::open(data.path(), clock, random).value();
    Bench bench;
    app::StaffDesk desk{{ledger, small_pack(), clock, random, data.path(), [] {}}};

    explicit Night(media::UdisksPatience patience = udisks_bench::patience()) : bench(patience) {
        for (int i = 0; i < 3; ++i)
            REQUIRE(ledger.add(a_draft(i)));
        desk.arrive();
        for (const char digit : std::string("2468"))
            desk.digit(digit);
        desk.enter();
        bench.udisks->plug({.name = "a"});
    }
    StaffView export_to(const media::Medium& stick) {
        desk.start_export(stick, *bench.media);
        for (int i = 0; i < 6000 && desk.exporting(); ++i) {
            std::this_thread::sleep_for(10ms);
            desk.tick();
        }
        REQUIRE_FALSE(desk.exporting());
        return desk.view(bench.media->present());
    }
    [[nodiscard]] std::vector<std::filesystem::path> exports() {
        std::vector<std::filesystem::path> found;
        for (const auto& entry : std::filesystem::directory_iterator(bench.udisks->contents("a")))
            found.push_back(entry.path());
        return found;
    }
};

bool is_whole(const std::filesystem::path& folder) {
    const auto verified = exchange::verify(folder);
    return verified && verified->problems.empty() && verified->commitments == 3;
}

} // namespace

TEST_CASE("an export goes through two mounts, and the stick may be taken out") {
    Night night;
    const StaffView view = night.export_to(night.bench.await_stick("a"));
    REQUIRE(view.done);
    CHECK(view.parting == media::Parting::free);
    CHECK(view.done->on_medium == 3);
    CHECK(night.bench.udisks->actions() ==
          std::vector<std::string>{"Mount a", "Unmount a", "Mount a", "Unmount a", "PowerOff a"});
    REQUIRE(night.exports().size() == 1);
    CHECK(is_whole(night.exports()[0]));
    night.bench.check_order();
}

TEST_CASE("whatever happens at whichever action, what staff are told is true and the next export works") {
    const Event events[] = {{Kind::fail, "org.freedesktop.UDisks2.Error.Failed"},
                            {Kind::fail, "org.freedesktop.UDisks2.Error.DeviceBusy"},
                            {Kind::pull_and_fail, "org.freedesktop.UDisks2.Error.Failed"},
                            {Kind::unheard, {}},
                            {Kind::restart, {}}};
    for (const Event& event : events) {
        for (int at = 0; at < 5; ++at) {
            CAPTURE(static_cast<int>(event.kind));
            CAPTURE(at);
            Night night(udisks_bench::patience(event.kind == Kind::unheard ? 2s : 20s));
            night.bench.udisks->plan(at, event);
            const auto stick = night.bench.await_stick("a");
            StaffView view = night.export_to(stick);
            const bool pulled = event.kind == Kind::pull_and_fail;
            if (view.done) {
                REQUIRE(night.exports().size() == 1);
                CHECK(is_whole(night.exports()[0]));
            } else {
                REQUIRE(view.failed);
                for (const auto& folder : night.exports())
                    CHECK((folder.extension() == ".incomplete" || at >= 3));
                if (pulled) CHECK(view.failed->refusal == Refusal::removed);
                if (event.kind == Kind::unheard) CHECK(view.failed->refusal == Refusal::silent);
            }
            // Only what comes after the last unmount takes nothing back; what is busy once is asked again.
            const bool busy_once = event.kind == Kind::fail && event.name.ends_with("DeviceBusy");
            const bool expected = at == 4 || (at == 3 && !pulled) || (at == 1 && busy_once);
            CHECK(view.done.has_value() == expected);
            night.bench.udisks->pull("a");
            night.bench.udisks->plug({.name = "a"});
            for (int i = 0; i < 100 && !(view.done && view.parting == media::Parting::free); ++i)
                view = night.export_to(night.bench.await_stick("a"));
            CHECK(view.done);
            night.bench.check_order();
        }
    }
}

TEST_CASE("a stick that is pulled while it is written is told of as interrupted when it comes back") {
    Night night;
    const auto stick = night.bench.await_stick("a");
    night.bench.udisks->plan(1, {Kind::pull_and_fail, "org.freedesktop.UDisks2.Error.Failed"});
    StaffView view = night.export_to(stick);
    REQUIRE(view.failed);
    CHECK(view.failed->refusal == Refusal::removed);
    night.bench.udisks->plug({.name = "a"});
    const auto again = night.bench.await_stick("a");
    CHECK(night.desk.view({again}).unfinished);
    view = night.export_to(again);
    CHECK(view.done);
    CHECK_FALSE(night.desk.view({again}).unfinished);
}
