#pragma once

#include "platform/base/result.h"
#include "platform/image/image.h"
#include "platform/window/events.h"
#include "platform/window/panel.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

struct SDL_Texture;

namespace window {

/// What the textures of one window take together.
struct TextureUse {
    std::size_t count = 0;
    std::size_t bytes = 0;
};

/// A renderer that goes takes its textures with it; only those of the one that is there are destroyed.
struct TextureDestroy {
    std::shared_ptr<const unsigned> generation = {};
    unsigned made_in = 0;
    std::shared_ptr<TextureUse> use = {}; ///< where it is counted
    std::size_t bytes = 0;
    [[nodiscard]] bool lives() const { return generation && *generation == made_in; }
    void operator()(SDL_Texture* texture) const;
};

/// Pixels that the renderer holds. Must not outlive its window. Draws nothing any more after an ExposeEvent
/// that says so: make it anew.
class Texture {
  public:
    [[nodiscard]] int width() const { return m_width; }
    [[nodiscard]] int height() const { return m_height; }
    [[nodiscard]] std::size_t bytes() const {
        return static_cast<std::size_t>(m_width) * static_cast<std::size_t>(m_height) * 4;
    }

  private:
    friend class Window;
    std::unique_ptr<SDL_Texture, TextureDestroy> m_texture;
    int m_width = 0;
    int m_height = 0;
};

/// What drawing is made of: rectangles filled with a colour or with a part of a texture, cut to a clip.
/// Nothing else, because that is what the software renderer draws fast (tools/bench measures it).
struct Quad {
    const Texture* texture = nullptr; ///< none: filled with `colour`
    Rect source;                      ///< of the texture, pixels
    Rect target;                      ///< in the window, upright pixels
    Rect clip;
    image::Argb colour = 0xFFFFFFFF; ///< for a texture: its alpha fades, its RGB tints
};

struct Options {
    int width = 1280; ///< of the panel as it is, before any rotation
    int height = 800;
    double diagonal_inches = 0; ///< of the panel; 0: asked of the display, else guessed from the size
    bool fullscreen = false;
    bool headless = false; ///< SDL's offscreen driver and software renderer
    Rotation rotation = Rotation::none;
    TouchMatrix touch = {};
};

/// The one window, its renderer and its events. However the panel is turned, all places are upright here:
/// rectangles and textures are turned on their way to the panel (at the price of a copy when a texture is
/// made, and of nothing when it is drawn), touches on their way back.
///
/// A panel or touch controller that is unplugged and comes back is used again without a restart: fingers that
/// were down are cancelled, the display is opened anew, and an ExposeEvent says that textures are lost and
/// the size may be another. While there is no panel, drawing does nothing and `wait` tries again every two
/// seconds.
class Window {
  public:
    [[nodiscard]] static base::Result<std::unique_ptr<Window>> open(const Options& options);
    ~Window();
    Window(const Window&) = delete;
    Window& operator=(const Window&) = delete;

    [[nodiscard]] int width() const; ///< upright
    [[nodiscard]] int height() const;
    /// What draws and where, for the log: "opengles2 on KMSDRM".
    [[nodiscard]] std::string driver() const;
    /// How many input devices there are to listen to; 0 where the display brings its own.
    [[nodiscard]] std::size_t input_devices() const;
    /// Millimetres of the real panel a pixel takes.
    [[nodiscard]] double mm_per_px() const;

    [[nodiscard]] Texture make_texture(const image::Image& image, bool opaque = false);
    /// Of all its textures that somebody holds.
    [[nodiscard]] TextureUse textures() const;
    void draw(std::span<const Quad> quads, image::Argb background);
    void present();
    /// What the last draw put on the window.
    [[nodiscard]] base::Result<image::Image> picture() const;

    /// Waits until something happens or `timeout_ms` passed (negative: without end); then all that is there.
    [[nodiscard]] std::vector<Event> wait(int timeout_ms);
    /// Makes a `wait` in progress return a WakeEvent. The one function that other threads may call.
    void wake();

    [[nodiscard]] const TouchMatrix& touch_matrix() const;
    /// From now on; ignored when it has no inverse.
    void set_touch_matrix(const TouchMatrix& matrix);
    /// Where an upright place lies on the panel, 0 to 1 each way: what a touch matrix speaks of.
    [[nodiscard]] Place share_of_panel(Place upright) const;
    /// What the log should know of how it is drawn; empty: nothing special.
    [[nodiscard]] std::string note() const;

    /// Opens the display anew, as when the panel was plugged in again.
    [[nodiscard]] base::Status reopen();

    /// Puts an event into SDL's queue as the touch driver or the keyboard would: for the robot visitor.
    void push(const Event& event);

  private:
    struct Data;
    explicit Window(std::unique_ptr<Data> data);
    std::unique_ptr<Data> m_data;
};

} // namespace window
