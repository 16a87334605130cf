#include "kiosk/ui/metrics.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace ui {

namespace {

constexpr std::array<double, text_size_count> capital_mm = {3.5, 4.8, 6.4, 8.5};
constexpr double tablet_short_side_mm = 136;
constexpr double growth_power = 0.8;
constexpr double compact_ems = 19;

} // namespace

Metrics::Metrics(int width_px, int height_px, double mm_per_px, int text_size) : m_mm_per_px(mm_per_px) {
    const double short_side = std::min(width_px, height_px) * mm_per_px;
    m_growth = std::clamp(std::pow(short_side / tablet_short_side_mm, growth_power), 1.0, 2.4);
    const auto index = static_cast<std::size_t>(std::clamp(text_size, 0, text_size_count - 1));
    m_em = capital_mm[index] * m_growth / capital_per_em / mm_per_px;
    m_smallest_em = capital_mm[0] / capital_per_em / mm_per_px;
    m_target = static_cast<int>(std::ceil(12.7 * m_growth / mm_per_px));
    m_gap = static_cast<int>(std::ceil(2.54 * m_growth / mm_per_px));
    m_margin = std::max(m_gap, mm(3.0 * m_growth));
    m_radius = mm(2.2 * m_growth);
    m_compact = height_px < compact_ems * m_em;
}

int Metrics::mm(double millimetres) const {
    return static_cast<int>(std::lround(millimetres / m_mm_per_px));
}

} // namespace ui
