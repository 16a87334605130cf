#include "kiosk/exchange/export.h"

#include "../ledger/erring_disk.h"
#include "../ledger/small_disk.h"
#include "fixture.h"
#include "kiosk/exchange/json_lines.h"
#include "kiosk/exchange/spreadsheet.h"
#include "kiosk/exchange/table.h"
#include "kiosk/exchange/verify.h"

#include <atomic>
#include <set>
#include <sstream>
#include <thread>

using exchange::Refusal;
namespace fs = std::filesystem;

namespace {

std::set<std::string> names_in(const fs::path& folder) {
    std::set<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder))
        names.insert(entry.path().filename().string());
    return names;
}

/// While it lives, temporary files are made in `folder`.
class TemporaryFilesIn {
  public:
    explicit TemporaryFilesIn(const fs::path& folder) {
        if (const char* before = std::getenv("TMPDIR")) m_before = before;
        ::setenv("TMPDIR", folder.c_str(), 1);
    }
    ~TemporaryFilesIn() {
        if (m_before.empty())
            ::unsetenv("TMPDIR");
        else
            ::setenv("TMPDIR", m_before.c_str(), 1);
    }
    TemporaryFilesIn(const TemporaryFilesIn&) = delete;
    TemporaryFilesIn& operator=(const TemporaryFilesIn&) = delete;

  private:
    std::string m_before;
};

} // namespace

TEST_CASE("an export holds every commitment, reads back, and says the counted truth") {
    Stand stand(50);
    const auto done = stand.run();
    REQUIRE_MESSAGE(done, (done ? "" : done.error().detail));
    CHECK(done->kept_here == 50);
    CHECK(done->on_medium == 50);
    CHECK(done->folder.filename().string() ==
          "smallplaces-" + stand.ledger.kiosk() + "-" + base::format_date(stand.clock.utc_ms()) + "-001");
    CHECK(names_in(done->folder) == std::set<std::string>{"commitments.csv", "commitments.xlsx",
                                                          "commitments.jsonl", "summary.html", "README.txt",
                                                          "manifest.json"});
    CHECK(names_in(stand.stick.path()).size() == 1);
    const auto verification = exchange::verify(done->folder);
    REQUIRE(verification);
    CHECK(verification->problems.empty());
    CHECK(verification->commitments == 50);
    std::istringstream lines(slurp(done->folder / "commitments.jsonl"));
    std::string line;
    for (const ledger::Commitment& commitment : all_of(stand.ledger)) {
        REQUIRE(std::getline(lines, line));
        CHECK(line + "\n" == exchange::to_json_line(commitment));
    }
    CHECK(slurp(done->folder / "commitments.csv").starts_with("\xEF\xBB\xBFReceipt,Commitment,"));
    CHECK(slurp(done->folder / "commitments.xlsx").starts_with("PK"));
    CHECK(slurp(done->folder / "README.txt").find("50 commitments") != std::string::npos);
    CHECK(stand.ledger.count() == 50);
}

TEST_CASE("each export has its own number, also where the name was taken by another life of the kiosk") {
    Stand stand(3);
    const std::string stem =
        "smallplaces-" + stand.ledger.kiosk() + "-" + base::format_date(stand.clock.utc_ms());
    fs::create_directory(stand.stick.path() / (stem + "-001"));
    fs::create_directory(stand.stick.path() / (stem + "-002.incomplete"));
    spill(stand.stick.path() / (stem + "-003"), "a file of that name");
    const auto first = stand.run();
    REQUIRE(first);
    CHECK(first->folder.filename().string() == stem + "-004");
    const auto second = stand.run();
    REQUIRE(second);
    CHECK(second->folder.filename().string() == stem + "-005");
    CHECK(fs::is_empty(stand.stick.path() / (stem + "-001")));
    CHECK(exchange::interrupted_exports(stand.stick.path()) ==
          std::vector<fs::path>{stand.stick.path() / (stem + "-002.incomplete")});
}

