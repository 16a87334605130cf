#include "kiosk/ledger/ledger.h"

#include "fixture.h"
#include "kiosk/ledger/recovery.h"
#include "kiosk/ledger/salvage.h"
#include "platform/sqlite/database.h"

#include <algorithm>
#include <map>
#include <random>
#include <set>

namespace {

namespace fs = std::filesystem;
constexpr std::int64_t start = 1'795'000'000'000;

/// The three files of a ledger, as bytes: with the log of a kiosk whose power was cut, or folded together.
struct Files {
    std::string database, log, identity;
};

struct Sample {
    Files files;
    std::map<std::string, std::string> words; ///< by id
    std::string kiosk;
    std::int64_t last_sequence = 0;
};

Files read_files(const fs::path& folder) {
    return {slurp(folder / "ledger.db"), slurp(folder / "ledger.db-wal"), slurp(folder / "ledger.identity")};
}

void write_files(const fs::path& folder, const Files& files) {
    fs::remove_all(folder);
    fs::create_directories(folder);
    spill(folder / "ledger.db", files.database);
    if (!files.log.empty()) spill(folder / "ledger.db-wal", files.log);
    if (!files.identity.empty()) spill(folder / "ledger.identity", files.identity);
}

Sample make_sample(int commitments, bool with_log) {
    const TemporaryFolder folder;
    base::ManualClock clock(start);
    base::SeededRandom random(7);
    Sample sample;
    {
        auto opened = ledger::Ledger::open(folder.path(), clock, random);
        REQUIRE(opened);
        sample.kiosk = opened->kiosk();
        REQUIRE(opened->set_setting("exhibition", "Town hall"));
        for (int i = 0; i < commitments; ++i) {
            ledger::Draft draft = a_draft(i);
            if (i % 10 == 1) draft.words += std::string(6000, 'w'); // flows over into other pages
            const auto commitment = opened->add(draft);
            REQUIRE(commitment);
            sample.words[commitment->id] = commitment->words;
            sample.last_sequence = commitment->sequence;
        }
        if (with_log) sample.files = read_files(folder.path());
    }
    if (!with_log) sample.files = read_files(folder.path());
    return sample;
}

/// Opens the damaged files. They must open; what is there must be right; the damaged originals must still be
/// there. Gives the number of commitments that are there.
std::size_t open_damaged(const fs::path& folder, const Sample& sample, const Files& damaged,
                         bool words_may_differ = false) {
    write_files(folder, damaged);
    base::ManualClock clock(start + 3'600'000);
    base::SeededRandom random(8);
    auto opened = ledger::Ledger::open(folder, clock, random);
    REQUIRE_MESSAGE(opened, (opened ? "" : opened.error().message));
    std::set<std::string> ids;
    std::set<std::int64_t> sequences;
    for (const ledger::Commitment& commitment : all_of(*opened)) {
        CHECK(ids.insert(commitment.id).second);
        CHECK(sequences.insert(commitment.sequence).second);
        if (!words_may_differ) {
            REQUIRE(sample.words.contains(commitment.id));
            CHECK(sample.words.at(commitment.id) == commitment.words);
        }
    }
    if (opened->notice()) {
        const fs::path aside = opened->notice()->set_aside;
        CHECK(aside.filename().string().starts_with("ledger-damaged-"));
        CHECK(slurp(aside) == damaged.database);
        CHECK(slurp(aside.string() + "-wal") == damaged.log);
        CHECK(opened->notice()->recovered == static_cast<std::int64_t>(ids.size()));
        CHECK_FALSE(opened->notice()->reason.empty());
        if (!damaged.identity.empty()) CHECK(opened->kiosk() == sample.kiosk);
        const auto next = opened->add(a_draft());
        REQUIRE(next);
        CHECK(next->sequence > sample.last_sequence);
    } else {
        CHECK(opened->add(a_draft()));
    }
    return ids.size();
}

} // namespace

TEST_CASE("whatever bytes of the database are damaged, it opens, and the original is kept") {
    const Sample sample = make_sample(60, false);
    REQUIRE(sample.files.log.empty());
    const TemporaryFolder folder;
    std::mt19937 chance(1);
    int noticed = 0, rounds = 0;
    for (std::size_t page = 0; page * 4096 < sample.files.database.size(); ++page) {
        for (int how = 0; how < 3; ++how) {
            Files damaged = sample.files;
            std::string& bytes = damaged.database;
            if (how == 0) {
                bytes.replace(page * 4096, 4096, std::string(4096, '\0'));
            } else if (how == 1) {
                for (std::size_t i = 0; i < 4096; ++i)
                    bytes[page * 4096 + i] = static_cast<char>(chance());
            } else {
                for (std::size_t i = 0; i < 16; ++i)
                    bytes[page * 4096 + i] ^= static_cast<char>(0x5A);
            }
            // Overflow pages hold nothing but words, so SQLite cannot tell that they changed.
            const std::size_t there = open_damaged(folder.path(), sample, damaged, true);
            ++rounds;
            const bool whole = there >= sample.words.size();
            if (fs::exists(folder.path() / "ledger.db") && !whole) ++noticed;
            CHECK(there + 14 >= sample.words.size()); // a page holds at most so many
        }
    }
    CHECK(rounds >= 50);
    CHECK(noticed > 10);
}

