#pragma once

#include "kiosk/ui/ui.h"

#include <string>
#include <vector>

namespace screens {

/// What the still picture says while the kiosk cannot start. It is drawn by the kiosk in good days and kept
/// as a file, for then nothing else may be needed: no content, no ledger, no fonts.
struct OutOfOrderView {
    std::string title; ///< in the exhibition's language, as all four
    std::string line;
    std::string again;
    std::string staff;
    struct Other {
        std::string tag; ///< BCP 47
        bool right_to_left = false;
        std::string title;
        std::string line;
    };
    std::vector<Other> others; ///< the other languages, the most wanted first
};

/// How the other languages share their part of the picture.
struct OutOfOrderGrid {
    int columns = 1;
    int rows = 1;
    bool with_lines = true; ///< else their titles alone
    double growth = 1;      ///< of the words, times the smallest size; below 1 they must shrink
};
/// The grid for `count` languages (1 or more) in a place of so many pixels: both lines where they fit, else
/// titles alone; the words as large as the place allows.
[[nodiscard]] OutOfOrderGrid out_of_order_grid(int width, int height, int count, double smallest_em);

void draw_out_of_order(ui::Ui& ui, const OutOfOrderView& view);

} // namespace screens
