#include "platform/window/sdl_events.h"

#include <SDL_keyboard.h>
#include <SDL_mouse.h>
#include <SDL_touch.h>
#include <cstring>

namespace window {

namespace {

constexpr std::int64_t mouse_finger = -1;
constexpr SDL_TouchID robot_touch_screen = 7;

std::optional<Event> from_window(const SDL_WindowEvent& event) {
    switch (event.event) {
    case SDL_WINDOWEVENT_EXPOSED:
    case SDL_WINDOWEVENT_SIZE_CHANGED:
    case SDL_WINDOWEVENT_RESTORED:
        return ExposeEvent{};
    default:
        return std::nullopt;
    }
}

std::optional<Event> from_finger(const SDL_TouchFingerEvent& event, FingerEvent::Phase phase,
                                 const Panel& panel) {
    const Place place = panel.touched({static_cast<double>(event.x), static_cast<double>(event.y)});
    return FingerEvent{phase, event.fingerId, place.x, place.y};
}

/// A mouse needs no calibration, but it is turned as the panel is.
Place mouse_place(int x, int y, const Panel& panel) {
    return panel.to_upright({static_cast<double>(x), static_cast<double>(y)});
}

std::optional<Event> from_button(const SDL_MouseButtonEvent& event, FingerEvent::Phase phase,
                                 const Panel& panel) {
    if (event.button != SDL_BUTTON_LEFT || event.which == SDL_TOUCH_MOUSEID) return std::nullopt;
    const Place place = mouse_place(event.x, event.y, panel);
    return FingerEvent{phase, mouse_finger, place.x, place.y};
}

std::optional<Event> from_motion(const SDL_MouseMotionEvent& event, const Panel& panel) {
    if ((event.state & SDL_BUTTON_LMASK) == 0 || event.which == SDL_TOUCH_MOUSEID) return std::nullopt;
    const Place place = mouse_place(event.x, event.y, panel);
    return FingerEvent{FingerEvent::Phase::move, mouse_finger, place.x, place.y};
}

std::optional<Event> from_wheel(const SDL_MouseWheelEvent& event, const Panel& panel) {
    int x = 0, y = 0;
    SDL_GetMouseState(&x, &y);
    const Place place = mouse_place(x, y, panel);
    return WheelEvent{place.x, place.y, -static_cast<double>(event.preciseY) * 3};
}

/// A held key repeats where that is wanted (moving, erasing); what acts, acts once.
bool acts_once(SDL_Keycode key) {
    return key == SDLK_RETURN || key == SDLK_KP_ENTER || key == SDLK_ESCAPE;
}

std::optional<Event> from_key(const SDL_KeyboardEvent& event) {
    if (event.repeat != 0 && acts_once(event.keysym.sym)) return std::nullopt;
    const Uint16 mod = event.keysym.mod;
    return KeyEvent{SDL_GetKeyName(event.keysym.sym), (mod & KMOD_SHIFT) != 0, (mod & KMOD_CTRL) != 0,
                    (mod & KMOD_ALT) != 0};
}

} // namespace

std::optional<Event> from_sdl(const SDL_Event& event, const Panel& panel) {
    switch (event.type) {
    case SDL_QUIT:
        return QuitEvent{};
    case SDL_WINDOWEVENT:
        return from_window(event.window);
    case SDL_RENDER_TARGETS_RESET:
        return ExposeEvent{};
    case SDL_RENDER_DEVICE_RESET:
        return ExposeEvent{true};
    case SDL_FINGERDOWN:
        return from_finger(event.tfinger, FingerEvent::Phase::down, panel);
    case SDL_FINGERMOTION:
        return from_finger(event.tfinger, FingerEvent::Phase::move, panel);
    case SDL_FINGERUP:
        return from_finger(event.tfinger, FingerEvent::Phase::up, panel);
    case SDL_MOUSEBUTTONDOWN:
        return from_button(event.button, FingerEvent::Phase::down, panel);
    case SDL_MOUSEBUTTONUP:
        return from_button(event.button, FingerEvent::Phase::up, panel);
    case SDL_MOUSEMOTION:
        return from_motion(event.motion, panel);
    case SDL_MOUSEWHEEL:
        return from_wheel(event.wheel, panel);
    case SDL_KEYDOWN:
        return from_key(event.key);
    case SDL_TEXTINPUT:
        return TextEvent{event.text.text};
    default:
        return std::nullopt;
    }
}

std::optional<SDL_Event> to_sdl(const Event& event, const Panel& panel) {
    SDL_Event result{};
    if (const auto* finger = std::get_if<FingerEvent>(&event)) {
        switch (finger->phase) {
        case FingerEvent::Phase::down:
            result.type = SDL_FINGERDOWN;
            break;
        case FingerEvent::Phase::move:
            result.type = SDL_FINGERMOTION;
            break;
        default:
            result.type = SDL_FINGERUP;
        }
        result.tfinger.touchId = robot_touch_screen;
        result.tfinger.fingerId = finger->finger;
        const Place reported = panel.report({finger->x, finger->y});
        result.tfinger.x = static_cast<float>(reported.x);
        result.tfinger.y = static_cast<float>(reported.y);
        result.tfinger.pressure = 1;
        return result;
    }
    if (const auto* key = std::get_if<KeyEvent>(&event)) {
        result.type = SDL_KEYDOWN;
        result.key.state = SDL_PRESSED;
        result.key.keysym.sym = SDL_GetKeyFromName(key->name.c_str());
        if (result.key.keysym.sym == SDLK_UNKNOWN) return std::nullopt;
        result.key.keysym.mod = static_cast<Uint16>(
            (key->shift ? KMOD_LSHIFT : 0) | (key->control ? KMOD_LCTRL : 0) | (key->alt ? KMOD_LALT : 0));
        return result;
    }
    if (const auto* text = std::get_if<TextEvent>(&event)) {
        if (text->utf8.size() >= sizeof result.text.text) return std::nullopt;
        result.type = SDL_TEXTINPUT;
        std::memcpy(result.text.text, text->utf8.c_str(), text->utf8.size() + 1);
        return result;
    }
    if (std::holds_alternative<QuitEvent>(event)) {
        result.type = SDL_QUIT;
        return result;
    }
    return std::nullopt;
}

} // namespace window
