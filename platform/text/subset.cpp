#include "platform/text/subset.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <fontconfig/fontconfig.h>
#include <hb-subset.h>
#include <memory>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

namespace text {

namespace {

struct HarfBuzzFree {
    void operator()(hb_blob_t* blob) const { hb_blob_destroy(blob); }
    void operator()(hb_face_t* face) const { hb_face_destroy(face); }
    void operator()(hb_subset_input_t* input) const { hb_subset_input_destroy(input); }
};
template <class T>
using HarfBuzzPtr = std::unique_ptr<T, HarfBuzzFree>;

/// Licence and its address (OpenType, table `name`): they stay in the font that they are of.
constexpr std::array<hb_codepoint_t, 2> names_kept = {13, 14};

/// Shapers ask for features by script and by themselves: all are kept. Those of Chinese, Japanese and Korean
/// fonts that nobody asks for (other forms of a character, on choice) would bring every form along.
void keep_layout(hb_subset_input_t* input, bool all_features) {
    if (!all_features) return;
    hb_set_t* features = hb_subset_input_set(input, HB_SUBSET_SETS_LAYOUT_FEATURE_TAG);
    hb_set_clear(features);
    hb_set_invert(features);
}

struct FontconfigFree {
    void operator()(FcPattern* pattern) const { FcPatternDestroy(pattern); }
    void operator()(FcStrSet* strings) const { FcStrSetDestroy(strings); }
    void operator()(FcStrList* strings) const { FcStrListDone(strings); }
};

void add_all(const FcCharSet& letters, hb_set_t* kept) {
    FcChar32 map[FC_CHARSET_MAP_SIZE], next = 0;
    constexpr unsigned bits = 32;
    for (FcChar32 page = FcCharSetFirstPage(&letters, map, &next); page != FC_CHARSET_DONE;
         page = FcCharSetNextPage(&letters, map, &next))
        for (unsigned i = 0; i < FC_CHARSET_MAP_SIZE * bits; ++i)
            if ((map[i / bits] >> (i % bits) & 1U) != 0) hb_set_add(kept, page + i);
}

/// The letters of every language that the font serves whole: fontconfig prefers it for these, and with it for
/// their commas and digits, only as long as none of their letters is missing.
void keep_languages(const FontFace& face, hb_set_t* kept) {
    int count = 0;
    const std::unique_ptr<FcPattern, FontconfigFree> pattern(
        FcFreeTypeQuery(reinterpret_cast<const FcChar8*>(face.file.c_str()),
                        static_cast<unsigned>(face.index), nullptr, &count));
    FcLangSet* served = nullptr;
    if (!pattern || FcPatternGetLangSet(pattern.get(), FC_LANG, 0, &served) != FcResultMatch) return;
    const std::unique_ptr<FcStrSet, FontconfigFree> names(FcLangSetGetLangs(served));
    const std::unique_ptr<FcStrList, FontconfigFree> list(FcStrListCreate(names.get()));
    while (const FcChar8* name = FcStrListNext(list.get()))
        if (const FcCharSet* letters = FcLangGetCharSet(name)) add_all(*letters, kept);
}

base::Result<std::string> subset(const FontFace& face, const std::set<char32_t>* characters) {
    const auto fail = [&](std::string_view why) {
        return base::fail(fmt::format("cannot make a smaller font of {}: {}", face.file.string(), why));
    };
    const HarfBuzzPtr<hb_blob_t> bytes(hb_blob_create_from_file_or_fail(face.file.c_str()));
    if (!bytes) return fail("it cannot be read");
    const HarfBuzzPtr<hb_face_t> whole(hb_face_create(bytes.get(), static_cast<unsigned>(face.index)));
    if (hb_face_get_glyph_count(whole.get()) == 0) return fail("it is no font");
    const HarfBuzzPtr<hb_subset_input_t> input(hb_subset_input_create_or_fail());
    if (!input) return fail("there is no memory");
    hb_subset_input_set_flags(input.get(), HB_SUBSET_FLAGS_NO_HINTING);
    for (const hb_codepoint_t name : names_kept)
        hb_set_add(hb_subset_input_set(input.get(), HB_SUBSET_SETS_NAME_ID), name);
    // Base lines of scripts: Pango sets Latin among Chinese by them. HarfBuzz would leave them out.
    constexpr hb_tag_t base_lines = HB_TAG('B', 'A', 'S', 'E');
    hb_set_del(hb_subset_input_set(input.get(), HB_SUBSET_SETS_DROP_TABLE_TAG), base_lines);
    hb_set_add(hb_subset_input_set(input.get(), HB_SUBSET_SETS_NO_SUBSET_TABLE_TAG), base_lines);
    const bool one_of_several = hb_face_count(bytes.get()) > 1;
    keep_layout(input.get(), !one_of_several);
    hb_set_t* kept = hb_subset_input_unicode_set(input.get());
    if (characters == nullptr) hb_face_collect_unicodes(whole.get(), kept);
    for (const char32_t one : characters == nullptr ? std::set<char32_t>() : *characters)
        hb_set_add(kept, one);
    // Those of Chinese, Japanese and Korean are what makes their fonts large; each is asked for by name
    // instead.
    if (!one_of_several) keep_languages(face, kept);
    const HarfBuzzPtr<hb_face_t> small(hb_subset_or_fail(whole.get(), input.get()));
    if (!small) return fail("HarfBuzz gave up");
    const HarfBuzzPtr<hb_blob_t> result(hb_face_reference_blob(small.get()));
    unsigned size = 0;
    const char* data = hb_blob_get_data(result.get(), &size);
    return std::string(data, size);
}

/// The characters that `c` is made of, canonically; nothing when it is its own.
icu::UnicodeString decomposition(const icu::Normalizer2& normalizer, UChar32 c) {
    icu::UnicodeString parts;
    return normalizer.getDecomposition(c, parts) != 0 ? parts : icu::UnicodeString();
}

bool all_in(const std::set<char32_t>& characters, const icu::UnicodeString& parts) {
    for (std::int32_t i = 0; i < parts.length(); i = parts.moveIndex32(i, 1))
        if (!characters.contains(static_cast<char32_t>(parts.char32At(i)))) return false;
    return true;
}

} // namespace

base::Result<std::string> subset_font(const FontFace& face, const std::set<char32_t>& characters) {
    return subset(face, &characters);
}

base::Result<std::string> without_hinting(const FontFace& face) {
    return subset(face, nullptr);
}

std::set<char32_t> with_shaping_partners(std::set<char32_t> characters) {
    constexpr std::array<char32_t, 13> always = {0x20,   0xA0,   0xAD,   0x200B, 0x200C, 0x200D, 0x200E,
                                                 0x200F, 0x2010, 0x2011, 0x2026, 0x25CC, 0x2060};
    characters.insert(always.begin(), always.end());
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* normalizer = icu::Normalizer2::getNFDInstance(status);
    if (U_FAILURE(status)) return characters;
    for (const char32_t c : std::set<char32_t>(characters)) {
        characters.insert(static_cast<char32_t>(u_charMirror(static_cast<UChar32>(c))));
        const icu::UnicodeString parts = decomposition(*normalizer, static_cast<UChar32>(c));
        for (std::int32_t i = 0; i < parts.length(); i = parts.moveIndex32(i, 1))
            characters.insert(static_cast<char32_t>(parts.char32At(i)));
    }
    for (UChar32 c = 0; c <= UCHAR_MAX_VALUE; ++c) {
        const icu::UnicodeString parts = decomposition(*normalizer, c);
        if (!parts.isEmpty() && all_in(characters, parts)) characters.insert(static_cast<char32_t>(c));
    }
    return characters;
}

} // namespace text
