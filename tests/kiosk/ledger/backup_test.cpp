#include "kiosk/ledger/backup.h"

#include "fixture.h"
#include "kiosk/ledger/identity.h"
#include "kiosk/ledger/restore.h"
#include "small_disk.h"

#include <csignal>
#include <set>
#include <sys/resource.h>

namespace {

namespace fs = std::filesystem;
using ledger::BackupTrouble;
constexpr std::int64_t start = 1'795'000'000'000;

/// A kiosk's folder and the one for its backups.
struct Place {
    TemporaryFolder data, backups;
    base::ManualClock clock{start};
    base::SeededRandom random{1};

    [[nodiscard]] ledger::Ledger open() {
        auto opened = ledger::Ledger::open(data.path(), clock, random);
        REQUIRE_MESSAGE(opened, (opened ? "" : opened.error().message));
        return std::move(*opened);
    }
    void add(ledger::Ledger& ledger, int count) {
        for (int i = 0; i < count; ++i)
            REQUIRE(ledger.add(a_draft(i)));
    }
    ledger::BackupOutcome back_up(const ledger::Ledger& ledger) {
        auto outcome = ledger::make_backup(ledger, data.path(), backups.path());
        CHECK(outcome.detail.empty() == (outcome.trouble == BackupTrouble::none));
        return outcome;
    }
    ledger::Restored restore(const fs::path& from) {
        auto done = ledger::restore(data.path(), from, clock);
        REQUIRE_MESSAGE(done, (done ? "" : done.error().message));
        return *done;
    }
    [[nodiscard]] fs::path newest() const { return backups.path() / ledger::newest_backup; }
    [[nodiscard]] fs::path older() const { return backups.path() / ledger::older_backup; }
};

std::int64_t count_in(const fs::path& file) {
    const auto contents = ledger::examine_backup(file);
    return contents ? contents->commitments : -1;
}

/// Overwrites the middle of the file.
void damage(const fs::path& file) {
    std::string bytes = slurp(file);
    for (std::size_t i = bytes.size() / 4; i < bytes.size() * 3 / 4; ++i)
        bytes[i] = static_cast<char>(~bytes[i]);
    spill(file, bytes);
}

} // namespace

TEST_CASE("two generations are kept, each whole, and nothing else") {
    Place place;
    ledger::Ledger kept = place.open();
    for (const int more : {3, 4, 5}) {
        place.add(kept, more);
        CHECK(place.back_up(kept).trouble == BackupTrouble::none);
    }
    CHECK(count_in(place.newest()) == 12);
    CHECK(count_in(place.older()) == 7);
    std::set<std::string> names;
    for (const auto& entry : fs::directory_iterator(place.backups.path()))
        names.insert(entry.path().filename().string());
    CHECK(names == std::set<std::string>{ledger::newest_backup, ledger::older_backup, "ledger.identity"});
}

TEST_CASE("a backup that fails says why and loses no generation") {
    Place place;
    ledger::Ledger kept = place.open();
    place.add(kept, 3);
    REQUIRE(place.back_up(kept).trouble == BackupTrouble::none);
    place.add(kept, 3);
    CHECK(ledger::make_backup(kept, place.data.path(), place.backups.path() / "none").trouble ==
          BackupTrouble::missing);
    CHECK_FALSE(fs::exists(place.backups.path() / "none"));
    signal(SIGXFSZ, SIG_IGN);
    rlimit limit{};
    getrlimit(RLIMIT_FSIZE, &limit);
    const rlimit old = limit;
    limit.rlim_cur = 8192;
    setrlimit(RLIMIT_FSIZE, &limit);
    const auto cut = place.back_up(kept);
    setrlimit(RLIMIT_FSIZE, &old);
    CHECK(cut.trouble == BackupTrouble::failed);
    CHECK(cut.detail.find(place.backups.path().string()) != std::string::npos);
    CHECK(count_in(place.newest()) == 3);
    CHECK(place.back_up(kept).commitments == 6);
    CHECK(count_in(place.newest()) == 6);
    CHECK(count_in(place.older()) == 3);
}

TEST_CASE("a backup onto a full, a read-only disk says so and loses no generation") {
    Place place;
    const SmallDisk disk(place.backups.path(), "1m");
    if (!disk) return;
    ledger::Ledger kept = place.open();
    place.add(kept, 3);
    REQUIRE(place.back_up(kept).trouble == BackupTrouble::none);
    const auto filler = place.backups.path() / "filler";
    std::ofstream(filler, std::ios::binary) << std::string(4 << 20, 'x') << std::flush;
    const auto full = place.back_up(kept);
    CHECK(full.trouble == BackupTrouble::full);
    CHECK(full.detail.find("bytes") != std::string::npos);
    CHECK(count_in(place.newest()) == 3);
    disk.make_read_only(); // whether it has room is then nothing to be told of
    CHECK(place.back_up(kept).trouble == BackupTrouble::read_only);
    CHECK(count_in(place.newest()) == 3);
}

