// The sections of a text as the pack keeps them: damaged bytes fail, what was read is written and read as the
// same.
#include "content/text_codec.h"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto sections = content::decode_sections({reinterpret_cast<const char*>(data), size});
    if (!sections) return 0;
    const std::string bytes = content::encode_sections(*sections);
    const auto again = content::decode_sections(bytes);
    if (!again || content::encode_sections(*again) != bytes) std::abort();
    return 0;
}
