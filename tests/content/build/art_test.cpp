#include "content/build/art.h"
#include "tests/content/sample.h"

#include <algorithm>
#include <doctest/doctest.h>

namespace {

const std::string drawing =
    R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><circle cx="5" cy="5" r="4"/></svg>)";

/// Width and height as the PNG's header has them.
std::pair<int, int> size_of(const std::string& png) {
    const auto number = [&](std::size_t at) {
        int value = 0;
        for (std::size_t index = at; index < at + 4; ++index)
            value = value * 256 + static_cast<unsigned char>(png[index]);
        return value;
    };
    return {number(16), number(20)};
}

} // namespace

TEST_CASE("A drawing becomes PNG at its size, the same each time") {
    const auto first = content::draw_svg(drawing, 64), second = content::draw_svg(drawing, 64);
    REQUIRE(first);
    CHECK(first->substr(1, 3) == "PNG");
    CHECK(size_of(*first) == std::pair(64, 64));
    CHECK(*first == *second);
    CHECK(size_of(*content::draw_svg(drawing, 0)) == std::pair(20, 10));
}

TEST_CASE("What cannot be drawn is refused") {
    CHECK_FALSE(content::draw_svg("", 64));
    CHECK_FALSE(content::draw_svg("<html/>", 64));
    CHECK_FALSE(content::draw_svg("<svg xmlns='http://www.w3.org/2000/svg'/>", 0));
}

TEST_CASE("A folder of drawings is drawn by name") {
    const TemporaryFolder folder;
    folder.write("icon.back.svg", drawing);
    folder.write("article.3.svg", drawing);
    folder.write("notes.txt", "no drawing");
    const auto pictures = content::draw_art(folder.path());
    REQUIRE(pictures);
    std::size_t count = 0;
    for (const std::string name : {"icon.back", "article.3"}) {
        const auto sides = content::picture_sides(name);
        REQUIRE_FALSE(sides.empty());
        CHECK(std::is_sorted(sides.begin(), sides.end()));
        for (const int side : sides)
            CHECK(size_of(pictures->at({name, side})) == std::pair(side, side));
        count += sides.size();
    }
    CHECK(pictures->size() == count);
    CHECK(content::draw_art(folder.path() / "absent")->empty());
    folder.write("bad.svg", "<svg");
    const auto refused = content::draw_art(folder.path());
    REQUIRE_FALSE(refused);
    CHECK(refused.error().message.find("bad.svg") != std::string::npos);
}
