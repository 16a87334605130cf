#include "tools/smallplacesctl/card_fonts.h"

#include "platform/base/files.h"
#include "platform/text/subset.h"
#include "platform/text/typesetter.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace {

namespace fs = std::filesystem;
using Usage = std::map<text::FontFace, std::set<char32_t>>;

/// Of the scripts of the keyboards: whatever a visitor or the staff write with them can be drawn.
constexpr std::array kept_whole = {"NotoSans-", "NotoSansArabic-", "NotoNastaliqUrdu-", "NotoSansDevanagari-",
                                   "NotoSansBengali-"};

constexpr const char* fonts_conf = R"(<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>{0}/files</dir>
  <cachedir>{0}/cache</cachedir>
</fontconfig>
)";

void add_usage(const Passage& passage, bool bold, const text::FontLibrary& whole, Usage& usage) {
    for (auto& [face, characters] : whole.drawn_by(passage.utf8, passage.language, bold))
        usage[face].insert(characters.begin(), characters.end());
}

base::Result<Usage> used_faces(const content::Pack& pack, const text::FontLibrary& whole) {
    Usage usage;
    const auto said = said_by(pack);
    if (!said) return tl::make_unexpected(said.error());
    for (const Passage& passage : *said) {
        add_usage(passage, false, whole, usage);
        add_usage(passage, true, whole, usage);
    }
    const auto typed = typed_in(pack);
    if (!typed) return tl::make_unexpected(typed.error());
    for (const Passage& passage : *typed)
        add_usage(passage, false, whole, usage);
    return usage;
}

bool stays_whole(const text::FontFace& face) {
    const std::string name = face.file.filename().string();
    return std::any_of(kept_whole.begin(), kept_whole.end(),
                       [&](const char* start) { return name.starts_with(start); });
}

/// One face a file. Where a character is in several fonts fontconfig prefers the earlier name, as it prefers
/// the earlier face of one file.
std::string name_on_card(const text::FontFace& face) {
    if (face.file.extension() != ".ttc") return face.file.filename().string();
    return fmt::format("{}-{}.otf", face.file.stem().string(), face.index);
}

base::Status write_face(const text::FontFace& face, const std::set<char32_t>& used, const fs::path& folder) {
    auto font = stays_whole(face) ? text::without_hinting(face)
                                  : text::subset_font(face, text::with_shaping_partners(used));
    return font.and_then([&](const std::string& bytes) {
        return base::write_file_durably(folder / name_on_card(face), bytes);
    });
}

base::Error differs(const Passage& passage, std::string_view how) {
    constexpr std::size_t enough = 200; // bytes to recognise it by
    return {fmt::format("the smaller fonts draw this text in {} {}: {}", passage.language, how,
                        passage.utf8.substr(0, enough))};
}

text::Bitmap draw(text::Typesetter& setter, const Passage& passage, bool bold) {
    constexpr int width = 640;
    constexpr double em = 24;
    return setter
        .set({.utf8 = passage.utf8,
              .language = passage.language,
              .right_to_left = passage.right_to_left,
              .width_px = width,
              .style = {.em_px = em, .bold = bold}})
        .draw();
}

bool same(const text::Bitmap& a, const text::Bitmap& b) {
    return a.left == b.left && a.top == b.top && a.width == b.width && a.height == b.height &&
           a.coverage == b.coverage;
}

} // namespace

base::Status make_card_fonts(const content::Pack& pack, const text::FontLibrary& whole,
                             const CardFonts& fonts) {
    std::error_code error;
    fs::remove_all(fonts.folder, error);
    fs::create_directories(fonts.folder / "files", error);
    if (error) return base::fail(fmt::format("cannot make {}: {}", fonts.folder.string(), error.message()));
    const auto usage = used_faces(pack, whole);
    if (!usage) return tl::make_unexpected(usage.error());
    for (const auto& [face, characters] : *usage)
        if (auto written = write_face(face, characters, fonts.folder / "files"); !written) return written;
    const std::string own = fmt::format(fonts_conf, fonts.on_card.string());
    return base::write_file_durably(fonts.folder / "fonts.conf", own).and_then([&] {
        return text::FontLibrary::write_no_fonts(fonts.folder);
    });
}

base::Result<FontsCompared> check_card_fonts(const content::Pack& pack, const text::FontLibrary& whole,
                                             const text::FontLibrary& small) {
    const auto said = said_by(pack);
    if (!said) return tl::make_unexpected(said.error());
    text::Typesetter of_whole(whole), of_small(small);
    for (const Passage& passage : *said)
        for (const bool bold : {false, true})
            if (!same(draw(of_whole, passage, bold), draw(of_small, passage, bold)))
                return tl::make_unexpected(differs(passage, bold ? "otherwise in bold" : "otherwise"));
    const auto typed = typed_in(pack);
    if (!typed) return tl::make_unexpected(typed.error());
    for (const Passage& passage : *typed)
        for (const content::InterfaceLanguage& reader : pack.interface_languages())
            if (small.coverage(passage.utf8, reader.tag).missing !=
                whole.coverage(passage.utf8, reader.tag).missing)
                return tl::make_unexpected(differs(passage, "not at all for a reader of " + reader.tag));
    return FontsCompared{said->size(), typed->size()};
}
