#include "kiosk/ledger/settings.h"

#include "kiosk/ledger/rows.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <fmt/format.h>
#include <optional>

namespace ledger {

namespace {

constexpr std::size_t longest_name = 120; // bytes
constexpr int most_seconds = 3600;
constexpr int least_quiet_seconds = 10;
constexpr int least_warning_seconds = 20;

constexpr std::array rules = {
    SettingRule{"exhibition", "name of the exhibition, in the exports; one line of at most 120 bytes"},
    SettingRule{"language", "language the kiosk starts in, such as ar"},
    SettingRule{"languages", "languages offered first, such as ar,en,fr; empty for all"},
    SettingRule{"idle.quiet_seconds", "seconds without a touch until the warning, 10 to 3600"},
    SettingRule{"idle.warning_seconds", "seconds from the warning to the end of the visit, 20 to 3600"},
    SettingRule{"panel.rotation", "degrees the picture is turned clockwise on the panel: 0, 90, 180 or 270"},
    SettingRule{"touch.matrix",
                "six numbers a to f: a touch reported at x, y (0 to 1, before the rotation) is at "
                "ax+by+c, dx+ey+f; default for none"},
};

bool is_language_tag(std::string_view tag) {
    return tag.size() >= 2 && tag.size() <= 35 && std::all_of(tag.begin(), tag.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
           });
}

std::vector<std::string> split(std::string_view list) {
    std::vector<std::string> parts;
    std::string part;
    const auto end_part = [&] {
        if (!part.empty()) parts.push_back(std::move(part));
        part.clear();
    };
    for (const char c : list) {
        if (c == ',' || c == ' ')
            end_part();
        else
            part += c;
    }
    end_part();
    return parts;
}

std::optional<int> seconds(std::string_view text, int least) {
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || value < least || value > most_seconds)
        return std::nullopt;
    return value;
}

std::optional<int> degrees(std::string_view text) {
    for (const int turn : {0, 90, 180, 270})
        if (text == std::to_string(turn)) return turn;
    return std::nullopt;
}

/// Six numbers of this world that tell touches apart.
std::optional<std::array<double, 6>> matrix(std::string_view text) {
    if (text == "default") return KioskSettings{}.touch_matrix;
    constexpr double largest = 100;
    constexpr double least_determinant = 0.01;
    const std::vector<std::string> words = split(text);
    std::array<double, 6> numbers{};
    if (words.size() != numbers.size()) return std::nullopt;
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        const char* end_of_word = words[i].data() + words[i].size();
        const auto [end, error] = std::from_chars(words[i].data(), end_of_word, numbers[i]);
        if (error != std::errc() || end != end_of_word || !(std::abs(numbers[i]) <= largest))
            return std::nullopt;
    }
    const double determinant = numbers[0] * numbers[4] - numbers[1] * numbers[3];
    if (std::abs(determinant) < least_determinant) return std::nullopt;
    return numbers;
}

bool is_plain_text(std::string_view text) {
    return text.size() <= longest_name && is_text(text) && std::none_of(text.begin(), text.end(), [](char c) {
               return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
           });
}

bool makes_sense(std::string_view name, std::string_view value) {
    if (name == "exhibition") return is_plain_text(value);
    if (name == "language") return is_language_tag(value);
    if (name == "idle.quiet_seconds") return seconds(value, least_quiet_seconds).has_value();
    if (name == "idle.warning_seconds") return seconds(value, least_warning_seconds).has_value();
    if (name == "panel.rotation") return degrees(value).has_value();
    if (name == "touch.matrix") return matrix(value).has_value();
    const std::vector<std::string> tags = split(value);
    return std::all_of(tags.begin(), tags.end(), is_language_tag);
}

} // namespace

std::span<const SettingRule> setting_rules() {
    return rules;
}

base::Status check_setting(std::string_view name, std::string_view value) {
    const auto rule =
        std::find_if(rules.begin(), rules.end(), [&](const SettingRule& one) { return one.name == name; });
    if (rule == rules.end())
        return base::fail(fmt::format("there is no setting '{}'", is_plain_text(name) ? name : ""));
    if (makes_sense(name, value)) return {};
    // What is no line of text is not repeated: it would reach the terminal.
    const std::string said = is_plain_text(value) ? fmt::format("'{}'", value) : "this value";
    return base::fail(fmt::format("{} makes no sense for {}: {}", said, name, rule->meaning));
}

std::vector<std::string> unknown_languages(std::string_view name, std::string_view value,
                                           const std::function<bool(const std::string& tag)>& speaks) {
    std::vector<std::string> tags;
    if (name == "language" || name == "languages") tags = split(value);
    std::erase_if(tags, speaks);
    return tags;
}

std::string touch_matrix_value(const std::array<double, 6>& matrix) {
    return fmt::format("{:.5f}", fmt::join(matrix, " "));
}

KioskSettings read_settings(const std::function<std::string(std::string_view name)>& value_of) {
    KioskSettings settings;
    const auto sensible = [&](std::string_view name) {
        std::string value = value_of(name);
        return makes_sense(name, value) ? value : std::string();
    };
    settings.exhibition = sensible("exhibition");
    if (std::string language = sensible("language"); !language.empty())
        settings.language = std::move(language);
    settings.languages = split(sensible("languages"));
    if (const auto quiet = seconds(sensible("idle.quiet_seconds"), least_quiet_seconds))
        settings.idle_quiet_ms = *quiet * 1000;
    if (const auto warning = seconds(sensible("idle.warning_seconds"), least_warning_seconds))
        settings.idle_warning_ms = *warning * 1000;
    settings.panel_rotation = degrees(sensible("panel.rotation")).value_or(0);
    settings.touch_matrix = matrix(sensible("touch.matrix")).value_or(settings.touch_matrix);
    return settings;
}

} // namespace ledger
