#include "kiosk/ledger/ledger.h"

#include "fixture.h"
#include "platform/sqlite/database.h"

namespace {

constexpr std::int64_t stale = 1'795'000'000'000; // what the machine thinks
constexpr std::int64_t truth = 1'801'000'000'000; // some ten weeks later
constexpr std::int64_t week = 7 * 86'400'000;

ledger::Draft due_in_a_week(const ledger::Ledger& ledger) {
    ledger::Draft draft = a_draft();
    draft.due_utc_ms = ledger.clock().utc_ms() + week;
    return draft;
}

/// A machine that was just switched on, its clock wrong.
struct Morning {
    TemporaryFolder folder;
    base::SeededRandom random{1};
    base::ManualClock clock{stale, "boot-1"};
    ledger::Ledger ledger = ledger::Ledger::open(folder.path(), clock, random).value();

    ledger::Commitment add_after_ms(std::int64_t ms) {
        clock.advance_ms(ms);
        const auto kept = ledger.add(due_in_a_week(ledger));
        REQUIRE_MESSAGE(kept, (kept ? "" : kept.error().message));
        return *kept;
    }
};

} // namespace

TEST_CASE(
    "when staff set the time, every commitment since the start is dated anew and keeps what the clock said") {
    Morning morning;
    morning.add_after_ms(1000);
    morning.add_after_ms(3'600'000);
    morning.clock.advance_ms(60'000);
    CHECK_FALSE(morning.ledger.clock_confirmed());
    CHECK(morning.ledger.set_clock(truth) == 2);
    CHECK(morning.ledger.clock().utc_ms() == truth);
    const auto all = all_of(morning.ledger);
    CHECK(all[0].made_utc_ms == truth - 60'000 - 3'600'000);
    CHECK(all[1].made_utc_ms == truth - 60'000);
    for (const ledger::Commitment& one : all) {
        CHECK(one.due_utc_ms == one.made_utc_ms + week);
        CHECK(one.clock_confirmed);
        CHECK(one.redated);
    }
    CHECK(all[0].clock_utc_ms == stale + 1000);
    CHECK(all[1].clock_utc_ms == stale + 3'601'000);
    const ledger::Commitment next = morning.add_after_ms(5000);
    CHECK(next.made_utc_ms == truth + 5000);
    CHECK(next.clock_confirmed);
    CHECK_FALSE(next.redated);
    CHECK(next.clock_utc_ms == stale + 3'666'000);
}

TEST_CASE("the correction counts for its boot, over restarts of the program, whatever moves the clock, and "
          "no longer") {
    Morning morning;
    morning.add_after_ms(1000);
    REQUIRE(morning.ledger.set_clock(truth));
    morning.clock.set_utc_ms(stale - 1'000'000); // somebody moves the machine's clock
    CHECK(morning.ledger.clock().utc_ms() == truth);
    morning.ledger =
        ledger::Ledger::open(morning.folder.path() / "other", morning.clock, morning.random).value();
    morning.clock.advance_ms(2000);
    morning.ledger = ledger::Ledger::open(morning.folder.path(), morning.clock, morning.random).value();
    CHECK(morning.ledger.clock_confirmed());
    CHECK(morning.ledger.clock().utc_ms() == truth + 2000);
    const auto shared =
        ledger::Ledger::open(morning.folder.path(), morning.clock, morning.random, ledger::Access::shared);
    REQUIRE(shared);
    CHECK(shared->clock().utc_ms() == truth + 2000);
    morning.add_after_ms(1000);

    base::ManualClock next(stale, "boot-2"); // back to the time that was saved last
    auto ledger = ledger::Ledger::open(morning.folder.path() / "copy", next, morning.random);
    morning.ledger = std::move(*ledger); // lets the folder go
    ledger = ledger::Ledger::open(morning.folder.path(), next, morning.random);
    REQUIRE(ledger);
    CHECK_FALSE(ledger->clock_confirmed());
    CHECK(ledger->clock().utc_ms() == truth + 3000); // not behind the last commitment, and it goes on
    next.advance_ms(60'000);
    CHECK(ledger->clock().utc_ms() == truth + 63'000);
    const auto kept = ledger->add(due_in_a_week(*ledger));
    REQUIRE(kept);
    CHECK(kept->made_utc_ms == truth + 63'000);
    CHECK_FALSE(kept->clock_confirmed);
    CHECK(ledger->set_clock(truth + 2 * week) == 1); // those of the boot before stay as they are
    const auto all = all_of(*ledger);
    CHECK(all[0].made_utc_ms == truth);
    CHECK(all[1].made_utc_ms == truth + 3000);
    CHECK(all[2].made_utc_ms == truth + 2 * week);
}

TEST_CASE("unconfirmed commitments of earlier boots stay as they are") {
    Morning morning;
    const ledger::Commitment first = morning.add_after_ms(1000);
    base::ManualClock next(stale + 5000, "boot-2");
    morning.ledger = ledger::Ledger::open(morning.folder.path() / "other", next, morning.random).value();
    auto ledger = ledger::Ledger::open(morning.folder.path(), next, morning.random);
    REQUIRE(ledger);
    CHECK(ledger->confirm_clock() == 0);
    const auto all = all_of(*ledger);
    CHECK(all[0].made_utc_ms == first.made_utc_ms);
    CHECK_FALSE(all[0].clock_confirmed);
    CHECK_FALSE(all[0].redated);
}

TEST_CASE("who set the time wrong sets it again, and what the first try dated moves too") {
    Morning morning;
    morning.add_after_ms(1000);
    CHECK(morning.ledger.set_clock(truth + 36 * week) == 1);
    morning.add_after_ms(1000);
    CHECK(morning.ledger.set_clock(truth) == 2);
    const auto all = all_of(morning.ledger);
    CHECK(all[0].made_utc_ms == truth - 1000);
    CHECK(all[1].made_utc_ms == truth);
    CHECK(all[0].clock_utc_ms == stale + 1000);
    CHECK(all[1].redated);
    CHECK(morning.ledger.confirm_clock() == 0);
    CHECK(morning.ledger.clock().utc_ms() == truth);
}

TEST_CASE("network time confirms by itself, later in the boot too, and staff cannot overrule it") {
    Morning morning;
    morning.add_after_ms(1000);
    REQUIRE(morning.ledger.set_clock(truth + 3'000'000)); // by staff's watch
    morning.clock.set_utc_ms(truth);
    morning.clock.set_voucher(base::Voucher::network);
    const ledger::Commitment next = morning.add_after_ms(1000);
    CHECK(morning.ledger.time_source() == ledger::TimeSource::network);
    CHECK(next.made_utc_ms == truth + 1000);
    CHECK(next.clock_confirmed);
    CHECK_FALSE(morning.ledger.set_clock(truth - week));
    CHECK(morning.ledger.clock().utc_ms() == truth + 1000);
}

TEST_CASE("a battery clock confirms unless it is behind the last commitment; staff overrule it") {
    Morning morning;
    morning.add_after_ms(1000);
    morning.clock.set_voucher(base::Voucher::battery);
    REQUIRE(morning.ledger.check_clock());
    CHECK(morning.ledger.time_source() == ledger::TimeSource::battery);
    CHECK(all_of(morning.ledger)[0].redated);
    CHECK(morning.ledger.set_clock(truth) == 1);
    CHECK(morning.ledger.time_source() == ledger::TimeSource::staff);
    REQUIRE(morning.ledger.check_clock());
    CHECK(morning.ledger.time_source() == ledger::TimeSource::staff);

    base::ManualClock next(stale, "boot-2"); // behind what staff said
    next.set_voucher(base::Voucher::battery);
    const auto shared =
        ledger::Ledger::open(morning.folder.path(), next, morning.random, ledger::Access::shared);
    REQUIRE(shared);
    CHECK_FALSE(shared->clock_confirmed());
}

TEST_CASE(
    "a date far ahead that was set or believed in one boot rules no later one once a right one is known") {
    constexpr std::int64_t far_ahead = 4'000'000'000'000; // 2096
    for (const bool by_staff : {true, false}) {
        CAPTURE(by_staff);
        const TemporaryFolder folder;
        base::SeededRandom random(1);
        const auto boot = [&](base::ManualClock& clock, std::optional<std::int64_t> staff_say) {
            auto ledger = ledger::Ledger::open(folder.path(), clock, random);
            REQUIRE(ledger);
            if (staff_say) REQUIRE(ledger->set_clock(*staff_say));
            const auto kept = ledger->add(due_in_a_week(*ledger));
            REQUIRE(kept);
            return kept->made_utc_ms;
        };
        base::ManualClock first(by_staff ? stale : far_ahead, "boot-1");
        CHECK(boot(first, by_staff ? std::optional(far_ahead) : std::nullopt) == far_ahead);
        base::ManualClock second(stale, "boot-2");
        CHECK(boot(second, truth) == truth);
        base::ManualClock third(stale, "boot-3");
        CHECK(boot(third, std::nullopt) == truth); // not behind the last commitment, and not in 2096
        base::ManualClock fourth(truth + week, "boot-4");
        fourth.set_voucher(base::Voucher::battery);
        auto ledger = ledger::Ledger::open(folder.path(), fourth, random);
        REQUIRE(ledger);
        CHECK(ledger->time_source() == ledger::TimeSource::battery);
    }
}

TEST_CASE("who knows better dates anew also what a battery clock or staff had dated since the start") {
    Morning morning;
    morning.clock.set_voucher(base::Voucher::battery); // and wrong
    morning.add_after_ms(1000);
    REQUIRE(morning.ledger.set_clock(truth + 3'600'000)); // an hour too late
    morning.add_after_ms(1000);
    morning.clock.set_utc_ms(truth + 1000);
    morning.clock.set_voucher(base::Voucher::network);
    REQUIRE(morning.ledger.check_clock());
    const auto all = all_of(morning.ledger);
    CHECK(all[0].made_utc_ms == truth);
    CHECK(all[1].made_utc_ms == truth + 1000);
    for (const ledger::Commitment& one : all) {
        CHECK(one.due_utc_ms == one.made_utc_ms + week);
        CHECK(one.redated);
    }
}

TEST_CASE("a time that cannot be is refused and changes nothing") {
    Morning morning;
    morning.add_after_ms(1000);
    for (const std::int64_t utc_ms :
         {std::int64_t{0}, base::earliest_utc_ms - 1, std::int64_t{4'200'000'000'000}}) {
        const auto refused = morning.ledger.set_clock(utc_ms);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().message.starts_with("cannot set the time"));
    }
    CHECK_FALSE(morning.ledger.clock_confirmed());
    CHECK_FALSE(all_of(morning.ledger)[0].redated);
}

TEST_CASE("dating anew happens whole or not at all") {
    Morning morning;
    for (int i = 0; i < 30; ++i)
        morning.add_after_ms(1000);
    {
        auto database =
            sqlite::Database::open(morning.folder.path() / "ledger.db", sqlite::Database::Mode::read_write);
        REQUIRE(database);
        REQUIRE(database->run("CREATE TRIGGER stop BEFORE UPDATE ON commitments WHEN old.sequence = 20 "
                              "BEGIN SELECT RAISE(ABORT, 'as a disk that fails half way'); END;"));
    }
    CHECK_FALSE(morning.ledger.set_clock(truth));
    CHECK_FALSE(morning.ledger.clock_confirmed());
    CHECK(morning.ledger.setting("clock.confirmed").empty());
    for (const ledger::Commitment& one : all_of(morning.ledger))
        CHECK_FALSE(one.redated);
    const ledger::Commitment next = morning.add_after_ms(1000);
    CHECK(next.made_utc_ms == stale + 31'000);
    CHECK_FALSE(next.clock_confirmed);
}

TEST_CASE("a confirmation of another boot, or one that is none, confirms nothing") {
    for (const char* text :
         {"", "boot-1", "boot-1 staff", "boot-1 nobody 5", "boot-2 staff 5", "boot-1 staff x"})
        CHECK(ledger::Confirmation::read(text, "boot-1").source == ledger::TimeSource::unknown);
    const ledger::Confirmation kept{ledger::TimeSource::network, -7, "boot-1"};
    const auto read = ledger::Confirmation::read(kept.text(), "boot-1");
    CHECK(read.source == ledger::TimeSource::network);
    CHECK(read.offset_ms == -7);
}
