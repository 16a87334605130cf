#pragma once

#include "kiosk/screens/bar.h"

namespace screens {

struct HomeView {
    std::string text_language; ///< name of the Declaration's language, in itself
    std::int64_t commitments = 0;
    std::string note; ///< something to know about the chosen languages, or empty
};

[[nodiscard]] Action draw_home(ui::Ui& ui, const Context& context, const HomeView& view);

} // namespace screens
