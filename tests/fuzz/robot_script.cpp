// A script that was read: each command's line, read by itself, is the same command again.
#include "kiosk/robot/script.h"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto commands = robot::parse_script({reinterpret_cast<const char*>(data), size}, "fuzz");
    if (!commands) {
        if (!commands.error().message.starts_with("fuzz:")) std::abort();
        return 0;
    }
    for (const robot::Command& command : *commands) {
        const auto again = robot::parse_script(command.source, "again");
        if (!again || again->size() != 1 || again->front().argument != command.argument) std::abort();
        if (!robot::matches("*", command.argument)) std::abort();
    }
    return 0;
}
