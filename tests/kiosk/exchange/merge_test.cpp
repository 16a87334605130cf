#include "kiosk/exchange/merge.h"

#include "fixture.h"
#include "kiosk/exchange/json_lines.h"
#include "kiosk/exchange/manifest.h"
#include "kiosk/exchange/report.h"
#include "kiosk/exchange/sha256.h"
#include "platform/sqlite/database.h"

namespace fs = std::filesystem;

namespace {

std::string ask(const fs::path& file, const char* sql) {
    auto database = sqlite::Database::open(file, sqlite::Database::Mode::read_only);
    REQUIRE(database);
    return database->value(sql).value();
}

exchange::MergeReport merged(const std::vector<fs::path>& folders, const fs::path& into) {
    const auto report = exchange::merge(folders, into);
    REQUIRE_MESSAGE(report, (report ? "" : report.error().message));
    return *report;
}

/// Changes the first line of an export and signs it anew, later in time.
void change_first_line(const fs::path& folder, const std::string& from, const std::string& to) {
    std::string lines = slurp(folder / "commitments.jsonl");
    lines.replace(lines.find(from), from.size(), to);
    spill(folder / "commitments.jsonl", lines);
    auto manifest = exchange::parse_manifest(slurp(folder / "manifest.json"));
    REQUIRE(manifest);
    manifest->made_utc_ms += 1000;
    for (auto& file : manifest->files) {
        if (file.name != "commitments.jsonl") continue;
        file.bytes = static_cast<std::int64_t>(lines.size());
        file.sha256 = exchange::sha256(lines);
    }
    spill(folder / "manifest.json", exchange::write_manifest(*manifest));
}

} // namespace

TEST_CASE("overlapping exports of several kiosks, again and in any order, give each commitment once") {
    Stand a(10, 1), b(7, 2);
    const fs::path a1 = a.run().value().folder, b1 = b.run().value().folder;
    for (int i = 0; i < 5; ++i)
        REQUIRE(a.ledger.add(a_draft(i)));
    const fs::path a2 = a.run().value().folder;
    const TemporaryFolder room;
    const fs::path into = room.path() / "all.db";
    auto report = merged({a1, b1}, into);
    CHECK(report.read == 17);
    CHECK(report.added == 17);
    report = merged({a2, a1, b1, a2}, into);
    CHECK(report.read == 15 + 10 + 7 + 15);
    CHECK(report.added == 5);
    CHECK(report.already == 42);
    CHECK(report.conflicts.empty());
    CHECK(ask(into, "SELECT count(*) FROM commitments") == "22");
    CHECK(ask(into, "SELECT count(*) FROM exports") == "3");
    CHECK(ask(into, "SELECT count(DISTINCT kiosk) FROM commitments") == "2");
    for (const ledger::Commitment& commitment : all_of(a.ledger)) {
        CHECK(ask(into, ("SELECT words FROM commitments WHERE id = '" + commitment.id + "'").c_str()) ==
              commitment.words);
    }
    const fs::path other = room.path() / "other.db";
    merged({a2, b1, a1}, other);
    CHECK(ask(other, "SELECT group_concat(id) FROM (SELECT id FROM commitments ORDER BY id)") ==
          ask(into, "SELECT group_concat(id) FROM (SELECT id FROM commitments ORDER BY id)"));
    const auto html = exchange::report_html(into, a.labels, a.clock.utc_ms());
    REQUIRE(html);
    CHECK(html->find("<p class=\"total\">22</p>") != std::string::npos);
    CHECK(html->find("By kiosk") != std::string::npos);
}

TEST_CASE("one folder that does not verify fails the whole merge and changes nothing") {
    Stand a(10, 1), b(7, 2);
    const fs::path a1 = a.run().value().folder, b1 = b.run().value().folder;
    const TemporaryFolder room;
    const fs::path into = room.path() / "all.db";
    spill(b1 / "commitments.csv", "changed");
    const auto refused = exchange::merge(std::vector<fs::path>{a1, b1}, into);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().message.find("commitments.csv") != std::string::npos);
    CHECK_FALSE(fs::exists(into));
    merged({a1}, into);
    const std::string before = slurp(into);
    CHECK_FALSE(exchange::merge(std::vector<fs::path>{a1, b1}, into));
    CHECK(slurp(into) == before);
    CHECK_FALSE(exchange::merge(std::vector<fs::path>{}, into));
}

TEST_CASE("the same id with other contents is named, kept apart, and the first stays") {
    Stand stand(3);
    const fs::path first = stand.run().value().folder, second = stand.run().value().folder;
    change_first_line(second, "number 0", "number X");
    const TemporaryFolder room;
    const fs::path into = room.path() / "all.db";
    const auto report = merged({first, second}, into);
    CHECK(report.added == 3);
    CHECK(report.already == 2);
    REQUIRE(report.conflicts.size() == 1);
    CHECK(report.conflicts[0].starts_with(all_of(stand.ledger)[0].id));
    CHECK(ask(into, "SELECT words FROM commitments WHERE sequence = 1") == "I will do number 0");
    merged({first, second}, into);
    CHECK(ask(into, "SELECT count(*) FROM conflicts") == "1");
}

