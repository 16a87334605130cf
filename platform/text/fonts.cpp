#include "platform/text/fonts.h"

#include "platform/base/files.h"
#include "platform/base/markup.h"
#include "platform/text/glib_ptr.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <cstring>
#include <fmt/format.h>
#include <fontconfig/fontconfig.h>
#include <pango/pangofc-font.h>
#include <pango/pangoft2.h>
#include <set>
#include <system_error>

namespace text {

namespace fs = std::filesystem;

namespace {

/// Families by script; the regular and, where there is one, the bold file of each is used.
/// "!": without it nothing can be shown, so prepare fails.
constexpr std::array font_files = {
    "!NotoSans",           "!NotoSansArabic",    "!NotoSansCJK",
    "NotoNastaliqUrdu",    "NotoSansAdlam",      "NotoSansArmenian",
    "NotoSansBalinese",    "NotoSansBengali",    "NotoSansCanadianAboriginal",
    "NotoSansChakma",      "NotoSansCham",       "NotoSansCherokee",
    "NotoSansCoptic",      "NotoSansDevanagari", "NotoSansEthiopic",
    "NotoSansGeorgian",    "NotoSansGrantha",    "NotoSansGujarati",
    "NotoSansGurmukhi",    "NotoSansHebrew",     "NotoSansJavanese",
    "NotoSansKannada",     "NotoSansKhmer",      "NotoSansLao",
    "NotoSansLisu",        "NotoSansMalayalam",  "NotoSansMath",
    "NotoSansMeeteiMayek", "NotoSansMongolian",  "NotoSansMyanmar",
    "NotoSansNKo",         "NotoSansNewTaiLue",  "NotoSansOlChiki",
    "NotoSansOriya",       "NotoSansSinhala",    "NotoSansSundanese",
    "NotoSansSylotiNagri", "NotoSansSymbols",    "NotoSansSymbols2",
    "NotoSansSyriac",      "NotoSansTagalog",    "NotoSansTaiTham",
    "NotoSansTaiViet",     "NotoSansTamil",      "NotoSansTelugu",
    "NotoSansThaana",      "NotoSansThai",       "NotoSansTifinagh",
    "NotoSansVai",         "NotoSansWarangCiti", "NotoSansYi",
    "NotoSerifTibetan",
};

constexpr const char* config_template = R"(<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>{0}/files</dir>
  <cachedir>{0}/cache</cachedir>
</fontconfig>)";

constexpr const char* no_fonts_name = "none.conf";
constexpr const char* no_fonts =
    "<?xml version=\"1.0\"?><!DOCTYPE fontconfig SYSTEM \"fonts.dtd\"><fontconfig/>\n";

struct ConfigDestroy {
    void operator()(FcConfig* config) const { FcConfigDestroy(config); }
};
using ConfigPtr = std::unique_ptr<FcConfig, ConfigDestroy>;

base::Result<ConfigPtr> load_config(const fs::path& folder) {
    ConfigPtr config(FcConfigCreate());
    std::error_code error;
    const fs::path absolute = fs::absolute(folder, error);
    const std::string xml = fmt::format(config_template, base::escape_markup(absolute.string()));
    if (!FcConfigParseAndLoadFromMemory(config.get(), reinterpret_cast<const FcChar8*>(xml.c_str()),
                                        FcTrue) ||
        !FcConfigBuildFonts(config.get())) {
        return base::fail(fmt::format("cannot read the fonts in {}", folder.string()));
    }
    const FcFontSet* fonts = FcConfigGetFonts(config.get(), FcSetSystem);
    if (fonts == nullptr || fonts->nfont == 0) {
        return base::fail(fmt::format("cannot use the fonts in {}: there are none", folder.string()));
    }
    return config;
}

base::Status link_font(const fs::path& file, const fs::path& folder) {
    std::error_code error;
    const fs::path link = folder / file.filename();
    if (fs::exists(link, error)) return {};
    fs::remove(link, error); // a link whose target went away
    fs::create_symlink(file, link, error);
    if (error)
        return base::fail(
            fmt::format("cannot link {} into {}: {}", file.string(), folder.string(), error.message()));
    return {};
}

/// The Chinese languages of the texts; readers of each expect the shapes of their own writing.
constexpr std::array chinese = {"zh",  "cmn", "cdo", "cjy", "cpx", "czh", "czo", "gan",
                                "hak", "hsn", "lzh", "mnp", "nan", "wuu", "yue"};

/// The family that a language expects for a script which several share; nullptr when any will do.
const char* expected_family(std::string_view language) {
    const std::string_view primary = language.substr(0, language.find('-'));
    const auto says = [&](std::string_view part) { return language.find(part) != std::string_view::npos; };
    if (primary == "ur") return "Noto Nastaliq Urdu";
    if (primary == "ja") return "Noto Sans CJK JP";
    if (primary == "ko") return "Noto Sans CJK KR";
    if (std::find(chinese.begin(), chinese.end(), primary) == chinese.end()) return nullptr;
    if (says("-hans") || says("-cn")) return "Noto Sans CJK SC";
    if (says("-hk") || says("-mo") || primary == "yue") return "Noto Sans CJK HK";
    return says("-hant") || says("-tw") ? "Noto Sans CJK TC" : "Noto Sans CJK SC";
}

/// Asks for the language's own family right after Noto Sans.
/// No hinting: the panel is dense, the letters large, and sizes then scale evenly.
void substitute(FcPattern* pattern, gpointer) {
    FcChar8* language = nullptr;
    if (FcPatternGetString(pattern, FC_LANG, 0, &language) == FcResultMatch) {
        if (const char* family = expected_family(reinterpret_cast<const char*>(language)))
            FcPatternAddString(pattern, FC_FAMILY, reinterpret_cast<const FcChar8*>(family));
    }
    FcPatternDel(pattern, FC_HINTING);
    FcPatternAddBool(pattern, FC_HINTING, FcFalse);
    FcPatternDel(pattern, FC_ANTIALIAS);
    FcPatternAddBool(pattern, FC_ANTIALIAS, FcTrue);
}

} // namespace

