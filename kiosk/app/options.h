#pragma once

#include "platform/base/result.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace app {

/// What the command line of `smallplaces` says.
struct Options {
    std::filesystem::path data;
    std::filesystem::path content;
    std::filesystem::path backup; ///< folder of the copies for safety; empty: none are made
    int width = 1280;
    int height = 800;
    double diagonal_inches = 0;  ///< 0: asked of the display
    std::optional<int> rotation; ///< degrees; nothing: the setting kept with the data
    bool fullscreen = false;
    bool headless = false;
    bool verbose = false; ///< what goes on is said on stderr, too, where there is no journal
    std::string language; ///< BCP 47 of the exhibition; empty: the setting kept with the data, else English
    std::vector<std::filesystem::path> media;
    std::optional<std::int64_t> now_utc_ms;
    std::optional<std::uint64_t> seed;
    std::filesystem::path out_of_order; ///< where to draw the picture for when the kiosk is out of order
    std::filesystem::path script;
    std::filesystem::path shots;
    std::optional<std::uint64_t> wander; ///< seed of the random visitor; nothing: there is none
    double wander_seconds = 60;
    double pace = 1; ///< share of one core that the random visitor may take
};

/// Options, or nothing when --help or --version was answered. Fails with one clear line.
[[nodiscard]] base::Result<std::optional<Options>> read_options(int argc, const char* const* argv);

} // namespace app
