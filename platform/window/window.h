#pragma once

#include "platform/base/result.h"
#include "platform/image/image.h"
#include "platform/window/events.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

struct SDL_Texture;

namespace window {

struct Rect {
    int x = 0;
    int y = 0;
    int width = 0;
    int height = 0;
    [[nodiscard]] int right() const { return x + width; }
    [[nodiscard]] int bottom() const { return y + height; }
    [[nodiscard]] bool contains(double px, double py) const {
        return px >= x && px < right() && py >= y && py < bottom();
    }
    [[nodiscard]] bool empty() const { return width <= 0 || height <= 0; }
    friend bool operator==(const Rect&, const Rect&) = default;
};
[[nodiscard]] Rect intersection(const Rect& a, const Rect& b);

/// Pixels that the renderer holds. Must not outlive its window.
class Texture {
  public:
    [[nodiscard]] int width() const { return m_width; }
    [[nodiscard]] int height() const { return m_height; }
    [[nodiscard]] std::size_t bytes() const {
        return static_cast<std::size_t>(m_width) * static_cast<std::size_t>(m_height) * 4;
    }

  private:
    friend class Window;
    struct Destroy {
        void operator()(SDL_Texture* texture) const;
    };
    std::unique_ptr<SDL_Texture, Destroy> m_texture;
    int m_width = 0;
    int m_height = 0;
};

/// What drawing is made of: rectangles filled with a colour or with a part of a texture, cut to a clip.
/// Nothing else, because that is what the software renderer draws fast (the figures are in the README's
/// section on speed).
struct Quad {
    const Texture* texture = nullptr; ///< none: filled with `colour`
    Rect source;                      ///< of the texture, pixels
    Rect target;                      ///< in the window, pixels
    Rect clip;
    image::Argb colour = 0xFFFFFFFF; ///< for a texture: its alpha fades, its RGB tints
};

struct Options {
    int width = 1280;
    int height = 800;
    double diagonal_inches = 0; ///< of the panel; 0: asked of the display, else guessed from the size
    bool fullscreen = false;
    bool headless = false; ///< SDL's offscreen driver and software renderer
};

/// The one window, its renderer and its events.
class Window {
  public:
    [[nodiscard]] static base::Result<std::unique_ptr<Window>> open(const Options& options);
    ~Window();
    Window(const Window&) = delete;
    Window& operator=(const Window&) = delete;

    [[nodiscard]] int width() const;
    [[nodiscard]] int height() const;
    /// What draws and where, for the log: "opengles2 on KMSDRM".
    [[nodiscard]] std::string driver() const;
    /// How many input devices there are to listen to; 0 where the display brings its own.
    [[nodiscard]] std::size_t input_devices() const;
    /// Millimetres of the real panel a pixel takes.
    [[nodiscard]] double mm_per_px() const;

    [[nodiscard]] Texture make_texture(const image::Image& image, bool opaque = false);
    void draw(std::span<const Quad> quads, image::Argb background);
    void present();
    /// What the last draw put on the window.
    [[nodiscard]] base::Result<image::Image> picture() const;

    /// Waits until something happens or `timeout_ms` passed (negative: without end); then all that is there.
    [[nodiscard]] std::vector<Event> wait(int timeout_ms);
    /// Makes a `wait` in progress return a WakeEvent. The one function that other threads may call.
    void wake();

    /// Puts an event into SDL's queue as the touch driver or the keyboard would: for the robot visitor.
    void push(const Event& event);

  private:
    struct Data;
    explicit Window(std::unique_ptr<Data> data);
    std::unique_ptr<Data> m_data;
};

/// The usual diagonal, in inches, of a panel with so many pixels.
[[nodiscard]] double usual_diagonal(int width, int height);

} // namespace window
