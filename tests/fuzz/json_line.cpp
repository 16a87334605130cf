// A line of an export, as a stranger's stick may bring it: what is taken is written as one line that is read
// as the same.
#include "kiosk/exchange/json_lines.h"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto commitment = exchange::parse_json_line({reinterpret_cast<const char*>(data), size});
    if (!commitment) {
        if (commitment.error().message.empty()) std::abort();
        return 0;
    }
    const std::string line = exchange::to_json_line(*commitment);
    if (line.find('\n') != line.size() - 1) std::abort();
    const auto again = exchange::parse_json_line(line);
    if (!again || exchange::to_json_line(*again) != line) std::abort();
    return 0;
}