std::string font_language(std::string_view bcp47) {
    const bool is_chinese = bcp47 == "zh" || bcp47.starts_with("zh-");
    if (bcp47 == "yue" || bcp47.starts_with("yue-") || bcp47.find("-HK") != std::string_view::npos)
        return "zh-hk";
    if (!is_chinese) return std::string(bcp47);
    const bool traditional =
        bcp47.find("Hant") != std::string_view::npos || bcp47.find("-TW") != std::string_view::npos;
    return traditional ? "zh-tw" : "zh-cn";
}

struct FontLibrary::Data {
    ConfigPtr config;
    GObjectPtr<PangoFontMap> map;
};

FontLibrary::FontLibrary(std::unique_ptr<Data> data) : m_data(std::move(data)) {}
FontLibrary::~FontLibrary() = default;

void FontLibrary::close_unused() {
    pango_fc_font_map_cache_clear(PANGO_FC_FONT_MAP(m_data->map.get()));
}

PangoFontMap* FontLibrary::map() const {
    return m_data->map.get();
}

base::Status FontLibrary::write_no_fonts(const fs::path& folder) {
    return base::write_file_durably(folder / no_fonts_name, no_fonts);
}

base::Status FontLibrary::prepare(const fs::path& folder, const fs::path& sources) {
    std::error_code error;
    fs::create_directories(folder / "files", error);
    if (!error) fs::create_directories(folder / "cache", error);
    if (error) return base::fail(fmt::format("cannot make {}: {}", folder.string(), error.message()));
    if (!fs::exists(folder / no_fonts_name, error)) {
        if (auto written = write_no_fonts(folder); !written) return written;
    }
    std::set<std::string> found;
    for (auto entry = fs::recursive_directory_iterator(sources, error);
         !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
        const std::string stem = entry->path().stem().string();
        const std::size_t dash = stem.find('-');
        const std::string weight = dash == std::string::npos ? "" : stem.substr(dash + 1);
        if (weight != "Regular" && weight != "Bold") continue;
        const std::string family = stem.substr(0, dash);
        const bool listed = std::any_of(font_files.begin(), font_files.end(), [&](const char* name) {
            return family == (name[0] == '!' ? name + 1 : name);
        });
        if (!listed) continue;
        found.insert(family);
        if (auto linked = link_font(entry->path(), folder / "files"); !linked) return linked;
    }
    for (const char* name : font_files) {
        if (name[0] == '!' && !found.contains(name + 1)) {
            return base::fail(
                fmt::format("cannot find the font {} under {}: install Debian's fonts-noto-core, "
                            "fonts-noto-extra and fonts-noto-cjk",
                            name + 1, sources.string()));
        }
    }
    auto config = load_config(folder);
    if (!config) return tl::make_unexpected(config.error());
    return {};
}

