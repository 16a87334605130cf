#include "tools/smallplacesctl/machine_setup.h"

#include "platform/base/files.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sstream>

namespace fs = std::filesystem;

namespace {

constexpr const char* state_folder = "var/lib/smallplaces-setup";
constexpr const char* wanted_by = "etc/systemd/system/multi-user.target.wants/smallplaces.service";
constexpr const char* first_console = "etc/systemd/system/getty@tty1.service";
constexpr const char* default_target = "etc/systemd/system/default.target";

/// Where the firmware of a Raspberry Pi reads it: since Debian 12, before.
constexpr std::array kernel_lines = {"boot/firmware/cmdline.txt", "boot/cmdline.txt"};
constexpr std::array kiosk_words = {"quiet",          "loglevel=3",  "vt.global_cursor_default=0",
                                    "consoleblank=0", "logo.nologo", "cgroup_enable=memory"};

std::string key_of(const std::string& word) {
    return word.substr(0, word.find('='));
}

/// Whether it says the same thing otherwise ("loglevel=7"). What may stand there several times is told by its
/// whole word.
bool replaces(const std::string& ours, const std::string& word) {
    return ours.starts_with("cgroup_enable=") ? ours == word : key_of(ours) == key_of(word);
}

std::vector<std::string> words_of(const std::string& line) {
    std::istringstream stream(line);
    return {std::istream_iterator<std::string>(stream), {}};
}

bool is_ours(const std::string& word) {
    return std::find(kiosk_words.begin(), kiosk_words.end(), word) != kiosk_words.end();
}

/// Of links and of files alike: what is there, without following a link.
bool is_there(const fs::path& path) {
    std::error_code error;
    return fs::exists(fs::symlink_status(path, error));
}

base::Status fail(std::string_view doing, const fs::path& path, const std::error_code& error) {
    return base::fail(fmt::format("cannot {} {}: {}", doing, path.string(), error.message()));
}

base::Status copy_as_is(const fs::path& from, const fs::path& to) {
    std::error_code error;
    fs::create_directories(to.parent_path(), error);
    if (!error && is_there(to)) fs::remove(to, error);
    if (!error && fs::is_symlink(from, error)) {
        fs::copy_symlink(from, to, error);
        return error ? fail("write", to, error) : base::Status();
    }
    const auto text = base::read_file(from);
    if (!text) return tl::make_unexpected(text.error());
    if (auto written = base::write_file_durably(to, *text); !written) return written;
    fs::permissions(to, fs::status(from, error).permissions(), error);
    return {};
}

/// The files and links under a folder, by their names in it.
std::vector<fs::path> names_under(const fs::path& folder) {
    std::vector<fs::path> names;
    std::error_code error;
    for (auto entry = fs::recursive_directory_iterator(folder, error);
         !error && entry != fs::recursive_directory_iterator(); entry.increment(error))
        if (entry->is_symlink() || !entry->is_directory())
            names.push_back(fs::relative(entry->path().parent_path(), folder) / entry->path().filename());
    return names;
}

} // namespace

std::string with_kiosk_words(const std::string& line) {
    std::vector<std::string> words = words_of(line);
    for (const std::string ours : kiosk_words) {
        const auto other = [&](const std::string& word) { return word != ours && replaces(ours, word); };
        std::erase_if(words, other);
        if (std::find(words.begin(), words.end(), ours) == words.end()) words.push_back(ours);
    }
    return fmt::format("{}\n", fmt::join(words, " "));
}

std::string without_kiosk_words(const std::string& line, const std::string& before) {
    std::vector<std::string> words = words_of(line);
    const std::vector<std::string> old = words_of(before);
    const auto was_there = [&](const std::string& word) {
        return std::find(old.begin(), old.end(), word) != old.end();
    };
    std::erase_if(words, [&](const std::string& word) { return is_ours(word) && !was_there(word); });
    for (const std::string& word : old)
        if (std::any_of(kiosk_words.begin(), kiosk_words.end(),
                        [&](const char* ours) { return replaces(ours, word); }) &&
            std::none_of(words.begin(), words.end(),
                         [&](const std::string& now) { return replaces(now, word); }))
            words.push_back(word);
    return fmt::format("{}\n", fmt::join(words, " "));
}

MachineSetup::MachineSetup(fs::path root) : m_root(std::move(root)), m_state(m_root / state_folder) {}

fs::path MachineSetup::unit() const {
    for (const char* folder : {"usr/lib/systemd/system", "lib/systemd/system"})
        if (is_there(inside(fs::path(folder) / "smallplaces.service")))
            return fs::path("/") / folder / "smallplaces.service";
    return {};
}

