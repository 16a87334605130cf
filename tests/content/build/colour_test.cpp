#include "content/build/colour.h"

#include <cstdlib>
#include <doctest/doctest.h>
#include <initializer_list>

using content::as_seen;
using content::Colour;
using content::Vision;

namespace {

constexpr Colour brick{0xB3, 0x36, 0x2B}, leaf{0x2F, 0x7D, 0x4F}, sky{0x3A, 0x8F, 0xC4};

int apart(Colour a, Colour b) {
    return std::abs(a.red - b.red) + std::abs(a.green - b.green) + std::abs(a.blue - b.blue);
}

} // namespace

TEST_CASE("A colour is read as SVG writes it") {
    CHECK(content::parse_colour("#1B1F4B") == Colour{0x1B, 0x1F, 0x4B});
    CHECK(content::parse_colour("#ffffff") == Colour{255, 255, 255});
    for (const auto* text : {"", "#FFF", "#12345G", "1234567", "#1234567", "red", "#-12345"})
        CHECK_FALSE(content::parse_colour(text));
}

TEST_CASE("Contrast is that of WCAG 2") {
    CHECK(content::contrast_ratio({0, 0, 0}, {255, 255, 255}) == doctest::Approx(21));
    CHECK(content::contrast_ratio(brick, brick) == doctest::Approx(1));
    CHECK(content::contrast_ratio({0x76, 0x76, 0x76}, {255, 255, 255}) ==
          doctest::Approx(4.54).epsilon(0.005));
    CHECK(content::contrast_ratio(brick, sky) == doctest::Approx(content::contrast_ratio(sky, brick)));
}

TEST_CASE("Grey looks the same to everyone") {
    for (const std::uint8_t level : {0, 1, 64, 128, 200, 255}) {
        const Colour grey{level, level, level};
        for (const Vision vision :
             {Vision::colour, Vision::greyscale, Vision::deuteranopia, Vision::protanopia})
            CHECK(apart(as_seen(grey, vision), grey) <= 3);
    }
}

TEST_CASE("Red and green come together for those who cannot tell them apart, blue stays") {
    CHECK(as_seen(brick, Vision::colour) == brick);
    for (const Vision vision : {Vision::deuteranopia, Vision::protanopia}) {
        CHECK(apart(as_seen(brick, vision), as_seen(leaf, vision)) < apart(brick, leaf) * 2 / 3);
        CHECK(apart(as_seen(brick, vision), as_seen(sky, vision)) > 100);
    }
    // Red is darker to a protanope than to a deuteranope.
    const Colour red{255, 0, 0}, black{};
    CHECK(content::contrast_ratio(as_seen(red, Vision::protanopia), black) <
          content::contrast_ratio(as_seen(red, Vision::deuteranopia), black));
}

TEST_CASE("Greyscale keeps how light a colour is") {
    for (const Colour colour : {brick, leaf, sky}) {
        const Colour grey = as_seen(colour, Vision::greyscale);
        CHECK(grey.red == grey.green);
        CHECK(grey.green == grey.blue);
        CHECK(content::contrast_ratio(grey, colour) < 1.02);
    }
}