TEST_CASE("where the disk of the ledger has little room left, backups beside it are given up and commitments "
          "are not") {
    const TemporaryFolder folder;
    const SmallDisk disk(folder.path(), "8m");
    if (!disk) return;
    base::ManualClock clock(start);
    base::SeededRandom random(1);
    auto kept = ledger::Ledger::open(folder.path() / "data", clock, random);
    REQUIRE(kept);
    REQUIRE(ledger::free_bytes(folder.path() / "data").value() < ledger::least_free_bytes);
    fs::create_directory(folder.path() / "backups");
    CHECK(ledger::make_backup(*kept, folder.path() / "data", folder.path() / "backups").trouble ==
          BackupTrouble::full);
    CHECK(fs::is_empty(folder.path() / "backups"));
    CHECK(kept->add(a_draft()));
    const TemporaryFolder elsewhere;
    CHECK(ledger::make_backup(*kept, folder.path() / "data", elsewhere.path()).commitments == 1);
}

TEST_CASE("a newest generation that is damaged pushes out no whole older one") {
    Place place;
    ledger::Ledger kept = place.open();
    for (int i = 0; i < 2; ++i) {
        place.add(kept, 20);
        REQUIRE(place.back_up(kept).trouble == BackupTrouble::none);
    }
    damage(place.newest());
    place.add(kept, 20);
    REQUIRE(place.back_up(kept).trouble == BackupTrouble::none);
    CHECK(count_in(place.newest()) == 60);
    CHECK(count_in(place.older()) == 20);
}

TEST_CASE("a copy that holds what the ledger has lost is never pushed out") {
    Place place;
    std::string kiosk;
    {
        ledger::Ledger kept = place.open();
        kiosk = kept.kiosk();
        place.add(kept, 20);
        REQUIRE(place.back_up(kept).trouble == BackupTrouble::none);
    }
    const auto aside = [&] {
        std::vector<fs::path> found;
        for (const auto& entry : fs::directory_iterator(place.backups.path()))
            if (entry.path().filename().string().starts_with("ledger-older-kept-"))
                found.push_back(entry.path());
        return found;
    };
    const auto evenings = [&](int count) {
        ledger::Ledger kept = place.open();
        for (int i = 0; i < count; ++i) {
            place.add(kept, 15);
            REQUIRE(place.back_up(kept).trouble == BackupTrouble::none);
        }
    };
    const auto lose = [&] {
        for (const char* suffix : {"", "-wal", "-shm"})
            fs::remove(place.data.path() / (std::string("ledger.db") + suffix));
    };
    lose(); // and nobody restores it for four evenings
    evenings(4);
    REQUIRE(aside().size() == 1);
    CHECK(ledger::examine_backup(aside()[0])->commitments == 20);
    CHECK(count_in(place.newest()) == 60);
    CHECK(count_in(place.older()) == 45);
    const auto done = ledger::restore(place.data.path(), aside()[0], place.clock);
    REQUIRE_MESSAGE(done, (done ? "" : done.error().message));
    CHECK(done->restored == 20);
    CHECK(done->present == 60);
    evenings(3); // which lacks what came between: that is kept, too
    CHECK(aside().size() == 2);
    lose();
    fs::remove(place.data.path() / "ledger.identity"); // another kiosk begins
    evenings(6);
    CHECK(aside().size() == 3);
    std::int64_t most = 0;
    for (const fs::path& copy : aside()) {
        CHECK(ledger::examine_backup(copy)->kiosk == kiosk);
        most = std::max(most, count_in(copy));
    }
    CHECK(most == 65);
}

TEST_CASE(
    "the newest backup is restored, the present file set aside, and numbers go on behind all given out") {
    Place place;
    std::set<std::int64_t> given;
    std::int64_t exports = 0;
    {
        ledger::Ledger kept = place.open();
        place.add(kept, 30);
        REQUIRE(place.back_up(kept).commitments == 30);
        place.add(kept, 12);
        exports = kept.next_export_number().value();
        for (const ledger::Commitment& one : all_of(kept))
            given.insert(one.sequence);
        const auto refused = ledger::restore(place.data.path(), place.backups.path(), place.clock);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().message.find("a kiosk has it open") != std::string::npos);
    }
    const std::string before = slurp(place.data.path() / "ledger.db");
    const ledger::Restored done = place.restore(place.backups.path());
    CHECK(done.from == place.newest());
    CHECK(done.restored == 30);
    CHECK(done.present == 42);
    CHECK(done.passed_over.empty());
    CHECK(done.set_aside.filename().string().starts_with("ledger-replaced-"));
    CHECK(slurp(done.set_aside) == before);
    CHECK(count_in(place.newest()) == 30);
    ledger::Ledger again = place.open();
    CHECK_FALSE(again.notice());
    CHECK(again.count() == 30);
    const auto next = again.add(a_draft());
    REQUIRE(next);
    CHECK(next->sequence > *given.rbegin());
    CHECK(again.next_export_number().value() > exports);
}

