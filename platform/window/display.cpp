#include "platform/window/display.h"

#include "platform/window/window.h"

#include <SDL.h>
#include <filesystem>
#include <fmt/format.h>
#include <string_view>
#include <system_error>

namespace window {

namespace {

bool has_gpu() {
    std::error_code error;
    return std::filesystem::exists("/dev/dri", error);
}

void set_hints(bool software) {
    // Fingers and mouse are told apart here, so SDL must not make one out of the other.
    SDL_SetHint(SDL_HINT_TOUCH_MOUSE_EVENTS, "0");
    SDL_SetHint(SDL_HINT_MOUSE_TOUCH_EVENTS, "0");
    SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "0");
    // SIGTERM and SIGINT become a QuitEvent: the program ends by itself, with status 0.
    SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "0");
    // Without it SDL shows a software frame through OpenGL, in software: six times the memory and the time.
    if (software) SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
}

/// SDL's number of the renderer; -1 where it was built without.
int find_renderer(std::string_view name) {
    SDL_RendererInfo info{};
    for (int i = 0; i < SDL_GetNumRenderDrivers(); ++i)
        if (SDL_GetRenderDriverInfo(i, &info) == 0 && info.name == name) return i;
    return -1;
}

/// By its number: told by a hint, SDL takes any other when that one cannot be had, and with a panel of its
/// own "opengl" first, which draws nothing there but the background.
SDL_Renderer* make_renderer(SDL_Window* window, std::string_view name, Uint32 flags) {
    const int number = find_renderer(name);
    return number < 0 ? nullptr : SDL_CreateRenderer(window, number, flags);
}

} // namespace

tl::unexpected<base::Error> fail_sdl(const char* what) {
    return base::fail(fmt::format("cannot {}: {}", what, SDL_GetError()));
}

Display::Display(const Options& options)
    : m_width(options.width), m_height(options.height), m_fullscreen(options.fullscreen && !options.headless),
      m_headless(options.headless), m_software(options.headless || !has_gpu()) {}

Display::~Display() {
    close();
    if (m_events_started) SDL_QuitSubSystem(SDL_INIT_EVENTS);
    SDL_Quit();
}

base::Result<std::unique_ptr<Display>> Display::open(const Options& options) {
    if (options.headless) SDL_SetHint(SDL_HINT_VIDEODRIVER, "offscreen");
    std::unique_ptr<Display> display(new Display(options));
    set_hints(display->m_software);
    // Of its own, so that events (and whoever wakes the window) outlive a display that is opened anew.
    if (SDL_InitSubSystem(SDL_INIT_EVENTS) != 0) return fail_sdl("listen to events");
    display->m_events_started = true;
    if (auto started = display->start(); !started) return tl::make_unexpected(started.error());
    return display;
}

base::Status Display::start() {
    if (SDL_InitSubSystem(SDL_INIT_VIDEO) != 0) return fail_sdl("open the display");
    m_video_started = true;
    m_driver = SDL_GetCurrentVideoDriver();
    if (auto made = make_window(); !made) {
        close();
        return made;
    }
    if (m_fullscreen || owns_panel()) SDL_ShowCursor(SDL_DISABLE);
    SDL_StartTextInput();
    return {};
}

base::Status Display::make_window() {
    const Uint32 flags = m_fullscreen ? SDL_WINDOW_FULLSCREEN_DESKTOP : 0;
    m_window.reset(SDL_CreateWindow("Small Places", SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED, m_width,
                                    m_height, flags));
    if (!m_window) return fail_sdl("open a window");
    if (!m_software) m_renderer.reset(make_renderer(m_window.get(), "opengles2", SDL_RENDERER_PRESENTVSYNC));
    if (!m_renderer) m_renderer.reset(make_renderer(m_window.get(), "software", SDL_RENDERER_SOFTWARE));
    if (!m_renderer) return fail_sdl("draw in the window");
    SDL_RendererInfo info{};
    m_renderer_name = SDL_GetRendererInfo(m_renderer.get(), &info) == 0 ? info.name : "";
    return {};
}

void Display::close() {
    ++*m_generation;
    m_renderer.reset();
    m_window.reset();
    if (m_video_started) SDL_QuitSubSystem(SDL_INIT_VIDEO);
    m_video_started = false;
}

base::Status Display::reopen() {
    close();
    return start();
}

bool Display::fell_back() const {
    return !m_software && m_renderer_name == "software";
}

} // namespace window
