#include "platform/window/sdl_events.h"

#include <SDL_mouse.h>
#include <SDL_touch.h>
#include <cstring>
#include <doctest/doctest.h>
#include <string>

using window::FingerEvent;

namespace {

constexpr window::Panel panel{800, 480};

std::optional<window::Event> there_and_back(const window::Event& event) {
    const auto sdl = window::to_sdl(event, panel);
    if (!sdl) return std::nullopt;
    return window::from_sdl(*sdl, panel);
}

SDL_Event mouse(Uint32 type, Uint8 button, Uint32 which = 0) {
    SDL_Event event{};
    event.type = type;
    event.button.button = button;
    event.button.which = which;
    event.button.x = 30;
    event.button.y = 40;
    return event;
}

SDL_Event key(SDL_Keycode code, bool repeated) {
    SDL_Event event{};
    event.type = SDL_KEYDOWN;
    event.key.keysym.sym = code;
    event.key.repeat = repeated ? 1 : 0;
    return event;
}

} // namespace

TEST_CASE("a finger keeps its place, its number and its phase through SDL") {
    for (const auto phase : {FingerEvent::Phase::down, FingerEvent::Phase::move, FingerEvent::Phase::up}) {
        const auto back = there_and_back(FingerEvent{phase, 5, 123.5, 456.25});
        REQUIRE(back.has_value());
        const auto& finger = std::get<FingerEvent>(*back);
        CHECK(finger.phase == phase);
        CHECK(finger.finger == 5);
        CHECK(finger.x == doctest::Approx(123.5).epsilon(0.0001));
        CHECK(finger.y == doctest::Approx(456.25).epsilon(0.0001));
    }
}

TEST_CASE("keys keep their name and modifiers through SDL") {
    for (const char* name : {"Tab", "Return", "Escape", "Left", "Backspace", "Keypad Enter", "S"}) {
        const auto back = there_and_back(window::KeyEvent{name, true, true, false});
        REQUIRE_MESSAGE(back.has_value(), name);
        const auto& event = std::get<window::KeyEvent>(*back);
        CHECK(event.name == name);
        CHECK(event.shift);
        CHECK(event.control);
        CHECK_FALSE(event.alt);
    }
    CHECK_FALSE(window::to_sdl(window::KeyEvent{"No Such Key", false, false, false}, panel).has_value());
}

TEST_CASE("text passes whole or not at all") {
    const auto back = there_and_back(window::TextEvent{"حق"});
    REQUIRE(back.has_value());
    CHECK(std::get<window::TextEvent>(*back).utf8 == "حق");
    CHECK_FALSE(window::to_sdl(window::TextEvent{std::string(200, 'x')}, panel).has_value());
}

TEST_CASE("leaving passes, what no driver sends does not") {
    CHECK(std::holds_alternative<window::QuitEvent>(there_and_back(window::QuitEvent{}).value()));
    CHECK_FALSE(window::to_sdl(window::WakeEvent{}, panel).has_value());
    CHECK_FALSE(window::to_sdl(window::ExposeEvent{}, panel).has_value());
}

TEST_CASE("the mouse's left button is a finger, its others and those made of touches are not") {
    const auto down = window::from_sdl(mouse(SDL_MOUSEBUTTONDOWN, SDL_BUTTON_LEFT), panel);
    REQUIRE(down.has_value());
    CHECK(std::get<FingerEvent>(*down).phase == FingerEvent::Phase::down);
    CHECK(std::get<FingerEvent>(*down).x == 30);
    const auto up = window::from_sdl(mouse(SDL_MOUSEBUTTONUP, SDL_BUTTON_LEFT), panel);
    CHECK(std::get<FingerEvent>(up.value()).finger == std::get<FingerEvent>(*down).finger);
    CHECK_FALSE(window::from_sdl(mouse(SDL_MOUSEBUTTONDOWN, SDL_BUTTON_RIGHT), panel).has_value());
    CHECK_FALSE(
        window::from_sdl(mouse(SDL_MOUSEBUTTONDOWN, SDL_BUTTON_LEFT, SDL_TOUCH_MOUSEID), panel).has_value());
}

TEST_CASE("the mouse moves a finger only while its button is down") {
    SDL_Event event{};
    event.type = SDL_MOUSEMOTION;
    event.motion.x = 7;
    CHECK_FALSE(window::from_sdl(event, panel).has_value());
    event.motion.state = SDL_BUTTON_LMASK;
    const auto moved = window::from_sdl(event, panel);
    REQUIRE(moved.has_value());
    CHECK(std::get<FingerEvent>(*moved).phase == FingerEvent::Phase::move);
}

TEST_CASE("the wheel towards the reader goes towards the end of the page") {
    SDL_Event event{};
    event.type = SDL_MOUSEWHEEL;
    event.wheel.preciseY = -1;
    CHECK(std::get<window::WheelEvent>(window::from_sdl(event, panel).value()).lines > 0);
}

TEST_CASE("a key that is held down moves on and erases on, but presses once") {
    for (const SDL_Keycode code : {SDLK_TAB, SDLK_DOWN, SDLK_LEFT, SDLK_BACKSPACE})
        CHECK(window::from_sdl(key(code, true), panel).has_value());
    for (const SDL_Keycode code : {SDLK_RETURN, SDLK_KP_ENTER, SDLK_ESCAPE}) {
        CHECK(window::from_sdl(key(code, false), panel).has_value());
        CHECK_FALSE(window::from_sdl(key(code, true), panel).has_value());
    }
}

TEST_CASE("an uncovered window is drawn again, other news of it are not") {
    SDL_Event event{};
    event.type = SDL_WINDOWEVENT;
    event.window.event = SDL_WINDOWEVENT_EXPOSED;
    CHECK(std::holds_alternative<window::ExposeEvent>(window::from_sdl(event, panel).value()));
    event.window.event = SDL_WINDOWEVENT_ENTER;
    CHECK_FALSE(window::from_sdl(event, panel).has_value());
    event.type = SDL_RENDER_TARGETS_RESET;
    CHECK(window::from_sdl(event, panel).has_value());
}
