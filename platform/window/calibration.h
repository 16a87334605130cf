#pragma once

#include "platform/window/panel.h"

#include <optional>
#include <span>

namespace window {

/// One touch of a mark: where the controller reported it and where the mark was, both as shares of the panel
/// (0 to 1), before any rotation.
struct MarkTouched {
    Place reported;
    Place mark;
};

/// The matrix that fits three touches or more best (least squares). Nothing when they do not fit together or
/// no panel could be built in like that: touches on one place or one line, a touch far from its mark, a panel
/// many times larger or smaller than its controller.
[[nodiscard]] std::optional<TouchMatrix> calibrate(std::span<const MarkTouched> touches);

} // namespace window
