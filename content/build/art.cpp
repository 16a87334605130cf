#include "content/build/art.h"
#include "content/build/cairo_image.h"
#include "platform/base/files.h"

#include <cmath>
#include <librsvg/rsvg.h>
#include <memory>

namespace content {
namespace {

struct Unreference {
    void operator()(RsvgHandle* handle) const { g_object_unref(handle); }
};
struct FreeError {
    void operator()(GError* error) const { g_error_free(error); }
};
using Handle = std::unique_ptr<RsvgHandle, Unreference>;

constexpr double largest_side = 4096;

base::Result<std::pair<int, int>> pixel_size(RsvgHandle* handle, int size) {
    if (size > 0) return std::pair(size, size);
    double width = 0, height = 0;
    if (!rsvg_handle_get_intrinsic_size_in_pixels(handle, &width, &height)) {
        gboolean has_width = FALSE, has_height = FALSE, has_view = FALSE;
        RsvgLength ignored_width{}, ignored_height{};
        RsvgRectangle view{};
        rsvg_handle_get_intrinsic_dimensions(handle, &has_width, &ignored_width, &has_height, &ignored_height,
                                             &has_view, &view);
        width = has_view != FALSE ? view.width : 0;
        height = has_view != FALSE ? view.height : 0;
    }
    if (!(width >= 1 && height >= 1 && width <= largest_side && height <= largest_side))
        return base::fail("the drawing is empty or too large");
    return std::pair(static_cast<int>(std::lround(width)), static_cast<int>(std::lround(height)));
}

} // namespace

base::Result<std::string> draw_svg(std::string_view svg, int size) {
    GError* raw_error = nullptr;
    const Handle handle(
        rsvg_handle_new_from_data(reinterpret_cast<const guint8*>(svg.data()), svg.size(), &raw_error));
    std::unique_ptr<GError, FreeError> error(raw_error);
    if (!handle) return base::fail(error ? error->message : "it is not SVG");
    const auto pixels = pixel_size(handle.get(), size);
    if (!pixels) return tl::make_unexpected(pixels.error());
    const auto [width, height] = *pixels;
    const Surface surface(cairo_image_surface_create(CAIRO_FORMAT_ARGB32, width, height));
    const Context context(cairo_create(surface.get()));
    const RsvgRectangle viewport{0, 0, static_cast<double>(width), static_cast<double>(height)};
    raw_error = nullptr;
    const bool drawn = rsvg_handle_render_document(handle.get(), context.get(), &viewport, &raw_error);
    error.reset(raw_error);
    if (!drawn) return base::fail(error ? error->message : "it cannot be drawn");
    return to_png(surface.get());
}

std::span<const int> picture_sides(std::string_view name) {
    static constexpr int icon[] = {40, 48, 56, 64, 80, 96, 128};
    static constexpr int wall[] = {320, 416};
    static constexpr int scene[] = {320, 400, 480, 640, 800};
    static constexpr int picture[] = {112, 136, 160, 200, 240, 288, 336, 400, 480};
    const auto kind = name.substr(0, name.find('.'));
    if (kind == "icon") return icon;
    if (kind == "wall") return wall;
    if (kind == "scene") return scene;
    return picture;
}

base::Result<Pictures> draw_art(const std::filesystem::path& folder) {
    Pictures pictures;
    std::error_code missing;
    for (const auto& entry : std::filesystem::directory_iterator(folder, missing)) {
        if (entry.path().extension() != ".svg") continue;
        const auto svg = base::read_file(entry.path());
        if (!svg) return tl::make_unexpected(svg.error());
        const auto name = entry.path().stem().string();
        for (const int side : picture_sides(name)) {
            auto png = draw_svg(*svg, side);
            if (!png) return base::fail("cannot draw " + entry.path().string() + ": " + png.error().message);
            pictures.emplace(PictureKey{name, side}, std::move(*png));
        }
    }
    return pictures;
}

} // namespace content