TEST_CASE("a single flipped bit anywhere in the first and in the fullest pages never crashes and never loses "
          "the original") {
    const Sample sample = make_sample(12, false);
    const TemporaryFolder folder;
    std::mt19937 chance(2);
    for (std::size_t at = 0; at < sample.files.database.size(); at += at < 200 ? 3 : 1 + chance() % 900) {
        Files damaged = sample.files;
        damaged.database[at] ^= static_cast<char>(1 << chance() % 8);
        // The version lies in bytes 60 to 63: a little higher is "newer", which is refused, and rightly.
        if (at >= 60 && at < 64) continue;
        CAPTURE(at);
        open_damaged(folder.path(), sample, damaged, true);
    }
}

TEST_CASE("a bit that gives a column another name, or the file an older version, is damage like any other") {
    const Sample sample = make_sample(12, false);
    const TemporaryFolder folder;
    for (const char* name :
         {"boot            TEXT", "value TEXT", "since_utc_ms", "redated", "class_session"}) {
        CAPTURE(name);
        Files damaged = sample.files;
        const std::size_t at = damaged.database.find(name);
        REQUIRE(at != std::string::npos);
        damaged.database[at] ^= 1;
        open_damaged(folder.path(), sample, damaged, true);
    }
    Files older = sample.files;
    REQUIRE(older.database[63] == 3);
    for (const char version : {1, 2}) {
        older.database[63] = version;
        open_damaged(folder.path(), sample, older, true);
    }
}

TEST_CASE("a database cut short at any length opens, and the original is kept") {
    const Sample sample = make_sample(40, false);
    const TemporaryFolder folder;
    for (std::size_t size = 0; size < sample.files.database.size(); size += size < 5000 ? 500 : 3001) {
        CAPTURE(size);
        Files damaged = sample.files;
        damaged.database.resize(size);
        open_damaged(folder.path(), sample, damaged);
    }
}

TEST_CASE("garbage, zeros and an empty file in the database's place open, and the kiosk stays who it is") {
    const Sample sample = make_sample(20, false);
    const TemporaryFolder folder;
    for (const std::string& bytes :
         {std::string(), std::string("hello"), std::string(20'000, '\0'), std::string(5'000, 'x'),
          "SQLite format 3" + std::string(1, '\0') + std::string(9'000, 'y')}) {
        Files damaged = sample.files;
        damaged.database = bytes;
        CHECK(open_damaged(folder.path(), sample, damaged) == 0);
    }
}

TEST_CASE("a damaged write-ahead log is noticed and nothing committed behind the damage is lost") {
    const Sample sample = make_sample(30, true);
    REQUIRE(sample.files.log.size() > 30 * 4096);
    const TemporaryFolder folder;
    CHECK(open_damaged(folder.path(), sample, sample.files) == 30);
    std::mt19937 chance(3);
    for (int round = 0; round < 60; ++round) {
        Files damaged = sample.files;
        const std::size_t at =
            round < 4 ? static_cast<std::size_t>(round) * 9 : chance() % (damaged.log.size() - 3 * 4120);
        damaged.log[at] ^= 0x10;
        CAPTURE(at);
        CHECK(open_damaged(folder.path(), sample, damaged, true) >= 28);
        CHECK(fs::exists(folder.path() / "ledger.db"));
    }
}

TEST_CASE("a log torn at its end, as a power cut leaves it, is no damage") {
    const Sample sample = make_sample(30, true);
    const TemporaryFolder folder;
    for (std::size_t cut = 1; cut < 20'000; cut += 1999) {
        Files damaged = sample.files;
        damaged.log.resize(damaged.log.size() - cut);
        write_files(folder.path(), damaged);
        base::ManualClock clock(start);
        base::SeededRandom random(8);
        auto opened = ledger::Ledger::open(folder.path(), clock, random);
        REQUIRE(opened);
        CHECK_FALSE(opened->notice());
        CHECK(opened->count() >= 24);
    }
}

TEST_CASE("random damage all over, log and all, never crashes") {
    const Sample sample = make_sample(30, true);
    const TemporaryFolder folder;
    std::mt19937 chance(4);
    for (int round = 0; round < 60; ++round) {
        Files damaged = sample.files;
        for (int i = 0; i < 1 + round; ++i) {
            std::string& bytes = chance() % 2 == 0 ? damaged.database : damaged.log;
            const std::size_t at = chance() % bytes.size();
            if (at < 60 || at >= 72) bytes[at] = static_cast<char>(chance());
        }
        if (round % 7 == 0) damaged.identity = "kiosk nobody\n";
        write_files(folder.path(), damaged);
        base::ManualClock clock(start);
        base::SeededRandom random(8);
        auto opened = ledger::Ledger::open(folder.path(), clock, random);
        REQUIRE_MESSAGE(opened, (opened ? "" : opened.error().message));
        if (opened->notice()) {
            CHECK(slurp(opened->notice()->set_aside) == damaged.database);
            CHECK(slurp(opened->notice()->set_aside.string() + "-wal") == damaged.log);
            REQUIRE(opened->add(a_draft()));
        }
    }
}

TEST_CASE("when database and identity are lost, a new kiosk begins; when only the database is, the old one "
          "goes on") {
    const Sample sample = make_sample(5, false);
    const TemporaryFolder folder;
    write_files(folder.path(), {"garbage", "", sample.files.identity});
    base::ManualClock clock(start);
    base::SeededRandom random(99);
    {
        fs::remove(folder.path() / "ledger.db");
        auto opened = ledger::Ledger::open(folder.path(), clock, random);
        REQUIRE(opened);
        REQUIRE(opened->notice());
        CHECK(opened->notice()->set_aside.empty());
        CHECK(opened->kiosk() == sample.kiosk);
        CHECK(opened->add(a_draft())->sequence > sample.last_sequence);
    }
    write_files(folder.path(), {"garbage", "", ""});
    auto opened = ledger::Ledger::open(folder.path(), clock, random);
    REQUIRE(opened);
    CHECK(opened->kiosk() != sample.kiosk);
}

TEST_CASE("an older copy put in the ledger's place does not lead to a sequence given twice") {
    const Sample sample = make_sample(150, false);
    const TemporaryFolder folder;
    Files old = make_sample(3, false).files;
    old.identity = sample.files.identity;
    write_files(folder.path(), old);
    base::ManualClock clock(start);
    base::SeededRandom random(9);
    auto opened = ledger::Ledger::open(folder.path(), clock, random);
    REQUIRE(opened);
    CHECK(opened->add(a_draft())->sequence > 150);
}

TEST_CASE("a recovery that a power cut interrupted is brought to its end") {
    const Sample sample = make_sample(20, false);
    const TemporaryFolder folder;
    Files damaged = sample.files;
    damaged.database.replace(4096, 50, std::string(50, '\xFF'));
    write_files(folder.path(), damaged);
    base::ManualClock clock(start);
    REQUIRE(ledger::recover(folder.path() / "ledger.db", sample.kiosk, clock));
    // As it is between the two renames: the new one whole under its temporary name, the old one's log still
    // there.
    fs::rename(folder.path() / "ledger.db", folder.path() / "ledger.db.recovered");
    spill(folder.path() / "ledger.db-wal", "an old log");
    base::SeededRandom random(9);
    auto opened = ledger::Ledger::open(folder.path(), clock, random);
    REQUIRE(opened);
    CHECK(opened->count() > 5);
    CHECK(opened->kiosk() == sample.kiosk);
    std::set<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder.path()))
        names.insert(entry.path().filename().string());
    CHECK(std::any_of(names.begin(), names.end(), [](const std::string& name) {
        return name.starts_with("ledger-damaged-") && name.ends_with("-wal");
    }));
}

