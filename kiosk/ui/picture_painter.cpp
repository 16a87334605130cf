#include "kiosk/ui/picture_painter.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <memory>
#include <qrencode.h>

namespace ui {

namespace {

constexpr int quiet_border = 4; // modules, ISO/IEC 18004

void put_on(image::Image& image, image::Argb ground) {
    for (image::Argb& pixel : image.pixels) {
        const unsigned alpha = pixel >> 24;
        image::Argb mixed = 0xFF000000u;
        for (const int shift : {16, 8, 0}) {
            const unsigned over = (pixel >> shift) & 0xFFu;
            const unsigned under = (ground >> shift) & 0xFFu;
            mixed |= ((over * alpha + under * (255 - alpha) + 127) / 255) << shift;
        }
        pixel = mixed;
    }
}

image::Image disc_image(int radius, image::Argb colour) {
    const int side = 2 * radius;
    image::Image image{side, side, {}};
    image.pixels.reserve(static_cast<std::size_t>(side) * static_cast<std::size_t>(side));
    for (int y = 0; y < side; ++y) {
        for (int x = 0; x < side; ++x) {
            const double away = std::hypot(x + 0.5 - radius, y + 0.5 - radius);
            const double inside = std::clamp(radius - away + 0.5, 0.0, 1.0);
            image.pixels.push_back(
                image::with_alpha(colour, static_cast<unsigned>(std::lround(inside * (colour >> 24)))));
        }
    }
    return image;
}

} // namespace

const window::Texture* PicturePainter::paint(const Request& request) {
    const std::string key = fmt::format("{}\x1f{}\x1f{}\x1f{}\x1f{}\x1f{}", request.name, request.width,
                                        request.height, request.tint, request.mirrored, request.ground);
    if (const window::Texture* known = m_textures.find(key)) return known->width() > 0 ? known : nullptr;
    image::Image image;
    if (request.width > 0 && request.height > 0) {
        const auto bytes = m_source(request.name, std::max(request.width, request.height));
        if (auto decoded =
                bytes ? image::decode_png(*bytes, request.name) : tl::make_unexpected(bytes.error())) {
            // The pack has many sizes: only what is asked for below its smallest is scaled.
            const double scale = std::min({1.0, static_cast<double>(request.width) / decoded->width,
                                           static_cast<double>(request.height) / decoded->height});
            image =
                image::scaled(*decoded, std::max(1, static_cast<int>(std::lround(decoded->width * scale))),
                              std::max(1, static_cast<int>(std::lround(decoded->height * scale))));
        }
    }
    if (request.mirrored) image = image::mirrored(image);
    if (request.tint != 0) {
        for (image::Argb& pixel : image.pixels)
            pixel = image::with_alpha(request.tint, pixel >> 24);
    }
    if (request.ground != 0) put_on(image, request.ground);
    window::Texture texture = m_window.make_texture(image, request.ground != 0);
    const std::size_t bytes = texture.bytes() + 256;
    const window::Texture& kept = m_textures.insert(key, std::move(texture), bytes);
    return kept.width() > 0 ? &kept : nullptr;
}

const window::Texture& PicturePainter::disc(int radius, image::Argb colour) {
    const std::string key = fmt::format("disc\x1f{}\x1f{}", radius, colour);
    if (const window::Texture* known = m_textures.find(key)) return *known;
    window::Texture texture = m_window.make_texture(disc_image(radius, colour));
    const std::size_t bytes = texture.bytes() + 256;
    return m_textures.insert(key, std::move(texture), bytes);
}

const window::Texture* PicturePainter::qr_code(std::string_view text, int side) {
    const std::string key = fmt::format("qr\x1f{}\x1f{}", side, text);
    if (const window::Texture* known = m_textures.find(key)) return known;
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
        QRcode_encodeData(static_cast<int>(text.size()), reinterpret_cast<const unsigned char*>(text.data()),
                          0, QR_ECLEVEL_M),
        QRcode_free);
    if (!code) return nullptr; // longer than a QR code holds
    const int modules = code->width + 2 * quiet_border;
    const int scale = std::max(1, side / modules);
    image::Image image{modules * scale, modules * scale, {}};
    image.pixels.assign(static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.height),
                        0xFFFFFFFF);
    for (int y = 0; y < image.height; ++y) {
        for (int x = 0; x < image.width; ++x) {
            const int column = x / scale - quiet_border;
            const int row = y / scale - quiet_border;
            if (column < 0 || row < 0 || column >= code->width || row >= code->width) continue;
            if ((code->data[row * code->width + column] & 1) != 0) {
                image.pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(image.width) +
                             static_cast<std::size_t>(x)] = 0xFF000000;
            }
        }
    }
    window::Texture texture = m_window.make_texture(image, true);
    const std::size_t bytes = texture.bytes() + 256;
    return &m_textures.insert(key, std::move(texture), bytes);
}

} // namespace ui
