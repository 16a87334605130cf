// A catalogue that was read can be checked against itself without a missing or an unknown message in it.
#include "content/build/po_catalogue.h"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto catalogue = content::parse_po({reinterpret_cast<const char*>(data), size});
    if (!catalogue) return 0;
    const auto checked = content::check_catalogue(*catalogue, *catalogue, "en");
    if (!checked.unknown.empty()) std::abort();
    return 0;
}
