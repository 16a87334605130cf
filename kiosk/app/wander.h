#pragma once

#include "kiosk/app/app.h"

#include <cstdint>
#include <filesystem>
#include <string>

namespace app {

/// What the program holds at one moment, as the kernel and the window count it.
struct Holdings {
    std::int64_t memory_kib = 0;    ///< proportional set size; 0 where the kernel does not tell
    std::int64_t own_kib = 0;       ///< what of its memory is no file's, and so nobody else's
    std::int64_t allocated_kib = 0; ///< what is in use of it on the heap; 0 under sanitizers
    std::int64_t files = 0;         ///< open handles
    std::int64_t threads = 0;
    window::TextureUse textures;
};
/// `self` stands in for /proc/self in tests.
[[nodiscard]] Holdings holdings(const window::TextureUse& textures,
                                const std::filesystem::path& self = "/proc/self");

/// Lets the random visitor wander through the kiosk for as long as the options say, in real time; the kiosk's
/// own clock moves only as the visitor passes time. Writes into --shots what the visitor notes and
/// samples.csv, a line after each visit; ends with a line of counts on standard output.
[[nodiscard]] base::Status wander(App& kiosk, const Options& options);

} // namespace app
