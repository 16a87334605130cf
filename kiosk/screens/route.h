#pragma once

#include <string_view>

namespace screens {

enum class Screen {
    attract,
    language,
    home,
    articles,
    article,
    themes,
    theme,
    commitment,
    thanks,
    staff,
    touch,
    cleaning,
    idle
};

/// The name by which the robot visitor waits for it.
[[nodiscard]] constexpr std::string_view screen_name(Screen screen) {
    constexpr std::string_view names[] = {"attract", "language", "home",       "articles", "article",
                                          "themes",  "theme",    "commitment", "thanks",   "staff",
                                          "touch",   "cleaning", "idle"};
    return names[static_cast<int>(screen)];
}

/// Staff wipe the panel or adjust its touches: these screens end by themselves.
[[nodiscard]] constexpr bool cares_for_panel(Screen screen) {
    return screen == Screen::touch || screen == Screen::cleaning;
}

/// A place on the screen stack; `number` is the article or theme shown.
struct Route {
    Screen screen = Screen::attract;
    int number = 0;
    friend bool operator==(const Route&, const Route&) = default;
};

} // namespace screens
