#include "content/build/colour.h"
#include "content/build/sheet.h"
#include "platform/image/image.h"

#include <algorithm>
#include <doctest/doctest.h>
#include <set>

namespace {

std::string square(const std::string& colour) {
    return R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><rect fill=")" + colour +
           R"(" x="2" y="2" width="6" height="6"/></svg>)";
}

content::Pictures pictures_of(const std::vector<std::pair<std::string, std::string>>& drawings) {
    content::Pictures pictures;
    for (const auto& [name, svg] : drawings) {
        for (const int side : content::picture_sides(name))
            pictures.emplace(content::PictureKey{name, side}, *content::draw_svg(svg, side));
    }
    return pictures;
}

image::Image sheet_of(const content::Pictures& pictures) {
    const auto png = content::draw_sheet(pictures);
    REQUIRE(png);
    auto sheet = image::decode_png(*png, "sheet");
    REQUIRE(sheet);
    return *sheet;
}

/// Width and height as the PNG's header has them.
std::pair<int, int> size_of(const std::string& png) {
    const auto number = [&](std::size_t place) {
        int value = 0;
        for (std::size_t index = place; index < place + 4; ++index)
            value = value * 256 + static_cast<unsigned char>(png[index]);
        return value;
    };
    return {number(16), number(20)};
}

content::Colour at(const image::Image& sheet, int x, int y) {
    const auto pixel = sheet.at(x, y);
    return {static_cast<std::uint8_t>(pixel >> 16), static_cast<std::uint8_t>(pixel >> 8),
            static_cast<std::uint8_t>(pixel)};
}

std::set<image::Argb> colours_of(const image::Image& sheet) {
    return {sheet.pixels.begin(), sheet.pixels.end()};
}

} // namespace

TEST_CASE("A picture stands on the sheet four times, each time as others see it") {
    const auto sheet = sheet_of(pictures_of({{"article.3", square("#B3362B")}}));
    const content::Colour brick{0xB3, 0x36, 0x2B};
    // The first block: cells of 160 pixels, 4 apart, from 16 on.
    int left = 16;
    for (const auto vision : {content::Vision::colour, content::Vision::greyscale,
                              content::Vision::deuteranopia, content::Vision::protanopia}) {
        CHECK(at(sheet, left + 80, 16 + 80) == content::as_seen(brick, vision));
        CHECK(at(sheet, left + 4, 16 + 80) == content::as_seen({0xFF, 0xF6, 0xE5}, vision));
        CHECK(at(sheet, left + 156, 16 + 80) == content::as_seen({0x1B, 0x1F, 0x4B}, vision));
        left += 164;
    }
}

TEST_CASE("The name stands beneath") {
    const auto sheet = sheet_of(pictures_of({{"article.3", square("#B3362B")}}));
    bool dark = false;
    for (int x = 16; x < 120; ++x) {
        for (int y = 16 + 160; y < 16 + 160 + 24; ++y)
            dark = dark || content::contrast_ratio(at(sheet, x, y), {255, 255, 255}) > 7;
    }
    CHECK(dark);
}

TEST_CASE("An icon stands on the bar, the wall fills its place") {
    const auto icons = sheet_of(pictures_of({{"icon.back", square("#FFFFFF")}}));
    CHECK(at(icons, 16 + 4, 16 + 80) == content::Colour{0x1B, 0x1F, 0x4B});
    CHECK(colours_of(icons).contains(0xFFFFF6E5) == false);
    const auto wall =
        sheet_of(pictures_of({{"wall", R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">
                     <rect fill="#151839" width="9" height="9"/></svg>)"}}));
    CHECK(at(wall, 16 + 2, 16 + 2) == content::Colour{0x15, 0x18, 0x39});
}

TEST_CASE("However many pictures there are, the sheet keeps its size") {
    const auto png = *content::draw_svg(square("#2F7D4F"), 160);
    for (const int count : {1, 3, 60, 300, 900}) {
        content::Pictures pictures;
        for (int number = 0; number < count; ++number)
            pictures.emplace(content::PictureKey{"article." + std::to_string(number), 160}, png);
        const auto sheet = content::draw_sheet(pictures);
        REQUIRE(sheet);
        const auto [width, height] = size_of(*sheet);
        CHECK(width > 0);
        CHECK(width <= content::widest_sheet);
        CHECK(height > 0);
        CHECK(height <= content::highest_sheet);
    }
}

TEST_CASE("Pictures come in the order of their numbers") {
    const auto sheet = sheet_of(pictures_of({{"article.10", square("#B3362B")},
                                             {"article.2", square("#2F7D4F")},
                                             {"icon.back", square("#FFFFFF")}}));
    const int block = 4 * 164 + 16;
    CHECK(at(sheet, 16 + 80, 96) == content::Colour{0x2F, 0x7D, 0x4F});
    CHECK(at(sheet, 16 + block + 80, 96) == content::Colour{0xB3, 0x36, 0x2B});
    CHECK(at(sheet, 16 + 2 * block + 80, 96) == content::Colour{0xFF, 0xFF, 0xFF});
}

TEST_CASE("Without pictures, or with a broken one, there is no sheet") {
    CHECK_FALSE(content::draw_sheet({}));
    const auto refused = content::draw_sheet({{{"article.3", 160}, "no PNG"}});
    REQUIRE_FALSE(refused);
    CHECK(refused.error().message.find("article.3") != std::string::npos);
}
