#include "kiosk/app/staff_desk.h"

#include "tests/kiosk/ledger/fixture.h"
#include "tests/kiosk/screens/small_pack.h"
#include "tests/platform/base/no_threads.h"

#include "kiosk/exchange/verify.h"
#include "kiosk/ledger/restore.h"

#include <chrono>

using screens::StaffView;

namespace {

/// Staff before a kiosk with three commitments; folders stand in for its disk and for a stick.
struct Evening {
    TemporaryFolder data, stick;
    base::ManualClock clock{1'795'000'000'000};
    base::SeededRandom random{1};
    ledger::Ledger ledger = ledger::Ledger::open(data.path(), clock, random).value();
    std::atomic<int> woken = 0;
    media::SimulatedMedia folders;
    app::StaffDesk desk{{ledger, small_pack(), clock, random, data.path(), [this] { ++woken; }}};

    Evening() {
        for (int i = 0; i < 3; ++i)
            REQUIRE(ledger.add(a_draft(i)));
        desk.arrive();
    }
    void type(const std::string& digits) {
        for (const char digit : digits)
            desk.digit(digit);
    }
    void enter(const std::string& digits) {
        type(digits);
        desk.enter();
    }
    /// A PIN is there, and the staff stand before the question for it.
    void choose_pin(const std::string& digits) {
        enter(digits);
        REQUIRE(view().gate == StaffView::Gate::open);
        desk.leave();
        desk.arrive();
        REQUIRE(view().gate == StaffView::Gate::enter_pin);
    }
    [[nodiscard]] media::Medium medium() const { return {stick.path(), "STICK", false}; }
    [[nodiscard]] StaffView view() { return desk.view({medium()}); }
    void wait_for_export() {
        using namespace std::chrono_literals;
        for (int i = 0; i < 3000 && desk.exporting(); ++i) {
            std::this_thread::sleep_for(10ms);
            desk.tick();
        }
        REQUIRE_FALSE(desk.exporting());
    }
    static void wait_for(app::BackupKeeper& keeper) {
        using namespace std::chrono_literals;
        for (int i = 0; i < 6000 && keeper.running(); ++i) {
            std::this_thread::sleep_for(10ms);
            keeper.tick();
        }
        REQUIRE_FALSE(keeper.running());
    }
};

} // namespace

TEST_CASE("the first PIN is chosen, kept, and asked for from then on") {
    Evening evening;
    CHECK(evening.view().gate == StaffView::Gate::choose_pin);
    evening.enter("123");
    CHECK(evening.view().trouble == StaffView::Trouble::short_pin);
    CHECK(evening.view().gate == StaffView::Gate::choose_pin);
    evening.type("24");
    CHECK(evening.view().entered == "24");
    evening.desk.clear();
    CHECK(evening.view().entered.empty());
    evening.choose_pin("2468");
    evening.enter("2468");
    CHECK(evening.view().gate == StaffView::Gate::open);
    CHECK(evening.view().count == 3);
    CHECK(evening.view().entered.empty());
}

TEST_CASE("a wrong PIN opens nothing and shows nothing") {
    Evening evening;
    evening.choose_pin("2468");
    for (const char* wrong : {"2469", "24680", "0000"}) {
        evening.enter(wrong);
        CHECK(evening.view().gate == StaffView::Gate::enter_pin);
        CHECK(evening.view().trouble == StaffView::Trouble::wrong);
        CHECK(evening.view().count == 0);
        CHECK(evening.view().media.empty());
    }
    evening.desk.start_export(evening.medium(), evening.folders);
    CHECK_FALSE(evening.desk.exporting());
    CHECK(std::filesystem::is_empty(evening.stick.path()));
    evening.desk.digit('2');
    CHECK(evening.view().trouble == StaffView::Trouble::none);
}

