#pragma once

#include "kiosk/ui/cache.h"
#include "platform/text/typesetter.h"
#include "platform/window/window.h"

#include <optional>

namespace ui {

/// Paragraphs, measured and as textures, kept within budgets.
class TextPainter {
  public:
    TextPainter(window::Window& window, const text::FontLibrary& fonts);

    struct Size {
        int width = 0;
        int height = 0;
        int ink_top = 0;
        int ink_height = 0;
        bool breaks_words = false;
    };
    [[nodiscard]] Size measure(const text::Paragraph& paragraph);
    struct Painted {
        const window::Texture* texture; ///< nullptr where there is no ink
        int left;                       ///< of the texture, from the paragraph's left edge
        int top;
        Size size;
    };
    /// The texture is valid until trim().
    [[nodiscard]] Painted paint(const text::Paragraph& paragraph, image::Argb ink);
    [[nodiscard]] text::SetParagraph::Caret caret(const text::Paragraph& paragraph, int index);
    /// The size, at most the style's own, at which the paragraph's ink fits `height` without breaking words;
    /// at worst `smallest_em_px`, and below that only as far as it needs to fit at all.
    [[nodiscard]] double fitting_em(text::Paragraph paragraph, int height, double smallest_em_px);
    void trim();
    void clear();
    [[nodiscard]] std::size_t texture_bytes() const { return m_textures.bytes(); }

  private:
    struct PaintedText {
        window::Texture texture;
        int left = 0;
        int top = 0;
        Size size;
    };
    window::Window& m_window;
    text::Typesetter m_typesetter;
    Cache<Size> m_sizes;
    Cache<double> m_fits;
    Cache<PaintedText> m_textures;
    /// The last paragraph set: measured, then drawn, it is set once.
    std::string m_last_key;
    std::optional<text::SetParagraph> m_last;
    const text::SetParagraph& set(const std::string& key, const text::Paragraph& paragraph);
};

} // namespace ui
