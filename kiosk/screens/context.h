#pragma once

#include "content/messages.h"
#include "content/pack.h"

#include <cstdint>

namespace screens {

/// What every screen may read: the pack, the words of the chosen language, and the time.
struct Context {
    const content::Pack& pack;
    const content::Messages& words;
    std::int64_t utc_ms = 0;
};

} // namespace screens
