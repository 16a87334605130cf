#pragma once

#include "kiosk/screens/route.h"
#include "kiosk/ui/gestures.h"

#include <filesystem>
#include <string>
#include <variant>

/// What a screen asks for. Screens change nothing themselves; the controller does, between frames.
namespace screens {

struct Begin {};
struct Back {};
struct Home {};
struct Open {
    Route route;
};
struct ChooseLanguages {}; ///< open the language screen from the bar
struct ChooseInterface {
    std::string tag;
};
struct ChooseText {
    std::string code;
};
struct Compare {}; ///< choose a second text
struct StopComparing {};
struct CycleTextSize {};
struct CycleContrast {};
struct ToggleLowered {};
struct TurnPage {
    int step = 1;
};
struct CommitTo {     ///< from an article or a theme
    int theme = 0;    ///< 0: none
    int article = -1; ///< -1: none
};
struct FormChanged {}; ///< the form was changed in place; draw again
struct Confirm {};
struct Finish {};
struct PinDigit {
    char digit = '0';
};
struct PinClear {};
struct PinEnter {};
struct Export {
    std::string medium; ///< its id; empty where there is none
};
/// Staff and the machine's clock.
struct ClockAsk {
    enum class What { right, edit, step, save, cancel };
    enum class Field { day, month, year, hour, minute };
    What what = What::right;
    Field field = Field::day; ///< of a step
    int step = 0;
};
struct LeaveStaff {};
struct CleanScreen {};
struct AdjustTouch {};
struct TouchAt { ///< while the touch screen is adjusted
    ui::Point place;
};
struct KeepTouch {};
struct UndoTouch {};
struct Stay {};

using Action =
    std::variant<std::monostate, Begin, Back, Home, Open, ChooseLanguages, ChooseInterface, ChooseText,
                 Compare, StopComparing, CycleTextSize, CycleContrast, ToggleLowered, TurnPage, CommitTo,
                 FormChanged, Confirm, Finish, PinDigit, PinClear, PinEnter, Export, ClockAsk, LeaveStaff,
                 CleanScreen, AdjustTouch, TouchAt, KeepTouch, UndoTouch, Stay>;

} // namespace screens
