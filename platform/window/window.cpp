#include "platform/window/window.h"

#include "platform/window/sdl_events.h"
#include "platform/window/waiter.h"

#include <SDL.h>
#include <algorithm>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <fmt/format.h>

namespace window {

namespace {

struct SdlDelete {
    void operator()(SDL_Window* window) const { SDL_DestroyWindow(window); }
    void operator()(SDL_Renderer* renderer) const { SDL_DestroyRenderer(renderer); }
};

/// SDL_Init and SDL_Quit as one owner.
class SdlSession {
  public:
    [[nodiscard]] bool start() {
        m_started = SDL_Init(SDL_INIT_VIDEO) == 0;
        return m_started;
    }
    ~SdlSession() {
        if (m_started) SDL_Quit();
    }

  private:
    bool m_started = false;
};

bool has_gpu() {
    std::error_code error;
    return std::filesystem::exists("/dev/dri", error);
}

tl::unexpected<base::Error> fail_sdl(const char* what) {
    return base::fail(fmt::format("cannot {}: {}", what, SDL_GetError()));
}

void set_hints(bool software) {
    // Fingers and mouse are told apart here, so SDL must not make one out of the other.
    SDL_SetHint(SDL_HINT_TOUCH_MOUSE_EVENTS, "0");
    SDL_SetHint(SDL_HINT_MOUSE_TOUCH_EVENTS, "0");
    SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "0");
    SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "0");
    SDL_SetHint(SDL_HINT_RENDER_DRIVER, software ? "software" : "opengles2,software");
    // Without it SDL shows a software frame through OpenGL, in software: six times the memory and the time.
    if (software) SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
}

double display_diagonal(SDL_Window* window, int width, int height) {
    float dpi = 0;
    if (SDL_GetDisplayDPI(SDL_GetWindowDisplayIndex(window), &dpi, nullptr, nullptr) != 0) return 0;
    const double diagonal = std::hypot(width, height) / static_cast<double>(dpi);
    // 96 dpi exactly is what drivers say when they do not know.
    const bool believable =
        dpi > 20 && dpi < 600 && std::abs(dpi - 96.0F) > 0.5F && diagonal > 3 && diagonal < 120;
    return believable ? diagonal : 0;
}

SDL_Rect to_sdl(const Rect& rect) {
    return {rect.x, rect.y, rect.width, rect.height};
}

} // namespace

Rect intersection(const Rect& a, const Rect& b) {
    const int left = std::max(a.x, b.x);
    const int top = std::max(a.y, b.y);
    return {left, top, std::max(0, std::min(a.right(), b.right()) - left),
            std::max(0, std::min(a.bottom(), b.bottom()) - top)};
}

double usual_diagonal(int width, int height) {
    struct Panel {
        int longer, shorter;
        bool portrait;
        double inches;
    };
    static constexpr Panel panels[] = {{800, 480, false, 7},     {1024, 600, false, 7},
                                       {1280, 800, false, 10.1}, {1920, 1080, false, 21.5},
                                       {1920, 1080, true, 32},   {1280, 720, false, 11.6},
                                       {1366, 768, false, 15.6}, {3840, 2160, false, 43},
                                       {1280, 800, true, 10.1},  {800, 480, true, 7}};
    const bool portrait = height > width;
    for (const Panel& panel : panels) {
        if (panel.longer == std::max(width, height) && panel.shorter == std::min(width, height) &&
            panel.portrait == portrait) {
            return panel.inches;
        }
    }
    return std::hypot(width, height) / 150.0; // a tablet's density
}

void Texture::Destroy::operator()(SDL_Texture* texture) const {
    SDL_DestroyTexture(texture);
}

struct Window::Data {
    SdlSession session;
    std::unique_ptr<SDL_Window, SdlDelete> window;
    std::unique_ptr<SDL_Renderer, SdlDelete> renderer;
    std::unique_ptr<Waiter> waiter; ///< none where SDL's own wait sleeps
    std::uint32_t wake_event = 0;
    double diagonal_inches = 0;
    int width = 0;
    int height = 0;
};

Window::Window(std::unique_ptr<Data> data) : m_data(std::move(data)) {}
Window::~Window() = default;

base::Result<std::unique_ptr<Window>> Window::open(const Options& options) {
    if (options.headless) SDL_SetHint(SDL_HINT_VIDEODRIVER, "offscreen");
    const bool software = options.headless || !has_gpu();
    set_hints(software);
    auto data = std::make_unique<Data>();
    if (!data->session.start()) return fail_sdl("open the display");
    const Uint32 flags = options.fullscreen && !options.headless ? SDL_WINDOW_FULLSCREEN_DESKTOP : 0;
    data->window.reset(SDL_CreateWindow("Small Places", SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED,
                                        options.width, options.height, flags));
    if (!data->window) return fail_sdl("open a window");
    data->renderer.reset(SDL_CreateRenderer(data->window.get(), -1,
                                            software ? SDL_RENDERER_SOFTWARE : SDL_RENDERER_PRESENTVSYNC));
    if (!data->renderer)
        data->renderer.reset(SDL_CreateRenderer(data->window.get(), -1, SDL_RENDERER_SOFTWARE));
    if (!data->renderer) return fail_sdl("draw in the window");
    SDL_GetRendererOutputSize(data->renderer.get(), &data->width, &data->height);
    data->diagonal_inches = options.diagonal_inches;
    if (data->diagonal_inches <= 0 && !options.headless) {
        data->diagonal_inches = display_diagonal(data->window.get(), data->width, data->height);
    }
    if (data->diagonal_inches <= 0) data->diagonal_inches = usual_diagonal(data->width, data->height);
    data->wake_event = SDL_RegisterEvents(1);
    const std::string driver = SDL_GetCurrentVideoDriver();
    if (driver != "x11" && driver != "wayland") {
        data->waiter = std::make_unique<Waiter>(options.headless ? "" : "/dev/input");
    }
    if (options.fullscreen) SDL_ShowCursor(SDL_DISABLE);
    SDL_StartTextInput();
    return std::unique_ptr<Window>(new Window(std::move(data)));
}

