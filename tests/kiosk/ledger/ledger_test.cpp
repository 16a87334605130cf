#include "kiosk/ledger/ledger.h"

#include "fixture.h"
#include "kiosk/ledger/ids.h"
#include "kiosk/ledger/receipt.h"
#include "kiosk/ledger/schema.h"
#include "platform/sqlite/database.h"

#include <csignal>
#include <set>
#include <sys/resource.h>
#include <thread>

namespace {

constexpr std::int64_t start = 1'795'000'000'000;

/// Two draws are alike: every receipt and id comes twice.
class TwiceRandom final : public base::Random {
  public:
    void fill(std::span<std::uint8_t> bytes) override {
        base::SeededRandom random(m_draws++ / 4);
        random.fill(bytes);
    }

  private:
    std::uint64_t m_draws = 0;
};

} // namespace

TEST_CASE("what is added is there again, whole, after opening anew") {
    const TemporaryFolder folder;
    base::ManualClock clock(start);
    base::SeededRandom random(1);
    std::vector<ledger::Commitment> added;
    std::string kiosk;
    {
        auto opened = ledger::Ledger::open(folder.path() / "new", clock, random);
        REQUIRE(opened);
        kiosk = opened->kiosk();
        REQUIRE(opened->set_setting("exhibition", "Open day"));
        for (int i = 0; i < 40; ++i) {
            clock.advance_ms(1000);
            auto commitment = opened->add(a_draft(i));
            REQUIRE(commitment);
            added.push_back(*commitment);
        }
    }
    auto again = ledger::Ledger::open(folder.path() / "new", clock, random);
    REQUIRE(again);
    CHECK_FALSE(again->notice());
    CHECK(again->kiosk() == kiosk);
    CHECK(again->count() == 40);
    const auto all = all_of(*again);
    REQUIRE(all.size() == added.size());
    for (std::size_t i = 0; i < all.size(); ++i) {
        CHECK(all[i].sequence == static_cast<std::int64_t>(i) + 1);
        CHECK(all[i].id == added[i].id);
        CHECK(all[i].receipt == added[i].receipt);
        CHECK(all[i].words == added[i].words);
        CHECK(all[i].theme == added[i].theme);
        CHECK(all[i].article == added[i].article);
        CHECK(all[i].exhibition == "Open day");
        CHECK(all[i].moderation == (i % 2 == 0 ? "none" : "waiting"));
        CHECK(all[i].boot == base::boot_id());
        CHECK(all[i].monotonic_ms == added[i].monotonic_ms);
        CHECK(ledger::is_uuid7(all[i].id));
        CHECK(ledger::normalise_receipt(all[i].receipt) == all[i].receipt);
    }
    const auto counts = again->counts();
    REQUIRE(counts);
    CHECK(counts->by_language.at("ar") == 14);
    CHECK(counts->by_day.at(base::format_date(start)) == 40);
    CHECK(counts->by_theme.at(1) == 4);
}

TEST_CASE("a commitment to no theme and one to the preamble are told apart") {
    const TemporaryFolder folder;
    base::ManualClock clock(start);
    base::SeededRandom random(1);
    auto opened = ledger::Ledger::open(folder.path(), clock, random);
    REQUIRE(opened);
    ledger::Draft draft = a_draft();
    draft.theme.reset();
    draft.article = 0;
    REQUIRE(opened->add(draft));
    draft.theme = 3;
    draft.article.reset();
    REQUIRE(opened->add(draft));
    const auto all = all_of(*opened);
    CHECK_FALSE(all[0].theme);
    CHECK(all[0].article == 0);
    CHECK(all[1].theme == 3);
    CHECK_FALSE(all[1].article);
    CHECK(opened->counts()->by_theme.at(0) == 1);
}

TEST_CASE("the clock never goes back behind the last commitment") {
    const TemporaryFolder folder;
    base::SeededRandom random(1);
    {
        base::ManualClock clock(start);
        auto opened = ledger::Ledger::open(folder.path(), clock, random);
        REQUIRE(opened);
        REQUIRE(opened->confirm_clock());
        CHECK(opened->add(a_draft())->clock_confirmed);
    }
    base::ManualClock earlier(start - 86'400'000, "the next boot");
    auto opened = ledger::Ledger::open(folder.path(), earlier, random);
    REQUIRE(opened);
    const auto commitment = opened->add(a_draft());
    REQUIRE(commitment);
    CHECK(commitment->made_utc_ms == start);
    CHECK_FALSE(commitment->clock_confirmed);
}

TEST_CASE("a receipt or id that is taken is drawn anew") {
    const TemporaryFolder folder;
    base::ManualClock clock(start);
    TwiceRandom random;
    auto opened = ledger::Ledger::open(folder.path(), clock, random);
    REQUIRE(opened);
    std::set<std::string> receipts;
    for (int i = 0; i < 10; ++i) {
        const auto commitment = opened->add(a_draft(i));
        REQUIRE(commitment);
        CHECK(commitment->sequence == i + 1);
        CHECK(receipts.insert(commitment->receipt).second);
    }
}

