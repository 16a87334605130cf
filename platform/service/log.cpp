#include "platform/service/log.h"

#include <cstdio>
#include <cstdlib>
#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <systemd/sd-journal.h>
#include <unistd.h>
#include <vector>

namespace service {

namespace {

constexpr std::size_t longest_line = 500; // bytes

/// $JOURNAL_STREAM names the device and inode of the socket that systemd put on stderr; a program started
/// from ours, or a redirection, has another.
bool stderr_is_the_journal() {
    const char* stream = std::getenv("JOURNAL_STREAM");
    struct stat info {};
    if (stream == nullptr || ::fstat(STDERR_FILENO, &info) != 0) return false;
    return std::string_view(stream) == fmt::format("{}:{}", info.st_dev, info.st_ino);
}

std::vector<iovec> as_vectors(std::vector<std::string>& entries) {
    std::vector<iovec> vectors;
    for (std::string& entry : entries)
        vectors.push_back({entry.data(), entry.size()});
    return vectors;
}

} // namespace

std::string as_line(std::string_view text) {
    std::size_t size = text.size();
    if (size > longest_line) {
        size = longest_line;
        while (size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80)
            --size;
    }
    std::string line(text.substr(0, size));
    for (char& c : line) {
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
    }
    return line;
}

Log::Log(Priority least) : m_least(least), m_to_journal(stderr_is_the_journal()) {}

void Log::write(Priority priority, std::string_view message, std::initializer_list<Field> fields) const {
    if (!m_to_journal) {
        if (priority <= m_least) std::fprintf(stderr, "smallplaces: %s\n", as_line(message).c_str());
        return;
    }
    std::vector<std::string> entries{"MESSAGE=" + as_line(message),
                                     fmt::format("PRIORITY={}", static_cast<int>(priority)),
                                     "SYSLOG_IDENTIFIER=smallplaces"};
    for (const Field& field : fields)
        entries.push_back(fmt::format("SMALLPLACES_{}={}", field.name, as_line(field.value)));
    const std::vector<iovec> vectors = as_vectors(entries);
    if (::sd_journal_sendv(vectors.data(), static_cast<int>(vectors.size())) < 0)
        std::fprintf(stderr, "%s\n", as_line(message).c_str()); // which systemd reads line by line
}

} // namespace service