int Window::width() const {
    return m_data->width;
}

int Window::height() const {
    return m_data->height;
}

std::string Window::driver() const {
    SDL_RendererInfo info{};
    SDL_GetRendererInfo(m_data->renderer.get(), &info);
    return fmt::format("{} on {}", info.name != nullptr ? info.name : "unknown", SDL_GetCurrentVideoDriver());
}

std::size_t Window::input_devices() const {
    return m_data->waiter ? m_data->waiter->devices() : 0;
}

double Window::mm_per_px() const {
    return m_data->diagonal_inches * 25.4 / std::hypot(m_data->width, m_data->height);
}

Texture Window::make_texture(const image::Image& image, bool opaque) {
    Texture texture;
    texture.m_width = image.width;
    texture.m_height = image.height;
    if (image.width <= 0 || image.height <= 0) return texture;
    texture.m_texture.reset(SDL_CreateTexture(m_data->renderer.get(),
                                              opaque ? SDL_PIXELFORMAT_RGB888 : SDL_PIXELFORMAT_ARGB8888,
                                              SDL_TEXTUREACCESS_STATIC, image.width, image.height));
    if (!texture.m_texture) return texture; // out of memory: drawn as nothing
    SDL_UpdateTexture(texture.m_texture.get(), nullptr, image.pixels.data(), image.width * 4);
    SDL_SetTextureBlendMode(texture.m_texture.get(), opaque ? SDL_BLENDMODE_NONE : SDL_BLENDMODE_BLEND);
    return texture;
}

void Window::draw(std::span<const Quad> quads, image::Argb background) {
    SDL_Renderer* renderer = m_data->renderer.get();
    const auto set_colour = [&](image::Argb c) {
        SDL_SetRenderDrawColor(renderer, static_cast<Uint8>(c >> 16), static_cast<Uint8>(c >> 8),
                               static_cast<Uint8>(c), static_cast<Uint8>(c >> 24));
        SDL_SetRenderDrawBlendMode(renderer, (c >> 24) == 0xFF ? SDL_BLENDMODE_NONE : SDL_BLENDMODE_BLEND);
    };
    SDL_RenderSetClipRect(renderer, nullptr);
    set_colour(background);
    SDL_RenderClear(renderer);
    Rect clip{0, 0, -1, -1};
    for (const Quad& quad : quads) {
        if (intersection(quad.target, quad.clip).empty()) continue;
        if (quad.clip != clip) {
            clip = quad.clip;
            const SDL_Rect sdl_clip = to_sdl(clip);
            SDL_RenderSetClipRect(renderer, &sdl_clip);
        }
        const SDL_Rect target = to_sdl(quad.target);
        if (quad.texture == nullptr) {
            set_colour(quad.colour);
            SDL_RenderFillRect(renderer, &target);
        } else if (SDL_Texture* texture = quad.texture->m_texture.get()) {
            const image::Argb c = quad.colour;
            SDL_SetTextureAlphaMod(texture, static_cast<Uint8>(c >> 24));
            SDL_SetTextureColorMod(texture, static_cast<Uint8>(c >> 16), static_cast<Uint8>(c >> 8),
                                   static_cast<Uint8>(c));
            const SDL_Rect source = to_sdl(quad.source);
            SDL_RenderCopy(renderer, texture, &source, &target);
        }
    }
}

void Window::present() {
    SDL_RenderPresent(m_data->renderer.get());
}

base::Result<image::Image> Window::picture() const {
    image::Image image{m_data->width, m_data->height, {}};
    image.pixels.resize(static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.height));
    SDL_RenderSetClipRect(m_data->renderer.get(), nullptr);
    if (SDL_RenderReadPixels(m_data->renderer.get(), nullptr, SDL_PIXELFORMAT_ARGB8888, image.pixels.data(),
                             image.width * 4) != 0) {
        return fail_sdl("read the window's pixels");
    }
    return image;
}

std::vector<Event> Window::wait(int timeout_ms) {
    SDL_Event event;
    bool got = SDL_PollEvent(&event) != 0;
    if (!got && timeout_ms != 0) {
        if (m_data->waiter) {
            m_data->waiter->wait(timeout_ms);
            got = SDL_PollEvent(&event) != 0;
        } else {
            got = SDL_WaitEventTimeout(&event, timeout_ms) != 0;
        }
    }
    std::vector<Event> events;
    while (got) {
        if (event.type == m_data->wake_event) {
            events.emplace_back(WakeEvent{});
        } else if (auto translated = from_sdl(event, m_data->width, m_data->height)) {
            events.push_back(std::move(*translated));
        }
        got = SDL_PollEvent(&event) != 0;
    }
    return events;
}

void Window::wake() {
    SDL_Event event{};
    event.type = m_data->wake_event;
    SDL_PushEvent(&event);
    if (m_data->waiter) m_data->waiter->wake();
}

void Window::push(const Event& event) {
    if (auto translated = to_sdl(event, m_data->width, m_data->height)) SDL_PushEvent(&*translated);
}

} // namespace window
