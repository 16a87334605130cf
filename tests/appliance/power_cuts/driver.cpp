/// The kiosk's own ledger, export and backup, driven as a busy day does, for the power cuts of
/// power_cuts_test.py.
///
/// - `keep FOLDER SESSIONS COMMITMENTS` opens the ledger, keeps commitments, closes it, again and again.
/// - `look FOLDER` opens it as the kiosk does, prints what it holds and keeps one commitment more.
/// - `carry FOLDER STICK EXPORTS` exports to STICK; `inspect STICK` says of each export folder what it is.
/// - `back FOLDER BACKUPS COUNT COMMITMENTS` makes COUNT backups into BACKUPS and keeps so many commitments
///   before each.
/// - `recover FOLDER BACKUPS` restores into FOLDER, looks at it and backs it up again.
/// - `turn FOLDER BACKUPS ROUNDS COMMITMENTS` keeps commitments, backs up half-way, then restores that.
///
/// `keep` prints a line for each commitment and then, with `--mark FILE OFFSET`, writes its number at OFFSET
/// of the logged disk: from that write on the screen may say "thank you". `carry` does so for each export,
/// `back` for each backup, `turn` for each commitment and each restoring. --weak is the control: the same
/// code, but SQLite does not take `PRAGMA synchronous = FULL` and stays at NORMAL.
#include "kiosk/exchange/export.h"
#include "kiosk/exchange/verify.h"
#include "kiosk/ledger/backup.h"
#include "kiosk/ledger/ledger.h"
#include "kiosk/ledger/restore.h"
#include "platform/base/files.h"

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <functional>
#include <optional>
#include <span>
#include <sqlite3.h>
#include <string_view>
#include <sys/wait.h>
#include <unistd.h>

namespace {

namespace fs = std::filesystem;

constexpr std::size_t sector = 512;
constexpr std::int64_t start_utc_ms = 1'795'250'400'000;

/// Writes numbers to one sector of the logged disk, past its file system: the log then tells what had been
/// promised at any moment.
class Mark {
  public:
    Mark(base::FileDescriptor file, off_t offset) : m_file(std::move(file)), m_offset(offset) {}
    [[nodiscard]] base::Status write(std::int64_t number) const {
        alignas(sector) std::array<char, sector> bytes{};
        fmt::format_to_n(bytes.data(), bytes.size() - 1, "MARK {}", number);
        if (::pwrite(m_file.get(), bytes.data(), bytes.size(), m_offset) !=
            static_cast<ssize_t>(bytes.size()))
            return base::fail_errno("mark", "the disk");
        return {};
    }

