#include "kiosk/app/wander.h"
#include "platform/base/files.h"
#include "platform/service/log.h"

#include <cstdio>
#include <iostream>
#include <malloc.h>
#include <system_error>

namespace {

constexpr int bad_start = 1;
constexpr int failed_script = 3;
constexpr int largest_in_heap = 128 * 1024; // bytes

int fail(const base::Error& error, int status) {
    service::Log().write(service::Priority::error, error.message, {{"EVENT", "failed"}});
    return status;
}

base::Status make_shots(const std::filesystem::path& shots) {
    std::error_code error;
    if (!shots.empty()) std::filesystem::create_directories(shots, error);
    return error ? base::fail("cannot make " + shots.string() + ": " + error.message()) : base::Status{};
}

int let_wander(app::App& kiosk, const app::Options& options) {
    if (const auto done = app::wander(kiosk, options); !done) return fail(done.error(), failed_script);
    return 0;
}

int play(app::App& kiosk, const std::vector<robot::Command>& commands, const app::Options& options) {
    robot::Visitor visitor(kiosk, options.shots, std::cout);
    const auto played = visitor.play(commands, options.script.string());
    if (played) return 0;
    std::fprintf(stderr, "%s\n", played.error().message.c_str());
    return failed_script;
}

int draw_out_of_order(app::App& kiosk, const std::filesystem::path& file) {
    const auto picture = kiosk.out_of_order_picture();
    if (!picture) return fail(picture.error(), bad_start);
    const auto written = image::write_png(file, *picture);
    return written ? 0 : fail(written.error(), bad_start);
}

} // namespace

int main(int argc, char** argv) {
    // Textures come and go in sizes of their own: given back to the system, not kept in a heap full of holes.
    ::mallopt(M_MMAP_THRESHOLD, largest_in_heap);
    const auto options = app::read_options(argc, argv);
    if (!options) return fail(options.error(), bad_start);
    if (!*options) return 0;
    std::vector<robot::Command> commands;
    if (!(*options)->script.empty()) {
        const auto text = base::read_file((*options)->script);
        if (!text) return fail(text.error(), bad_start);
        auto parsed = robot::parse_script(*text, (*options)->script.string());
        if (!parsed) {
            std::fprintf(stderr, "%s\n", parsed.error().message.c_str());
            return failed_script;
        }
        commands = std::move(*parsed);
    }
    auto kiosk = app::App::create(**options);
    if (!kiosk) return fail(kiosk.error(), bad_start);
    if (const auto made = make_shots((*options)->shots); !made) return fail(made.error(), bad_start);
    if ((*options)->wander) return let_wander(**kiosk, **options);
    if (!(*options)->out_of_order.empty()) return draw_out_of_order(**kiosk, (*options)->out_of_order);
    if (!(*options)->script.empty()) return play(**kiosk, commands, **options);
    (*kiosk)->run();
    return 0;
}