TEST_CASE("where there is no stick, or a file in its place, it says so") {
    Stand stand(3);
    exchange::ExportProgress progress;
    const auto nowhere =
        exchange::export_to(stand.stick.path() / "none", stand.ledger, stand.labels, stand.clock, progress);
    REQUIRE_FALSE(nowhere);
    CHECK(nowhere.error().refusal == Refusal::no_medium);
    spill(stand.stick.path() / "file", "x");
    const auto file =
        exchange::export_to(stand.stick.path() / "file", stand.ledger, stand.labels, stand.clock, progress);
    REQUIRE_FALSE(file);
    CHECK(file.error().refusal == Refusal::no_medium);
    CHECK(stand.ledger.next_export_number() == 1); // no number was used up
}

TEST_CASE("a full stick is refused before anything is written, with the space needed") {
    Stand stand(200);
    const SmallDisk disk(stand.stick.path(), "300k");
    if (!disk) return;
    const auto done = stand.run();
    REQUIRE_FALSE(done);
    CHECK(done.error().refusal == Refusal::full);
    CHECK(done.error().needed_bytes > done.error().available_bytes);
    CHECK(done.error().available_bytes > 0);
    CHECK(fs::is_empty(stand.stick.path()));
}

TEST_CASE("a read-only stick is refused") {
    Stand stand(5);
    const SmallDisk disk(stand.stick.path(), "10m");
    if (!disk) return;
    disk.make_read_only();
    const auto done = stand.run();
    REQUIRE_FALSE(done);
    CHECK(done.error().refusal == Refusal::read_only);
}

TEST_CASE(
    "a stick that fills up while it is written leaves a folder that says so, and the next export works") {
    Stand stand(200);
    const SmallDisk disk(stand.stick.path(), "2m");
    if (!disk) return;
    exchange::ExportProgress progress;
    progress.on_step = [&](std::string_view step) {
        if (step == "rows") { // another program fills the stick
            std::ofstream(stand.stick.path() / "filler", std::ios::binary) << std::string(3 << 20, 'x');
        }
    };
    const auto done =
        exchange::export_to(stand.stick.path(), stand.ledger, stand.labels, stand.clock, progress);
    REQUIRE_FALSE(done);
    CHECK(done.error().refusal == Refusal::full);
    CHECK(done.error().needed_bytes > done.error().available_bytes); // which staff read
    const auto left = exchange::interrupted_exports(stand.stick.path());
    REQUIRE(left.size() == 1);
    CHECK(slurp(left[0] / "INCOMPLETE.txt").find("not finished") != std::string::npos);
    fs::remove(stand.stick.path() / "filler");
    CHECK(stand.run());
    CHECK(stand.ledger.count() == 200);
}

TEST_CASE("a stick that takes no more files though it has room is not called too full") {
    Stand stand(20);
    const SmallDisk disk(stand.stick.path(), "10m,nr_inodes=6");
    if (!disk) return;
    const auto done = stand.run();
    REQUIRE_FALSE(done);
    CHECK(done.error().refusal == Refusal::failed);
    CHECK(done.error().detail.find("No space left") != std::string::npos);
}

TEST_CASE(
    "what is kept can be taken away when the kiosk's own disk is full, its place for passing files too") {
    const TemporaryFolder folder;
    const SmallDisk disk(folder.path(), "4m");
    if (!disk) return;
    Stand stand;
    const fs::path data = folder.path() / "data";
    auto kiosk = ledger::Ledger::open(data, stand.clock, stand.random);
    REQUIRE(kiosk);
    for (int i = 0; i < 20; ++i)
        REQUIRE(kiosk->add(a_draft(i)));
    exchange::ExportProgress progress;
    const auto before = exchange::export_to(stand.stick.path(), *kiosk, stand.labels, stand.clock, progress);
    REQUIRE(before);
    std::ofstream(folder.path() / "filler", std::ios::binary) << std::string(5 << 20, 'x') << std::flush;
    const TemporaryFilesIn full(folder.path());
    std::set<fs::path> folders;
    for (int evening = 0; evening < 2; ++evening) {
        auto own = ledger::Ledger::open(data, stand.clock, stand.random, ledger::Access::shared);
        REQUIRE_MESSAGE(own, (own ? "" : own.error().message));
        const auto done = exchange::export_to(stand.stick.path(), *own, stand.labels, stand.clock, progress);
        REQUIRE_MESSAGE(done, (done ? "" : done.error().detail));
        CHECK(done->on_medium == kiosk->count());
        CHECK(exchange::verify(done->folder)->problems.empty());
        const auto size = [](const fs::path& one) { return fs::file_size(one / "commitments.xlsx"); };
        CHECK(size(done->folder) > size(before->folder) - 100); // and no row is missing there
        folders.insert(done->folder);
    }
    CHECK(folders.size() == 2);
    fs::remove(folder.path() / "filler");
    CHECK(kiosk->next_export_number());
}

