#include "platform/text/typesetter.h"

#include "platform/text/glib_ptr.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <pango/pangoft2.h>
#include <unicode/brkiter.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

namespace text {

namespace {

constexpr int break_mark_bytes = 3; // of U+200B in UTF-8

bool needs_dictionary(std::string_view utf8) {
    // Thai and Lao: U+0E00-0EFF (E0 B8-BB), Burmese: U+1000-109F (E1 80-82), Khmer: U+1780-17FF (E1 9E-9F).
    for (std::size_t i = 0; i + 1 < utf8.size(); ++i) {
        const auto lead = static_cast<unsigned char>(utf8[i]);
        const auto next = static_cast<unsigned char>(utf8[i + 1]);
        if (lead == 0xE0 && next >= 0xB8 && next <= 0xBB) return true;
        if (lead == 0xE1 && ((next >= 0x80 && next <= 0x82) || next == 0x9E || next == 0x9F)) return true;
    }
    return false;
}

bool breaks_by_dictionary(UChar32 c) {
    return u_getIntPropertyValue(c, UCHAR_LINE_BREAK) == U_LB_COMPLEX_CONTEXT;
}

/// Where `marked` has more than `original`, in bytes of `original`.
std::vector<int> marks_of(std::string_view original, std::string_view marked) {
    std::vector<int> marks;
    std::size_t at = 0;
    for (std::size_t i = 0; i < marked.size() && marked.size() > original.size(); ++i) {
        if (at < original.size() && original[at] == marked[i]) {
            ++at;
        } else {
            marks.push_back(static_cast<int>(at));
            i += break_mark_bytes - 1;
        }
    }
    return marks;
}

} // namespace

std::string with_break_opportunities(std::string_view utf8, std::string_view language) {
    if (!needs_dictionary(utf8)) return std::string(utf8);
    UErrorCode status = U_ZERO_ERROR;
    const auto locale = icu::Locale::forLanguageTag(
        icu::StringPiece(language.data(), static_cast<int>(language.size())), status);
    status = U_ZERO_ERROR;
    const std::unique_ptr<icu::BreakIterator> breaks(icu::BreakIterator::createLineInstance(locale, status));
    if (U_FAILURE(status)) return std::string(utf8);
    const icu::UnicodeString source =
        icu::UnicodeString::fromUTF8(icu::StringPiece(utf8.data(), static_cast<int>(utf8.size())));
    breaks->setText(source);
    icu::UnicodeString marked;
    std::int32_t from = breaks->first();
    for (std::int32_t to = breaks->next(); to != icu::BreakIterator::DONE; from = to, to = breaks->next()) {
        marked.append(source, from, to - from);
        if (to < source.length() && breaks_by_dictionary(source.char32At(to - 1)) &&
            breaks_by_dictionary(source.char32At(to))) {
            marked.append(static_cast<UChar>(0x200B));
        }
    }
    std::string result;
    marked.toUTF8String(result);
    return result;
}

struct SetParagraph::Data {
    GObjectPtr<PangoLayout> layout;
    std::vector<int> marks; ///< bytes of the paragraph before which a break opportunity was put in
};

SetParagraph::SetParagraph(std::unique_ptr<Data> data) : m_data(std::move(data)) {}
SetParagraph::SetParagraph(SetParagraph&&) noexcept = default;
SetParagraph& SetParagraph::operator=(SetParagraph&&) noexcept = default;
SetParagraph::~SetParagraph() = default;

int SetParagraph::lines() const {
    return pango_layout_get_line_count(m_data->layout.get());
}

bool SetParagraph::breaks_words() const {
    PangoLayout* layout = m_data->layout.get();
    int count = 0;
    const PangoLogAttr* attributes = pango_layout_get_log_attrs_readonly(layout, &count);
    const char* all = pango_layout_get_text(layout);
    for (int line = 1; line < lines(); ++line) {
        const int start = pango_layout_line_get_start_index(pango_layout_get_line_readonly(layout, line));
        const auto position = g_utf8_pointer_to_offset(all, all + start);
        if (position < count && attributes[position].is_line_break == 0) return true;
    }
    return false;
}

SetParagraph::Caret SetParagraph::caret(int index) const {
    const auto before = std::lower_bound(m_data->marks.begin(), m_data->marks.end(), index);
    const auto inserted = static_cast<int>(before - m_data->marks.begin()) * break_mark_bytes;
    PangoRectangle strong{};
    pango_layout_get_cursor_pos(m_data->layout.get(), index + inserted, &strong, nullptr);
    return {PANGO_PIXELS(strong.x), PANGO_PIXELS(strong.y) - m_trim, PANGO_PIXELS(strong.height)};
}

Bitmap SetParagraph::draw() const {
    PangoRectangle ink{};
    pango_layout_get_pixel_extents(m_data->layout.get(), &ink, nullptr);
    Bitmap bitmap;
    if (ink.width <= 0 || ink.height <= 0) return bitmap;
    // One pixel of margin: extents are rounded, antialiased edges may touch the next pixel.
    bitmap.left = ink.x - 1;
    bitmap.top = ink.y - 1;
    bitmap.width = ink.width + 2;
    bitmap.height = ink.height + 2;
    bitmap.coverage.assign(static_cast<std::size_t>(bitmap.width) * static_cast<std::size_t>(bitmap.height),
                           0);
    FT_Bitmap target{};
    target.rows = static_cast<unsigned>(bitmap.height);
    target.width = static_cast<unsigned>(bitmap.width);
    target.pitch = bitmap.width;
    target.buffer = bitmap.coverage.data();
    target.num_grays = 256;
    target.pixel_mode = FT_PIXEL_MODE_GRAY;
    pango_ft2_render_layout(&target, m_data->layout.get(), -bitmap.left, -bitmap.top);
    bitmap.top -= m_trim;
    return bitmap;
}

namespace {

constexpr double room_for_ink = 1.12; // of the tallest line's ink, so that lines never touch

/// The distance of lines that style and ink ask for, pixels. Fonts of some scripts ask for far more by
/// themselves.
double line_distance(PangoLayout* layout, const Style& style) {
    int tallest = 0;
    for (int line = 0; line < pango_layout_get_line_count(layout); ++line) {
        PangoRectangle ink{};
        pango_layout_line_get_pixel_extents(pango_layout_get_line_readonly(layout, line), &ink, nullptr);
        tallest = std::max(tallest, ink.height);
    }
    return std::max(style.line_height * style.em_px, tallest * room_for_ink);
}

int own_line_height(PangoLayout* layout) {
    PangoRectangle line{};
    pango_layout_line_get_pixel_extents(pango_layout_get_line_readonly(layout, 0), nullptr, &line);
    return line.height;
}

} // namespace

struct Typesetter::Data {
    GObjectPtr<PangoContext> context;
    std::unique_ptr<PangoFontDescription, decltype(&pango_font_description_free)> description{
        pango_font_description_new(), pango_font_description_free};
};

Typesetter::Typesetter(const FontLibrary& fonts) : m_data(std::make_unique<Data>()) {
    m_data->context.reset(pango_font_map_create_context(fonts.map()));
    pango_context_set_round_glyph_positions(m_data->context.get(), FALSE);
    pango_font_description_set_family_static(m_data->description.get(), "Noto Sans");
}

Typesetter::~Typesetter() = default;

SetParagraph Typesetter::set(const Paragraph& paragraph) {
    PangoContext* context = m_data->context.get();
    pango_context_set_language(context,
                               pango_language_from_string(font_language(paragraph.language).c_str()));
    pango_context_set_base_dir(context, paragraph.right_to_left ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR);
    PangoFontDescription* description = m_data->description.get();
    pango_font_description_set_absolute_size(description, paragraph.style.em_px * PANGO_SCALE);
    pango_font_description_set_weight(description,
                                      paragraph.style.bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);

    auto data = std::make_unique<SetParagraph::Data>();
    data->layout.reset(pango_layout_new(context));
    PangoLayout* layout = data->layout.get();
    pango_layout_set_auto_dir(layout, FALSE);
    pango_layout_set_font_description(layout, description);
    const std::string marked = with_break_opportunities(paragraph.utf8, paragraph.language);
    data->marks = marks_of(paragraph.utf8, marked);
    pango_layout_set_text(layout, marked.data(), static_cast<int>(marked.size()));
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    if (paragraph.width_px > 0) pango_layout_set_width(layout, paragraph.width_px * PANGO_SCALE);
    const bool to_left = (paragraph.style.alignment == Alignment::leading) != paragraph.right_to_left;
    pango_layout_set_alignment(layout, paragraph.style.alignment == Alignment::centre ? PANGO_ALIGN_CENTER
                                       : to_left                                      ? PANGO_ALIGN_LEFT
                                                                                      : PANGO_ALIGN_RIGHT);
    const double distance = line_distance(layout, paragraph.style);
    const int own = own_line_height(layout);
    if (own > 0) pango_layout_set_line_spacing(layout, static_cast<float>(distance / own));
    PangoRectangle logical{}, ink{};
    pango_layout_get_pixel_extents(layout, &ink, &logical);
    SetParagraph result(std::move(data));
    result.m_width = logical.width;
    result.m_trim = std::max(0, (own - static_cast<int>(std::lround(distance))) / 2);
    result.m_height = logical.height - 2 * result.m_trim;
    result.m_ink_top = ink.y - result.m_trim;
    result.m_ink_height = ink.height;
    return result;
}

} // namespace text