TEST_CASE("a newest backup that is damaged is passed over and said; none that is whole is refused") {
    Place place;
    {
        ledger::Ledger kept = place.open();
        for (int i = 0; i < 2; ++i) {
            place.add(kept, 40);
            REQUIRE(place.back_up(kept).trouble == BackupTrouble::none);
        }
    }
    damage(place.newest());
    const ledger::Restored done = place.restore(place.backups.path());
    CHECK(done.from == place.older());
    CHECK(done.restored == 40);
    CHECK(done.present == 80);
    REQUIRE(done.passed_over.size() == 1);
    CHECK(done.passed_over[0].find(ledger::newest_backup) != std::string::npos);
    CHECK(done.passed_over[0].find('\n') == std::string::npos);
    damage(place.older());
    const std::string before = slurp(place.data.path() / "ledger.db");
    for (const fs::path& from : {place.backups.path(), place.older(), place.backups.path() / "none"}) {
        const auto refused = ledger::restore(place.data.path(), from, place.clock);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().message.find(from.string()) != std::string::npos);
        CHECK(slurp(place.data.path() / "ledger.db") == before);
    }
}

TEST_CASE("a backup comes back on a new card, as the same kiosk, with a gap where nothing tells how far it "
          "had come") {
    Place place;
    std::string kiosk;
    {
        ledger::Ledger kept = place.open();
        kiosk = kept.kiosk();
        place.add(kept, 5);
        REQUIRE(place.back_up(kept).commitments == 5);
    }
    const TemporaryFolder card;
    const auto done = ledger::restore(card.path() / "data", place.newest(), place.clock);
    REQUIRE_MESSAGE(done, (done ? "" : done.error().message));
    CHECK(done->present == 0);
    CHECK(done->set_aside.empty());
    auto kept = ledger::Ledger::open(card.path() / "data", place.clock, place.random);
    REQUIRE(kept);
    CHECK(kept->kiosk() == kiosk);
    CHECK(kept->count() == 5);
    CHECK(kept->add(a_draft())->sequence > 1000);
    CHECK(kept->next_export_number().value() > 100);
}

TEST_CASE("where there is no backup, each file that was looked for is named, with the reason") {
    Place place;
    const auto refused = ledger::restore(place.data.path(), place.backups.path(), place.clock);
    REQUIRE_FALSE(refused);
    for (const fs::path& file : {place.newest(), place.older()})
        CHECK(refused.error().message.find("cannot read the copy " + file.string() +
                                           ": No such file or directory") != std::string::npos);
    fs::create_symlink("ledger-newest.db", place.newest());
    const auto endless = ledger::examine_backup(place.newest());
    REQUIRE_FALSE(endless);
    CHECK(endless.error().message.ends_with("Too many levels of symbolic links"));
}

TEST_CASE("a ledger of which nothing can be told is neither missing nor damaged: a sentence says why, and no "
          "new one is begun") {
    Place place;
    {
        ledger::Ledger kept = place.open();
        place.add(kept, 3);
        REQUIRE(place.back_up(kept).trouble == BackupTrouble::none);
    }
    const fs::path data = place.data.path(), file = data / "ledger.db", away = data / "away.db";
    fs::rename(file, away);
    fs::create_symlink("ledger.db", file); // stands in for a card that answers with an error
    const std::string reason = "cannot look for " + file.string() + ": Too many levels of symbolic links";
    for (const auto access : {ledger::Access::kiosk, ledger::Access::shared}) {
        const auto opened = ledger::Ledger::open(data, place.clock, place.random, access);
        REQUIRE_FALSE(opened);
        CHECK(opened.error().message == reason);
    }
    const auto restored = ledger::restore(data, place.backups.path(), place.clock);
    REQUIRE_FALSE(restored);
    CHECK(restored.error().message == reason);
    CHECK(fs::is_symlink(fs::symlink_status(file)));
    fs::rename(away, file);
    CHECK(place.open().count() == 3);
}

TEST_CASE("a file of something else is not restored") {
    Place place;
    spill(place.backups.path() / "notes.txt", std::string(5000, 'x'));
    CHECK_FALSE(ledger::restore(place.data.path(), place.backups.path() / "notes.txt", place.clock));
    CHECK_FALSE(fs::exists(place.data.path() / "ledger.db"));
}