TEST_CASE(
    "a disk that the kernel shut for writing refuses the next commitment, and those kept are exported") {
    const TemporaryFolder folder;
    const fs::path data = folder.path() / "data";
    const ErringDisk disk(data, folder.path() / "disk.img");
    if (!disk) return;
    Stand stand;
    {
        auto kiosk = ledger::Ledger::open(data, stand.clock, stand.random);
        REQUIRE(kiosk);
        for (int i = 0; i < 20; ++i)
            REQUIRE(kiosk->add(a_draft(i)));
        disk.err();
        CHECK_FALSE(kiosk->add(a_draft(20)));
        CHECK(kiosk->count() == 20);
        CHECK(kiosk->usable()); // which says nothing of writing: the visitor reads it when it matters
        for (const char* number : {"-001", "-002"}) {
            auto own = ledger::Ledger::open(data, stand.clock, stand.random, ledger::Access::shared);
            REQUIRE_MESSAGE(own, (own ? "" : own.error().message));
            exchange::ExportProgress progress;
            const auto done =
                exchange::export_to(stand.stick.path(), *own, stand.labels, stand.clock, progress);
            REQUIRE_MESSAGE(done, (done ? "" : done.error().detail));
            CHECK(done->on_medium == 20);
            CHECK(done->folder.string().ends_with(number));
        }
    }
    CHECK_FALSE(ledger::Ledger::open(data, stand.clock, stand.random)); // a kiosk that starts is out of order
}

TEST_CASE("a spreadsheet whose rows found no room on their way is not taken for a whole one") {
    const TemporaryFolder folder;
    const SmallDisk disk(folder.path(), "36m");
    if (!disk) return;
    const TemporaryFilesIn here(folder.path());
    const std::vector<std::string> row(exchange::table_header().size(), "words");
    for (const bool fills_up : {false, true}) {
        auto sheet = exchange::Spreadsheet::begin(exchange::table_header());
        REQUIRE(sheet);
        if (fills_up)
            std::ofstream(folder.path() / "filler", std::ios::binary)
                << std::string(37 << 20, 'x') << std::flush;
        for (int i = 0; i < 500; ++i)
            sheet->add_row(row);
        const auto done = sheet->finish();
        CHECK(done.has_value() != fills_up);
    }
}

TEST_CASE("a stick that is pulled is noticed at any step and nothing is written under its mount point") {
    for (const char* moment : {"space", "name", "rows", "rest", "read back", "settle"}) {
        CAPTURE(moment);
        Stand stand(20);
        SmallDisk disk(stand.stick.path(), "10m");
        if (!disk) return;
        exchange::ExportProgress progress;
        progress.on_step = [&](std::string_view step) {
            if (step == moment) disk.pull();
        };
        const auto done =
            exchange::export_to(stand.stick.path(), stand.ledger, stand.labels, stand.clock, progress);
        REQUIRE_FALSE(done);
        CHECK(done.error().refusal == Refusal::removed);
        CHECK(fs::is_empty(stand.stick.path()));
    }
}

