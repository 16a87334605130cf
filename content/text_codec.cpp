#include "content/text_codec.h"

#include <charconv>
#include <zstd.h>

namespace content {
namespace {

// Control characters cannot occur in the texts: the reader of the HTML removes them.
constexpr char section_mark = '\x1d';
constexpr char block_mark = '\x1e';
constexpr char field_mark = '\x1f';
constexpr int compression_level = 19;
constexpr unsigned long long largest_text = 16u << 20;

void append_section(std::string& out, const Section& section) {
    out += section_mark + std::to_string(section.number) + field_mark;
    out += std::to_string(static_cast<int>(section.state)) + field_mark + section.heading;
    for (const Block& block : section.blocks)
        out += block_mark + std::to_string(block.number) + field_mark + block.text;
}

/// Cuts the part before `mark` off the front of `rest`; all of it when there is no mark.
std::string_view cut(std::string_view& rest, char mark) {
    const auto at = rest.find(mark);
    const auto part = rest.substr(0, at);
    rest.remove_prefix(at == std::string_view::npos ? rest.size() : at + 1);
    return part;
}

bool read_number(std::string_view text, int& number) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size();
}

bool read_section(std::string_view text, Section& section) {
    int state = 0;
    if (!read_number(cut(text, field_mark), section.number)) return false;
    if (!read_number(cut(text, field_mark), state) || state < 0 || state > 2) return false;
    section.state = static_cast<Section::State>(state);
    section.heading = cut(text, block_mark);
    while (!text.empty()) {
        auto part = cut(text, block_mark);
        Block block;
        if (!read_number(cut(part, field_mark), block.number)) return false;
        block.kind = block.number > 0 ? Block::Kind::point : Block::Kind::paragraph;
        block.text = part;
        section.blocks.push_back(std::move(block));
    }
    return true;
}

base::Result<std::string> decompress(std::string_view bytes) {
    const auto size = ZSTD_getFrameContentSize(bytes.data(), bytes.size());
    if (size == ZSTD_CONTENTSIZE_UNKNOWN || size == ZSTD_CONTENTSIZE_ERROR || size > largest_text)
        return base::fail("the stored text is damaged");
    std::string plain(size, '\0');
    const auto done = ZSTD_decompress(plain.data(), plain.size(), bytes.data(), bytes.size());
    if (ZSTD_isError(done) != 0 || done != size) return base::fail("the stored text is damaged");
    return plain;
}

} // namespace

std::string encode_sections(const std::vector<Section>& sections) {
    std::string plain;
    for (const Section& section : sections)
        append_section(plain, section);
    std::string bytes(ZSTD_compressBound(plain.size()), '\0');
    bytes.resize(ZSTD_compress(bytes.data(), bytes.size(), plain.data(), plain.size(), compression_level));
    return bytes;
}

base::Result<std::vector<Section>> decode_sections(std::string_view bytes) {
    const auto plain = decompress(bytes);
    if (!plain) return tl::make_unexpected(plain.error());
    std::string_view rest = *plain;
    std::vector<Section> sections;
    if (!cut(rest, section_mark).empty()) return base::fail("the stored text is damaged");
    while (!rest.empty())
        if (!read_section(cut(rest, section_mark), sections.emplace_back()))
            return base::fail("the stored text is damaged");
    return sections;
}

} // namespace content
