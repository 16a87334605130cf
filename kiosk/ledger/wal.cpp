#include "kiosk/ledger/wal.h"

#include "kiosk/ledger/schema.h"

#include <fmt/format.h>

namespace ledger {

namespace {

constexpr std::size_t header_size = 32;
constexpr std::size_t frame_header_size = 24;
constexpr std::size_t frame_size = frame_header_size + page_size;
constexpr std::uint32_t magic = 0x377F0682; ///< the last bit says that checksums are of big-endian words

std::uint32_t big_endian(std::string_view bytes, std::size_t at) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i)
        value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
    return value;
}

std::uint32_t little_endian(std::string_view bytes, std::size_t at) {
    std::uint32_t value = 0;
    for (std::size_t i = 4; i-- > 0;)
        value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
    return value;
}

struct Checksum {
    bool is_big_endian = false;
    std::uint32_t first = 0, second = 0;

    void add(std::string_view bytes) {
        const auto word = is_big_endian ? big_endian : little_endian;
        for (std::size_t at = 0; at + 8 <= bytes.size(); at += 8) {
            first += word(bytes, at) + second;
            second += word(bytes, at + 4) + first;
        }
    }
    [[nodiscard]] bool equals(std::string_view bytes, std::size_t at) const {
        return first == big_endian(bytes, at) && second == big_endian(bytes, at + 4);
    }
};

} // namespace

Wal read_wal(std::string_view bytes) {
    Wal wal;
    if (bytes.size() < header_size + frame_size) return wal; // nothing was committed into it
    const std::string_view header = bytes.substr(0, header_size);
    Checksum sum{(big_endian(header, 0) & 1) != 0};
    sum.add(header.substr(0, 24));
    const bool header_good = (big_endian(header, 0) & ~1u) == magic && big_endian(header, 8) == page_size &&
                             sum.equals(header, 24);
    // SQLite syncs the header before the first frame, so a power cut cannot leave frames behind a bad one.
    if (!header_good) wal.damage = "the header of its write-ahead log is damaged";
    // A bad header's salts are in its first frame too.
    const std::string_view salts = header_good ? header.substr(16, 8) : bytes.substr(header_size + 8, 8);
    bool broken = !header_good;
    for (std::size_t at = header_size; at + frame_size <= bytes.size(); at += frame_size) {
        const std::string_view head = bytes.substr(at, frame_header_size);
        const std::string_view data = bytes.substr(at + frame_header_size, page_size);
        const bool of_this_log = head.substr(8, 8) == salts;
        wal.frames.push_back({big_endian(head, 0), data, of_this_log});
        sum.add(head.substr(0, 8));
        sum.add(data);
        if (!broken && of_this_log && sum.equals(head, 16)) continue;
        const bool commits = big_endian(head, 4) != 0;
        if (broken && of_this_log && commits && !wal.damage) {
            wal.damage = fmt::format("its write-ahead log is damaged before frame {}", wal.frames.size());
        }
        broken = true;
    }
    return wal;
}

} // namespace ledger
