// A time that was read is written and read back as the same time.
#include "platform/base/clock.h"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto time = base::parse_iso8601({reinterpret_cast<const char*>(data), size});
    if (time) {
        const auto again = base::parse_iso8601(base::format_iso8601(*time));
        if (!again || *again != *time) std::abort();
    }
    return 0;
}
