#include "platform/window/window.h"

#include <chrono>
#include <doctest/doctest.h>
#include <thread>

using window::Rect;

namespace {

std::unique_ptr<window::Window> open(int width = 64, int height = 48, double diagonal = 0) {
    auto opened = window::Window::open(
        {.width = width, .height = height, .diagonal_inches = diagonal, .headless = true});
    REQUIRE_MESSAGE(opened.has_value(), (opened ? "" : opened.error().message));
    return std::move(*opened);
}

image::Image shown(window::Window& window, const std::vector<window::Quad>& quads,
                   image::Argb background = 0xFF202020) {
    window.draw(quads, background);
    window.present();
    auto picture = window.picture();
    REQUIRE(picture.has_value());
    return std::move(*picture);
}

window::Quad filled(const Rect& target, const Rect& clip, image::Argb colour) {
    return {nullptr, {}, target, clip, colour};
}

constexpr Rect all{0, 0, 64, 48};
constexpr image::Argb rgb = 0x00FFFFFF;

} // namespace

TEST_CASE("rectangles are cut where they do not meet") {
    CHECK(window::intersection({0, 0, 10, 10}, {5, 5, 10, 10}) == Rect{5, 5, 5, 5});
    CHECK(window::intersection({0, 0, 10, 10}, {10, 0, 10, 10}).empty());
    CHECK(window::intersection({0, 0, 10, 10}, {50, 50, 1, 1}).empty());
    CHECK(Rect{2, 3, 4, 5}.contains(2, 3));
    CHECK_FALSE(Rect{2, 3, 4, 5}.contains(6, 3));
}

TEST_CASE("the background covers all, a rectangle its place and nothing outside its clip") {
    const auto window = open();
    const image::Image image = shown(*window, {filled({10, 10, 20, 20}, {0, 0, 20, 48}, 0xFFFF0000),
                                               filled({60, 40, 50, 50}, all, 0xFF00FF00)});
    CHECK(image.width == 64);
    CHECK((image.at(0, 0) & rgb) == 0x202020);
    CHECK((image.at(10, 10) & rgb) == 0xFF0000);
    CHECK((image.at(19, 29) & rgb) == 0xFF0000);
    CHECK((image.at(20, 15) & rgb) == 0x202020); // clipped away
    CHECK((image.at(63, 47) & rgb) == 0x00FF00);
    // The clip of one frame does not last into the next.
    CHECK((shown(*window, {}).at(63, 0) & rgb) == 0x202020);
}

TEST_CASE("a half transparent rectangle is mixed, a later one lies above") {
    const auto window = open();
    const image::Image image = shown(*window, {filled(all, all, 0xFF000000), filled(all, all, 0x80FFFFFF)});
    CHECK((image.at(5, 5) & 0xFF) > 0x78);
    CHECK((image.at(5, 5) & 0xFF) < 0x88);
}

TEST_CASE("a part of a texture is drawn in its colours, its transparent part lets through") {
    const auto window = open();
    const window::Texture texture = window->make_texture(
        {4,
         2,
         {0xFFFF0000, 0xFFFF0000, 0xFF0000FF, 0x000000FF, 0xFFFF0000, 0xFFFF0000, 0xFF0000FF, 0x000000FF}});
    CHECK(texture.bytes() == 32);
    window::Quad quad{&texture, {2, 0, 2, 2}, {30, 20, 2, 2}, all, 0xFFFFFFFF};
    const image::Image image = shown(*window, {quad});
    CHECK((image.at(30, 20) & rgb) == 0x0000FF);
    CHECK((image.at(31, 21) & rgb) == 0x202020);
    CHECK((image.at(29, 20) & rgb) == 0x202020);
}

