#include "tools/benchmark/figures.h"
#include "tools/benchmark/measures.h"
#include "tools/benchmark/process.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <exception>
#include <fmt/format.h>
#include <fstream>
#include <iostream>
#include <thread>
#include <unistd.h>

namespace {

namespace fs = std::filesystem;

constexpr std::string_view conditions = "1280x800, --headless: SDL's offscreen driver and software renderer, "
                                        "without a GPU; files cached; every value from "
                                        "a fresh process and a fresh data folder";

struct Request {
    int runs = 5;
    double idle_seconds = 60;
    std::vector<std::string> only; ///< names of groups; empty: all
    fs::path json;
    bench::Places places;
    bench::ChildTask child;
};

/// A part of the table that is measured together.
struct Group {
    std::string_view name;
    bool once = false; ///< takes long and hardly varies
    base::Status (*measure)(const Request& request, bench::Samples& samples) = nullptr;
};

base::Status child(const Request& request, bench::Samples& samples, const std::string& name,
                   const std::string& language = "en") {
    const auto folder = bench::ScratchFolder::make(request.places.work);
    if (!folder) return tl::make_unexpected(folder.error());
    const auto ended =
        bench::run({request.places.self.string(), "--child", name, "--language", language, "--idle-seconds",
                    fmt::format("{}", request.idle_seconds), "--content", request.places.content.string(),
                    "--data", (folder->path() / "data").string()},
                   [&](const bench::Line& line) {
                       if (!samples.add_line(line.text)) std::cerr << line.text << '\n';
                       return bench::Next::go_on;
                   });
    if (!ended) return tl::make_unexpected(ended.error());
    if (ended->status != 0) return base::fail(fmt::format("{} ended with {}", name, ended->status));
    return {};
}

base::Status visits(const Request& request, bench::Samples& samples) {
    for (const char* language : {"en", "ar", "zh"}) {
        if (auto done = child(request, samples, "visit", language); !done) return done;
    }
    return {};
}

constexpr Group groups[] = {
    {"start", false, [](const Request& r, bench::Samples& s) { return bench::measure_starts(r.places, s); }},
    {"memory", false, [](const Request& r, bench::Samples& s) { return bench::measure_memory(r.places, s); }},
    {"visit", false, visits},
    {"fling.languages", false,
     [](const Request& r, bench::Samples& s) { return child(r, s, "fling.languages"); }},
    {"fling.articles", false,
     [](const Request& r, bench::Samples& s) { return child(r, s, "fling.articles"); }},
    {"fling.preamble", false,
     [](const Request& r, bench::Samples& s) { return child(r, s, "fling.preamble"); }},
    {"thanks", false, [](const Request& r, bench::Samples& s) { return child(r, s, "thanks"); }},
    {"commits", false, [](const Request& r, bench::Samples& s) { return child(r, s, "commits"); }},
    {"still", true, [](const Request& r, bench::Samples& s) { return child(r, s, "still"); }},
    {"attract", true, [](const Request& r, bench::Samples& s) { return child(r, s, "attract"); }},
    {"pack", true, [](const Request& r, bench::Samples& s) { return bench::measure_pack(r.places, s); }},
    {"size", true, [](const Request& r, bench::Samples& s) { return bench::measure_footprint(r.places, s); }},
};

bool wanted(const Request& request, const Group& group) {
    return request.only.empty() ||
           std::find(request.only.begin(), request.only.end(), group.name) != request.only.end();
}

/// On a terminal only: one line, overwritten.
void tell_progress(const std::string& text) {
    if (::isatty(STDERR_FILENO) != 0) std::cerr << "\r\033[K" << text << std::flush;
}

/// The groups by turns, so that a busy moment of the machine does not fall on one of them alone. A group that
/// fails is named and left out from then on.
int measure(const Request& request, bench::Samples& samples) {
    std::vector<std::string_view> failed;
    for (int turn = 0; turn < request.runs; ++turn) {
        for (const Group& group : groups) {
            if (!wanted(request, group) || (group.once && turn > 0)) continue;
            if (std::find(failed.begin(), failed.end(), group.name) != failed.end()) continue;
            tell_progress(fmt::format("{}/{} {}", turn + 1, request.runs, group.name));
            const auto done = group.measure(request, samples);
            if (done) continue;
            failed.push_back(group.name);
            tell_progress("");
            std::cerr << fmt::format("smallplaces_bench: {}: {}\n", group.name, done.error().message);
        }
    }
    tell_progress("");
    return static_cast<int>(failed.size());
}

std::string load() {
    std::ifstream file("/proc/loadavg");
    std::string minute;
    file >> minute;
    return minute;
}

int print(const Request& request, const std::string& load_before, const bench::Samples& samples) {
    const std::string all_conditions =
        fmt::format("{}; {} runs; {} cores, load before {}, after {}", conditions, request.runs,
                    std::thread::hardware_concurrency(), load_before, load());
    std::cout << all_conditions << "\n\n";
    bench::print_table(std::cout, samples);
    std::cout
        << "\nA minute on a still article is reckoned from " << std::min(request.idle_seconds, 54.0)
        << " s (after that the idle warning comes), one on attract from " << request.idle_seconds
        << " s.\nInstalled is a sum: the programs without symbols, the pack, the fonts the kiosk uses, and "
           "the "
           "shared libraries ldd finds, the C library among them.\nChromium's 910 MiB are beyond a minimal "
           "Debian with X. Tap: from the finger's leaving to the frame drawn.\n";
    if (request.json.empty()) return 0;
    const auto written = bench::write_json(request.json, samples, all_conditions);
    if (!written) std::cerr << "smallplaces_bench: " << written.error().message << '\n';
    return written ? 0 : 1;
}

void add_options(CLI::App& cli, Request& request) {
    cli.add_option("--runs", request.runs, "Values behind each median (default 5)")
        ->check(CLI::Range(1, 1000));
    cli.add_option("--idle-seconds", request.idle_seconds,
                   "How long the still screens are watched (default 60)")
        ->check(CLI::Range(1.0, 86400.0));
    cli.add_option("--only", request.only, "Only these groups, such as start memory visit commits");
    cli.add_option("--json", request.json, "The figures also as JSON")->type_name("FILE");
    cli.add_option("--programs", request.places.programs, "Folder of the programs (default: this one's)")
        ->type_name("DIR");
    cli.add_option("--content", request.places.content, "The content pack")->type_name("FILE")->required();
    cli.add_option("--work", request.places.work,
                   "Scratch folders go here, on the disk whose commits are measured")
        ->type_name("DIR");
    cli.add_option("--child", request.child.name)->group("");
    cli.add_option("--language", request.child.language)->group("");
    cli.add_option("--data", request.child.data)->group("");
}

int run_as_child(Request& request) {
    request.child.content = request.places.content;
    request.child.idle_seconds = request.idle_seconds;
    const auto done = bench::run_child(request.child);
    std::fflush(stdout);
    if (done) return 0;
    std::fprintf(stderr, "%s\n", done.error().message.c_str());
    return 1;
}

int run(int argc, char** argv) {
    Request request;
    request.places.self = fs::read_symlink("/proc/self/exe");
    request.places.programs = request.places.self.parent_path();
    request.places.work = request.places.programs.parent_path() / "bench";
    CLI::App cli("Measures Small Places. tools/bench builds what it needs and runs it.", "smallplaces_bench");
    add_options(cli, request);
    CLI11_PARSE(cli, argc, argv);
    if (!request.child.name.empty()) return run_as_child(request);
    const std::string load_before = load();
    bench::Samples samples;
    const int failed = measure(request, samples);
    const int status = print(request, load_before, samples);
    return failed > 0 ? 1 : status;
}

} // namespace

int main(int argc, char** argv) {
    try {
        return run(argc, argv);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "smallplaces_bench: %s\n", error.what());
        return 1;
    }
}
