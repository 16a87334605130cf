#include "platform/image/image.h"

#include "platform/base/files.h"
#include "tests/temporary_folder.h"

#include <doctest/doctest.h>
#include <filesystem>
#include <string>

namespace fs = std::filesystem;

namespace {

image::Image chequered(int width, int height) {
    image::Image image{width, height, {}};
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            image.pixels.push_back((x + y) % 2 == 0 ? 0xFFFFFFFF : 0xFF000000);
    return image;
}

/// Through a real file and back.
base::Result<image::Image> round_trip(const image::Image& image) {
    const TemporaryFolder folder;
    REQUIRE(image::write_png(folder / "a.png", image).has_value());
    auto bytes = base::read_file(folder / "a.png");
    REQUIRE(bytes.has_value());
    return image::decode_png(*bytes, "a.png");
}

} // namespace

TEST_CASE("a picture written is read back to the pixel") {
    image::Image image = chequered(17, 9);
    image.pixels[20] = 0xFF123456;
    const auto back = round_trip(image);
    REQUIRE(back.has_value());
    CHECK(back->width == 17);
    CHECK(back->height == 9);
    CHECK(back->pixels == image.pixels);
}

TEST_CASE("what is no PNG is an error that names it") {
    for (const std::string& bytes :
         {std::string(), std::string("hello"), std::string("\x89PNG\r\n\x1a\n"), std::string("GIF89a....")}) {
        const auto decoded = image::decode_png(bytes, "article.7");
        REQUIRE_FALSE(decoded.has_value());
        CHECK(decoded.error().message.find("article.7") != std::string::npos);
    }
}

TEST_CASE("a picture cut short anywhere is an error and no crash") {
    const TemporaryFolder folder;
    REQUIRE(image::write_png(folder / "a.png", chequered(30, 30)).has_value());
    const std::string bytes = base::read_file(folder / "a.png").value();
    for (std::size_t size = 0; size + 20 < bytes.size(); size += 7)
        CHECK_FALSE(image::decode_png(std::string_view(bytes).substr(0, size), "a").has_value());
}

TEST_CASE("a picture that says it is huge is refused before memory is asked for") {
    // Debian 13's stb reads on to the first IDAT before it tells the size.
    const std::string head("\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\x13\x88\0\0\x13\x88\x08\x06\0\0\0\0\0\0\0"
                           "\0\0\0\x01IDAT\0\0\0\0\0",
                           46);
    const auto decoded = image::decode_png(head, "huge");
    REQUIRE_FALSE(decoded.has_value());
    CHECK(decoded.error().message.find("5000 x 5000") != std::string::npos);
}

TEST_CASE("making a picture smaller averages, and keeps the mean") {
    const image::Image small = image::scaled(chequered(64, 64), 8, 8);
    REQUIRE(small.pixels.size() == 64);
    for (const image::Argb pixel : small.pixels) {
        CHECK((pixel & 0xFF) >= 126);
        CHECK((pixel & 0xFF) <= 129);
        CHECK((pixel >> 24) == 0xFF);
    }
    const image::Image odd = image::scaled(chequered(7, 5), 3, 2);
    CHECK(odd.pixels.size() == 6);
}

TEST_CASE("what is transparent gives no colour to what is not") {
    image::Image image{2, 1, {0xFFFF0000, 0x0000FF00}};
    const image::Image one = image::scaled(image, 1, 1);
    CHECK((one.pixels[0] & 0x00FFFFFF) == 0x00FF0000);
    CHECK((one.pixels[0] >> 24) >= 0x7F);
    CHECK((one.pixels[0] >> 24) <= 0x80);
}

TEST_CASE("a picture of the same size stays, and a larger one has its colours") {
    const image::Image image = chequered(5, 4);
    CHECK(image::scaled(image, 5, 4).pixels == image.pixels);
    const image::Image large = image::scaled({1, 1, {0x80123456}}, 6, 3);
    CHECK(large.pixels == std::vector<image::Argb>(18, 0x80123456));
}

TEST_CASE("mirrored twice is as before") {
    const image::Image image{3, 2, {1, 2, 3, 4, 5, 6}};
    CHECK(image::mirrored(image).pixels == std::vector<image::Argb>{3, 2, 1, 6, 5, 4});
    CHECK(image::mirrored(image::mirrored(image)).pixels == image.pixels);
}

TEST_CASE("the difference of pictures tells how far and how much") {
    image::Image image = chequered(10, 10);
    const image::Image before = image;
    CHECK(image::difference(image, before).largest == 0);
    image.pixels[3] ^= 0x00000005; // too little to count as another pixel
    CHECK(image::difference(image, before).largest == 5);
    CHECK(image::difference(image, before).share == 0);
    image.pixels[4] ^= 0x00FF0000;
    CHECK(image::difference(image, before).largest == 255);
    CHECK(image::difference(image, before).share == doctest::Approx(0.01));
    CHECK_FALSE(image::difference(image, chequered(10, 9)).same_size);
}

TEST_CASE("writing where there is no folder is an error that names the file") {
    const auto written = image::write_png("/nowhere/at/all.png", chequered(2, 2));
    REQUIRE_FALSE(written.has_value());
    CHECK(written.error().message.find("/nowhere/at/all.png") != std::string::npos);
}

TEST_CASE("a picture turned by quarters goes clockwise, and four of them are none") {
    const image::Image source{3, 2, {1, 2, 3, 4, 5, 6}};
    const image::Image quarter = image::turned(source, 1);
    CHECK(quarter.width == 2);
    CHECK(quarter.pixels == std::vector<image::Argb>{4, 1, 5, 2, 6, 3});
    CHECK(image::turned(source, 2).pixels == std::vector<image::Argb>{6, 5, 4, 3, 2, 1});
    CHECK(image::turned(source, 3).pixels == std::vector<image::Argb>{3, 6, 2, 5, 1, 4});
    CHECK(image::turned(source, -1).pixels == image::turned(source, 3).pixels);
    CHECK(image::turned(image::turned(source, 1), 3).pixels == source.pixels);
    CHECK(image::turned({}, 1).pixels.empty());
}