fs::path MachineSetup::kernel_line() const {
    for (const char* name : kernel_lines)
        if (is_there(inside(name))) return name;
    return {};
}

/// Before its first change only: what this program wrote is no original.
base::Status MachineSetup::keep(const Path& path) const {
    if (is_there(m_state / "before" / path) || is_there(m_state / "absent" / path)) return {};
    if (is_there(inside(path))) return copy_as_is(inside(path), m_state / "before" / path);
    std::error_code error;
    fs::create_directories((m_state / "absent" / path).parent_path(), error);
    return base::write_file_durably(m_state / "absent" / path, "");
}

base::Result<bool> MachineSetup::link(const Path& path, const Path& target) const {
    std::error_code error;
    const Path there = inside(path);
    if (fs::is_symlink(there, error) && fs::read_symlink(there, error) == target) return false;
    if (auto kept = keep(path); !kept) return tl::make_unexpected(kept.error());
    fs::create_directories(there.parent_path(), error);
    if (!error && is_there(there)) fs::remove(there, error);
    if (!error) fs::create_symlink(target, there, error);
    if (error) return tl::make_unexpected(fail("link", there, error).error());
    return true;
}

base::Result<bool> MachineSetup::set_kernel_words() const {
    const Path path = kernel_line();
    if (path.empty()) return false;
    const auto line = base::read_file(inside(path));
    if (!line) return tl::make_unexpected(line.error());
    const std::string wanted = with_kiosk_words(*line);
    if (words_of(*line) == words_of(wanted)) return false;
    return keep(path)
        .and_then([&] { return base::write_file_durably(inside(path), wanted); })
        .and_then([&] { return copy_as_is(inside(path), m_state / "after" / path); })
        .map([] { return true; });
}

base::Result<std::vector<std::string>> MachineSetup::make_kiosk() const {
    if (unit().empty())
        return base::fail(
            fmt::format("there is no smallplaces.service under {}: install the package smallplaces first",
                        m_root.string()));
    std::vector<std::string> done;
    const auto note = [&](const base::Result<bool>& changed, const std::string& sentence) -> base::Status {
        if (!changed) return tl::make_unexpected(changed.error());
        if (*changed) done.push_back(sentence);
        return {};
    };
    const auto all =
        note(link(wanted_by, unit()), "the kiosk starts with the machine")
            .and_then([&] { return note(link(first_console, "/dev/null"), "no login on the first console"); })
            .and_then([&] {
                return note(link(default_target, "/lib/systemd/system/multi-user.target"),
                            "no desktop is started");
            })
            .and_then([&] {
                return note(set_kernel_words(), fmt::format("/{}: quiet, no cursor, the screen never blanks",
                                                            kernel_line().string()));
            });
    if (!all) return tl::make_unexpected(all.error());
    if (kernel_line().empty())
        done.emplace_back(fmt::format(
            "note: this is no Raspberry Pi (there is no /{}): give the kernel these words by hand: {}",
            kernel_lines.front(), fmt::join(kiosk_words, " ")));
    return done;
}

base::Result<std::string> MachineSetup::bring_back(const Path& path) const {
    std::error_code error;
    const Path there = inside(path), before = m_state / "before" / path, after = m_state / "after" / path;
    if (is_there(after)) {
        const auto now = base::read_file(there), ours = base::read_file(after), old = base::read_file(before);
        if (now && ours && old && *now != *ours) {
            if (auto mended = base::write_file_durably(there, without_kiosk_words(*now, *old)); !mended)
                return tl::make_unexpected(mended.error());
            return fmt::format("/{}: edited since, so only the kiosk's words were taken out", path.string());
        }
    }
    if (auto copied = copy_as_is(before, there); !copied) return tl::make_unexpected(copied.error());
    return fmt::format("/{}: as it was", path.string());
}

base::Result<std::string> MachineSetup::take_away(const Path& path) const {
    std::error_code error;
    fs::remove(inside(path), error);
    if (error) return tl::make_unexpected(fail("remove", inside(path), error).error());
    return fmt::format("/{}: gone, as it was", path.string());
}

base::Result<std::vector<std::string>> MachineSetup::undo() const {
    std::vector<std::string> done;
    for (const auto& [folder, step] :
         {std::pair("before", &MachineSetup::bring_back), std::pair("absent", &MachineSetup::take_away)})
        for (const fs::path& path : names_under(m_state / folder)) {
            auto undone = (this->*step)(path);
            if (!undone) return tl::make_unexpected(undone.error());
            done.push_back(std::move(*undone));
        }
    std::error_code error;
    fs::remove_all(m_state, error); // last: until then it can be undone again
    if (error) return tl::make_unexpected(fail("remove", m_state, error).error());
    return done;
}
