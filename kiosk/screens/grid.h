#pragma once

#include "kiosk/ui/area.h"

#include <algorithm>

namespace screens {

/// Equal cells in rows, filled from the leading side: where cell `index` lies.
struct Grid {
    int left = 0;
    int top = 0;
    int width = 0;
    int columns = 1;
    int row_height = 0;
    int gap = 0;
    bool right_to_left = false;

    /// As many columns as fit cells of at least `cell_width`, but no more than `most`.
    static Grid fit(const ui::Rect& area, int cell_width, int row_height, int gap, bool right_to_left,
                    int most = 8) {
        const int columns = std::clamp((area.width + gap) / (cell_width + gap), 1, most);
        return {area.x, area.y, area.width, columns, row_height, gap, right_to_left};
    }
    [[nodiscard]] ui::Rect cell(int index) const {
        const ui::Area row({left, top + index / columns * (row_height + gap), width, row_height},
                           right_to_left);
        return row.cell(index % columns, columns, gap).rect();
    }
    [[nodiscard]] int height(int count) const {
        const int rows = (count + columns - 1) / columns;
        return rows == 0 ? 0 : rows * (row_height + gap) - gap;
    }
};

} // namespace screens