TEST_CASE("a stick that is pulled while rows are written is noticed before all are written to nowhere") {
    Stand stand(3000);
    SmallDisk disk(stand.stick.path(), "100m");
    if (!disk) return;
    exchange::ExportProgress progress;
    std::atomic<bool> over = false;
    std::int64_t at_pull = 0;
    std::thread hand([&] {
        while (progress.done < 100'000 && !over)
            std::this_thread::yield();
        disk.pull();
        at_pull = progress.done.load();
    });
    const auto done =
        exchange::export_to(stand.stick.path(), stand.ledger, stand.labels, stand.clock, progress);
    over = true;
    hand.join();
    if (done) return; // the hand was too slow
    CHECK(done.error().refusal == Refusal::removed);
    CHECK(fs::is_empty(stand.stick.path()));
    CHECK(progress.done.load() - at_pull < 500'000);
}

TEST_CASE("a medium that is mounted afresh is read at its new place, and named only there") {
    Stand stand(20);
    const fs::path first = stand.stick.path() / "first", second = stand.stick.path() / "second";
    fs::create_directory(first);
    exchange::ExportProgress progress;
    int mounted = 0;
    const auto afresh = [&]() -> tl::expected<exchange::Root, exchange::ExportError> {
        ++mounted;
        const auto left = exchange::interrupted_exports(first);
        CHECK(left.size() == 1);
        CHECK(fs::exists(left.at(0) / "manifest.json"));
        for (const auto& open : fs::directory_iterator("/proc/self/fd")) {
            std::error_code gone;
            CHECK_FALSE(fs::read_symlink(open, gone).string().starts_with(first.string()));
        }
        fs::rename(first, second);
        return exchange::Root{second, std::nullopt};
    };
    const auto done =
        exchange::export_to({first, std::nullopt}, afresh, stand.ledger, stand.labels, stand.clock, progress);
    REQUIRE(done);
    CHECK(mounted == 1);
    CHECK(done->on_medium == 20);
    CHECK(done->folder.parent_path() == second);
    CHECK(exchange::interrupted_exports(second).empty());
}

TEST_CASE("an export that cannot be mounted afresh is not done, and its folder says so") {
    Stand stand(5);
    exchange::ExportProgress progress;
    const auto afresh = [&]() -> tl::expected<exchange::Root, exchange::ExportError> {
        return tl::make_unexpected(exchange::ExportError{exchange::Refusal::busy, "held", 0, 0});
    };
    auto done = exchange::export_to({stand.stick.path(), std::nullopt}, afresh, stand.ledger, stand.labels,
                                    stand.clock, progress);
    REQUIRE_FALSE(done);
    CHECK(done.error().refusal == exchange::Refusal::busy);
    CHECK(exchange::interrupted_exports(stand.stick.path()).size() == 1);
    // Another stick under the same name has no such folder.
    const TemporaryFolder other;
    const auto swapped = [&]() -> tl::expected<exchange::Root, exchange::ExportError> {
        return exchange::Root{other.path(), std::nullopt};
    };
    done = exchange::export_to({stand.stick.path(), std::nullopt}, swapped, stand.ledger, stand.labels,
                               stand.clock, progress);
    REQUIRE_FALSE(done);
    CHECK(done.error().refusal == exchange::Refusal::removed);
    CHECK(fs::is_empty(other.path()));
}

TEST_CASE("nothing is written where the mounted device is not") {
    Stand stand(5);
    exchange::ExportProgress progress;
    const auto done = exchange::export_to({stand.stick.path(), dev_t(12345)}, nullptr, stand.ledger,
                                          stand.labels, stand.clock, progress);
    REQUIRE_FALSE(done);
    CHECK(done.error().refusal == exchange::Refusal::removed);
    CHECK(fs::is_empty(stand.stick.path()));
}

TEST_CASE("a stick full of names, links and look-alikes is looked at without following any") {
    const TemporaryFolder stick, elsewhere;
    fs::create_directory(elsewhere.path() / "smallplaces-other.incomplete");
    fs::create_directory_symlink(elsewhere.path(), stick.path() / "smallplaces-link.incomplete");
    fs::create_symlink(stick.path() / "smallplaces-loop.incomplete",
                       stick.path() / "smallplaces-loop.incomplete");
    spill(stick.path() / "smallplaces-file.incomplete", "not a folder");
    fs::create_directory(stick.path() / "smallplaces-\xff\x1b[2J.incomplete");
    CHECK(exchange::interrupted_exports(stick.path()) ==
          std::vector<fs::path>{stick.path() / "smallplaces-\xff\x1b[2J.incomplete"});
    for (int i = 0; i < 6000; ++i)
        fs::create_directory(stick.path() / ("smallplaces-" + std::to_string(i) + ".incomplete"));
    CHECK(exchange::interrupted_exports(stick.path()).size() <= 4000);
}

TEST_CASE("another folder under the target's name is not the target") {
    Stand stand(20);
    const fs::path target = stand.stick.path() / "mount";
    fs::create_directory(target);
    exchange::ExportProgress progress;
    progress.on_step = [&](std::string_view step) {
        if (step != "rest") return;
        fs::rename(target, stand.stick.path() / "elsewhere");
        fs::create_directory(target);
    };
    const auto done = exchange::export_to(target, stand.ledger, stand.labels, stand.clock, progress);
    REQUIRE_FALSE(done);
    CHECK(done.error().refusal == Refusal::removed);
    CHECK(fs::is_empty(target));
}

TEST_CASE("a medium that gives back other bytes is called damaged and never done") {
    for (const char* name : {"commitments.csv", "commitments.xlsx", "commitments.jsonl", "summary.html",
                             "README.txt", "manifest.json"}) {
        CAPTURE(name);
        Stand stand(20);
        exchange::ExportProgress progress;
        progress.on_step = [&](std::string_view step) {
            if (step != "read back") return;
            const fs::path file = exchange::interrupted_exports(stand.stick.path()).at(0) / name;
            std::string bytes = slurp(file);
            bytes[bytes.size() / 2] ^= 1;
            spill(file, bytes);
        };
        const auto done =
            exchange::export_to(stand.stick.path(), stand.ledger, stand.labels, stand.clock, progress);
        REQUIRE_FALSE(done);
        CHECK(done.error().refusal == Refusal::damaged);
        CHECK(done.error().detail.find(name) != std::string::npos);
        CHECK(exchange::interrupted_exports(stand.stick.path()).size() == 1);
    }
}

TEST_CASE("it can be cancelled at any step and tells how far it is") {
    for (const char* moment : {"space", "name", "rows", "rest", "read back", "settle"}) {
        CAPTURE(moment);
        Stand stand(20);
        exchange::ExportProgress progress;
        progress.on_step = [&](std::string_view step) {
            if (step == moment) progress.cancelled = true;
        };
        const auto done =
            exchange::export_to(stand.stick.path(), stand.ledger, stand.labels, stand.clock, progress);
        REQUIRE_FALSE(done);
        CHECK(done.error().refusal == Refusal::failed);
        CHECK(done.error().detail.find("cancelled") != std::string::npos);
    }
    Stand stand(20);
    exchange::ExportProgress progress;
    std::int64_t last = 0;
    progress.on_step = [&](std::string_view) {
        CHECK(progress.done >= last);
        CHECK(progress.done <= progress.total);
        last = progress.done;
    };
    REQUIRE(exchange::export_to(stand.stick.path(), stand.ledger, stand.labels, stand.clock, progress));
    CHECK(progress.done == progress.total);
    CHECK(progress.total > 0);
}

TEST_CASE("a commitment made during the export is not half in it") {
    Stand stand(20);
    auto shared = ledger::Ledger::open(stand.data.path(), stand.clock, stand.random, ledger::Access::shared);
    REQUIRE(shared);
    exchange::ExportProgress progress;
    progress.on_step = [&](std::string_view) { REQUIRE(stand.ledger.add(a_draft(99))); };
    const auto done = exchange::export_to(stand.stick.path(), *shared, stand.labels, stand.clock, progress);
    REQUIRE(done);
    CHECK(done->kept_here == 23); // what was there when the rows were read
    CHECK(done->on_medium == 23);
    CHECK(exchange::verify(done->folder)->problems.empty());
}

TEST_CASE("the README counts one commitment as one") {
    Stand one{1};
    CHECK(slurp(one.run().value().folder / "README.txt").find("\r\n1 commitment, written by") !=
          std::string::npos);
    Stand two{2};
    CHECK(slurp(two.run().value().folder / "README.txt").find("\r\n2 commitments, written by") !=
          std::string::npos);
}
