#include "kiosk/ui/text_painter.h"

#include <algorithm>
#include <cmath>

namespace ui {

namespace {

constexpr std::size_t size_budget = 1u << 20;
constexpr std::size_t fit_budget = 1u << 18;
constexpr std::size_t texture_budget = 5u << 20; // and at least one screen full

std::string key_of(const text::Paragraph& paragraph) {
    std::string key(paragraph.utf8);
    key += '\x1f';
    key += paragraph.language;
    const text::Style& style = paragraph.style;
    const int numbers[] = {paragraph.width_px, static_cast<int>(std::lround(style.em_px * 16)),
                           static_cast<int>(std::lround(style.line_height * 64)),
                           (paragraph.right_to_left ? 1 : 0) | (style.bold ? 2 : 0) |
                               static_cast<int>(style.alignment) << 2};
    key.append(reinterpret_cast<const char*>(numbers), sizeof numbers);
    return key;
}

TextPainter::Size size_of(const text::SetParagraph& done) {
    return {done.width(), done.height(), done.ink_top(), done.ink_height(), done.breaks_words()};
}

} // namespace

TextPainter::TextPainter(window::Window& window, const text::FontLibrary& fonts)
    : m_window(window), m_typesetter(fonts), m_sizes(size_budget), m_fits(fit_budget),
      m_textures(std::max(texture_budget, static_cast<std::size_t>(window.width()) *
                                              static_cast<std::size_t>(window.height()) * 4)) {}

const text::SetParagraph& TextPainter::set(const std::string& key, const text::Paragraph& paragraph) {
    if (!m_last || m_last_key != key) {
        m_last = m_typesetter.set(paragraph);
        m_last_key = key;
    }
    return *m_last;
}

TextPainter::Size TextPainter::measure(const text::Paragraph& paragraph) {
    const std::string key = key_of(paragraph);
    if (const Size* known = m_sizes.find(key)) return *known;
    const text::SetParagraph& done = set(key, paragraph);
    return m_sizes.insert(key, size_of(done), key.size() * 2 + 128);
}

TextPainter::Painted TextPainter::paint(const text::Paragraph& paragraph, image::Argb ink) {
    const std::string paragraph_key = key_of(paragraph);
    std::string key = paragraph_key;
    key.append(reinterpret_cast<const char*>(&ink), sizeof ink);
    PaintedText* painted = m_textures.find(key);
    if (painted == nullptr) {
        const text::SetParagraph& done = set(paragraph_key, paragraph);
        const text::Bitmap bitmap = done.draw();
        image::Image image{bitmap.width, bitmap.height, {}};
        image.pixels.resize(bitmap.coverage.size());
        std::transform(bitmap.coverage.begin(), bitmap.coverage.end(), image.pixels.begin(),
                       [&](std::uint8_t coverage) { return image::with_alpha(ink, coverage); });
        PaintedText fresh{m_window.make_texture(image), bitmap.left, bitmap.top, size_of(done)};
        const std::size_t bytes = fresh.texture.bytes() + key.size() * 2 + 256;
        painted = &m_textures.insert(key, std::move(fresh), bytes);
    }
    return {painted->texture.width() > 0 ? &painted->texture : nullptr, painted->left, painted->top,
            painted->size};
}

text::SetParagraph::Caret TextPainter::caret(const text::Paragraph& paragraph, int index) {
    return set(key_of(paragraph), paragraph).caret(index);
}

double TextPainter::fitting_em(text::Paragraph paragraph, int height, double smallest_em_px) {
    const std::string key = key_of(paragraph) + std::to_string(height);
    if (const double* known = m_fits.find(key)) return *known;
    const double hard_floor = std::min(smallest_em_px * 0.5, paragraph.style.em_px);
    double em = paragraph.style.em_px;
    while (em > hard_floor) {
        paragraph.style.em_px = em;
        const Size size = measure(paragraph);
        const bool fits =
            size.ink_height <= height && (paragraph.width_px <= 0 || size.width <= paragraph.width_px);
        if (fits && (!size.breaks_words || em <= smallest_em_px)) break;
        // A stop at the smallest size that is still as large as text must be.
        const double next = em > smallest_em_px ? std::max(em * 0.93, smallest_em_px) : em * 0.93;
        em = std::max(next, hard_floor);
    }
    return m_fits.insert(key, em, key.size() * 2 + 128);
}

void TextPainter::trim() {
    m_sizes.trim();
    m_fits.trim();
    m_textures.trim();
}

void TextPainter::clear() {
    m_sizes.clear();
    m_fits.clear();
    m_textures.clear();
    m_last.reset();
}

} // namespace ui