TEST_CASE("damage that shows only while the kiosk runs is mended and the visitor goes on") {
    const TemporaryFolder folder;
    base::ManualClock clock(start);
    base::SeededRandom random(1);
    { REQUIRE(ledger::Ledger::open(folder.path(), clock, random)); } // folds the log into the database
    auto opened = ledger::Ledger::open(folder.path(), clock, random);
    REQUIRE(opened);
    for (int i = 0; i < 30; ++i)
        REQUIRE(opened->add(a_draft(i)));
    {
        auto other = sqlite::Database::open(folder.path() / "ledger.db", sqlite::Database::Mode::read_write);
        REQUIRE(other);
        REQUIRE(other->value("PRAGMA wal_checkpoint(TRUNCATE)"));
    }
    std::string bytes = slurp(folder.path() / "ledger.db");
    for (std::size_t page = 1; page * 4096 < bytes.size(); ++page)
        bytes[page * 4096] = 0x77; // no page type
    {
        std::fstream file(folder.path() / "ledger.db", std::ios::binary | std::ios::in | std::ios::out);
        file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    }
    const auto next = opened->add(a_draft(31));
    REQUIRE_MESSAGE(next, (next ? "" : next.error().message));
    CHECK(next->sequence > 30);
    REQUIRE(opened->notice());
    CHECK(opened->notice()->recovered == 30);
    CHECK(opened->count() == 31);
}

TEST_CASE("a sharer does not touch a damaged ledger that a kiosk has open") {
    const TemporaryFolder folder;
    base::ManualClock clock(start);
    base::SeededRandom random(1);
    auto kiosk = ledger::Ledger::open(folder.path(), clock, random);
    REQUIRE(kiosk);
    std::string bytes = slurp(folder.path() / "ledger.db");
    REQUIRE_FALSE(bytes.empty());
    bytes[0] = 'X';
    spill(folder.path() / "ledger.db", bytes);
    const auto sharer = ledger::Ledger::open(folder.path(), clock, random, ledger::Access::shared);
    REQUIRE_FALSE(sharer);
    CHECK(sharer.error().message.find("damaged") != std::string::npos);
    CHECK(slurp(folder.path() / "ledger.db") == bytes);
}
