#include "tools/benchmark/figures.h"

#include "platform/base/files.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace bench {

namespace {

// Chromium's figures are medians of five fresh processes (1280x800, software renderer, two cores).
constexpr Figure figures[] = {
    {"start.fresh", "Start to first whole frame, fresh data folder", "ms", 100, 998},
    {"start.kept", "Start to first whole frame, existing data folder", "ms", 100, 998},
    {"start.cpu", "CPU of that start (and the end)", "s", {}, 1.89},
    {"pss.attract", "PSS on attract", "MiB", 40, 407},
    {"pss.en", "PSS on article 1, English", "MiB", 40, 416},
    {"pss.ar", "PSS on article 1, Arabic", "MiB", 40, 417},
    {"pss.zh", "PSS on article 1, Chinese", "MiB", 40, 422},
    {"still.cpu", "CPU of a minute on a still article", "s", 0.02, 0.215},
    {"still.frames", "Frames of a minute on a still article", "", 0, 0},
    {"attract.cpu", "CPU of a minute on attract", "s", 0.2, 2.17},
    {"attract.frames", "Frames of a minute on attract", ""},
    {"attract.pss", "PSS after that time on attract", "MiB", 40, 407},
    {"switch.en", "Tap on a language to home, English", "ms", 15, 31},
    {"switch.en.cpu", "  CPU of that", "ms"},
    {"switch.ar", "Tap on a language to home, Arabic", "ms", 15, 51},
    {"switch.ar.cpu", "  CPU of that", "ms"},
    {"switch.zh", "Tap on a language to home, Chinese", "ms", 15, 44},
    {"switch.zh.cpu", "  CPU of that", "ms"},
    {"list.en", "Tap on articles to their list, English", "ms", 15},
    {"list.ar", "Tap on articles to their list, Arabic", "ms", 15},
    {"list.zh", "Tap on articles to their list, Chinese", "ms", 15},
    {"article.en", "First tap on article 1 to its text, English", "ms", 10, 20},
    {"article.en.cpu", "  CPU of that", "ms"},
    {"article.ar", "First tap on article 1 to its text, Arabic", "ms", 10, 26},
    {"article.ar.cpu", "  CPU of that", "ms"},
    {"article.zh", "First tap on article 1 to its text, Chinese", "ms", 10, 17},
    {"article.zh.cpu", "  CPU of that", "ms"},
    {"fling.languages.cpu", "Fling, all languages: CPU a frame", "ms", 3, 11.5},
    {"fling.languages.fps", "Fling, all languages: frames a second", "", 60, 52, true},
    {"fling.languages.gap", "Fling, all languages: longest gap", "ms", 20, 106},
    {"fling.articles.cpu", "Fling, article list: CPU a frame", "ms", 3, 6.8},
    {"fling.articles.fps", "Fling, article list: frames a second", "", 60, 59, true},
    {"fling.articles.gap", "Fling, article list: longest gap", "ms", 20},
    {"fling.preamble.cpu", "Fling, long article: CPU a frame", "ms", 3, 6.1},
    {"fling.preamble.fps", "Fling, long article: frames a second", "", 60, 60, true},
    {"fling.preamble.gap", "Fling, long article: longest gap", "ms", 20},
    {"thanks", "Confirm to thanks, durable commit inside", "ms", 10, 28},
    {"commit.rate", "Durable commitments a second", "", {}, {}, true},
    {"commit.bare", "Bare SQLite WAL FULL commits a second beside them", "", {}, {}, true},
    {"commit.ratio", "Time of a commitment to that of a bare commit", "x", 1.2, 3.83},
    {"pack.seconds", "Building the content pack", "s"},
    {"pack.size", "Content pack", "MiB"},
    {"size.programs", "Installed: programs, stripped", "MiB"},
    {"size.fonts", "Installed: fonts used", "MiB"},
    {"size.libraries", "Installed: shared libraries", "MiB"},
    {"size.all", "Installed: those three and the pack", "MiB", 45, 910},
};

std::string number(double value) {
    if (value == 0 || std::abs(value) >= 100) return fmt::format("{:.0f}", value);
    if (std::abs(value) >= 10) return fmt::format("{:.1f}", value);
    return fmt::format("{:.3g}", value);
}

std::string with_unit(double value, const Figure& figure) {
    return number(value) + (figure.unit.empty() ? "" : " ") + std::string(figure.unit);
}

std::string measured(const std::vector<double>& values, const Figure& figure) {
    const auto [least, most] = std::minmax_element(values.begin(), values.end());
    std::string text = with_unit(median(values), figure);
    if (values.size() > 1) text += fmt::format(" ({}–{})", number(*least), number(*most));
    return text;
}

std::string verdict(double value, const Figure& figure) {
    if (!figure.aim) return "";
    const bool reached = figure.more_is_better ? value >= *figure.aim : value <= *figure.aim;
    return with_unit(*figure.aim, figure) + (reached ? " ✓" : " ✗");
}

std::string beside_peer(double value, const Figure& figure) {
    if (!figure.peer || *figure.peer == 0) return "";
    return fmt::format("{:.3f}", value / *figure.peer);
}

} // namespace

std::span<const Figure> all_figures() {
    return figures;
}

bool Samples::add_line(const std::string& line) {
    const std::size_t space = line.find(' ');
    if (space == std::string::npos) return false;
    double value = 0;
    const char* end = line.data() + line.size();
    const auto [read, error] = std::from_chars(line.data() + space + 1, end, value);
    if (error != std::errc() || read != end) return false;
    add(line.substr(0, space), value);
    return true;
}

const std::vector<double>* Samples::find(std::string_view key) const {
    const auto found = m_values.find(key);
    return found == m_values.end() ? nullptr : &found->second;
}

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    const std::size_t middle = values.size() / 2;
    return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

void print_table(std::ostream& out, const Samples& samples) {
    out << fmt::format("{:<52} {:<28} {:<14} {}\n", "what", "median (least–most)", "aim", "of Chromium's");
    for (const Figure& figure : figures) {
        const std::vector<double>* values = samples.find(figure.key);
        if (values == nullptr) continue;
        const double value = median(*values);
        out << fmt::format("{:<52} {:<28} {:<14} {}\n", figure.what, measured(*values, figure),
                           verdict(value, figure), beside_peer(value, figure));
    }
}

base::Status write_json(const std::filesystem::path& file, const Samples& samples,
                        std::string_view conditions) {
    nlohmann::ordered_json rows = nlohmann::ordered_json::array();
    for (const Figure& figure : figures) {
        const std::vector<double>* values = samples.find(figure.key);
        if (values == nullptr) continue;
        nlohmann::ordered_json row{{"key", figure.key},
                                   {"what", figure.what},
                                   {"unit", figure.unit},
                                   {"median", median(*values)},
                                   {"values", *values}};
        if (figure.aim) row["aim"] = *figure.aim;
        if (figure.peer) row["chromium"] = *figure.peer;
        rows.push_back(std::move(row));
    }
    const nlohmann::ordered_json all{{"conditions", conditions}, {"figures", rows}};
    return base::write_file_durably(file, all.dump(2) + "\n");
}

} // namespace bench
