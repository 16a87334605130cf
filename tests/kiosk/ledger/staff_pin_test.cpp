#include "kiosk/ledger/staff_pin.h"

#include "fixture.h"

#include <chrono>

using Answer = ledger::StaffPin::Answer;

namespace {

struct Desk {
    TemporaryFolder folder;
    base::ManualClock clock{1'795'000'000'000};
    base::SeededRandom random{1};
    ledger::Ledger ledger = ledger::Ledger::open(folder.path(), clock, random).value();
};

} // namespace

TEST_CASE("a PIN is set, checked, and kept only as an Argon2id hash") {
    Desk desk;
    ledger::StaffPin pin(desk.ledger, desk.clock);
    CHECK_FALSE(pin.is_set());
    CHECK_FALSE(pin.check("2468"));
    for (const char* bad : {"", "123", "1234567890123", "12a4", "12 4", "-123"})
        CHECK_FALSE(pin.set(bad));
    REQUIRE(pin.set("2468"));
    CHECK(pin.is_set());
    CHECK(pin.check("2468") == Answer::right);
    CHECK(pin.check("2469") == Answer::wrong);
    CHECK(desk.ledger.setting("pin.hash").starts_with("$argon2id$"));
    CHECK(slurp(desk.folder.path() / "ledger.db-wal").find("2468") == std::string::npos);
}

TEST_CASE("after five misses it is locked for 15 s, doubling up to an hour, and each lock ends by itself") {
    Desk desk;
    ledger::StaffPin pin(desk.ledger, desk.clock);
    REQUIRE(pin.set("2468"));
    for (int i = 0; i < 4; ++i)
        CHECK(pin.check("0000") == Answer::wrong);
    CHECK(pin.locked_for_ms() == 0);
    std::int64_t expected = 15'000;
    for (int miss = 5; miss < 16; ++miss) {
        CHECK(pin.check("0000") == Answer::wrong);
        CHECK(pin.locked_for_ms() == expected);
        CHECK(pin.check("2468") == Answer::locked);
        desk.clock.advance_ms(expected - 1);
        CHECK(pin.check("2468") == Answer::locked);
        desk.clock.advance_ms(1);
        CHECK(pin.locked_for_ms() == 0);
        expected = std::min<std::int64_t>(expected * 2, 3'600'000);
    }
    CHECK(pin.check("2468") == Answer::right);
    CHECK(pin.check("0000") == Answer::wrong);
    CHECK(pin.locked_for_ms() == 0);
}

TEST_CASE("neither a restart nor a changed clock shortens a lock") {
    Desk desk;
    {
        ledger::StaffPin pin(desk.ledger, desk.clock);
        REQUIRE(pin.set("2468"));
        desk.clock.advance_ms(100'000);
        for (int i = 0; i < 5; ++i)
            CHECK(pin.check("0000") == Answer::wrong);
        desk.clock.advance_ms(5'000);
    }
    {
        ledger::StaffPin pin(desk.ledger, desk.clock); // the program anew, the same boot
        CHECK(pin.locked_for_ms() == 10'000);
    }
    base::ManualClock far_ahead(desk.clock.utc_ms() +
                                86'400'000); // its own clock starts anew, as after a boot
    ledger::StaffPin pin(desk.ledger, far_ahead);
    CHECK(pin.check("2468") == Answer::locked);
    CHECK(pin.locked_for_ms() == 15'000);
    far_ahead.advance_ms(15'000);
    CHECK(pin.check("2468") == Answer::right);
}

TEST_CASE("a new PIN set from the shell ends the lock that the kiosk sees") {
    Desk desk;
    ledger::StaffPin pin(desk.ledger, desk.clock);
    REQUIRE(pin.set("2468"));
    for (int i = 0; i < 6; ++i)
        static_cast<void>(pin.check("0000"));
    auto shared = ledger::Ledger::open(desk.folder.path(), desk.clock, desk.random, ledger::Access::shared);
    REQUIRE(shared);
    REQUIRE(ledger::StaffPin(*shared, desk.clock).set("13579"));
    CHECK(pin.locked_for_ms() == 0);
    CHECK(pin.check("13579") == Answer::right);
}
