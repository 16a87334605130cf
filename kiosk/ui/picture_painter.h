#pragma once

#include "kiosk/ui/cache.h"
#include "platform/base/result.h"
#include "platform/window/window.h"

#include <functional>
#include <string>
#include <string_view>

namespace ui {

/// Pictures of the pack as textures of the size they are shown at, kept within a budget; also rounded
/// corners.
class PicturePainter {
  public:
    /// Gives the PNG of a picture by name, at most `pixels` wide where the pack has it that small.
    using Source = std::function<base::Result<std::string>(std::string_view name, int pixels)>;

    PicturePainter(window::Window& window, Source source)
        : m_window(window), m_source(std::move(source)), m_textures(budget) {}

    struct Request {
        std::string_view name;
        int width = 0; ///< the place it must fit; its own shape is kept
        int height = 0;
        image::Argb tint = 0; ///< for icons: the colour of all their ink; 0: as drawn
        bool mirrored = false;
        image::Argb ground = 0; ///< painted under it, which makes drawing it faster; 0: none
    };
    /// nullptr when the pack has no such picture. Valid until trim().
    [[nodiscard]] const window::Texture* paint(const Request& request);
    /// A filled circle of diameter 2 * radius: its quarters are the corners of rounded boxes.
    [[nodiscard]] const window::Texture& disc(int radius, image::Argb colour);
    /// The squares of a QR code that holds `text`, `scale` pixels each, dark on light with its quiet border.
    [[nodiscard]] const window::Texture* qr_code(std::string_view text, int side);
    void trim() { m_textures.trim(); }
    void clear() { m_textures.clear(); }

  private:
    static constexpr std::size_t budget = 3u << 20;
    window::Window& m_window;
    Source m_source;
    Cache<window::Texture> m_textures;
};

} // namespace ui
