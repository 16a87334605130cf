#pragma once

#include "platform/text/fonts.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace text {

enum class Alignment { leading, centre, trailing };

/// How a paragraph is set. Sizes are pixels of the panel.
struct Style {
    double em_px = 32; ///< size of the letters' square; the capital height of Noto Sans is 0.714 of it
    bool bold = false;
    Alignment alignment = Alignment::leading;
    /// Wanted distance of lines, in em. Scripts whose fonts need more (Nastaliq, Tibetan, Arabic) keep their
    /// own.
    double line_height = 1.5;
    friend bool operator==(const Style&, const Style&) = default;
};

struct Paragraph {
    std::string_view utf8;
    std::string_view language;  ///< BCP 47: chooses the shapes of shared letters and the rules of line breaks
    bool right_to_left = false; ///< base direction; runs inside follow the bidirectional algorithm
    int width_px = 0;           ///< lines break at it; 0: one line (or as many as there are line feeds)
    Style style;
};

/// Eight-bit coverage of the inked part of a paragraph.
struct Bitmap {
    int left = 0; ///< of the first column, from the paragraph's left edge; may be negative
    int top = 0;  ///< of the first row, from the paragraph's top edge; may be negative
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> coverage; ///< width * height, rows top to bottom
};

/// A paragraph broken into lines and measured.
class SetParagraph {
  public:
    [[nodiscard]] int width() const { return m_width; }   ///< of the widest line, pixels
    [[nodiscard]] int height() const { return m_height; } ///< of all lines, pixels
    [[nodiscard]] int ink_top() const {
        return m_ink_top;
    } ///< of the highest ink, from the top edge; may be negative
    [[nodiscard]] int ink_height() const { return m_ink_height; }
    [[nodiscard]] int lines() const;
    /// True when a word was too long for a line and was broken inside.
    [[nodiscard]] bool breaks_words() const;
    /// Where a caret before byte `index` stands: x from the left edge, top and height of its line.
    struct Caret {
        int x = 0;
        int top = 0;
        int height = 0;
    };
    [[nodiscard]] Caret caret(int index) const;
    [[nodiscard]] Bitmap draw() const;

    SetParagraph(SetParagraph&&) noexcept;
    SetParagraph& operator=(SetParagraph&&) noexcept;
    ~SetParagraph();

  private:
    friend class Typesetter;
    struct Data;
    explicit SetParagraph(std::unique_ptr<Data> data);
    std::unique_ptr<Data> m_data;
    int m_width = 0;
    int m_height = 0;
    int m_ink_top = 0;
    int m_ink_height = 0;
    int m_trim =
        0; ///< empty rows of the font's own line that are cut off above the first and below the last line
};

/// Sets text of every script: shaping, bidirectional order, line breaks (dictionaries of ICU where a script
/// writes no spaces between words). Not for use from several threads.
class Typesetter {
  public:
    explicit Typesetter(const FontLibrary& fonts);
    ~Typesetter();
    Typesetter(const Typesetter&) = delete;
    Typesetter& operator=(const Typesetter&) = delete;

    [[nodiscard]] SetParagraph set(const Paragraph& paragraph);

  private:
    struct Data;
    std::unique_ptr<Data> m_data;
};

/// `utf8` with a zero-width space at each place where a line may break inside Thai, Lao, Khmer or Burmese.
[[nodiscard]] std::string with_break_opportunities(std::string_view utf8, std::string_view language);

} // namespace text
