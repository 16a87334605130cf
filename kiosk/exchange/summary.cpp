#include "kiosk/exchange/summary.h"

#include "platform/base/clock.h"
#include "platform/base/markup.h"

#include <algorithm>
#include <fmt/format.h>

namespace exchange {

namespace {

constexpr std::size_t most_texts = 200;
constexpr std::size_t most_bars = 60;
// In units of the drawing, which is as wide as the page.
constexpr int bar_height = 20, bar_step = 26, label_width = 290, chart_width = 760, number_width = 60;
constexpr std::size_t longest_label = 40; ///< characters that fit label_width

constexpr std::string_view style = R"css(
body { font: 16px/1.5 system-ui, "Noto Sans", sans-serif; color: #1b1b1f; background: #fff; margin: 2rem auto; max-width: 50rem; padding: 0 1rem; }
h1 { font-size: 1.8rem; margin-bottom: 0; } h2 { font-size: 1.2rem; margin: 2rem 0 .5rem; break-after: avoid; }
.total { font-size: 3rem; font-weight: 700; margin: 1rem 0 0; } .note { color: #44474e; }
svg { width: 100%; height: auto; break-inside: avoid; } svg text { font: 15px system-ui, "Noto Sans", sans-serif; fill: #1b1b1f; }
svg rect { fill: #1d5fa8; } blockquote { margin: .6rem 0; padding-inline-start: .8rem; border-inline-start: 4px solid #1d5fa8; break-inside: avoid; }
@media print { body { margin: 0; max-width: none; } svg rect { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
)css";

struct Bar {
    std::string label;
    std::int64_t count = 0;
};

/// At most `characters` of UTF-8, with an ellipsis when cut.
std::string shortened(const std::string& text, std::size_t characters) {
    std::size_t seen = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if ((static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) continue;
        if (++seen > characters) return text.substr(0, at) + "…";
    }
    return text;
}

std::string bar_svg(const Bar& bar, std::size_t row, std::int64_t largest) {
    const std::size_t top = row * bar_step;
    const std::int64_t room = chart_width - label_width - number_width;
    const std::int64_t width =
        std::max<std::int64_t>(1, bar.count * room / std::max<std::int64_t>(1, largest));
    return fmt::format(
        "<text x=\"{}\" y=\"{}\" text-anchor=\"end\">{}</text><rect x=\"{}\" y=\"{}\" width=\"{}\" "
        "height=\"{}\"/><text x=\"{}\" y=\"{}\">{}</text>\n",
        label_width - 10, top + 16, base::escape_markup(shortened(bar.label, longest_label)), label_width,
        top + 1, width, bar_height, label_width + width + 8, top + 16, bar.count);
}

std::string chart(std::string_view title, std::vector<Bar> bars) {
    if (bars.empty()) return {};
    std::string note;
    if (bars.size() > most_bars) {
        note = fmt::format("<p class=\"note\">The last {} of {} are drawn.</p>\n", most_bars, bars.size());
        bars.erase(bars.begin(), bars.end() - static_cast<std::ptrdiff_t>(most_bars));
    }
    std::int64_t largest = 0;
    std::string spoken;
    for (const Bar& bar : bars) {
        largest = std::max(largest, bar.count);
        spoken += fmt::format("{}: {}. ", bar.label, bar.count);
    }
    std::string svg = fmt::format(
        "<h2>{}</h2>\n{}<svg viewBox=\"0 0 {} {}\" role=\"img\" aria-label=\"{}\">\n",
        base::escape_markup(title), note, chart_width, bars.size() * bar_step, base::escape_markup(spoken));
    for (std::size_t row = 0; row < bars.size(); ++row)
        svg += bar_svg(bars[row], row, largest);
    return svg + "</svg>\n";
}

template <class Key, class Name>
std::vector<Bar> bars_of(const std::map<Key, std::int64_t>& counts, const Name& name) {
    std::vector<Bar> bars;
    for (const auto& [key, count] : counts)
        bars.push_back({name(key), count});
    return bars;
}

std::vector<Bar> largest_first(std::vector<Bar> bars) {
    std::stable_sort(bars.begin(), bars.end(), [](const Bar& a, const Bar& b) { return a.count > b.count; });
    if (bars.size() > most_bars) bars.resize(most_bars);
    return bars;
}

std::string head_html(const SummaryHead& head, const Tally& tally) {
    std::string html = fmt::format("<h1>{}</h1>\n<p class=\"note\">", base::escape_markup(head.title));
    if (!head.exhibition.empty()) html += base::escape_markup(head.exhibition) + " · ";
    html +=
        fmt::format("{} · {}</p>\n", base::escape_markup(head.source), base::format_date(head.made_utc_ms));
    html += fmt::format("<p class=\"total\">{}</p>\n<p>{}</p>\n", tally.total,
                        tally.total == 1 ? "commitment was made." : "commitments were made.");
    if (tally.waiting > 0) {
        html += fmt::format(
            "<p class=\"note\">{} of them {} to be read by staff; {} counted here and not shown.</p>\n",
            tally.waiting,
            tally.waiting == 1 ? "was written by a visitor and waits" : "were written by visitors and wait",
            tally.waiting == 1 ? "it is" : "they are");
    }
    if (tally.unsure_time > 0) {
        html += fmt::format("<p class=\"note\">{} of them {} made while the machine was not sure of its "
                            "clock: {} day may be wrong.</p>\n",
                            tally.unsure_time, tally.unsure_time == 1 ? "was" : "were",
                            tally.unsure_time == 1 ? "its" : "their");
    }
    if (tally.redated > 0) {
        html += fmt::format("<p class=\"note\">{} of them {} made before the machine knew the time and {} "
                            "dated anew when it did.</p>\n",
                            tally.redated, tally.redated == 1 ? "was" : "were",
                            tally.redated == 1 ? "was" : "were");
    }
    return html;
}

} // namespace

void Tally::add(const ledger::Commitment& c) {
    ++total;
    ++by_day[base::format_date(c.made_utc_ms)];
    ++by_kiosk[c.kiosk];
    ++by_language[c.language];
    ++by_theme[c.theme.value_or(0)];
    ++by_kind[c.kind];
    if (!c.ready.empty()) ++by_ready[c.ready];
    if (c.moderation == "waiting") ++waiting;
    if (!c.clock_confirmed) ++unsure_time;
    if (c.clock_confirmed && c.redated) ++redated;
    const bool may_show =
        c.ready.empty() && c.moderation == "approved" && c.wall_consent && c.follow_up != "withdrawn";
    if (may_show && approved.size() < most_texts) approved.push_back(c.words);
}

std::string summary_html(const SummaryHead& head, const Tally& tally, const Labels& labels) {
    const auto itself = [](const std::string& key) { return key; };
    std::string html =
        fmt::format("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta "
                    "name=\"viewport\" content=\"width=device-width\">\n<title>{}</title>\n"
                    "<style>{}</style>\n</head>\n<body>\n",
                    base::escape_markup(head.title), style);
    html += head_html(head, tally);
    html += chart("By day", bars_of(tally.by_day, itself));
    html += chart("By theme", bars_of(tally.by_theme, [&](int theme) { return labels.theme(theme); }));
    html += chart("By language of the visitor",
                  largest_first(bars_of(tally.by_language,
                                        [&](const std::string& tag) { return labels.language(tag); })));
    html += chart("By what it does", bars_of(tally.by_kind, kind_in_words));
    html += chart("Ready-made commitments",
                  largest_first(bars_of(tally.by_ready,
                                        [&](const std::string& name) { return labels.ready_made(name); })));
    if (tally.by_kiosk.size() > 1) html += chart("By kiosk", largest_first(bars_of(tally.by_kiosk, itself)));
    if (!tally.approved.empty()) html += "<h2>In visitors' own words</h2>\n";
    for (const std::string& words : tally.approved) {
        html += fmt::format("<blockquote dir=\"auto\">{}</blockquote>\n", base::escape_markup(words));
    }
    return html + "</body>\n</html>\n";
}

} // namespace exchange