TEST_CASE("drafts that say nothing, are out of range or are no text are refused and nothing is kept") {
    const TemporaryFolder folder;
    base::ManualClock clock(start);
    base::SeededRandom random(1);
    auto opened = ledger::Ledger::open(folder.path(), clock, random);
    REQUIRE(opened);
    const auto refused = [&](auto change) {
        ledger::Draft draft = a_draft();
        change(draft);
        const auto answer = opened->add(draft);
        CHECK_FALSE(answer);
        if (!answer) CHECK(answer.error().message.starts_with("cannot keep the commitment"));
    };
    refused([](auto& draft) { draft.ready = draft.words = ""; });
    refused([](auto& draft) { draft.theme = 13; });
    refused([](auto& draft) { draft.article = -1; });
    refused([](auto& draft) { draft.kind = 'D'; });
    refused([](auto& draft) { draft.language = ""; });
    refused([](auto& draft) { draft.words = "\xC3("; });
    refused([](auto& draft) { draft.words = "\xED\xA0\x80"; });
    refused([](auto& draft) { draft.words = std::string("a\0b", 3); });
    refused([](auto& draft) { draft.words = std::string(100'000, 'x'); });
    CHECK(opened->count() == 0);
    CHECK(opened->add(a_draft())->sequence == 1);
}

TEST_CASE("a second kiosk is refused, a sharer is not, and the lock ends with its holder") {
    const TemporaryFolder folder;
    base::ManualClock clock(start);
    base::SeededRandom random(1);
    {
        auto kiosk = ledger::Ledger::open(folder.path(), clock, random);
        REQUIRE(kiosk);
        REQUIRE(kiosk->add(a_draft()));
        const auto second = ledger::Ledger::open(folder.path(), clock, random);
        REQUIRE_FALSE(second);
        CHECK(second.error().message.find("another kiosk has it open") != std::string::npos);
        auto sharer = ledger::Ledger::open(folder.path(), clock, random, ledger::Access::shared);
        REQUIRE(sharer);
        CHECK(sharer->count() == 1);
        CHECK_FALSE(sharer->add(a_draft()));
        REQUIRE(sharer->set_setting("exhibition", "Library"));
        CHECK(kiosk->setting("exhibition") == "Library");
        REQUIRE(kiosk->add(a_draft()));
        CHECK(sharer->count() == 2);
    }
    CHECK(ledger::Ledger::open(folder.path(), clock, random));
}

TEST_CASE("a sharer may come first and leaves the folder to the kiosk") {
    const TemporaryFolder folder;
    base::ManualClock clock(start);
    base::SeededRandom random(1);
    auto sharer = ledger::Ledger::open(folder.path(), clock, random, ledger::Access::shared);
    REQUIRE(sharer);
    auto kiosk = ledger::Ledger::open(folder.path(), clock, random);
    REQUIRE(kiosk);
    CHECK(kiosk->kiosk() == sharer->kiosk());
}

TEST_CASE("numbers of exports are never given twice, and not from two sides at once") {
    const TemporaryFolder folder;
    base::ManualClock clock(start);
    base::SeededRandom random(1);
    auto kiosk = ledger::Ledger::open(folder.path(), clock, random);
    REQUIRE(kiosk);
    std::set<std::int64_t> numbers;
    std::thread thread([&] {
        base::SeededRandom other(2);
        auto sharer = ledger::Ledger::open(folder.path(), clock, other, ledger::Access::shared);
        for (int i = 0; sharer && i < 20; ++i)
            numbers.insert(sharer->next_export_number().value_or(0));
    });
    std::set<std::int64_t> sequences;
    for (int i = 0; i < 230; ++i) {
        const auto commitment = kiosk->add(a_draft(i));
        REQUIRE(commitment);
        sequences.insert(commitment->sequence);
    }
    thread.join();
    CHECK(numbers.size() == 20);
    CHECK(*numbers.begin() == 1);
    CHECK(sequences.size() == 230);
    CHECK(kiosk->next_export_number() == 21);
}

TEST_CASE("an older ledger is brought up with all it holds") {
    const TemporaryFolder folder;
    {
        auto database = sqlite::Database::open(folder.path() / "ledger.db", sqlite::Database::Mode::create);
        REQUIRE(database);
        REQUIRE(database->run(slurp(std::filesystem::path(TEST_DATA_DIR) / "version1.sql").c_str()));
    }
    base::ManualClock clock(start);
    base::SeededRandom random(1);
    auto opened = ledger::Ledger::open(folder.path(), clock, random);
    REQUIRE_MESSAGE(opened, (opened ? "" : opened.error().message));
    CHECK_FALSE(opened->notice());
    CHECK(opened->kiosk() == "7Q3K9D");
    const auto all = all_of(*opened);
    REQUIRE(all.size() == 2);
    CHECK(all[0].words == "Je poserai une question");
    CHECK(all[0].theme == 11);
    CHECK_FALSE(all[0].article);
    CHECK(all[0].follow_up == "open");
    CHECK(all[1].sequence == 5);
    CHECK(all[1].moderation == "approved");
    CHECK(opened->add(a_draft())->sequence == 6);
    auto database = sqlite::Database::open(folder.path() / "ledger.db", sqlite::Database::Mode::read_only);
    REQUIRE(database);
    CHECK(database->value("PRAGMA user_version") == std::to_string(ledger::schema_version));
    CHECK(database->value("PRAGMA foreign_key_check").has_value() == false); // no row: nothing is broken
    CHECK(database->value("SELECT count(*) FROM pragma_table_list WHERE strict = 0 AND type = 'table' AND "
                          "name NOT LIKE 'sqlite%'") == "0");
}

TEST_CASE("a ledger of version 2 is brought up, and what its clock said is not known") {
    const TemporaryFolder folder;
    {
        auto database = sqlite::Database::open(folder.path() / "ledger.db", sqlite::Database::Mode::create);
        REQUIRE(database);
        REQUIRE(database->run(slurp(std::filesystem::path(TEST_DATA_DIR) / "version1.sql").c_str()));
        REQUIRE(database->run(slurp(std::filesystem::path(TEST_DATA_DIR) / "version2.sql").c_str()));
    }
    base::ManualClock clock(start, "boot-2");
    clock.advance_ms(100'000);
    base::SeededRandom random(1);
    auto opened = ledger::Ledger::open(folder.path(), clock, random);
    REQUIRE_MESSAGE(opened, (opened ? "" : opened.error().message));
    auto all = all_of(*opened);
    REQUIRE(all.size() == 3);
    CHECK(all[2].class_session == "4b");
    CHECK(all[2].clock_utc_ms == 0);
    CHECK_FALSE(all[2].redated);
    CHECK(opened->set_clock(start + 1'000'000) == 1); // the one of this boot
    all = all_of(*opened);
    CHECK(all[2].made_utc_ms == start + 1'000'000 - 50'000);
    CHECK(all[2].clock_utc_ms == 1'700'000'100'000);
    CHECK(all[1].made_utc_ms == 1'700'000'000'005);
    CHECK_FALSE(all[1].clock_confirmed);
}

TEST_CASE("a database of another program or of a newer version is refused and left as it is") {
    const TemporaryFolder folder;
    base::ManualClock clock(start);
    base::SeededRandom random(1);
    const auto file = folder.path() / "ledger.db";
    const auto refused_after = [&](const char* sql, const char* reason) {
        std::filesystem::remove(file);
        {
            auto database = sqlite::Database::open(file, sqlite::Database::Mode::create);
            REQUIRE(database);
            REQUIRE(database->run(sql));
        }
        const std::string before = slurp(file);
        const auto opened = ledger::Ledger::open(folder.path(), clock, random);
        REQUIRE_FALSE(opened);
        CHECK(opened.error().message.find(reason) != std::string::npos);
        CHECK(slurp(file) == before);
    };
    refused_after("CREATE TABLE bookmarks (address TEXT); INSERT INTO bookmarks VALUES ('x');",
                  "another program");
    refused_after("PRAGMA application_id = 1397771335; PRAGMA user_version = 4; CREATE TABLE t (a);",
                  "newer program");
}

TEST_CASE("when the disk takes no more, add says so, keeps nothing, and works again afterwards") {
    const TemporaryFolder folder;
    base::ManualClock clock(start);
    base::SeededRandom random(1);
    auto opened = ledger::Ledger::open(folder.path(), clock, random);
    REQUIRE(opened);
    for (int i = 0; i < 5; ++i)
        REQUIRE(opened->add(a_draft(i)));
    signal(SIGXFSZ, SIG_IGN);
    rlimit limit{};
    getrlimit(RLIMIT_FSIZE, &limit);
    const rlimit old = limit;
    limit.rlim_cur = std::filesystem::file_size(folder.path() / "ledger.db-wal") + 1000;
    setrlimit(RLIMIT_FSIZE, &limit);
    const auto refused = opened->add(a_draft(5));
    setrlimit(RLIMIT_FSIZE, &old);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().message.find("ledger.db") != std::string::npos);
    CHECK(opened->count() == 5);
    const auto kept = opened->add(a_draft(6));
    REQUIRE(kept);
    CHECK(kept->sequence == 6);
    CHECK(opened->count() == 6);
}

TEST_CASE("a copy is a whole ledger and never overwrites") {
    const TemporaryFolder folder;
    base::ManualClock clock(start);
    base::SeededRandom random(1);
    auto opened = ledger::Ledger::open(folder.path() / "a", clock, random);
    REQUIRE(opened);
    for (int i = 0; i < 20; ++i)
        REQUIRE(opened->add(a_draft(i)));
    std::filesystem::create_directory(folder.path() / "b");
    REQUIRE(opened->backup_to(folder.path() / "b" / "ledger.db"));
    CHECK_FALSE(opened->backup_to(folder.path() / "b" / "ledger.db"));
    auto copy = ledger::Ledger::open(folder.path() / "b", clock, random);
    REQUIRE(copy);
    CHECK(copy->count() == 20);
}
