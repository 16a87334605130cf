// A setting, its name in the first line: a good value is read as it was set, a bad one is refused in one line
// and counts as not set.
#include "kiosk/ledger/settings.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

void check_ranges(const ledger::KioskSettings& settings) {
    require(settings.exhibition.size() <= 120 && settings.exhibition.find('\n') == std::string::npos);
    require(settings.language.size() >= 2);
    for (const std::string& tag : settings.languages)
        require(tag.size() >= 2 && tag.size() <= 35);
    require(settings.idle_quiet_ms >= 10'000 && settings.idle_quiet_ms <= 3'600'000);
    require(settings.idle_warning_ms >= 20'000 && settings.idle_warning_ms <= 3'600'000);
    require(settings.panel_rotation % 90 == 0 && settings.panel_rotation >= 0 &&
            settings.panel_rotation < 360);
    for (const double number : settings.touch_matrix)
        require(number >= -100 && number <= 100);
}

bool is_as_it_comes(const ledger::KioskSettings& settings) {
    const ledger::KioskSettings fresh;
    return settings.exhibition == fresh.exhibition && settings.language == fresh.language &&
           settings.languages == fresh.languages && settings.idle_quiet_ms == fresh.idle_quiet_ms &&
           settings.idle_warning_ms == fresh.idle_warning_ms &&
           settings.panel_rotation == fresh.panel_rotation && settings.touch_matrix == fresh.touch_matrix;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view input(reinterpret_cast<const char*>(data), size);
    const std::size_t end = std::min(input.find('\n'), input.size());
    const std::string_view name = input.substr(0, end);
    const std::string_view value = input.substr(std::min(end + 1, input.size()));
    const ledger::KioskSettings settings = ledger::read_settings(
        [&](std::string_view asked) { return asked == name ? std::string(value) : std::string(); });
    check_ranges(settings);
    if (const base::Status good = ledger::check_setting(name, value); !good) {
        require(!good.error().message.empty() && good.error().message.find('\n') == std::string::npos);
        require(is_as_it_comes(settings));
    } else if (name == "exhibition") {
        require(settings.exhibition == value);
    } else if (name == "language") {
        require(settings.language == value);
    }
    return 0;
}
