#include "platform/media/mount_table.h"

#include <algorithm>
#include <vector>

namespace media {
namespace {

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    while (!text.empty()) {
        const auto end = std::min(text.find(separator), text.size());
        if (end > 0) parts.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return parts;
}

bool has_option(std::string_view options, std::string_view wanted) {
    const auto all = split(options, ',');
    return std::find(all.begin(), all.end(), wanted) != all.end();
}

bool is_octal(char digit) {
    return digit >= '0' && digit <= '7';
}

} // namespace

std::string undo_octal_escapes(std::string_view field) {
    std::string text;
    for (std::size_t i = 0; i < field.size(); ++i) {
        const bool escape = field[i] == '\\' && i + 3 < field.size() && is_octal(field[i + 1]) &&
                            field[i + 1] <= '3' && is_octal(field[i + 2]) && is_octal(field[i + 3]);
        if (!escape) {
            text += field[i];
            continue;
        }
        text +=
            static_cast<char>((field[i + 1] - '0') * 64 + (field[i + 2] - '0') * 8 + (field[i + 3] - '0'));
        i += 3;
    }
    return text;
}

std::optional<Mount> parse_mount(std::string_view line) {
    // 36 35 8:1 / /media/STICK rw,noatime shared:1 - vfat /dev/sda1 rw,fmask=0022
    const auto fields = split(line, ' ');
    const auto dash = std::find(fields.begin(), fields.end(), "-");
    if (dash - fields.begin() < 6 || fields.end() - dash < 4) return std::nullopt;
    return Mount{.device_number = std::string(fields[2]),
                 .subtree = undo_octal_escapes(fields[3]),
                 .mounted_at = undo_octal_escapes(fields[4]),
                 .source = undo_octal_escapes(dash[2]),
                 .read_only = has_option(fields[5], "ro") || has_option(dash[3], "ro")};
}

} // namespace media
