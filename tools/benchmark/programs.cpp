#include "platform/base/files.h"
#include "tools/benchmark/measures.h"
#include "tools/benchmark/process.h"

#include <chrono>
#include <fmt/format.h>
#include <thread>

/// What is measured from outside, on the programs themselves.
namespace bench {

namespace fs = std::filesystem;

namespace {

constexpr auto settled = std::chrono::milliseconds(500);

std::vector<std::string> kiosk_command(const Places& places, const fs::path& data, const fs::path& script) {
    return {(places.programs / "smallplaces").string(),
            "--headless",
            "--size",
            "1280x800",
            "--content",
            places.content.string(),
            "--data",
            data.string(),
            "--script",
            script.string()};
}

base::Status write_script(const fs::path& file, std::string_view lines) {
    return base::write_file_durably(file, lines);
}

struct Start {
    double first_frame_ms = 0;
    double cpu_seconds = 0;
};

base::Result<Start> start_once(const Places& places, const fs::path& data, const fs::path& script) {
    Start start;
    const auto ended = run(kiosk_command(places, data, script), [&](const Line& line) {
        if (line.text.rfind("ok 1:", 0) == 0) start.first_frame_ms = line.since_fork_ms;
        return Next::go_on;
    });
    if (!ended) return tl::make_unexpected(ended.error());
    if (ended->status != 0 || start.first_frame_ms == 0)
        return base::fail(fmt::format("cannot measure the start: smallplaces ended with {}", ended->status));
    start.cpu_seconds = ended->cpu_seconds;
    return start;
}

/// The last line waits for a screen that does not come: meanwhile the kiosk is looked at, then killed.
std::string script_to_article(std::string_view language) {
    return fmt::format(
        "wait attract\ntap attract.start\nwait language\ntap language.{}\nwait home\n"
        "tap home.articles\nwait articles\ntap articles.1\nwait article\nexpect id article.text*\n"
        "wait staff\n",
        language);
}

base::Result<double> memory_once(const Places& places, const fs::path& folder, const std::string& lines) {
    const fs::path script = folder / "visit.robot";
    if (auto written = write_script(script, lines); !written) return tl::make_unexpected(written.error());
    const auto line_count = std::count(lines.begin(), lines.end(), '\n');
    const std::string last = fmt::format("ok {}:", line_count - 1);
    double mib = 0;
    const auto ended = run(kiosk_command(places, folder / "data", script), [&](const Line& line) {
        if (line.text.rfind(last, 0) != 0) return Next::go_on;
        std::this_thread::sleep_for(settled);
        mib = pss_mib(line.process);
        return Next::kill;
    });
    if (!ended) return tl::make_unexpected(ended.error());
    if (mib == 0)
        return base::fail(fmt::format("cannot measure the memory: smallplaces ended with {}", ended->status));
    return mib;
}

} // namespace

base::Status measure_starts(const Places& places, Samples& samples) {
    const auto folder = ScratchFolder::make(places.work);
    if (!folder) return tl::make_unexpected(folder.error());
    const fs::path script = folder->path() / "start.robot";
    if (auto written = write_script(script, "wait attract\nquit\n"); !written) return written;
    const auto fresh = start_once(places, folder->path() / "data", script);
    if (!fresh) return tl::make_unexpected(fresh.error());
    const auto kept = start_once(places, folder->path() / "data", script);
    if (!kept) return tl::make_unexpected(kept.error());
    samples.add("start.fresh", fresh->first_frame_ms);
    samples.add("start.kept", kept->first_frame_ms);
    samples.add("start.cpu", kept->cpu_seconds);
    return {};
}

base::Status measure_memory(const Places& places, Samples& samples) {
    const std::pair<std::string_view, std::string> states[] = {{"pss.attract", "wait attract\nwait staff\n"},
                                                               {"pss.en", script_to_article("en")},
                                                               {"pss.ar", script_to_article("ar")},
                                                               {"pss.zh", script_to_article("zh")}};
    for (const auto& [key, script] : states) {
        const auto folder = ScratchFolder::make(places.work);
        if (!folder) return tl::make_unexpected(folder.error());
        const auto mib = memory_once(places, folder->path(), script);
        if (!mib) return tl::make_unexpected(mib.error());
        samples.add(key, *mib);
    }
    return {};
}

base::Status measure_pack(const Places& places, Samples& samples) {
    const auto folder = ScratchFolder::make(places.work);
    if (!folder) return tl::make_unexpected(folder.error());
    const fs::path pack = folder->path() / "content.db";
    const auto ended =
        run({(places.programs / "smallplacesctl").string(), "content", "build", "--out", pack.string()},
            [](const Line&) { return Next::go_on; });
    if (!ended) return tl::make_unexpected(ended.error());
    std::error_code error;
    const auto size = fs::file_size(pack, error);
    if (ended->status != 0 || error)
        return base::fail(
            fmt::format("cannot measure the content pack: smallplacesctl ended with {}", ended->status));
    samples.add("pack.seconds", ended->seconds);
    samples.add("pack.size", static_cast<double>(size) / (1 << 20));
    return {};
}

} // namespace bench
