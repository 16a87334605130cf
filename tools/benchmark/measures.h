#pragma once

#include "platform/base/result.h"
#include "tools/benchmark/figures.h"

#include <filesystem>
#include <string>
#include <string_view>

namespace bench {

/// Where everything is.
struct Places {
    std::filesystem::path self;     ///< this program
    std::filesystem::path programs; ///< folder of smallplaces and smallplacesctl
    std::filesystem::path content;  ///< the pack
    std::filesystem::path work;     ///< scratch folders are made here: the disk whose commits are measured
};

// Each adds its figures to `samples`. Fresh state means a fresh process and a fresh folder.

/// The kiosk itself, from outside: its start and its memory.
[[nodiscard]] base::Status measure_starts(const Places& places, Samples& samples);
[[nodiscard]] base::Status measure_memory(const Places& places, Samples& samples);
/// The pack, built once.
[[nodiscard]] base::Status measure_pack(const Places& places, Samples& samples);
/// What has to be on the disk of a kiosk.
[[nodiscard]] base::Status measure_footprint(const Places& places, Samples& samples);

/// What a child process measures; prints "KEY VALUE" lines.
struct ChildTask {
    std::string name; ///< "still", "attract", "visit", "fling.languages", "fling.articles", "fling.preamble",
                      ///< "commits"
    std::string language = "en";
    double idle_seconds = 60;
    std::filesystem::path content;
    std::filesystem::path data;
};
[[nodiscard]] base::Status run_child(const ChildTask& task);
/// The ledger's commitments and bare commits by turns, in two databases of `folder`.
[[nodiscard]] base::Status measure_commits(const std::filesystem::path& folder);

} // namespace bench
