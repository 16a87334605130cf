#include "kiosk/ui/area.h"
#include "kiosk/ui/cache.h"
#include "kiosk/ui/metrics.h"
#include "kiosk/ui/palette.h"
#include "kiosk/ui/tree.h"

#include <cmath>
#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

namespace {

/// The same place seen in a mirror that stands at `width`.
ui::Rect mirrored(const ui::Rect& rect, int width) {
    return {width - rect.right(), rect.y, rect.width, rect.height};
}

ui::Node button(const std::string& id, const ui::Rect& rect, int scroll_area = -1) {
    return {.id = id,
            .role = ui::Role::button,
            .label = id,
            .rect = rect,
            .interactive = true,
            .scroll_area = scroll_area};
}

ui::Node words(const std::string& id, const std::string& label = {}, const ui::Rect& rect = {}) {
    return {.id = id, .role = ui::Role::text, .label = label, .rect = rect};
}

} // namespace

TEST_CASE("every ink is readable on its ground: 7:1, and 10:1 in the strong modes") {
    for (int contrast = 0; contrast < ui::contrast_count; ++contrast) {
        const ui::Palette& palette = ui::palette(contrast);
        const double least = contrast == 0 ? 7 : 10;
        CAPTURE(contrast);
        for (const ui::Paint& paint :
             {palette.page, palette.bar, palette.plain, palette.primary, palette.selected, palette.notice})
            CHECK(ui::contrast_ratio(paint.ground, paint.ink) >= least);
        for (const ui::Paint& tile : palette.tiles)
            CHECK(ui::contrast_ratio(tile.ground, tile.ink) >= least);
        CHECK(ui::contrast_ratio(palette.page.ground, palette.soft_ink) >= least);
        // What shows the focus is seen on the page, the bar and plain buttons (WCAG 2.2, 1.4.11: 3:1).
        for (const ui::Paint& paint : {palette.page, palette.plain})
            CHECK(ui::contrast_ratio(paint.ground, palette.focus) >= 3);
    }
    CHECK(ui::contrast_ratio(0xFF000000, 0xFFFFFFFF) == doctest::Approx(21));
    CHECK(ui::contrast_ratio(0xFF777777, 0xFFFFFFFF) == doctest::Approx(4.48).epsilon(0.01));
}

TEST_CASE("what is taken from an area lies in it, and what is left is the rest") {
    for (const bool right_to_left : {false, true}) {
        ui::Area area({10, 20, 300, 200}, right_to_left);
        const ui::Rect top = area.take_top(50).rect();
        const ui::Rect bottom = area.take_bottom(30).rect();
        const ui::Rect leading = area.take_leading(100).rect();
        CHECK(top == ui::Rect{10, 20, 300, 50});
        CHECK(bottom == ui::Rect{10, 190, 300, 30});
        CHECK(leading == ui::Rect{right_to_left ? 210 : 10, 70, 100, 120});
        CHECK(area.width() == 200);
        CHECK(area.take_trailing(9999).width() == 200);
        CHECK(area.take_leading(5).width() == 0);
        CHECK(area.take_top(-5).height() == 0);
    }
}

TEST_CASE("a right-to-left screen is the mirror image of the other") {
    constexpr int width = 800;
    ui::Area left({0, 0, width, 480}, false);
    ui::Area right({0, 0, width, 480}, true);
    CHECK(left.take_leading(120).rect() == mirrored(right.take_leading(120).rect(), width));
    CHECK(left.take_trailing(70).rect() == mirrored(right.take_trailing(70).rect(), width));
    CHECK(left.inset(10, 5).rect() == mirrored(right.inset(10, 5).rect(), width));
    for (int i = 0; i < 3; ++i)
        CHECK(left.cell(i, 3, 15).rect() == mirrored(right.cell(i, 3, 15).rect(), width));
    CHECK(left.cell(1, 3, 15).rect().x >= left.cell(0, 3, 15).rect().right() + 15);
}