TEST_CASE("a texture is faded and tinted by the colour of each drawing of it") {
    const auto window = open();
    const window::Texture white = window->make_texture({1, 1, {0xFFFFFFFF}});
    const image::Image image = shown(*window, {{&white, {0, 0, 1, 1}, {0, 0, 8, 8}, all, 0xFFFF0000},
                                               {&white, {0, 0, 1, 1}, {8, 0, 8, 8}, all, 0x00FFFFFF},
                                               {&white, {0, 0, 1, 1}, {16, 0, 8, 8}, all, 0xFFFFFFFF}});
    CHECK((image.at(4, 4) & rgb) == 0xFF0000);
    CHECK((image.at(12, 4) & rgb) == 0x202020);
    CHECK((image.at(20, 4) & rgb) == 0xFFFFFF);
}

TEST_CASE("an empty texture is nothing, and can be drawn") {
    const auto window = open();
    const window::Texture nothing = window->make_texture({});
    CHECK(nothing.width() == 0);
    CHECK((shown(*window, {{&nothing, {}, all, all, 0xFFFFFFFF}}).at(1, 1) & rgb) == 0x202020);
}

TEST_CASE("textures are counted while they live") {
    const auto window = open();
    CHECK(window->textures().count == 0);
    {
        const window::Texture kept = window->make_texture({3, 2, std::vector<image::Argb>(6, 0xFFFFFFFF)});
        const window::Texture other = window->make_texture({1, 1, {0xFF000000}}, true);
        const window::Texture none = window->make_texture({});
        CHECK(window->textures().count == 2);
        CHECK(window->textures().bytes == 28);
    }
    CHECK(window->textures().count == 0);
    CHECK(window->textures().bytes == 0);
}

TEST_CASE("events pushed come out in order, in the window's pixels") {
    const auto window = open(800, 480);
    (void)window->wait(0); // what opening it brought
    window->push(window::FingerEvent{window::FingerEvent::Phase::down, 3, 400, 240});
    window->push(window::KeyEvent{"Tab", true, false, false});
    window->push(window::TextEvent{"é"});
    const std::vector<window::Event> events = window->wait(1000);
    REQUIRE(events.size() == 3);
    CHECK(std::get<window::FingerEvent>(events[0]).x == doctest::Approx(400).epsilon(0.0001));
    CHECK(std::get<window::KeyEvent>(events[1]).shift);
    CHECK(std::get<window::TextEvent>(events[2]).utf8 == "é");
    CHECK(window->wait(0).empty());
}

TEST_CASE("another thread wakes a wait without end") {
    const auto window = open();
    (void)window->wait(0);
    std::thread other([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(30));
        window->wake();
    });
    bool woken = false;
    for (int i = 0; i < 100 && !woken; ++i) {
        for (const window::Event& event : window->wait(5000))
            woken = woken || std::holds_alternative<window::WakeEvent>(event);
    }
    other.join();
    CHECK(woken);
}

TEST_CASE("millimetres come from the diagonal, given or usual for so many pixels") {
    CHECK(open(1280, 800, 10.1)->mm_per_px() == doctest::Approx(0.17).epsilon(0.01));
    CHECK(open(1280, 800)->mm_per_px() == doctest::Approx(0.17).epsilon(0.01));
    CHECK(open(1280, 800, 20.2)->mm_per_px() == doctest::Approx(0.34).epsilon(0.01));
    CHECK(window::usual_diagonal(800, 480) == 7);
    CHECK(window::usual_diagonal(1920, 1080) == 21.5);
    CHECK(window::usual_diagonal(1080, 1920) == 32);
    CHECK(window::usual_diagonal(1500, 1000) > 8); // an unknown panel: something of this world
    CHECK(window::usual_diagonal(1500, 1000) < 20);
}

namespace {

constexpr int degrees[] = {0, 90, 180, 270};

/// A window that is 64 by 48 for who stands before it, on a panel turned by so much.
std::unique_ptr<window::Window> open_turned(int turn, const window::TouchMatrix& touch = {}) {
    const bool sideways = turn % 180 != 0;
    auto opened = window::Window::open({.width = sideways ? 48 : 64,
                                        .height = sideways ? 64 : 48,
                                        .headless = true,
                                        .rotation = window::rotation_of(turn),
                                        .touch = touch});
    REQUIRE(opened.has_value());
    return std::move(*opened);
}

image::Image pattern(int width, int height) {
    image::Image image{width, height, {}};
    for (int i = 0; i < width * height; ++i)
        image.pixels.push_back(0xFF000000u + static_cast<image::Argb>(i) * 0x030507u);
    return image;
}

} // namespace

