// A manifest, as it lies on a stranger's stick and as it would be with a hash that fits: what is taken names
// nothing outside of its folder, and is written and read as the same.
#include "kiosk/exchange/manifest.h"
#include "kiosk/exchange/sha256.h"

#include <cstdint>
#include <cstdlib>

namespace {

void check(std::string_view text) {
    const auto manifest = exchange::parse_manifest(text);
    if (!manifest) {
        if (manifest.error().message.empty()) std::abort();
        return;
    }
    for (const exchange::Manifest::File& file : manifest->files) {
        const std::string inside = "/" + file.name + "/";
        const bool leads_out = inside.starts_with("//") || inside.find("/../") != std::string::npos;
        if (file.name.empty() || leads_out || file.bytes < 0 || file.sha256.size() != 64) std::abort();
    }
    const std::string written = exchange::write_manifest(*manifest);
    const auto again = exchange::parse_manifest(written);
    if (!again || exchange::write_manifest(*again) != written) std::abort();
}

/// With the hash that the text should carry, so that more than the hash is looked at.
std::string sealed(std::string text) {
    constexpr std::string_view key = "\"sha256_of_this_file_with_zeros_here\": \"";
    const std::size_t at = text.find(key);
    if (at == std::string::npos || text.size() < at + key.size() + 64) return text;
    text.replace(at + key.size(), 64, std::string(64, '0'));
    return text.replace(at + key.size(), 64, exchange::sha256(text));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    check(text);
    check(sealed(text));
    return 0;
}
