#include "content/build/sheet.h"
#include "content/build/cairo_image.h"
#include "content/build/colour.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

namespace content {
namespace {

constexpr std::array visions{Vision::colour, Vision::greyscale, Vision::deuteranopia, Vision::protanopia};
constexpr std::array sides{160, 128, 96, 64, 48, 32};
constexpr int gap = 4;
constexpr int margin = 16;
constexpr int caption = 24;

constexpr Colour page{0xFF, 0xF6, 0xE5};
constexpr Colour night{0x1B, 0x1F, 0x4B};
constexpr Colour coal{0x22, 0x20, 0x1F};
constexpr Colour paper{0xFF, 0xFF, 0xFF};

/// Where the blocks lie, for pictures of `side`.
struct Layout {
    int side = 0;
    int columns = 1;
    int rows = 0;
    [[nodiscard]] int block_width() const { return static_cast<int>(visions.size()) * (side + gap) + margin; }
    [[nodiscard]] int block_height() const { return side + caption + margin; }
    [[nodiscard]] int width() const { return columns * block_width() + margin; }
    [[nodiscard]] int height() const { return rows * block_height() + margin; }
};

Layout lay_out(int side, int count) {
    Layout layout{side, 1, 0};
    layout.columns = std::clamp((widest_sheet - margin) / layout.block_width(), 1, std::max(1, count));
    layout.rows = (count + layout.columns - 1) / layout.columns;
    return layout;
}

base::Result<Layout> largest_layout(int count) {
    for (const int side : sides) {
        const Layout layout = lay_out(side, count);
        if (layout.height() <= highest_sheet) return layout;
    }
    return base::fail("there are too many pictures for one sheet: " + std::to_string(count));
}

/// article.2 before article.10.
bool comes_before(const std::string& a, const std::string& b) {
    const auto order = [](const std::string& name) {
        const auto dot = name.find('.');
        const bool number =
            dot != std::string::npos && name.find_first_not_of("0123456789", dot + 1) == std::string::npos;
        return std::tuple(name.substr(0, dot), number ? name.size() : 0, name);
    };
    return order(a) < order(b);
}

std::vector<std::string> names_of(const Pictures& pictures) {
    std::vector<std::string> names;
    for (const auto& [key, png] : pictures) {
        if (names.empty() || names.back() != key.name) names.push_back(key.name);
    }
    std::sort(names.begin(), names.end(), comes_before);
    return names;
}

/// The smallest that need not be made larger, else the largest there is.
const std::string& picture_for(const Pictures& pictures, const std::string& name, int side) {
    auto found = pictures.lower_bound({name, side});
    if (found == pictures.end() || found->first.name != name) --found;
    return found->second;
}

void set_colour(cairo_t* context, Colour colour) {
    cairo_set_source_rgb(context, colour.red / 255.0, colour.green / 255.0, colour.blue / 255.0);
}

void paint_ground(cairo_t* context, const std::string& name, int side) {
    const bool whole = name.starts_with("icon.");
    set_colour(context, whole ? night : page);
    cairo_paint(context);
    if (whole) return;
    set_colour(context, night);
    cairo_rectangle(context, side / 2.0, 0, side / 2.0, side);
    cairo_fill(context);
}

base::Result<Surface> paint_cell(const std::string& png, const std::string& name, int side) {
    auto picture = from_png(png);
    if (!picture) return base::fail("cannot show " + name + ": " + picture.error().message);
    Surface cell(cairo_image_surface_create(CAIRO_FORMAT_RGB24, side, side));
    const Context context(cairo_create(cell.get()));
    paint_ground(context.get(), name, side);
    const double longest = std::max(cairo_image_surface_get_width(picture->get()),
                                    cairo_image_surface_get_height(picture->get()));
    cairo_scale(context.get(), side / longest, side / longest);
    cairo_set_source_surface(context.get(), picture->get(), 0, 0);
    cairo_pattern_set_filter(cairo_get_source(context.get()), CAIRO_FILTER_BEST);
    cairo_paint(context.get());
    return cell;
}

std::uint32_t seen_pixel(std::uint32_t pixel, Vision vision) {
    const Colour seen = as_seen({static_cast<std::uint8_t>(pixel >> 16),
                                 static_cast<std::uint8_t>(pixel >> 8), static_cast<std::uint8_t>(pixel)},
                                vision);
    return static_cast<std::uint32_t>(seen.red) << 16 | static_cast<std::uint32_t>(seen.green) << 8 |
           seen.blue;
}

/// Our pictures are flat: a pixel is most often the same as the one before it.
Surface seen_cell(cairo_surface_t* cell, Vision vision) {
    const int side = cairo_image_surface_get_width(cell);
    Surface seen(cairo_image_surface_create(CAIRO_FORMAT_RGB24, side, side));
    cairo_surface_flush(cell);
    std::uint32_t last = 0, last_seen = seen_pixel(0, vision);
    for (int y = 0; y < side; ++y) {
        const auto* from = reinterpret_cast<const std::uint32_t*>(cairo_image_surface_get_data(cell) +
                                                                  y * cairo_image_surface_get_stride(cell));
        auto* to = reinterpret_cast<std::uint32_t*>(cairo_image_surface_get_data(seen.get()) +
                                                    y * cairo_image_surface_get_stride(seen.get()));
        for (int x = 0; x < side; ++x) {
            const std::uint32_t pixel = from[x] & 0xFFFFFFu;
            if (pixel != last) {
                last = pixel;
                last_seen = seen_pixel(pixel, vision);
            }
            to[x] = last_seen;
        }
    }
    cairo_surface_mark_dirty(seen.get());
    return seen;
}

void write_name(cairo_t* context, const std::string& name, int x, int y) {
    set_colour(context, coal);
    cairo_select_font_face(context, "sans-serif", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_NORMAL);
    cairo_set_font_size(context, 15);
    cairo_move_to(context, x, y);
    cairo_show_text(context, name.c_str());
}

base::Status draw_block(cairo_t* context, const std::string& png, const std::string& name, int side, int x,
                        int y) {
    const auto cell = paint_cell(png, name, side);
    if (!cell) return tl::make_unexpected(cell.error());
    int left = x;
    for (const Vision vision : visions) {
        const Surface seen = seen_cell(cell->get(), vision);
        cairo_set_source_surface(context, seen.get(), left, y);
        cairo_paint(context);
        left += side + gap;
    }
    write_name(context, name, x, y + side + caption * 3 / 4);
    return {};
}

} // namespace

base::Result<std::string> draw_sheet(const Pictures& pictures) {
    const auto names = names_of(pictures);
    if (names.empty()) return base::fail("there are no pictures to show");
    const auto layout = largest_layout(static_cast<int>(names.size()));
    if (!layout) return tl::make_unexpected(layout.error());
    const Surface sheet(cairo_image_surface_create(CAIRO_FORMAT_RGB24, layout->width(), layout->height()));
    const Context context(cairo_create(sheet.get()));
    set_colour(context.get(), paper);
    cairo_paint(context.get());
    int place = 0;
    for (const auto& name : names) {
        const int x = margin + place % layout->columns * layout->block_width();
        const int y = margin + place / layout->columns * layout->block_height();
        const auto drawn =
            draw_block(context.get(), picture_for(pictures, name, layout->side), name, layout->side, x, y);
        if (!drawn) return tl::make_unexpected(drawn.error());
        ++place;
    }
    return to_png(sheet.get());
}

} // namespace content
