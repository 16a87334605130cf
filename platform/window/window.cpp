#include "platform/window/window.h"

#include "platform/window/connectors.h"
#include "platform/window/display.h"
#include "platform/window/sdl_events.h"
#include "platform/window/waiter.h"

#include <SDL.h>
#include <algorithm>
#include <chrono>
#include <cmath>
#include <fmt/format.h>
#include <set>

namespace window {

namespace {

using Clock = std::chrono::steady_clock;

constexpr int longest_wait_ms = 2000; // between two looks at the connectors
constexpr auto device_settling =
    std::chrono::milliseconds(700); // one device is several files, one after the other

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

void TextureDestroy::operator()(SDL_Texture* texture) const {
    if (lives()) SDL_DestroyTexture(texture);
    if (!use) return;
    --use->count;
    use->bytes -= bytes;
}

struct Window::Data {
    std::unique_ptr<Display> display;
    std::unique_ptr<Waiter> waiter; ///< none where SDL's own wait sleeps
    Connectors connectors{{}};
    std::shared_ptr<TextureUse> textures = std::make_shared<TextureUse>();
    std::uint32_t wake_event = 0;
    double given_diagonal = 0; ///< inches; 0: to be found out
    double diagonal_inches = 0;
    bool headless = false;
    Panel panel;
    std::set<std::int64_t> fingers; ///< that are down
    std::optional<Clock::time_point> reopen_at;
    std::vector<Event> news; ///< of the display, to be told by the next wait

