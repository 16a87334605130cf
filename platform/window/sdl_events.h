#pragma once

#include "platform/window/events.h"
#include "platform/window/panel.h"

#include <SDL_events.h>
#include <optional>

namespace window {

/// What of SDL's events the kiosk listens to; nothing for the others.
[[nodiscard]] std::optional<Event> from_sdl(const SDL_Event& event, const Panel& panel);
/// The event SDL's drivers would send; nothing for those that no driver sends or that carry text too long for
/// one.
[[nodiscard]] std::optional<SDL_Event> to_sdl(const Event& event, const Panel& panel);

} // namespace window