TEST_CASE("the upright picture is the same to the pixel however the panel is turned") {
    const double as_usual = open()->mm_per_px();
    std::vector<image::Image> pictures;
    for (const int turn : degrees) {
        const auto window = open_turned(turn);
        CHECK(window->width() == 64);
        CHECK(window->mm_per_px() == as_usual);
        const window::Texture whole = window->make_texture(pattern(20, 11));
        const window::Texture opaque = window->make_texture(pattern(9, 17), true);
        CHECK(whole.width() == 20);
        pictures.push_back(shown(*window, {filled({3, 5, 20, 9}, all, 0xFFAA5500),
                                           filled({1, 1, 40, 30}, {7, 2, 30, 11}, 0x7733FF11),
                                           {&whole, {0, 0, 20, 11}, {30, 3, 20, 11}, all, 0xFFFFFFFF},
                                           {&whole, {4, 2, 7, 5}, {50, 30, 7, 5}, {52, 31, 9, 9}, 0xC0FF8080},
                                           {&opaque, {1, 2, 8, 15}, {8, 30, 8, 15}, all, 0xFFFFFFFF}}));
        CHECK(image::difference(pictures.front(), pictures.back()).same_size);
        CHECK(image::difference(pictures.front(), pictures.back()).largest == 0);
    }
    CHECK(image::difference(pictures.front(), image::turned(pictures.front(), 2)).largest > 0);
}

TEST_CASE("a touch arrives where it was meant, however the panel is turned and the controller is built in") {
    for (const int turn : degrees) {
        const auto window = open_turned(turn, {{0, -1, 1, 1, 0, 0}});
        (void)window->wait(0);
        window->push(window::FingerEvent{window::FingerEvent::Phase::down, 3, 50, 10});
        const std::vector<window::Event> events = window->wait(1000);
        REQUIRE(events.size() == 1);
        CHECK(std::get<window::FingerEvent>(events[0]).x == doctest::Approx(50).epsilon(0.0001));
        CHECK(std::get<window::FingerEvent>(events[0]).y == doctest::Approx(10).epsilon(0.0001));
    }
}

TEST_CASE("a display opened anew cancels the fingers that are down, tells that textures are lost, and draws "
          "again") {
    const auto window = open();
    const window::Texture old = window->make_texture({1, 1, {0xFFFFFFFF}});
    (void)window->wait(0);
    window->push(window::FingerEvent{window::FingerEvent::Phase::down, 8, 5, 5});
    (void)window->wait(0);
    REQUIRE(window->reopen().has_value());
    bool cancelled = false, lost = false;
    for (const window::Event& event : window->wait(0)) {
        if (const auto* finger = std::get_if<window::FingerEvent>(&event))
            cancelled =
                cancelled || (finger->phase == window::FingerEvent::Phase::cancel && finger->finger == 8);
        if (const auto* expose = std::get_if<window::ExposeEvent>(&event))
            lost = lost || expose->textures_lost;
    }
    CHECK(cancelled);
    CHECK(lost);
    const window::Texture fresh = window->make_texture({1, 1, {0xFFFF0000}});
    const image::Image image = shown(*window, {{&old, {0, 0, 1, 1}, {0, 0, 8, 8}, all, 0xFFFFFFFF},
                                               {&fresh, {0, 0, 1, 1}, {8, 0, 8, 8}, all, 0xFFFFFFFF}});
    CHECK((image.at(4, 4) & rgb) == 0x202020);
    CHECK((image.at(12, 4) & rgb) == 0xFF0000);
    window->wake();
    CHECK_FALSE(window->wait(1000).empty());
}
