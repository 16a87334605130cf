#include "kiosk/ledger/record.h"

#include "kiosk/ledger/schema.h"

namespace ledger {

namespace {

constexpr std::uint64_t longest_payload = 64 * 1024;
constexpr std::size_t most_columns = 64;

/// SQLite's variable-length integer at `at`, which moves behind it.
std::optional<std::uint64_t> varint(std::string_view bytes, std::size_t& at) {
    std::uint64_t value = 0;
    for (int i = 0; i < 9; ++i) {
        if (at >= bytes.size()) return std::nullopt;
        const auto byte = static_cast<unsigned char>(bytes[at++]);
        if (i == 8) return value << 8 | byte;
        value = value << 7 | (byte & 0x7Fu);
        if ((byte & 0x80u) == 0) return value;
    }
    return std::nullopt;
}

/// Bytes of a value by its serial type.
std::uint64_t size_of(std::uint64_t serial) {
    constexpr std::uint64_t small[] = {0, 1, 2, 3, 4, 6, 8, 8, 0, 0};
    if (serial < 10) return small[serial];
    return serial < 12 ? longest_payload + 1 : (serial - 12) / 2;
}

/// How much of a payload lies in the page itself.
std::size_t local_size(std::uint64_t payload) {
    constexpr std::uint64_t usable = page_size;
    constexpr std::uint64_t most = usable - 35;
    if (payload <= most) return payload;
    constexpr std::uint64_t least = (usable - 12) * 32 / 255 - 23;
    const std::uint64_t wanted = least + (payload - least) % (usable - 4);
    return wanted <= most ? wanted : least;
}

std::uint32_t page_number(std::string_view bytes) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i)
        value = value << 8 | static_cast<unsigned char>(bytes[i]);
    return value;
}

/// The whole payload, collected over its overflow pages.
std::optional<std::string> collect(std::string_view page, std::size_t at, std::uint64_t size,
                                   const Record::Fetch& fetch) {
    const std::size_t local = local_size(size);
    if (at + local > page.size()) return std::nullopt;
    std::string payload(page.substr(at, local));
    if (local == size) return payload;
    if (at + local + 4 > page.size()) return std::nullopt;
    std::uint32_t next = page_number(page.substr(at + local, 4));
    while (payload.size() < size) {
        const std::string_view more = fetch(next);
        if (more.size() != page_size) return std::nullopt;
        payload += more.substr(4, static_cast<std::size_t>(size) - payload.size());
        next = page_number(more);
    }
    return payload;
}

} // namespace

Record::Value Record::decode(std::uint64_t serial, std::string_view bytes) {
    Value value;
    if (serial == 0) return value;
    if (serial <= 6) {
        value.type = Type::integer;
        std::uint64_t bits =
            !bytes.empty() && (static_cast<unsigned char>(bytes[0]) & 0x80u) != 0 ? ~std::uint64_t{0} : 0;
        for (const char byte : bytes)
            bits = bits << 8 | static_cast<unsigned char>(byte);
        value.number = static_cast<std::int64_t>(bits);
    } else if (serial == 8 || serial == 9) {
        value.type = Type::integer;
        value.number = serial == 9 ? 1 : 0;
    } else if (serial >= 13 && serial % 2 == 1) {
        value.type = Type::text;
        value.text = bytes;
    } else {
        value.type = Type::other;
    }
    return value;
}

std::optional<Record> Record::at(std::string_view page, std::size_t offset, const Fetch& fetch) {
    std::size_t at = offset;
    const std::optional<std::uint64_t> size = varint(page, at);
    if (!size || *size < 2 || *size > longest_payload) return std::nullopt;
    const std::optional<std::uint64_t> rowid = varint(page, at);
    if (!rowid) return std::nullopt;
    const std::optional<std::string> payload = collect(page, at, *size, fetch);
    if (!payload) return std::nullopt;
    std::size_t header_at = 0;
    const std::optional<std::uint64_t> header_size = varint(*payload, header_at);
    if (!header_size || *header_size > payload->size() || *header_size < header_at) return std::nullopt;
    Record record;
    record.m_rowid = static_cast<std::int64_t>(*rowid);
    std::size_t body_at = *header_size;
    while (header_at < *header_size) {
        const std::optional<std::uint64_t> serial = varint(*payload, header_at);
        if (!serial || record.m_values.size() >= most_columns) return std::nullopt;
        const std::uint64_t length = size_of(*serial);
        if (length > payload->size() - body_at) return std::nullopt;
        record.m_values.push_back(decode(*serial, std::string_view(*payload).substr(body_at, length)));
        body_at += length;
    }
    if (header_at != *header_size || body_at != payload->size()) return std::nullopt;
    return record;
}

std::int64_t Record::integer(std::size_t column) const {
    if (column >= m_values.size()) return 0;
    return m_values[column].type == Type::null ? m_rowid : m_values[column].number;
}

std::string Record::text(std::size_t column) const {
    return column < m_values.size() ? m_values[column].text : std::string();
}

bool Record::is_text(std::size_t column) const {
    return column < m_values.size() && m_values[column].type == Type::text;
}

bool Record::is_integer(std::size_t column) const {
    return column < m_values.size() && m_values[column].type == Type::integer;
}

} // namespace ledger
