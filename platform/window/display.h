#pragma once

#include "platform/base/result.h"

#include <SDL_render.h>
#include <SDL_video.h>
#include <memory>
#include <string>

namespace window {

struct Options;

/// "cannot WHAT: ", and what SDL says of it.
[[nodiscard]] tl::unexpected<base::Error> fail_sdl(const char* what);

struct SdlDelete {
    void operator()(SDL_Window* window) const { SDL_DestroyWindow(window); }
    void operator()(SDL_Renderer* renderer) const { SDL_DestroyRenderer(renderer); }
};

/// SDL's window and renderer, which can be closed and opened anew while the program runs: SDL asks the kernel
/// only once what panel and, where no udev tells it, what input devices are there.
class Display {
  public:
    [[nodiscard]] static base::Result<std::unique_ptr<Display>> open(const Options& options);
    ~Display();
    Display(const Display&) = delete;
    Display& operator=(const Display&) = delete;

    /// Closes and opens again; every texture is gone, `generation` counts up. When it fails the display stays
    /// closed: `renderer` is nullptr, and it can be tried again.
    [[nodiscard]] base::Status reopen();
    [[nodiscard]] SDL_Renderer* renderer() const { return m_renderer.get(); }
    [[nodiscard]] SDL_Window* window() const { return m_window.get(); }
    /// Drawn straight to the panel, without a desktop around it.
    [[nodiscard]] bool owns_panel() const { return m_driver == "KMSDRM" || m_driver == "kmsdrm"; }
    [[nodiscard]] bool has_desktop() const { return m_driver == "x11" || m_driver == "wayland"; }
    [[nodiscard]] const std::string& driver() const { return m_driver; } ///< SDL's video driver
    [[nodiscard]] const std::string& renderer_name() const { return m_renderer_name; }
    /// A GPU was there, and yet it is drawn in software.
    [[nodiscard]] bool fell_back() const;
    /// Whoever holds a texture compares it with the number it began with: another one means it is gone.
    [[nodiscard]] const std::shared_ptr<const unsigned>& generation() const { return m_shared_generation; }

  private:
    explicit Display(const Options& options);
    [[nodiscard]] base::Status start();
    [[nodiscard]] base::Status make_window();
    void close();

    int m_width;
    int m_height;
    bool m_fullscreen;
    bool m_headless;
    bool m_software;
    std::string m_driver;
    std::string m_renderer_name;
    bool m_events_started = false;
    bool m_video_started = false;
    std::unique_ptr<SDL_Window, SdlDelete> m_window;
    std::unique_ptr<SDL_Renderer, SdlDelete> m_renderer;
    std::shared_ptr<unsigned> m_generation = std::make_shared<unsigned>(0);
    std::shared_ptr<const unsigned> m_shared_generation = m_generation;
};

} // namespace window
