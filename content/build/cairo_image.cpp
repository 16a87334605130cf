#include "content/build/cairo_image.h"

#include <cstring>

namespace content {
namespace {

cairo_status_t append(void* closure, const unsigned char* data, unsigned length) {
    static_cast<std::string*>(closure)->append(reinterpret_cast<const char*>(data), length);
    return CAIRO_STATUS_SUCCESS;
}

cairo_status_t take(void* closure, unsigned char* data, unsigned length) {
    auto& rest = *static_cast<std::string_view*>(closure);
    if (rest.size() < length) return CAIRO_STATUS_READ_ERROR;
    std::memcpy(data, rest.data(), length);
    rest.remove_prefix(length);
    return CAIRO_STATUS_SUCCESS;
}

} // namespace

base::Result<std::string> to_png(cairo_surface_t* surface) {
    std::string png;
    const auto status = cairo_surface_write_to_png_stream(surface, append, &png);
    if (status != CAIRO_STATUS_SUCCESS) return base::fail(cairo_status_to_string(status));
    return png;
}

base::Result<Surface> from_png(std::string_view png) {
    Surface surface(cairo_image_surface_create_from_png_stream(take, &png));
    const auto status = cairo_surface_status(surface.get());
    if (status != CAIRO_STATUS_SUCCESS) return base::fail(cairo_status_to_string(status));
    return surface;
}

} // namespace content