base::Result<std::unique_ptr<FontLibrary>> FontLibrary::open(const fs::path& folder) {
    // Pango asks fontconfig for the machine's own fonts in a thread of its own, whatever it is given: two
    // thousand fonts that nothing here uses. An empty file spares that; a folder made before it was known has
    // none.
    std::error_code error;
    const fs::path none = fs::absolute(folder / no_fonts_name, error);
    if (fs::exists(none, error)) ::setenv("FONTCONFIG_FILE", none.c_str(), 1);
    auto config = load_config(folder);
    if (!config) return tl::make_unexpected(config.error());
    auto data = std::make_unique<Data>();
    data->config = std::move(*config);
    data->map.reset(pango_ft2_font_map_new());
    pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(data->map.get()), data->config.get());
    // PangoFT2 substitutes by fontconfig's current configuration, whatever the map was given; without this it
    // would read the machine's own, with all its fonts, and our rules would not count.
    FcConfigSetCurrent(data->config.get());
    pango_fc_font_map_set_default_substitute(PANGO_FC_FONT_MAP(data->map.get()), substitute, nullptr,
                                             nullptr);
    return std::unique_ptr<FontLibrary>(new FontLibrary(std::move(data)));
}

namespace {

/// One paragraph in the kiosk's own family, and the runs that it falls into.
class Runs {
  public:
    Runs(PangoFontMap* map, std::string_view utf8, std::string_view language, const char* font)
        : m_context(pango_font_map_create_context(map)) {
        pango_context_set_language(m_context.get(),
                                   pango_language_from_string(font_language(language).c_str()));
        m_layout.reset(pango_layout_new(m_context.get()));
        std::unique_ptr<PangoFontDescription, decltype(&pango_font_description_free)> description(
            pango_font_description_from_string(font), pango_font_description_free);
        pango_layout_set_font_description(m_layout.get(), description.get());
        pango_layout_set_text(m_layout.get(), utf8.data(), static_cast<int>(utf8.size()));
    }

    template <class Visit> // of a PangoLayoutRun and its font's FcPattern
    void visit(Visit&& visit) const {
        std::unique_ptr<PangoLayoutIter, decltype(&pango_layout_iter_free)> iter(
            pango_layout_get_iter(m_layout.get()), pango_layout_iter_free);
        do {
            const PangoLayoutRun* run = pango_layout_iter_get_run_readonly(iter.get());
            if (run == nullptr) continue;
            visit(*run, pango_fc_font_get_pattern(PANGO_FC_FONT(run->item->analysis.font)));
        } while (pango_layout_iter_next_run(iter.get()));
    }

    [[nodiscard]] const char* text() const { return pango_layout_get_text(m_layout.get()); }

  private:
    GObjectPtr<PangoContext> m_context;
    GObjectPtr<PangoLayout> m_layout;
};

} // namespace

FontLibrary::Coverage FontLibrary::coverage(std::string_view utf8, std::string_view language) const {
    std::set<char32_t> missing;
    std::set<std::string> fonts;
    Runs(map(), utf8, language, "Noto Sans 20")
        .visit([&](const PangoLayoutRun& run, const FcPattern* pattern) {
            FcChar8* family = nullptr;
            if (pattern != nullptr && FcPatternGetString(pattern, FC_FAMILY, 0, &family) == FcResultMatch)
                fonts.insert(reinterpret_cast<const char*>(family));
            for (int i = 0; i < run.glyphs->num_glyphs; ++i) {
                const PangoGlyph glyph = run.glyphs->glyphs[i].glyph;
                if (glyph == PANGO_GLYPH_EMPTY || (glyph & PANGO_GLYPH_UNKNOWN_FLAG) == 0) continue;
                missing.insert(static_cast<char32_t>(glyph & ~PANGO_GLYPH_UNKNOWN_FLAG));
            }
        });
    return {{missing.begin(), missing.end()}, {fonts.begin(), fonts.end()}};
}

std::map<FontFace, std::set<char32_t>> FontLibrary::drawn_by(std::string_view utf8, std::string_view language,
                                                             bool bold) const {
    std::map<FontFace, std::set<char32_t>> drawn;
    const Runs runs(map(), utf8, language, bold ? "Noto Sans Bold 20" : "Noto Sans 20");
    runs.visit([&](const PangoLayoutRun& run, const FcPattern* pattern) {
        FcChar8* file = nullptr;
        FontFace face;
        if (pattern == nullptr || FcPatternGetString(pattern, FC_FILE, 0, &file) != FcResultMatch ||
            FcPatternGetInteger(pattern, FC_INDEX, 0, &face.index) != FcResultMatch)
            return;
        face.file = reinterpret_cast<const char*>(file);
        auto& characters = drawn[face];
        const char* end = runs.text() + run.item->offset + run.item->length;
        for (const char* at = runs.text() + run.item->offset; at < end; at = g_utf8_next_char(at))
            characters.insert(g_utf8_get_char(at));
    });
    return drawn;
}

} // namespace text