TEST_CASE("targets and text are as large on the panel as the guidelines ask, at every size") {
    struct Panel {
        int width, height;
        double inches;
    };
    for (const Panel& panel :
         {Panel{800, 480, 7}, Panel{1280, 800, 10.1}, Panel{1920, 1080, 21.5}, Panel{1080, 1920, 32}}) {
        CAPTURE(panel.inches);
        const double mm_per_px = panel.inches * 25.4 / std::hypot(panel.width, panel.height);
        double last = 0;
        for (int size = 0; size < ui::text_size_count; ++size) {
            const ui::Metrics metrics(panel.width, panel.height, mm_per_px, size);
            CHECK(metrics.target() * mm_per_px >= 12.7);
            CHECK(metrics.gap() * mm_per_px >= 2.54);
            CHECK(metrics.em() > last);
            CHECK(metrics.em() * 0.714 * mm_per_px >= (size == 0 ? 3.49 : 4.79));
            CHECK(metrics.smallest_em() * 0.714 * mm_per_px >= 3.49);
            last = metrics.em();
        }
        CHECK(ui::Metrics(panel.width, panel.height, mm_per_px, 99).em() == last);
        CHECK(ui::Metrics(panel.width, panel.height, mm_per_px, -1).em() < last);
    }
}

TEST_CASE("a touch means the uppermost enabled thing there, in its viewport") {
    ui::Tree tree;
    tree.scroll_areas = {{"list", {0, 0, 100, 100}}};
    tree.nodes = {button("under", {0, 0, 50, 50}), button("over", {0, 0, 20, 20}),
                  button("hidden", {0, 90, 50, 50}, 0)};
    tree.nodes.push_back(words("words", "", {0, 0, 50, 50}));
    tree.nodes.push_back(button("off", {0, 0, 10, 10}));
    tree.nodes.back().enabled = false;
    CHECK(tree.hit(5, 5)->id == "over");
    CHECK(tree.hit(30, 30)->id == "under");
    CHECK(tree.hit(10, 95)->id == "hidden");
    CHECK(tree.hit(10, 120) == nullptr); // outside the list's viewport
    CHECK(tree.hit(300, 300) == nullptr);
}

TEST_CASE("the focus goes round in reading order, over what cannot be pressed") {
    ui::Tree tree;
    CHECK(tree.neighbour("", 1) == nullptr);
    tree.nodes = {words("title"), button("a", {}), button("off", {}), words("words"), button("b", {})};
    tree.nodes[2].enabled = false;
    CHECK(tree.neighbour("", 1)->id == "a");
    CHECK(tree.neighbour("", -1)->id == "b");
    CHECK(tree.neighbour("a", 1)->id == "b");
    CHECK(tree.neighbour("b", 1)->id == "a");
    CHECK(tree.neighbour("a", -1)->id == "b");
    CHECK(tree.neighbour("gone", 1)->id == "a");
    tree.nodes.resize(2);
    CHECK(tree.neighbour("a", 1)->id == "a");
    tree.nodes.resize(1);
    CHECK(tree.neighbour("a", 1) == nullptr);
}

TEST_CASE("the tree as JSON has what the design gives, whatever a label holds") {
    ui::Tree tree{"home", "ar", true, 800, 480, 0.19, {}, {}};
    tree.nodes = {button("a", {1, 2, 3, 4}), words("b", "line\nbreak \"حق\" \xFF")};
    tree.nodes[1].visible = false;
    const auto json = nlohmann::json::parse(ui::to_json(tree));
    CHECK(json["screen"] == "home");
    CHECK(json["size_px"] == nlohmann::json({800, 480}));
    CHECK(json["mm_per_px"] == 0.19);
    CHECK(json["direction"] == "rtl");
    CHECK(json["language"] == "ar");
    REQUIRE(json["nodes"].size() == 2);
    CHECK(json["nodes"][0]["role"] == "button");
    CHECK(json["nodes"][0]["rect_px"] == nlohmann::json({1, 2, 3, 4}));
    CHECK(json["nodes"][0]["interactive"] == true);
    CHECK(json["nodes"][1]["visible"] == false);
    CHECK(json["nodes"][1]["enabled"] == true);
    CHECK(json["nodes"][1]["label"].get<std::string>().find("حق") != std::string::npos);
}

TEST_CASE("the cache forgets what was used longest ago, and only when told to trim") {
    ui::Cache<int> cache(100);
    cache.insert("a", 1, 40);
    cache.insert("b", 2, 40);
    cache.insert("c", 3, 40);
    CHECK(cache.size() == 3);
    REQUIRE(cache.find("a") != nullptr);
    cache.trim();
    CHECK(cache.find("b") == nullptr);
    CHECK(*cache.find("a") == 1);
    CHECK(*cache.find("c") == 3);
    CHECK(cache.bytes() == 80);
    cache.insert("huge", 4, 1000);
    cache.trim();
    CHECK(cache.bytes() <= 100);
    cache.clear();
    CHECK(cache.bytes() == 0);
    CHECK(cache.find("a") == nullptr);
}