    void measure();
    void look_at_connectors();
    void hear(const Waiter::News& of_devices);
    [[nodiscard]] base::Status reopen();
    void reopen_if_due();
    void cancel_fingers();
    void take(const SDL_Event& event);
    [[nodiscard]] int patience(int timeout_ms) const;
};

/// Size and diagonal of what was opened.
void Window::Data::measure() {
    if (display->renderer() == nullptr) return;
    SDL_GetRendererOutputSize(display->renderer(), &panel.width, &panel.height);
    diagonal_inches = given_diagonal;
    if (diagonal_inches <= 0 && !headless)
        diagonal_inches = display_diagonal(display->window(), panel.width, panel.height);
    if (diagonal_inches <= 0) diagonal_inches = usual_diagonal(panel.upright_width(), panel.upright_height());
}

Window::Window(std::unique_ptr<Data> data) : m_data(std::move(data)) {}
Window::~Window() = default;

base::Result<std::unique_ptr<Window>> Window::open(const Options& options) {
    auto data = std::make_unique<Data>();
    auto display = Display::open(options);
    if (!display) return tl::make_unexpected(display.error());
    data->display = std::move(*display);
    data->given_diagonal = options.diagonal_inches;
    data->headless = options.headless;
    data->panel.rotation = options.rotation;
    if (options.touch.inverse()) data->panel.touch = options.touch;
    data->measure();
    data->wake_event = SDL_RegisterEvents(1);
    if (!data->display->has_desktop())
        data->waiter = std::make_unique<Waiter>(options.headless ? "" : "/dev/input");
    if (data->display->owns_panel()) data->connectors = Connectors("/sys/class/drm");
    return std::unique_ptr<Window>(new Window(std::move(data)));
}

int Window::width() const {
    return m_data->panel.upright_width();
}

int Window::height() const {
    return m_data->panel.upright_height();
}

std::string Window::driver() const {
    return fmt::format("{} on {}", m_data->display->renderer_name(), m_data->display->driver());
}

std::size_t Window::input_devices() const {
    return m_data->waiter ? m_data->waiter->devices() : 0;
}

double Window::mm_per_px() const {
    return m_data->diagonal_inches * 25.4 / std::hypot(m_data->panel.width, m_data->panel.height);
}

const TouchMatrix& Window::touch_matrix() const {
    return m_data->panel.touch;
}

void Window::set_touch_matrix(const TouchMatrix& matrix) {
    if (matrix.inverse()) m_data->panel.touch = matrix;
}

Place Window::share_of_panel(Place upright) const {
    const Place place = m_data->panel.from_upright(upright);
    return {place.x / m_data->panel.width, place.y / m_data->panel.height};
}

std::string Window::note() const {
    return m_data->display->fell_back() ? "the GPU cannot be used: the screen is drawn in software" : "";
}

base::Status Window::reopen() {
    return m_data->reopen();
}

Texture Window::make_texture(const image::Image& image, bool opaque) {
    Texture texture;
    texture.m_width = image.width;
    texture.m_height = image.height;
    SDL_Renderer* renderer = m_data->display->renderer();
    if (image.width <= 0 || image.height <= 0 || renderer == nullptr) return texture;
    const image::Image turned_image =
        m_data->panel.quarters() == 0 ? image::Image{} : image::turned(image, m_data->panel.quarters());
    const image::Image& shown = m_data->panel.quarters() == 0 ? image : turned_image;
    const auto& generation = m_data->display->generation();
    texture.m_texture = {SDL_CreateTexture(renderer,
                                           opaque ? SDL_PIXELFORMAT_RGB888 : SDL_PIXELFORMAT_ARGB8888,
                                           SDL_TEXTUREACCESS_STATIC, shown.width, shown.height),
                         TextureDestroy{generation, *generation}};
    if (!texture.m_texture) return texture; // out of memory: drawn as nothing
    TextureDestroy& counted = texture.m_texture.get_deleter();
    counted.use = m_data->textures;
    counted.bytes = texture.bytes();
    ++counted.use->count;
    counted.use->bytes += counted.bytes;
    SDL_UpdateTexture(texture.m_texture.get(), nullptr, shown.pixels.data(), shown.width * 4);
    SDL_SetTextureBlendMode(texture.m_texture.get(), opaque ? SDL_BLENDMODE_NONE : SDL_BLENDMODE_BLEND);
    return texture;
}

TextureUse Window::textures() const {
    return *m_data->textures;
}

void Window::draw(std::span<const Quad> quads, image::Argb background) {
    SDL_Renderer* renderer = m_data->display->renderer();
    if (renderer == nullptr) return;
    const auto set_colour = [&](image::Argb c) {
        SDL_SetRenderDrawColor(renderer, static_cast<Uint8>(c >> 16), static_cast<Uint8>(c >> 8),
                               static_cast<Uint8>(c), static_cast<Uint8>(c >> 24));
        SDL_SetRenderDrawBlendMode(renderer, (c >> 24) == 0xFF ? SDL_BLENDMODE_NONE : SDL_BLENDMODE_BLEND);
    };
    const Panel& panel = m_data->panel;
    SDL_RenderSetClipRect(renderer, nullptr);
    set_colour(background);
    SDL_RenderClear(renderer);
    Rect clip{0, 0, -1, -1};
    for (const Quad& quad : quads) {
        if (intersection(quad.target, quad.clip).empty()) continue;
        if (quad.clip != clip) {
            clip = quad.clip;
            const SDL_Rect sdl_clip = to_sdl(panel.from_upright(clip));
            SDL_RenderSetClipRect(renderer, &sdl_clip);
        }
        const SDL_Rect target = to_sdl(panel.from_upright(quad.target));
        if (quad.texture == nullptr) {
            set_colour(quad.colour);
            SDL_RenderFillRect(renderer, &target);
            continue;
        }
        const auto& texture = quad.texture->m_texture;
        if (!texture || !texture.get_deleter().lives()) continue;
        const image::Argb c = quad.colour;
        SDL_SetTextureAlphaMod(texture.get(), static_cast<Uint8>(c >> 24));
        SDL_SetTextureColorMod(texture.get(), static_cast<Uint8>(c >> 16), static_cast<Uint8>(c >> 8),
                               static_cast<Uint8>(c));
        const SDL_Rect source =
            to_sdl(turned(quad.source, quad.texture->width(), quad.texture->height(), panel.rotation));
        SDL_RenderCopy(renderer, texture.get(), &source, &target);
    }
}

void Window::present() {
    if (SDL_Renderer* renderer = m_data->display->renderer()) SDL_RenderPresent(renderer);
}

base::Result<image::Image> Window::picture() const {
    SDL_Renderer* renderer = m_data->display->renderer();
    if (renderer == nullptr) return base::fail("cannot read the window's pixels: there is no panel");
    image::Image image{m_data->panel.width, m_data->panel.height, {}};
    image.pixels.resize(static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.height));
    SDL_RenderSetClipRect(renderer, nullptr);
    if (SDL_RenderReadPixels(renderer, nullptr, SDL_PIXELFORMAT_ARGB8888, image.pixels.data(),
                             image.width * 4) != 0) {
        return fail_sdl("read the window's pixels");
    }
    return image::turned(image, -m_data->panel.quarters());
}

// --- what happens

void Window::Data::cancel_fingers() {
    for (const std::int64_t finger : std::exchange(fingers, {}))
        news.emplace_back(FingerEvent{FingerEvent::Phase::cancel, finger, 0, 0});
}

void Window::Data::hear(const Waiter::News& of_devices) {
    if (of_devices.device_went) cancel_fingers();
    // SDL hears of new devices from udev, and of none in a service without a network: it looks anew then.
    if (of_devices.device_came) reopen_at = Clock::now() + device_settling;
}

void Window::Data::look_at_connectors() {
    if (connectors.panel_came()) reopen_at = Clock::now();
}

base::Status Window::Data::reopen() {
    cancel_fingers();
    base::Status opened = display->reopen();
    measure();
    news.emplace_back(ExposeEvent{true});
    return opened;
}

void Window::Data::reopen_if_due() {
    const bool closed = display->renderer() == nullptr;
    if (!closed && (!reopen_at || Clock::now() < *reopen_at)) return;
    reopen_at.reset();
    static_cast<void>(reopen()); // without a panel: tried again after the next wait
}

/// How long to wait at most; what has no desktop looks around every now and then, also for a signal that came
/// just before it fell asleep.
int Window::Data::patience(int timeout_ms) const {
    if (!news.empty()) return 0;
    const int longest = reopen_at ? static_cast<int>(device_settling.count()) : longest_wait_ms;
    return timeout_ms < 0 ? longest : std::min(timeout_ms, longest);
}

void Window::Data::take(const SDL_Event& event) {
    if (event.type == wake_event) {
        news.emplace_back(WakeEvent{});
        return;
    }
    if (event.type == SDL_WINDOWEVENT && event.window.event == SDL_WINDOWEVENT_SIZE_CHANGED) measure();
    auto translated = from_sdl(event, panel);
    if (!translated) return;
    if (const auto* finger = std::get_if<FingerEvent>(&*translated)) {
        if (finger->phase == FingerEvent::Phase::down) fingers.insert(finger->finger);
        if (finger->phase == FingerEvent::Phase::up) fingers.erase(finger->finger);
    }
    news.push_back(std::move(*translated));
}

std::vector<Event> Window::wait(int timeout_ms) {
    SDL_Event event;
    bool got = SDL_PollEvent(&event) != 0;
    if (!got && timeout_ms != 0) {
        if (m_data->waiter) {
            m_data->hear(m_data->waiter->wait(m_data->patience(timeout_ms)));
            m_data->look_at_connectors();
            m_data->reopen_if_due();
            got = SDL_PollEvent(&event) != 0;
        } else {
            got = SDL_WaitEventTimeout(&event, timeout_ms) != 0;
        }
    }
    for (; got; got = SDL_PollEvent(&event) != 0)
        m_data->take(event);
    return std::exchange(m_data->news, {});
}

void Window::wake() {
    SDL_Event event{};
    event.type = m_data->wake_event;
    SDL_PushEvent(&event);
    if (m_data->waiter) m_data->waiter->wake();
}

void Window::push(const Event& event) {
    if (auto translated = to_sdl(event, m_data->panel)) SDL_PushEvent(&*translated);
}

} // namespace window
