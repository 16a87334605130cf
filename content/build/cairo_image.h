#pragma once

#include "platform/base/result.h"

#include <cairo.h>
#include <memory>
#include <string>
#include <string_view>

namespace content {

struct DestroySurface {
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
};
struct DestroyContext {
    void operator()(cairo_t* context) const { cairo_destroy(context); }
};
using Surface = std::unique_ptr<cairo_surface_t, DestroySurface>;
using Context = std::unique_ptr<cairo_t, DestroyContext>;

[[nodiscard]] base::Result<std::string> to_png(cairo_surface_t* surface);
[[nodiscard]] base::Result<Surface> from_png(std::string_view png);

} // namespace content
