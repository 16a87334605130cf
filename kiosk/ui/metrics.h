#pragma once

#include <cmath>

namespace ui {

inline constexpr int text_size_count = 4;
inline constexpr int normal_text_size = 1;
inline constexpr double capital_per_em = 0.714; ///< capital height of Noto Sans

/// Sizes of this panel, in pixels, worked out once from millimetres.
/// Sources: touch target 12.7 mm, 2.54 mm apart, capital heights 3.5, 4.8, 6.4, 8.5 mm (VVSG as VxSuite
/// applies it).
class Metrics {
  public:
    Metrics() = default;
    /// On panels larger than a tablet everything grows with the panel, for people stand further away.
    Metrics(int width_px, int height_px, double mm_per_px, int text_size);

    [[nodiscard]] int mm(double millimetres) const;
    [[nodiscard]] double em() const { return m_em; } ///< of body text at the chosen text size
    [[nodiscard]] double smallest_em() const { return m_smallest_em; } ///< no text is set smaller than this
    [[nodiscard]] int target() const { return m_target; } ///< side of the smallest thing to touch
    [[nodiscard]] int gap() const { return m_gap; }       ///< between things to touch
    [[nodiscard]] int margin() const { return m_margin; } ///< round the screen
    [[nodiscard]] int radius() const { return m_radius; } ///< of rounded corners
    /// So few lines fit the panel that titles are set smaller and side things go to the end.
    [[nodiscard]] bool compact() const { return m_compact; }
    [[nodiscard]] double growth() const { return m_growth; }
    [[nodiscard]] double mm_per_px() const { return m_mm_per_px; }
    [[nodiscard]] int ems(double count) const { return static_cast<int>(std::lround(count * m_em)); }

  private:
    double m_mm_per_px = 0.17;
    double m_growth = 1;
    double m_em = 40;
    double m_smallest_em = 29;
    int m_target = 75;
    int m_gap = 15;
    int m_margin = 18;
    int m_radius = 12;
    bool m_compact = false;
};

} // namespace ui
