#include "kiosk/exchange/verify.h"

#include "fixture.h"
#include "kiosk/exchange/manifest.h"
#include "kiosk/exchange/sha256.h"

#include <random>
#include <sys/stat.h>

namespace fs = std::filesystem;

namespace {

/// An export, and copies of it to damage.
struct Original {
    Stand stand{12};
    fs::path folder = stand.run().value().folder;
    TemporaryFolder room;
    fs::path copy() const {
        const fs::path to = room.path() / "copy";
        fs::remove_all(to);
        fs::copy(folder, to, fs::copy_options::recursive);
        return to;
    }
};

bool is_refused(const fs::path& folder) {
    const auto answer = exchange::verify(folder);
    return !answer || !answer->problems.empty();
}

/// Writes the manifest anew for what is there now, as a liar would.
void sign_anew(const fs::path& folder) {
    auto manifest = exchange::parse_manifest(slurp(folder / "manifest.json"));
    REQUIRE(manifest);
    for (auto& file : manifest->files) {
        const std::string bytes = slurp(folder / file.name);
        file.bytes = static_cast<std::int64_t>(bytes.size());
        file.sha256 = exchange::sha256(bytes);
    }
    spill(folder / "manifest.json", exchange::write_manifest(*manifest));
}

} // namespace

TEST_CASE("the folder above exports is told from one, and the exports in it are named") {
    Stand stand{1};
    const fs::path first = stand.run().value().folder;
    const auto one = exchange::verify(stand.stick.path());
    REQUIRE_FALSE(one.has_value());
    CHECK(one.error().message.find("holds 1 export; name it: " + first.string()) != std::string::npos);
    const fs::path second = stand.run().value().folder;
    fs::create_directory(stand.stick.path() / "holiday");
    fs::copy(first, stand.stick.path() / "smallplaces-x.incomplete");
    CHECK(exchange::exports_in(stand.stick.path()) == std::vector{first, second});
    const auto two = exchange::verify(stand.stick.path());
    REQUIRE_FALSE(two.has_value());
    CHECK(two.error().message.find("holds 2 exports; name one of them: ") != std::string::npos);
    CHECK(two.error().message.find(second.filename().string()) != std::string::npos);
    CHECK(two.error().message.find("incomplete") == std::string::npos);
    CHECK(exchange::verify(first).value().problems.empty());
    const TemporaryFolder empty;
    CHECK(exchange::exports_in(empty.path()).empty());
    CHECK(exchange::verify(empty.path()).error().message.find("manifest.json") != std::string::npos);
}

TEST_CASE("one changed byte anywhere in any file is found") {
    const Original original;
    CHECK_FALSE(is_refused(original.copy()));
    std::mt19937 chance(6);
    for (const auto& entry : fs::directory_iterator(original.folder)) {
        const std::string name = entry.path().filename().string();
        for (int round = 0; round < 30; ++round) {
            const fs::path folder = original.copy();
            std::string bytes = slurp(folder / name);
            bytes[chance() % bytes.size()] ^= static_cast<char>(1 << chance() % 8);
            spill(folder / name, bytes);
            CHECK(is_refused(folder));
        }
    }
}

TEST_CASE("missing, added, cut, linked and special files are found and named") {
    const Original original;
    const auto problem_of = [&](auto change) {
        const fs::path folder = original.copy();
        change(folder);
        const auto answer = exchange::verify(folder);
        REQUIRE(answer);
        REQUIRE(answer->problems.size() >= 1);
        return answer->problems.front();
    };
    CHECK(problem_of([](const fs::path& at) { fs::remove(at / "README.txt"); }) == "README.txt is missing");
    CHECK(problem_of([](const fs::path& at) { spill(at / "notes.txt", "x"); }) ==
          "notes.txt is not in the manifest");
    CHECK(problem_of([](const fs::path& at) {
              fs::resize_file(at / "summary.html", 10);
          }).starts_with("summary.html has 10 bytes"));
    CHECK(problem_of([](const fs::path& at) {
              fs::rename(at / "README.txt", at.parent_path() / "outside");
              fs::create_symlink(at.parent_path() / "outside", at / "README.txt");
          }).starts_with("README.txt cannot be read"));
    CHECK(problem_of([](const fs::path& at) {
              fs::remove(at / "README.txt");
              REQUIRE(mkfifo((at / "README.txt").c_str(), 0600) == 0);
          }).starts_with("README.txt"));
    CHECK(problem_of([](const fs::path& at) {
              fs::remove(at / "README.txt");
              fs::create_directory(at / "README.txt");
          }).starts_with("README.txt"));
    const fs::path looked_at = original.copy();
    spill(looked_at / ".DS_Store", "x");
    CHECK_FALSE(is_refused(looked_at));
}

TEST_CASE("a folder with a true manifest of untrue contents is found by its lines") {
    const Original original;
    fs::path folder = original.copy();
    std::string lines = slurp(folder / "commitments.jsonl");
    spill(folder / "commitments.jsonl", lines + lines.substr(0, lines.find('\n') + 1));
    sign_anew(folder);
    auto answer = exchange::verify(folder);
    REQUIRE(answer);
    REQUIRE_FALSE(answer->problems.empty());
    CHECK(answer->problems.front() == "commitments.jsonl line 13: the commitment is there twice");
    folder = original.copy();
    lines[lines.find('\n') + 5] = '\x02';
    spill(folder / "commitments.jsonl", lines);
    sign_anew(folder);
    answer = exchange::verify(folder);
    REQUIRE(answer);
    REQUIRE(answer->problems.size() == 2);
    CHECK(answer->problems[0].starts_with("commitments.jsonl line 2: "));
    CHECK(answer->problems[1] == "commitments.jsonl holds 11 commitments, the manifest says 12");
}

TEST_CASE("without a readable manifest there is no answer") {
    const Original original;
    CHECK_FALSE(exchange::verify(original.room.path()));
    CHECK_FALSE(exchange::verify(original.room.path() / "none"));
    const fs::path folder = original.copy();
    spill(folder / "manifest.json", std::string(5 << 20, ' '));
    CHECK_FALSE(exchange::verify(folder));
}
