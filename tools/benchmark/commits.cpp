#include "kiosk/ledger/ledger.h"
#include "platform/base/clock.h"
#include "platform/base/random.h"
#include "platform/sqlite/database.h"
#include "tools/benchmark/measures.h"
#include "tools/benchmark/process.h"

#include <fmt/format.h>

namespace bench {

namespace {

constexpr int rounds = 20;
constexpr int a_round = 50;

ledger::Draft draft() {
    ledger::Draft draft;
    draft.language = "en";
    draft.text_language = "eng";
    draft.theme = 11;
    draft.article = 1;
    draft.words =
        "I will read one article of the Declaration aloud at home, and ask everybody what they think of it.";
    draft.when = "week";
    draft.who = "pupil";
    draft.age = "12to17";
    return draft;
}

/// As little as SQLite can be asked for: a key and one text, no index, no constraint.
base::Result<sqlite::Database> open_bare(const std::filesystem::path& file) {
    auto database = sqlite::Database::open(file, sqlite::Database::Mode::create);
    if (!database) return database;
    if (auto mode = database->value("PRAGMA journal_mode = WAL"); !mode)
        return tl::make_unexpected(mode.error());
    if (auto made =
            database->run("PRAGMA synchronous = FULL; CREATE TABLE rows (id INTEGER PRIMARY KEY, body TEXT)");
        !made)
        return tl::make_unexpected(made.error());
    return database;
}

base::Result<double> keep_some(ledger::Ledger& ledger) {
    const double start = now_ms();
    for (int i = 0; i < a_round; ++i) {
        if (auto kept = ledger.add(draft()); !kept) return tl::make_unexpected(kept.error());
    }
    return now_ms() - start;
}

base::Result<double> insert_some(sqlite::Statement& insert, const std::string& body) {
    const double start = now_ms();
    for (int i = 0; i < a_round; ++i) {
        if (auto done = insert.bind(body).run(); !done) return tl::make_unexpected(done.error());
    }
    return now_ms() - start;
}

/// As many bytes as a commitment's columns have.
std::string body_like(const ledger::Commitment& one) {
    const std::size_t bytes = one.id.size() + one.receipt.size() + one.kiosk.size() + one.boot.size() +
                              one.words.size() + one.language.size() + one.text_language.size() +
                              one.when.size() + one.who.size() + one.age.size() + one.moderation.size() +
                              one.follow_up.size() + 4 * sizeof(std::int64_t);
    return std::string(bytes, 'x');
}

} // namespace

base::Status measure_commits(const std::filesystem::path& folder) {
    base::SystemClock clock;
    base::SystemRandom random;
    auto ledger = ledger::Ledger::open(folder, clock, random);
    if (!ledger) return tl::make_unexpected(ledger.error());
    auto bare = open_bare(folder / "bare.db");
    if (!bare) return tl::make_unexpected(bare.error());
    auto insert = bare->prepare("INSERT INTO rows (body) VALUES (?)");
    if (!insert) return tl::make_unexpected(insert.error());
    const auto first = ledger->add(draft());
    if (!first) return tl::make_unexpected(first.error());
    const std::string body = body_like(*first);
    double ours = 0, theirs = 0;
    for (int round = 0; round < rounds; ++round) {
        const auto kept = keep_some(*ledger);
        if (!kept) return tl::make_unexpected(kept.error());
        const auto inserted = insert_some(*insert, body);
        if (!inserted) return tl::make_unexpected(inserted.error());
        ours += *kept;
        theirs += *inserted;
    }
    constexpr double commits = rounds * a_round;
    fmt::print("commit.rate {:.2f}\ncommit.bare {:.2f}\ncommit.ratio {:.4f}\n", commits * 1000 / ours,
               commits * 1000 / theirs, ours / theirs);
    return {};
}

} // namespace bench
