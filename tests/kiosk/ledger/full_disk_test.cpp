#include "kiosk/ledger/ledger.h"

#include "fixture.h"
#include "kiosk/ledger/staff_pin.h"
#include "small_disk.h"

namespace {

namespace fs = std::filesystem;
constexpr std::int64_t start = 1'795'000'000'000;

void fill(const fs::path& folder) {
    std::ofstream filler(folder / "filler", std::ios::binary);
    filler << std::string(4 << 20, 'x') << std::flush;
}

} // namespace

TEST_CASE("on a full disk add fails and keeps nothing, the PIN still opens, and with space all goes on") {
    const TemporaryFolder folder;
    const SmallDisk disk(folder.path(), "2m");
    if (!disk) return;
    base::ManualClock clock(start);
    base::SeededRandom random(1);
    auto opened = ledger::Ledger::open(folder.path(), clock, random);
    REQUIRE_MESSAGE(opened, (opened ? "" : opened.error().message));
    ledger::StaffPin pin(*opened, clock);
    REQUIRE(pin.set("2468"));
    for (int i = 0; i < 5; ++i)
        REQUIRE(opened->add(a_draft(i)));
    fill(folder.path());
    std::int64_t kept = 5;
    int refused = 0;
    for (int i = 0; i < 300; ++i) { // the last free bytes of the log may still take some
        if (opened->add(a_draft(i)))
            ++kept;
        else
            ++refused;
    }
    CHECK(refused > 0);
    CHECK(opened->count() == kept);
    CHECK(pin.check("0000") == ledger::StaffPin::Answer::wrong);
    CHECK(pin.check("2468") == ledger::StaffPin::Answer::right);
    for (int i = 0; i < 5; ++i)
        CHECK(pin.check("0000") == ledger::StaffPin::Answer::wrong);
    CHECK(pin.locked_for_ms() == 15'000);
    fs::remove(folder.path() / "filler");
    const auto next = opened->add(a_draft(1));
    REQUIRE_MESSAGE(next, (next ? "" : next.error().message));
    CHECK(opened->count() == kept + 1);
    std::int64_t last = 0;
    for (const ledger::Commitment& commitment : all_of(*opened)) {
        CHECK(commitment.sequence > last);
        last = commitment.sequence;
    }
}

TEST_CASE("a disk that became read-only fails add and a later opening in a sentence") {
    const TemporaryFolder folder;
    const SmallDisk disk(folder.path(), "4m");
    if (!disk) return;
    base::ManualClock clock(start);
    base::SeededRandom random(1);
    { REQUIRE(ledger::Ledger::open(folder.path(), clock, random)->add(a_draft())); }
    disk.make_read_only();
    const auto opened = ledger::Ledger::open(folder.path(), clock, random);
    REQUIRE_FALSE(opened);
    CHECK(opened.error().message.find("Read-only") != std::string::npos);
    CHECK(opened.error().message.find(folder.path().string()) != std::string::npos);
}
