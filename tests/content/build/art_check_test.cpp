#include "content/build/art_check.h"
#include "tests/content/sample.h"

#include <cmath>
#include <doctest/doctest.h>

namespace {

std::string svg(const std::string& inside) {
    return "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24'>" + inside + "</svg>";
}

const std::string patch = "<path fill='#6B2D73' d='M0 0h24v24h-24z'/>";
const std::string motif = "<defs><g id='m'><circle fill='#F2A93B' cx='12' cy='12' r='5'/></g></defs>"
                          "<use href='#m' stroke='#FFF3DC' stroke-width='9'/><use href='#m'/>";

std::string with(const std::string& added) {
    return svg(patch + motif + added);
}

std::vector<std::string> faults_of(const std::string& drawing, const std::string& name = "article.3.svg") {
    const TemporaryFolder folder;
    folder.write(name, drawing);
    return content::check_art(folder.path());
}

/// Checks that just one thing is wrong with the drawing, that it says `what`, and that it names the file.
void check_refused(const std::string& drawing, const std::string& what,
                   const std::string& name = "article.3.svg") {
    const auto faults = faults_of(drawing, name);
    CAPTURE(drawing);
    CHECK(faults.size() == 1);
    for (const auto& fault : faults) {
        CAPTURE(fault);
        CHECK(fault.find(what) != std::string::npos);
        CHECK(fault.find(name) != std::string::npos);
    }
}

} // namespace

TEST_CASE("A picture in our way has nothing wrong") {
    CHECK(faults_of(with("")) == std::vector<std::string>{});
    CHECK(faults_of(svg("<path fill='none' stroke='#FFFFFF' d='M2 2L9 9'/>"), "icon.check.svg").empty());
    CHECK(faults_of(svg("<rect fill='#151839' width='9' height='9'/>"), "wall.svg").empty());
    CHECK(faults_of(svg("<mask id='k'><rect fill='#000000' width='9' height='9'/></mask>"
                        "<path mask='url(#k)' fill='#FFFFFF' d='M2 2H9V9Z'/>"),
                    "icon.language.svg")
              .empty());
}

TEST_CASE("What is not SVG is named") {
    check_refused("<svg", "is not SVG");
    check_refused("", "is not SVG");
    check_refused("<html/>", "is not SVG");
    check_refused("<!DOCTYPE svg [<!ENTITY e SYSTEM 'file:///etc/hostname'>]>" + with(""), "document type");
}

TEST_CASE("Text in a picture is named") {
    check_refused(with("<text/>"), "holds text");
    check_refused(with("<g>Peace</g>"), "holds text");
}

TEST_CASE("A raster picture, a script and other elements are named") {
    check_refused(with("<image/>"), "raster");
    check_refused(with("<script/>"), "script");
    check_refused(with("<g onclick='x()'/>"), "script");
    check_refused(with("<filter/>"), "<filter>");
}

TEST_CASE("A link outside the file is named") {
    check_refused(with("<use href='other.svg#m'/>"), "other.svg#m");
    check_refused(with("<g mask='url(http://example.org/m)'/>"), "links outside");
}

TEST_CASE("A colour outside the palette is named") {
    const auto shape = [](const std::string& attributes) {
        return with("<path " + attributes + " d='M2 2H9V9Z'/>");
    };
    check_refused(shape("fill='#123456'"), "#123456");
    check_refused(shape("fill='none' stroke='red'"), "red");
    check_refused(shape(""), "without a fill");
    check_refused(shape("fill='#1B1F4B' fill-opacity='0.5'"), "see-through");
    check_refused(shape("fill='#1B1F4B' style='fill:red'"), "style");
    check_refused(svg("<path fill='#B3362B' d='M2 2H9V9Z'/>"), "#B3362B", "icon.check.svg");
    check_refused(svg("<rect fill='#F2A93B' width='9' height='9'/>"), "#F2A93B", "wall.svg");
}

TEST_CASE("What stands too little off its ground is named") {
    const auto faults = faults_of(svg("<path fill='#F2A93B' d='M0 0h24v24h-24z'/>" + motif));
    REQUIRE(faults.size() == 2);
    CHECK(faults[0].find("1.9:1 off the page") != std::string::npos);
    CHECK(faults[1].find("1.8:1 off its patch") != std::string::npos);
    check_refused(svg(patch), "no cut-out");
    check_refused(svg("<g/>"), "no patch");
}

TEST_CASE("The stated contrasts are the real ones") {
    for (const auto& known : content::picture_palette) {
        CAPTURE(known.name);
        CHECK(std::abs(content::contrast_ratio(known.colour, content::picture_page) - known.contrast) < 0.01);
    }
    for (const auto& tone : content::wall_tones)
        CHECK(content::contrast_ratio(tone, {255, 255, 255}) > 10);
}

TEST_CASE("An empty folder is named, and files come in order") {
    const TemporaryFolder folder;
    CHECK(content::check_art(folder.path()).size() == 1);
    folder.write("b.svg", "<svg");
    folder.write("a.svg", "<svg");
    folder.write("a.txt", "no drawing");
    const auto faults = content::check_art(folder.path());
    REQUIRE(faults.size() == 2);
    CHECK(faults[0].find("a.svg") != std::string::npos);
}

TEST_CASE("The pictures of the kiosk have nothing wrong") {
    for (const auto& fault : content::check_art(std::filesystem::path(SOURCE_ROOT) / "content/art"))
        FAIL_CHECK(fault);
}