  private:
    base::FileDescriptor m_file;
    off_t m_offset;
};

struct Options {
    std::vector<std::string> words;
    std::string mark_file;
    off_t mark_offset = 0;
    bool weak = false;
};

Options read_options(std::span<char*> arguments) {
    Options options;
    for (std::size_t i = 1; i < arguments.size(); ++i) {
        const std::string_view word = arguments[i];
        if (word == "--weak") {
            options.weak = true;
        } else if (word == "--mark" && i + 2 < arguments.size()) {
            options.mark_file = arguments[++i];
            options.mark_offset = std::strtoll(arguments[++i], nullptr, 10);
        } else {
            options.words.emplace_back(word);
        }
    }
    return options;
}

base::Result<std::optional<Mark>> open_mark(const Options& options) {
    if (options.mark_file.empty()) return std::nullopt;
    const bool device =
        fs::is_block_file(options.mark_file); // past the kernel's cache: the log must show it in its place
    base::FileDescriptor file(
        ::open(options.mark_file.c_str(), O_RDWR | O_CLOEXEC | (device ? O_DIRECT : 0)));
    if (!file) return base::fail_errno("open", options.mark_file);
    return Mark(std::move(file), options.mark_offset);
}

/// Every connection opened from now on stays at NORMAL, whatever it asks for.
void weaken_sqlite() {
    using Hook = void (*)();
    const auto on_open = +[](sqlite3* handle, const char**, const void*) {
        const auto refuse_full =
            +[](void*, int action, const char* pragma, const char* value, const char*, const char*) {
                const bool strengthens = action == SQLITE_PRAGMA && value != nullptr && pragma != nullptr &&
                                         std::string_view(pragma) == "synchronous";
                return strengthens ? SQLITE_IGNORE : SQLITE_OK;
            };
        const int done = sqlite3_exec(handle, "PRAGMA synchronous = NORMAL", nullptr, nullptr, nullptr);
        return done != SQLITE_OK ? done : sqlite3_set_authorizer(handle, refuse_full, nullptr);
    };
    sqlite3_auto_extension(reinterpret_cast<Hook>(on_open));
}

/// Ready-made ones and typed ones of every length up to a page and more, in several scripts.
ledger::Draft make_draft(std::int64_t number) {
    constexpr std::array<std::string_view, 3> phrases = {"I will listen first. ", "سأصغي أولاً. ",
                                                         "मैं पहले सुनूँगा। "};
    ledger::Draft draft;
    draft.language = number % 3 == 0 ? "en" : number % 3 == 1 ? "ar" : "hi";
    draft.theme = static_cast<int>(1 + number % 12);
    draft.article = static_cast<int>(number % 31);
    draft.ready = number % 2 == 0 ? "greet-a-neighbour" : "";
    draft.when = "week";
    draft.due_utc_ms = start_utc_ms + 7 * 86'400'000LL;
    for (std::int64_t i = number % 7 * (number % 50 == 0 ? 40 : 1); i >= 0; --i)
        draft.words += phrases[static_cast<std::size_t>(number % 3)];
    return draft;
}

void print(const ledger::Commitment& commitment) {
    fmt::print("kept {} {} {} {}\n", commitment.sequence, commitment.id, commitment.receipt,
               std::hash<std::string>()(commitment.words));
}

base::Status keep_one(ledger::Ledger& ledger, base::ManualClock& clock, std::int64_t number) {
    clock.advance_ms(1000);
    const base::Result<ledger::Commitment> added = ledger.add(make_draft(number));
    if (!added) return tl::make_unexpected(added.error());
    print(*added);
    return {};
}

base::Status mark_if_asked(const Mark* mark, std::int64_t number) {
    return mark == nullptr ? base::Status() : mark->write(number);
}

base::Status keep(const Options& options, const Mark* mark) {
    const fs::path folder = options.words.at(1);
    const std::int64_t sessions = std::stoll(options.words.at(2)), each = std::stoll(options.words.at(3));
    base::SystemRandom random;
    base::ManualClock clock(start_utc_ms);
    std::int64_t kept = 0;
    for (std::int64_t session = 0; session < sessions; ++session) {
        base::Result<ledger::Ledger> ledger = ledger::Ledger::open(folder, clock, random);
        if (!ledger) return tl::make_unexpected(ledger.error());
        for (std::int64_t i = 0; i < each; ++i) {
            if (const base::Status done = keep_one(*ledger, clock, ++kept); !done) return done;
            if (const base::Status marked = mark_if_asked(mark, kept); !marked) return marked;
        }
    }
    return {};
}

/// Prints every commitment, and keeps one more as the next visitor would.
base::Status read_and_go_on(ledger::Ledger& ledger) {
    const base::Status read = ledger.for_each([](const ledger::Commitment& commitment) -> base::Status {
        print(commitment);
        return {};
    });
    if (!read) return read;
    const base::Result<ledger::Commitment> added = ledger.add(make_draft(1));
    if (!added) return tl::make_unexpected(added.error());
    fmt::print("next {}\n", added->sequence);
    return {};
}

/// Opens, says what that took, reads and goes on.
base::Status look(const Options& options, const Mark*) {
    base::SystemRandom random;
    base::ManualClock clock(start_utc_ms + 86'400'000LL);
    base::Result<ledger::Ledger> ledger = ledger::Ledger::open(options.words.at(1), clock, random);
    if (!ledger) return tl::make_unexpected(ledger.error());
    if (ledger->notice())
        fmt::print("notice recovered {} {}\n", ledger->notice()->recovered, ledger->notice()->reason);
    return read_and_go_on(*ledger);
}

/// With a ledger opened for it alone, as the kiosk does. Gives what the backup holds.
base::Result<std::int64_t> back_up(const fs::path& data, const fs::path& backups, base::Clock& clock,
                                   base::Random& random) {
    const base::Result<ledger::Ledger> own =
        ledger::Ledger::open(data, clock, random, ledger::Access::shared);
    if (!own) return tl::make_unexpected(own.error());
    const ledger::BackupOutcome outcome = ledger::make_backup(*own, data, backups);
    if (outcome.trouble != ledger::BackupTrouble::none) return base::fail(outcome.detail);
    return outcome.commitments;
}

base::Status back(const Options& options, const Mark* mark) {
    const fs::path folder = options.words.at(1), backups = options.words.at(2);
    const std::int64_t count = std::stoll(options.words.at(3)), each = std::stoll(options.words.at(4));
    base::SystemRandom random;
    base::ManualClock clock(start_utc_ms);
    base::Result<ledger::Ledger> ledger = ledger::Ledger::open(folder, clock, random);
    if (!ledger) return tl::make_unexpected(ledger.error());
    std::int64_t kept = 0;
    for (std::int64_t backup = 1; backup <= count; ++backup) {
        for (std::int64_t i = 0; i < each; ++i)
            if (const base::Status done = keep_one(*ledger, clock, ++kept); !done) return done;
        const base::Result<std::int64_t> held = back_up(folder, backups, clock, random);
        if (!held) return tl::make_unexpected(held.error());
        fmt::print("done {} {}\n", backup, *held);
        if (const base::Status marked = mark_if_asked(mark, backup); !marked) return marked;
    }
    return {};
}

/// As on a new card: FOLDER is not there yet. Where nothing can be restored it says so, and a new ledger
/// begins.
base::Status recover(const Options& options, const Mark*) {
    const fs::path folder = options.words.at(1), backups = options.words.at(2);
    base::SystemRandom random;
    base::ManualClock clock(start_utc_ms + 86'400'000LL);
    const base::Result<ledger::Restored> restored = ledger::restore(folder, backups, clock);
    if (restored)
        fmt::print("restored {} {}\n", restored->restored, restored->from.filename().string());
    else
        fmt::print("nothing {}\n", restored.error().message);
    base::Result<ledger::Ledger> ledger = ledger::Ledger::open(folder, clock, random);
    if (!ledger) return tl::make_unexpected(ledger.error());
    if (const base::Status done = read_and_go_on(*ledger); !done) return done;
    const base::Result<std::int64_t> held = back_up(folder, backups, clock, random);
    if (!held) return tl::make_unexpected(held.error());
    fmt::print("again {}\n", *held);
    return {};
}

/// Keeps so many and makes a backup when half of them are kept. `marked` is the number of the last mark.
base::Status keep_and_back_up(const Options& options, base::ManualClock& clock, const Mark* mark,
                              std::int64_t marked) {
    const fs::path folder = options.words.at(1), backups = options.words.at(2);
    const std::int64_t each = std::stoll(options.words.at(4));
    base::SystemRandom random;
    base::Result<ledger::Ledger> ledger = ledger::Ledger::open(folder, clock, random);
    if (!ledger) return tl::make_unexpected(ledger.error());
    for (std::int64_t i = 1; i <= each; ++i) {
        if (const base::Status done = keep_one(*ledger, clock, ++marked); !done) return done;
        if (const base::Status done = mark_if_asked(mark, marked); !done) return done;
        if (i != each / 2) continue;
        const base::Result<std::int64_t> held = back_up(folder, backups, clock, random);
        if (!held) return tl::make_unexpected(held.error());
    }
    std::fflush(stdout);
    ::_exit(0); // nothing is closed
}

/// The same in a process of its own, which leaves the ledger as a pulled plug does: with its log.
base::Status keep_and_vanish(const Options& options, base::ManualClock& clock, const Mark* mark,
                             std::int64_t marked) {
    std::fflush(stdout);
    const pid_t child = ::fork();
    if (child == 0) return keep_and_back_up(options, clock, mark, marked);
    int status = 0;
    if (child < 0 || ::waitpid(child, &status, 0) != child || status != 0)
        return base::fail("what keeps commitments has failed");
    return {};
}

base::Status turn(const Options& options, const Mark* mark) {
    base::ManualClock clock(start_utc_ms);
    const std::int64_t rounds = std::stoll(options.words.at(3)), each = std::stoll(options.words.at(4));
    for (std::int64_t round = 0; round < rounds; ++round) {
        const std::int64_t before = round * (each + 1);
        if (const base::Status done = keep_and_vanish(options, clock, mark, before); !done) return done;
        clock.advance_ms((each + 1) * 1000);
        const auto restored = ledger::restore(options.words.at(1), options.words.at(2), clock);
        if (!restored) return tl::make_unexpected(restored.error());
        fmt::print("restored {}\n", restored->restored);
        if (const base::Status done = mark_if_asked(mark, before + each + 1); !done) return done;
    }
    return {};
}

base::Status carry(const Options& options, const Mark* mark) {
    base::SystemRandom random;
    base::ManualClock clock(start_utc_ms);
    base::Result<ledger::Ledger> ledger =
        ledger::Ledger::open(options.words.at(1), clock, random, ledger::Access::shared);
    if (!ledger) return tl::make_unexpected(ledger.error());
    const std::int64_t exports = std::stoll(options.words.at(3));
    for (std::int64_t i = 1; i <= exports; ++i) {
        exchange::ExportProgress progress;
        const auto done =
            exchange::export_to(options.words.at(2), *ledger, exchange::Labels{}, clock, progress);
        if (!done) return base::fail(done.error().detail);
        fmt::print("done {} {} {}\n", i, done->folder.filename().string(), done->on_medium);
        if (const base::Status marked = mark_if_asked(mark, i); !marked) return marked;
    }
    return {};
}

base::Status inspect(const Options& options, const Mark*) {
    const fs::path stick = options.words.at(1);
    std::error_code problem;
    for (const fs::directory_entry& entry : fs::directory_iterator(stick, problem)) {
        const std::string name = entry.path().filename().string();
        if (!name.starts_with("smallplaces-")) continue;
        if (name.ends_with(".incomplete")) {
            fmt::print("interrupted {}\n", name);
            continue;
        }
        const base::Result<exchange::Verification> checked = exchange::verify(entry.path());
        const bool whole = checked && checked->problems.empty();
        const std::string why = !checked ? checked.error().message : whole ? "" : checked->problems.front();
        fmt::print("{} {} {} {}\n", whole ? "whole" : "broken", name, checked ? checked->commitments : 0,
                   why);
    }
    if (problem) return base::fail(fmt::format("cannot read {}: {}", stick.string(), problem.message()));
    return {};
}

base::Status run(const Options& options) {
    if (options.weak) weaken_sqlite();
    const base::Result<std::optional<Mark>> mark = open_mark(options);
    if (!mark) return tl::make_unexpected(mark.error());
    const Mark* const there = *mark ? &**mark : nullptr;
    struct Command {
        std::string_view name;
        std::size_t words;
        base::Status (*run)(const Options&, const Mark*);
    };
    constexpr std::array<Command, 7> commands = {{{"keep", 4, keep},
                                                  {"look", 2, look},
                                                  {"carry", 4, carry},
                                                  {"inspect", 2, inspect},
                                                  {"back", 5, back},
                                                  {"recover", 3, recover},
                                                  {"turn", 5, turn}}};
    for (const Command& command : commands) {
        if (options.words.size() == command.words && options.words.front() == command.name)
            return command.run(options, there);
    }
    return base::fail(
        "usage: power_cut_driver keep|look|carry|inspect|back|recover|turn ... (see driver.cpp)");
}

} // namespace

int main(int argc, char** argv) {
    const base::Status done = run(read_options(std::span(argv, static_cast<std::size_t>(argc))));
    if (done) return 0;
    fmt::print(stderr, "power_cut_driver: {}\n", done.error().message);
    return 1;
}