TEST_CASE("five misses lock it, for the right PIN too, until the time is over") {
    Evening evening;
    evening.choose_pin("2468");
    for (int i = 0; i < 5; ++i) {
        CHECK_FALSE(evening.desk.locked());
        evening.enter("1111");
    }
    CHECK(evening.desk.locked());
    CHECK(evening.view().locked_seconds == 15);
    evening.enter("2468");
    CHECK(evening.view().gate == StaffView::Gate::enter_pin);
    evening.type("24"); // neither takes digits, nor looks as if it did
    evening.desk.clear();
    CHECK(evening.view().entered.empty());
    CHECK(evening.view().trouble == StaffView::Trouble::locked);
    CHECK(evening.desk.lock_shown());
    evening.desk.leave();
    evening.desk.arrive();
    CHECK(evening.view().locked_seconds == 15); // walking away does not shorten it
    evening.clock.advance_ms(14'001);
    CHECK(evening.view().locked_seconds == 1);
    evening.clock.advance_ms(999);
    CHECK(evening.desk.lock_shown()); // so that the screen is drawn once more
    CHECK(evening.view().locked_seconds == 0);
    CHECK(evening.view().trouble == StaffView::Trouble::none);
    CHECK_FALSE(evening.desk.lock_shown());
    evening.enter("2468");
    CHECK(evening.view().gate == StaffView::Gate::open);
}

TEST_CASE("an export is counted, wakes the screen, and verifies") {
    Evening evening;
    evening.enter("2468");
    evening.desk.start_export(evening.medium(), evening.folders);
    CHECK(evening.desk.exporting());
    evening.wait_for_export();
    CHECK(evening.woken == 1);
    const StaffView view = evening.view();
    REQUIRE(view.done);
    CHECK_FALSE(view.failed);
    CHECK_FALSE(view.percent);
    CHECK_FALSE(view.unfinished);
    CHECK(view.done->kept_here == 3);
    CHECK(view.done->on_medium == 3);
    const auto verified = exchange::verify(view.done->folder);
    REQUIRE(verified);
    CHECK(verified->problems.empty());
    CHECK(verified->commitments == 3);
    CHECK(evening.view().count == 3); // nothing is deleted
    evening.desk.leave();
    CHECK_FALSE(evening.view().done);
}

TEST_CASE("without a stick, or with one that is gone, the export says so") {
    Evening evening;
    evening.enter("2468");
    evening.desk.start_export(std::nullopt, evening.folders);
    CHECK_FALSE(evening.desk.exporting());
    REQUIRE(evening.view().failed);
    CHECK(evening.view().failed->refusal == exchange::Refusal::no_medium);
    evening.desk.start_export(media::Medium{evening.stick.path() / "gone", "GONE", false}, evening.folders);
    evening.wait_for_export();
    REQUIRE(evening.view().failed);
    CHECK(evening.view().failed->refusal == exchange::Refusal::no_medium);
    CHECK_FALSE(evening.view().done);
    evening.desk.start_export(evening.medium(), evening.folders);
    evening.wait_for_export();
    CHECK(evening.view().done);
    CHECK_FALSE(evening.view().failed);
}

TEST_CASE("staff who leave during an export find its result when they come back") {
    Evening evening;
    evening.choose_pin("2468");
    evening.enter("2468");
    evening.desk.start_export(evening.medium(), evening.folders);
    evening.desk.leave();
    evening.wait_for_export();
    evening.desk.leave(); // a visitor's visit ends, too
    CHECK_FALSE(evening.view().done);
    evening.desk.arrive();
    evening.enter("2468");
    CHECK(evening.view().done);
    evening.desk.leave();
    evening.desk.arrive();
    evening.enter("2468");
    CHECK_FALSE(evening.view().done); // once they have seen it, it is old
}

TEST_CASE("an interrupted export is told of, on whichever stick it lies, and no frame waits for the stick") {
    Evening evening;
    evening.enter("2468");
    const TemporaryFolder other;
    const media::Medium second{other.path(), "OTHER", false};
    // A frame never looks itself: what it shows is what was found for these sticks until now.
    const auto found = [&](const std::vector<media::Medium>& sticks) {
        const int before = evening.woken;
        CHECK_FALSE(evening.desk.view(sticks).unfinished);
        for (int i = 0; i < 3000 && evening.desk.looking(); ++i) {
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
            evening.desk.tick();
        }
        CHECK(evening.woken > before);
        return evening.desk.view(sticks).unfinished;
    };
    CHECK_FALSE(found({evening.medium()}));
    std::filesystem::create_directory(evening.stick.path() / "smallplaces-X-2026-11-21-001.incomplete");
    CHECK(found({evening.medium(), second}));
    CHECK(evening.desk.view({evening.medium(), second}).unfinished);
    CHECK_FALSE(evening.desk.view({}).unfinished);
    CHECK(found({second, evening.medium()}));
    CHECK_FALSE(found({second}));

    // What is found on a stick that is gone meanwhile says nothing of the one that took its place.
    CHECK_FALSE(evening.desk.view({evening.medium()}).unfinished);
    CHECK(evening.desk.looking());
    CHECK_FALSE(evening.desk.view({second}).unfinished);
    for (int i = 0; i < 3000 && evening.desk.looking(); ++i) {
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
        evening.desk.tick();
        CHECK_FALSE(evening.desk.view({second}).unfinished);
    }
    CHECK_FALSE(evening.desk.looking());

    evening.desk.leave();
    std::filesystem::remove(evening.stick.path() / "smallplaces-X-2026-11-21-001.incomplete");
    std::filesystem::create_directory(other.path() / "smallplaces-Y-2026-11-21-001.incomplete");
    evening.desk.arrive();
    evening.enter("2468");
    CHECK(found({second})); // the same stick, which was elsewhere in between
}

TEST_CASE("staff who say that the date is right, or set it, get every commitment's date right") {
    using screens::ClockAsk;
    Evening evening;
    CHECK_FALSE(evening.desk.ask_clock({ClockAsk::What::right})); // not before the PIN
    CHECK_FALSE(evening.ledger.clock_confirmed());
    evening.enter("2468");
    CHECK(evening.view().clock.source == ledger::TimeSource::unknown);
    CHECK(evening.desk.ask_clock({ClockAsk::What::edit}));
    REQUIRE(evening.view().clock.entry);
    const screens::ClockEntry before = *evening.view().clock.entry;
    CHECK_FALSE(evening.desk.ask_clock({ClockAsk::What::step, ClockAsk::Field::year, 1}));
    CHECK(evening.view().clock.entry->year == before.year + 1);
    CHECK(evening.desk.ask_clock({ClockAsk::What::cancel}));
    CHECK_FALSE(evening.view().clock.entry);
    CHECK_FALSE(evening.ledger.clock_confirmed());
    CHECK(evening.desk.ask_clock({ClockAsk::What::edit}));
    CHECK_FALSE(evening.desk.ask_clock({ClockAsk::What::step, ClockAsk::Field::year, 1}));
    CHECK(evening.desk.ask_clock({ClockAsk::What::save}));
    const StaffView after = evening.view();
    CHECK(after.clock.source == ledger::TimeSource::staff);
    CHECK(after.clock.redated == 3);
    CHECK_FALSE(after.clock.not_saved);
    const std::int64_t year = evening.ledger.clock().utc_ms() - 1'795'000'000'000;
    CHECK(year > 364LL * 86'400'000);
    CHECK(year < 367LL * 86'400'000);
    CHECK(after.counts.by_day.contains(base::format_date(evening.ledger.clock().utc_ms())));
    CHECK_FALSE(evening.desk.ask_clock({ClockAsk::What::right}));
    CHECK(evening.view().clock.redated == 0);
}

TEST_CASE("a copy for safety is made after each export and each hundred commitments, and staff are told when "
          "it fails") {
    Evening evening;
    const TemporaryFolder place;
    const auto folder = place.path() / "backups";
    std::filesystem::create_directory(folder);
    app::BackupKeeper keeper(
        {evening.ledger, evening.clock, evening.random, evening.data.path(), folder, [] {}});
    const auto wait = [&] { Evening::wait_for(keeper); };
    CHECK_FALSE(keeper.running()); // three are no hundred
    for (int i = 3; i < 100; ++i) {
        CHECK_FALSE(keeper.running());
        REQUIRE(evening.ledger.add(a_draft(i)));
        keeper.commitment_kept();
    }
    CHECK(keeper.running());
    REQUIRE(evening.ledger.add(a_draft())); // nobody waits for it
    wait();
    REQUIRE(keeper.view());
    CHECK(keeper.view()->trouble == ledger::BackupTrouble::none);
    CHECK(keeper.view()->last_utc_ms == evening.ledger.clock().utc_ms());
    CHECK(ledger::examine_backup(folder / ledger::newest_backup)->commitments >= 100);
    std::filesystem::rename(folder, place.path() / "gone");
    keeper.begin();
    keeper.begin(); // while one runs: one more afterwards
    wait();
    CHECK(keeper.view()->trouble == ledger::BackupTrouble::missing);
    CHECK(ledger::examine_backup(place.path() / "gone" / ledger::newest_backup)->commitments >= 100);

    app::BackupKeeper none({evening.ledger, evening.clock, evening.random, evening.data.path(), {}, [] {}});
    none.begin();
    CHECK_FALSE(none.running());
    CHECK_FALSE(none.view());
}

TEST_CASE("after a ledger lost commitments the next copy is made at once, not when as many came again") {
    Evening evening;
    const TemporaryFolder place;
    REQUIRE(evening.ledger.set_setting("backup.commitments", "500")); // as before the damage
    app::BackupKeeper keeper(
        {evening.ledger, evening.clock, evening.random, evening.data.path(), place.path(), [] {}});
    CHECK(keeper.running());
    evening.wait_for(keeper);
    CHECK(ledger::examine_backup(place.path() / ledger::newest_backup)->commitments == 3);
    REQUIRE(evening.ledger.add(a_draft(4)));
    keeper.commitment_kept();
    CHECK_FALSE(keeper.running());
}

TEST_CASE("a machine that has no thread to give fails one export and one copy, says so, and the next work") {
    Evening evening;
    const TemporaryFolder place;
    app::BackupKeeper keeper(
        {evening.ledger, evening.clock, evening.random, evening.data.path(), place.path(), [] {}});
    evening.enter("2468");
    {
        const NoThreads none;
        evening.desk.start_export(evening.medium(), evening.folders);
        keeper.begin();
    }
    CHECK_FALSE(evening.desk.exporting());
    REQUIRE(evening.view().failed);
    CHECK(evening.view().failed->refusal == exchange::Refusal::failed);
    CHECK(evening.view().failed->detail.starts_with("cannot start a thread: "));
    CHECK_FALSE(keeper.running());
    CHECK(keeper.view()->trouble == ledger::BackupTrouble::failed);
    evening.desk.start_export(evening.medium(), evening.folders);
    keeper.begin();
    evening.wait_for_export();
    CHECK(evening.view().done);
    CHECK_FALSE(evening.view().failed);
    evening.wait_for(keeper);
    CHECK(keeper.view()->trouble == ledger::BackupTrouble::none);
}

TEST_CASE("a copy that is asked for while one runs is made after it, of all that came meanwhile") {
    Evening evening;
    const TemporaryFolder place;
    app::BackupKeeper keeper(
        {evening.ledger, evening.clock, evening.random, evening.data.path(), place.path(), [] {}});
    keeper.begin();
    REQUIRE(evening.ledger.add(a_draft(4)));
    keeper.begin(); // it runs until tick() collects it
    evening.wait_for(keeper);
    CHECK(ledger::examine_backup(place.path() / ledger::newest_backup)->commitments == 4);
    CHECK(ledger::examine_backup(place.path() / ledger::older_backup).has_value());
}