TEST_CASE("what staff decided later is taken from the later export, whichever is merged first") {
    Stand stand(3);
    const fs::path first = stand.run().value().folder, second = stand.run().value().folder;
    change_first_line(second, "\"follow_up\":\"open\"", "\"follow_up\":\"done\"");
    const TemporaryFolder room;
    for (const auto& order : {std::vector{first, second}, std::vector{second, first}}) {
        const fs::path into = room.path() / (order[0].filename().string() + ".db");
        CHECK(merged(order, into).conflicts.empty());
        CHECK(ask(into, "SELECT follow_up FROM commitments WHERE sequence = 1") == "done");
    }
}

TEST_CASE(
    "a commitment exported before and after it was dated anew is one, with the dates of the later export") {
    Stand stand(3);
    stand.clock.set_utc_ms(stand.clock.utc_ms() +
                           86'400'000'000); // far ahead, as was the first export's date
    const fs::path first = stand.run().value().folder;
    const std::int64_t truth = 1'796'000'000'000;
    REQUIRE(stand.ledger.set_clock(truth) == 3);
    const fs::path second = stand.run().value().folder;
    CHECK(slurp(second / "commitments.csv").find("re-dated") != std::string::npos);
    CHECK(slurp(first / "commitments.csv").find("unconfirmed") != std::string::npos);
    CHECK(slurp(second / "summary.html").find("3 of them were made before the machine knew the time") !=
          std::string::npos);
    REQUIRE(stand.ledger.set_clock(truth + 5'000'000) == 3);
    const fs::path third = stand.run().value().folder;
    const TemporaryFolder room;
    int number = 0;
    for (const auto& order : {std::vector{first, second, third}, std::vector{third, second, first},
                              std::vector{second, third, first}}) {
        const fs::path into = room.path() / (std::to_string(++number) + ".db");
        const auto report = merged(order, into);
        CHECK(report.conflicts.empty());
        CHECK(report.added == 3);
        CHECK(report.already == 6);
        CHECK(ask(into, "SELECT max(made_utc_ms) FROM commitments") == std::to_string(truth + 5'000'000));
        CHECK(ask(into, "SELECT max(clock_utc_ms) FROM commitments") ==
              std::to_string(1'795'000'000'000 + 180'000));
        CHECK(ask(into, "SELECT min(clock_confirmed) FROM commitments") == "1");
        CHECK(ask(into, "SELECT min(redated) FROM commitments") == "1");
    }
    change_first_line(second, "number 0", "number X");
    CHECK(merged({first, second}, room.path() / "changed.db").conflicts.size() == 1);
}

TEST_CASE("a date that was changed without dating anew is a conflict") {
    Stand stand(1);
    const fs::path first = stand.run().value().folder, second = stand.run().value().folder;
    change_first_line(second, "\"made_utc_ms\":1795", "\"made_utc_ms\":1796");
    const TemporaryFolder room;
    CHECK(merged({first, second}, room.path() / "all.db").conflicts.size() == 1);
}

TEST_CASE("a merged database of version 1 is read as it is and brought up by the next merge") {
    Stand stand(3);
    const fs::path first = stand.run().value().folder, second = stand.run().value().folder;
    const TemporaryFolder room;
    const fs::path into = room.path() / "all.db";
    merged({first}, into);
    {
        auto database = sqlite::Database::open(into, sqlite::Database::Mode::read_write);
        REQUIRE(database);
        for (const char* column : {"clock_utc_ms", "redated", "state_number"})
            REQUIRE(database->run(("ALTER TABLE commitments DROP COLUMN " + std::string(column)).c_str()));
        REQUIRE(database->run("PRAGMA user_version = 1;"));
    }
    const std::string before = slurp(into);
    const auto html = exchange::report_html(into, stand.labels, stand.clock.utc_ms());
    REQUIRE_MESSAGE(html, (html ? "" : html.error().message));
    CHECK(html->find("<p class=\"total\">3</p>") != std::string::npos);
    CHECK(slurp(into) == before);
    CHECK(merged({first}, into).already == 3);
    CHECK(ask(into, "PRAGMA user_version") == "2");
    CHECK(ask(into, "SELECT min(state_number) FROM commitments") == "1");
    CHECK(merged({second}, into).already == 3);
    CHECK(ask(into, "SELECT min(clock_utc_ms) > 0 FROM commitments") == "1");
}

TEST_CASE("a database of something else is not merged into") {
    Stand stand(3);
    const fs::path folder = stand.run().value().folder;
    CHECK_FALSE(exchange::merge(std::vector{folder}, stand.data.path() / "ledger.db"));
    const TemporaryFolder room;
    spill(room.path() / "text", "no database, but long enough to be looked at by whoever opens it");
    CHECK_FALSE(exchange::merge(std::vector{folder}, room.path() / "text"));
    CHECK_FALSE(exchange::merge(std::vector{folder}, room.path() / "no" / "folder.db"));
    CHECK_FALSE(exchange::report_html(room.path() / "missing.db", {}, 0));
}
