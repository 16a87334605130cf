// A line of the kernel's table of mounts, which holds names that a stranger's stick chose.
#include "platform/media/mount_table.h"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view line(reinterpret_cast<const char*>(data), size);
    if (const auto mount = media::parse_mount(line); mount && mount->mounted_at.empty()) std::abort();
    if (media::undo_octal_escapes(line).size() > size) std::abort();
    return 0;
}
