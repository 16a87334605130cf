#include "kiosk/exchange/verify.h"

#include "kiosk/exchange/counted.h"
#include "kiosk/exchange/json_lines.h"
#include "kiosk/exchange/manifest.h"
#include "kiosk/exchange/sha256.h"
#include "platform/base/files.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <set>
#include <sys/stat.h>

namespace exchange {

namespace {

namespace fs = std::filesystem;
constexpr std::size_t largest_manifest = 4u << 20;
constexpr std::size_t most_problems_of_lines = 20;

/// What desktop systems leave in any folder that is looked at.
bool is_dropping(const std::string& name) {
    return name == ".DS_Store" || name == "Thumbs.db" || name == "desktop.ini" || name.starts_with("._");
}

/// Checks the lines of commitments.jsonl as they go by.
class LineCheck {
  public:
    explicit LineCheck(Verification& verification) : m_verification(verification) {}
    void add(std::string_view piece) {
        while (!piece.empty()) {
            const std::size_t end = piece.find('\n');
            if (m_line.size() <= longest_json_line) m_line += piece.substr(0, end);
            if (end == std::string_view::npos) return;
            finish_line();
            piece.remove_prefix(end + 1);
        }
    }
    void end() {
        if (!m_line.empty()) finish_line();
    }

  private:
    void finish_line() {
        ++m_number;
        const base::Result<ledger::Commitment> commitment = parse_json_line(m_line);
        m_line.clear();
        if (!commitment) return complain(commitment.error().message);
        if (!m_ids.insert(commitment->id).second) return complain("the commitment is there twice");
        ++m_verification.commitments;
    }
    void complain(const std::string& problem) {
        if (++m_complaints > most_problems_of_lines) return;
        m_verification.problems.push_back(fmt::format("{} line {}: {}", lines_name, m_number, problem));
    }

    Verification& m_verification;
    std::string m_line;
    std::set<std::string> m_ids;
    std::int64_t m_number = 0;
    std::size_t m_complaints = 0;
};

/// Empty when the file is as the manifest says.
std::string compare(const base::FileDescriptor& folder, const Manifest::File& expected,
                    Verification& verification) {
    // O_NONBLOCK: a pipe under that name must not hold us up.
    const base::FileDescriptor file(
        ::openat(folder.get(), expected.name.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
    if (!file) {
        return errno == ENOENT ? fmt::format("{} is missing", expected.name)
                               : fmt::format("{} cannot be read: {}", expected.name, std::strerror(errno));
    }
    struct stat info {};
    if (::fstat(file.get(), &info) != 0 || !S_ISREG(info.st_mode))
        return fmt::format("{} is no plain file", expected.name);
    if (info.st_size != expected.bytes) {
        return fmt::format("{} has {}, the manifest says {}", expected.name, counted(info.st_size, "bytes"),
                           expected.bytes);
    }
    Sha256 hash;
    LineCheck lines(verification);
    std::array<char, 64 * 1024> buffer;
    while (true) {
        const ssize_t got = ::read(file.get(), buffer.data(), buffer.size());
        if (got < 0) return fmt::format("{} cannot be read: {}", expected.name, std::strerror(errno));
        if (got == 0) break;
        const std::string_view piece(buffer.data(), static_cast<std::size_t>(got));
        hash.add(piece);
        if (expected.name == lines_name) lines.add(piece);
    }
    lines.end();
    if (hash.finish() != expected.sha256)
        return fmt::format("{} is not what was written: its SHA-256 differs", expected.name);
    return {};
}

void find_added(const fs::path& folder, const std::set<std::string>& known, Verification& verification) {
    std::error_code problem;
    for (fs::recursive_directory_iterator entry(folder, problem), end; !problem && entry != end;
         entry.increment(problem)) {
        const std::string name = fs::path(entry->path()).lexically_relative(folder).string();
        if (known.contains(name) || is_dropping(entry->path().filename().string())) continue;
        if (name == "drawings" && entry->is_directory(problem)) continue;
        verification.problems.push_back(fmt::format("{} is not in the manifest", name));
        if (entry->is_directory(problem)) entry.disable_recursion_pending();
    }
    if (problem)
        verification.problems.push_back(fmt::format("the folder cannot be listed: {}", problem.message()));
}

tl::unexpected<base::Error> name_one(const fs::path& folder, const std::vector<fs::path>& inside) {
    std::string names;
    for (const fs::path& one : inside)
        names += (names.empty() ? "" : ", ") + one.string();
    return base::fail(fmt::format("{} is not an export but holds {}; name {}: {}", folder.string(),
                                  counted(static_cast<std::int64_t>(inside.size()), "exports"),
                                  inside.size() == 1 ? "it" : "one of them", names));
}

} // namespace

std::vector<fs::path> exports_in(const fs::path& folder) {
    std::vector<fs::path> found;
    std::error_code problem;
    for (fs::directory_iterator entry(folder, problem), end; !problem && entry != end;
         entry.increment(problem)) {
        std::error_code ignored;
        const bool whole = !entry->path().filename().string().ends_with(".incomplete");
        if (whole && fs::is_regular_file(entry->path() / manifest_name, ignored))
            found.push_back(entry->path());
    }
    std::sort(found.begin(), found.end());
    return found;
}

base::Result<Verification> verify(const fs::path& folder) {
    const base::FileDescriptor handle(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!handle) return base::fail_errno("open the export", folder);
    if (std::error_code problem; !fs::exists(folder / manifest_name, problem)) {
        if (const std::vector<fs::path> inside = exports_in(folder); !inside.empty())
            return name_one(folder, inside);
    }
    const base::Result<std::string> text = base::read_file(folder / manifest_name, largest_manifest);
    if (!text) return tl::make_unexpected(text.error());
    const base::Result<Manifest> manifest = parse_manifest(*text);
    if (!manifest) {
        return base::fail(
            fmt::format("cannot use {}: {}", (folder / manifest_name).string(), manifest.error().message));
    }
    Verification verification;
    std::set<std::string> known{manifest_name};
    for (const Manifest::File& file : manifest->files) {
        known.insert(file.name);
        ++verification.files;
        if (std::string problem = compare(handle, file, verification); !problem.empty()) {
            verification.problems.push_back(std::move(problem));
        }
    }
    for (const char* needed :
         {lines_name, "commitments.csv", "commitments.xlsx", "summary.html", "README.txt"}) {
        if (!known.contains(needed))
            verification.problems.push_back(fmt::format("{} is not in the manifest", needed));
    }
    if (verification.commitments != manifest->commitments) {
        verification.problems.push_back(fmt::format("{} holds {}, the manifest says {}", lines_name,
                                                    counted(verification.commitments, "commitments"),
                                                    manifest->commitments));
    }
    find_added(folder, known, verification);
    return verification;
}

} // namespace exchange
