#include "kiosk/app/options.h"

#include "kiosk/exchange/pack_place.h"
#include "platform/base/clock.h"

#include <CLI/CLI.hpp>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <fmt/format.h>
#include <system_error>

namespace app {

namespace {

namespace fs = std::filesystem;

constexpr int smallest_side = 320;
constexpr int largest_side = 8192;

/// CLI11's own range lets "nan" through, and turns "-1" into a huge number.
CLI::Validator in_range(const std::string& name, double least, double most) {
    return CLI::Validator(
        [name, least, most](const std::string& text) -> std::string {
            double value = 0;
            const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
            const bool good =
                error == std::errc() && end == text.data() + text.size() && value >= least && value <= most;
            return good ? "" : fmt::format("{} {}: it is a number from {} to {}", name, text, least, most);
        },
        "");
}

fs::path default_data() {
    if (const char* folder = std::getenv("XDG_DATA_HOME"); folder != nullptr && *folder != '\0')
        return fs::path(folder) / "smallplaces";
    if (const char* home = std::getenv("HOME"); home != nullptr && *home != '\0')
        return fs::path(home) / ".local/share/smallplaces";
    return {};
}

base::Status read_size(const std::string& text, Options& options) {
    int used = 0;
    const bool read = std::sscanf(text.c_str(), "%5dx%5d%n", &options.width, &options.height, &used) == 2 &&
                      static_cast<std::size_t>(used) == text.size();
    const auto possible = [](int side) { return side >= smallest_side && side <= largest_side; };
    if (read && possible(options.width) && possible(options.height)) return {};
    return base::fail(fmt::format("--size {}: a size is WIDTHxHEIGHT in pixels, each {} to {}", text,
                                  smallest_side, largest_side));
}

/// The options of tools/soak.
void add_wandering(CLI::App& cli, Options& options) {
    cli.add_option("--for", options.wander_seconds, "How long to wander (default 60)")
        ->type_name("SECONDS")
        ->check(in_range("--for", 0, 1e7));
    cli.add_option("--pace", options.pace, "Share of one core to wander with (default 1)")
        ->type_name("SHARE")
        ->check(in_range("--pace", 0.001, 1));
    cli.add_option("--wander", options.wander,
                   "Let a visitor wander who acts at random, from this seed; "
                   "the --media come and go (tools/soak)")
        ->type_name("SEED")
        ->check(in_range("--wander", 0, 1e15))
        ->excludes("--script");
}

} // namespace

base::Result<std::optional<Options>> read_options(int argc, const char* const* argv) {
    Options options;
    std::string size = "1280x800", now;
    options.data = default_data();
    options.content = exchange::default_pack();
    CLI::App cli("Small Places: a touch-screen kiosk for human-rights outreach", "smallplaces");
    cli.set_version_flag("--version", SMALLPLACES_VERSION);
    cli.add_option("--data", options.data, "Folder of the database and settings")->type_name("DIR");
    cli.add_option("--backup", options.backup,
                   "Folder, on another partition, that copies of the database go to")
        ->type_name("DIR");
    cli.add_option("--content", options.content, "The content pack")->type_name("FILE");
    cli.add_option("--size", size, "Size of the window in pixels (default 1280x800)")->type_name("WxH");
    cli.add_option("--diagonal", options.diagonal_inches,
                   "Diagonal of the panel (default: asked of the display)")
        ->type_name("INCHES")
        ->check(in_range("--diagonal", 3, 200));
    cli.add_option("--rotation", options.rotation,
                   "Degrees the picture is turned clockwise on the panel: 0, 90, 180, 270 "
                   "(default: the setting panel.rotation)")
        ->type_name("DEGREES")
        ->check(CLI::IsMember({0, 90, 180, 270}));
    cli.add_flag("--fullscreen", options.fullscreen, "Fill the display");
    cli.add_flag("--headless", options.headless, "Draw without a display");
    cli.add_flag("--verbose", options.verbose, "Say on stderr what goes on (the journal hears it anyway)");
    cli.add_option("--language", options.language, "The exhibition's language")->type_name("BCP47");
    cli.add_option("--media", options.media, "Treat this folder as an inserted USB stick (repeatable)")
        ->type_name("DIR");
    cli.add_option("--now", now, "Start of the clock")->type_name("ISO8601");
    cli.add_option("--seed", options.seed, "Make random numbers repeatable (for pictures)")
        ->type_name("NUMBER")
        ->check(in_range("--seed", 0, 1e15));
    cli.add_option("--out-of-order", options.out_of_order,
                   "Draw the picture that is shown when the kiosk is out of order (PNG), and end")
        ->type_name("FILE");
    cli.add_option("--script", options.script, "Let the robot visitor play this script")->type_name("FILE");
    cli.add_option("--shots", options.shots, "Where the robot visitor puts pictures and trees")
        ->type_name("DIR");
    add_wandering(cli, options);
    try {
        cli.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        if (error.get_exit_code() == 0) {
            cli.exit(error);
            return std::nullopt;
        }
        return base::fail(fmt::format("{} (smallplaces --help lists the options)", error.what()));
    }
    if (auto read = read_size(size, options); !read) return tl::make_unexpected(read.error());
    if (!now.empty()) {
        auto start = base::parse_iso8601(now);
        if (!start) return base::fail("--now: " + start.error().message);
        options.now_utc_ms = *start;
    }
    if (options.wander && options.shots.empty())
        return base::fail("--wander: say with --shots where its notes are to be kept");
    if (options.data.empty())
        return base::fail("--data: there is no home folder, so say where the data is to be kept");
    return options;
}

} // namespace app
