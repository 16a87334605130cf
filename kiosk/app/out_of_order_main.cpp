#include "platform/base/files.h"
#include "platform/image/image.h"
#include "platform/service/log.h"
#include "platform/service/terminal.h"
#include "platform/window/window.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstring>
#include <fmt/format.h>
#include <string>
#include <thread>
#include <vector>

/// Shows a picture for a while and ends: "out of order, please tell the staff". Needs nothing of the kiosk's
/// but that picture, and without any it draws a sign of its own.
namespace {

using service::Priority;
using Seconds = std::chrono::seconds;

constexpr image::Argb night = 0xFF1B1F4B;
constexpr image::Argb ochre = 0xFFF2A93B;
constexpr const char* usage =
    "Usage: smallplaces-out-of-order [--seconds N] [--headless] [--size WxH] [--shot FILE] "
    "PICTURE...\n\n"
    "Shows the first PICTURE (PNG) that can be read, for N seconds (default 30); none: a sign "
    "without words.\n--shot keeps what was shown as a PNG.\n";

struct Request {
    int seconds = 30;
    bool headless = false;
    int width = 1280, height = 800;
    std::string shot;
    std::vector<std::string> pictures;
};

bool read_number(const char* text, int& number) {
    const auto [end, error] = std::from_chars(text, text + std::strlen(text), number);
    return error == std::errc() && *end == '\0' && number > 0 && number <= 3600;
}

bool read_request(int argc, char** argv, Request& request) {
    for (int i = 1; i < argc; ++i) {
        const std::string_view name = argv[i];
        const bool has_value = i + 1 < argc;
        if (name == "--headless") {
            request.headless = true;
        } else if (name == "--seconds" && has_value) {
            if (!read_number(argv[++i], request.seconds)) return false;
        } else if (name == "--size" && has_value) {
            if (std::sscanf(argv[++i], "%5dx%5d", &request.width, &request.height) != 2) return false;
        } else if (name == "--shot" && has_value) {
            request.shot = argv[++i];
        } else if (name.starts_with("--")) {
            return false;
        } else {
            request.pictures.emplace_back(name);
        }
    }
    return true;
}

/// The first that can be read; nothing when none can.
image::Image first_picture(const std::vector<std::string>& files, const service::Log& log) {
    for (const std::string& file : files) {
        const auto bytes = base::read_file(file, 32u << 20);
        auto picture = bytes ? image::decode_png(*bytes, file) : tl::make_unexpected(bytes.error());
        if (picture) {
            log.write(Priority::notice, fmt::format("out of order: showing {}", file),
                      {{"EVENT", "out_of_order"}});
            return std::move(*picture);
        }
        log.write(Priority::warning, picture.error().message);
    }
    log.write(Priority::notice, "out of order: showing a sign without words", {{"EVENT", "out_of_order"}});
    return {};
}

/// As large as it fits, in the middle.
window::Rect fitted(const image::Image& picture, const window::Window& window) {
    const double scale = std::min(static_cast<double>(window.width()) / picture.width,
                                  static_cast<double>(window.height()) / picture.height);
    const int width = static_cast<int>(picture.width * scale);
    const int height = static_cast<int>(picture.height * scale);
    return {(window.width() - width) / 2, (window.height() - height) / 2, width, height};
}

/// Two bars on a square: paused.
std::vector<window::Quad> wordless_sign(const window::Window& window) {
    const window::Rect whole{0, 0, window.width(), window.height()};
    const int side = std::min(whole.width, whole.height) / 2;
    const window::Rect sign{(whole.width - side) / 2, (whole.height - side) / 2, side, side};
    const auto bar = [&](int from_left) {
        return window::Rect{sign.x + side * from_left / 8, sign.y + side / 4, side / 8, side / 2};
    };
    return {{nullptr, {}, sign, whole, ochre},
            {nullptr, {}, bar(2), whole, night},
            {nullptr, {}, bar(5), whole, night}};
}

bool wants_to_quit(const std::vector<window::Event>& events) {
    return std::any_of(events.begin(), events.end(), [](const window::Event& event) {
        return std::holds_alternative<window::QuitEvent>(event);
    });
}

int show(window::Window& window, const image::Image& picture, const Request& request,
         const service::Log& log) {
    constexpr int redraw_ms = 5000; // a panel that was unplugged shows it again
    window::Texture texture;
    std::vector<window::Quad> quads = wordless_sign(window);
    if (picture.width > 0) {
        texture = window.make_texture(picture, true);
        const window::Rect whole{0, 0, window.width(), window.height()};
        quads = {{&texture, {0, 0, picture.width, picture.height}, fitted(picture, window), whole}};
    }
    const auto end = std::chrono::steady_clock::now() + Seconds(request.seconds);
    for (auto now = std::chrono::steady_clock::now(); now < end; now = std::chrono::steady_clock::now()) {
        window.draw(quads, night);
        window.present();
        if (!request.shot.empty()) {
            const auto shown = window.picture();
            const auto kept =
                shown ? image::write_png(request.shot, *shown) : tl::make_unexpected(shown.error());
            if (!kept) log.write(Priority::error, kept.error().message);
        }
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - now).count();
        if (wants_to_quit(window.wait(static_cast<int>(std::min<std::int64_t>(left, redraw_ms))))) break;
    }
    return 0;
}

} // namespace

int main(int argc, char** argv) {
    Request request;
    if (argc == 2 && std::string_view(argv[1]) == "--help") {
        std::fputs(usage, stdout);
        return 0;
    }
    if (!read_request(argc, argv, request)) {
        std::fputs(usage, stderr);
        return 2;
    }
    const service::Log log;
    auto window =
        window::Window::open({request.width, request.height, 0, !request.headless, request.headless});
    if (!window) {
        log.write(Priority::error, "cannot show that the kiosk is out of order: " + window.error().message);
        std::this_thread::sleep_for(
            Seconds(request.seconds)); // the kiosk is tried again no sooner than with a picture
        return 1;
    }
    if (const auto shown = service::show_own_terminal(); !shown)
        log.write(Priority::warning, shown.error().message);
    return show(**window, first_picture(request.pictures, log), request, log);
}
