#include "tools/benchmark/drive.h"

#include "kiosk/robot/script.h"
#include "tools/benchmark/process.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace bench {

namespace {

using Phase = window::FingerEvent::Phase;

constexpr double patience_ms = 10'000;
constexpr double tap_ms = 50;
constexpr double between_taps_ms = 200;
constexpr double stroke_ms = 100;
constexpr int stroke_reports = 12; // 120 a second
constexpr double stroke_every_ms = 1250;
constexpr int stroke_count = 4; // five seconds
constexpr double stroke_way_px = 400;
constexpr double margin_px = 24;
constexpr int most_drags = 60;

} // namespace

/// Looks at the kiosk after every turn: when frames were drawn, and how long between them while something
/// moved.
class Drive::Watch {
  public:
    explicit Watch(const app::App& kiosk) : m_kiosk(kiosk), m_frames(kiosk.frames()) {}
    void finger_down(bool down) { m_finger_down = down; }
    void look() {
        if (m_kiosk.frames() == m_frames) return;
        const double now = now_ms();
        if (m_moved) {
            m_gaps_ms += now - m_last;
            ++m_gaps;
            m_longest = std::max(m_longest, now - m_last);
        }
        m_counted += m_kiosk.frames() - m_frames;
        m_frames = m_kiosk.frames();
        m_last = now;
        m_moved = m_finger_down || !m_kiosk.settled();
    }
    [[nodiscard]] Motion motion(double cpu) const {
        const auto frames = static_cast<double>(m_counted);
        return {frames, frames > 0 ? cpu / frames : 0, m_gaps_ms > 0 ? m_gaps * 1000.0 / m_gaps_ms : 0,
                m_longest};
    }

  private:
    const app::App& m_kiosk;
    std::uint64_t m_frames;
    std::uint64_t m_counted = 0;
    bool m_finger_down = false;
    bool m_moved = false; ///< at the last frame
    double m_last = 0;
    double m_gaps_ms = 0;
    int m_gaps = 0;
    double m_longest = 0;
};

base::Result<Drive> Drive::open(const app::Options& options) {
    auto kiosk = app::App::create(options);
    if (!kiosk) return tl::make_unexpected(kiosk.error());
    return Drive(std::move(*kiosk));
}

void Drive::turn_until(double time) {
    for (double left = time - now_ms(); left > 0; left = time - now_ms())
        m_kiosk->turn_within(std::max(1, static_cast<int>(left)));
}

std::uint64_t Drive::rest(double ms) {
    const std::uint64_t before = m_kiosk->frames();
    turn_until(now_ms() + ms);
    return m_kiosk->frames() - before;
}

base::Status Drive::wait_for(const Wanted& wanted, std::string_view what) {
    const double until = now_ms() + patience_ms;
    while (!wanted(m_kiosk->tree())) {
        if (now_ms() > until)
            return base::fail(fmt::format("cannot measure: {} did not come, the screen is {}", what,
                                          m_kiosk->tree().screen));
        m_kiosk->turn_within(10);
    }
    return {};
}

base::Status Drive::settle() {
    const double until = now_ms() + patience_ms;
    do {
        m_kiosk->turn_within(10);
        if (now_ms() > until)
            return base::fail(
                fmt::format("cannot measure: the screen {} does not come to rest", m_kiosk->tree().screen));
    } while (!m_kiosk->settled());
    return {};
}

const ui::Node* Drive::find(std::string_view pattern, bool visible) const {
    const auto& nodes = m_kiosk->tree().nodes;
    const auto found = std::find_if(nodes.begin(), nodes.end(), [&](const ui::Node& node) {
        return node.interactive && (node.visible || !visible) && robot::matches(pattern, node.id);
    });
    return found == nodes.end() ? nullptr : &*found;
}

void Drive::stroke(double x, double from, double to, Watch* watch) {
    const double start = now_ms();
    finger(Phase::down, x, from);
    if (watch != nullptr) watch->finger_down(true);
    for (int report = 1; report <= stroke_reports; ++report) {
        const double due = start + stroke_ms * report / stroke_reports;
        for (double left = due - now_ms(); left > 0; left = due - now_ms()) {
            m_kiosk->turn_within(std::max(1, static_cast<int>(left)));
            if (watch != nullptr) watch->look();
        }
        finger(Phase::move, x, from + (to - from) * report / stroke_reports);
    }
    if (watch == nullptr) turn_until(now_ms() + between_taps_ms); // a finger that rested does not fling
    finger(Phase::up, x, to);
    if (watch != nullptr) watch->finger_down(false);
}

base::Result<ui::Rect> Drive::reach(std::string_view pattern) {
    const std::string what(pattern);
    if (auto there = wait_for([&](const ui::Tree&) { return find(pattern, false) != nullptr; }, what); !there)
        return tl::make_unexpected(there.error());
    rest(between_taps_ms);
    if (auto still = settle(); !still) return tl::make_unexpected(still.error());
    for (int drags = 0; drags < most_drags; ++drags) {
        if (const ui::Node* node = find(pattern, true)) return node->rect;
        const ui::Node* node = find(pattern, false);
        if (node == nullptr || node->scroll_area < 0) break;
        const ui::Rect view =
            m_kiosk->tree().scroll_areas[static_cast<std::size_t>(node->scroll_area)].viewport;
        const double middle = view.y + view.height / 2.0;
        const double most = view.height * 0.35;
        const double way = std::clamp(node->rect.y + node->rect.height / 2.0 - middle, -2 * most, 2 * most);
        stroke(view.x + view.width / 2.0, middle + way / 2, middle - way / 2, nullptr);
        if (auto still = settle(); !still) return tl::make_unexpected(still.error());
    }
    return base::fail(fmt::format("cannot measure: {} cannot be reached on the screen {}", pattern,
                                  m_kiosk->tree().screen));
}

base::Result<Drive::Answer> Drive::tap(std::string_view pattern, const Wanted& wanted) {
    const auto place = reach(pattern);
    if (!place) return tl::make_unexpected(place.error());
    const double x = place->x + place->width / 2.0;
    const double y = place->y + place->height / 2.0;
    finger(Phase::down, x, y);
    turn_until(now_ms() + tap_ms);
    const std::uint64_t frames = m_kiosk->frames();
    const double start = now_ms();
    const double cpu = cpu_ms();
    finger(Phase::up, x, y);
    const auto shown =
        wait_for([&](const ui::Tree& tree) { return m_kiosk->frames() > frames && wanted(tree); },
                 fmt::format("the answer to {}", pattern));
    if (!shown) return tl::make_unexpected(shown.error());
    return Answer{now_ms() - start, cpu_ms() - cpu};
}

base::Result<Drive::Answer> Drive::tap(std::string_view pattern, std::string_view screen) {
    return tap(pattern, [screen](const ui::Tree& tree) { return tree.screen == screen; });
}

base::Result<Drive::Motion> Drive::fling(Strokes strokes) {
    rest(between_taps_ms);
    if (auto still = settle(); !still) return tl::make_unexpected(still.error());
    if (m_kiosk->tree().scroll_areas.empty())
        return base::fail(
            fmt::format("cannot measure: nothing scrolls on the screen {}", m_kiosk->tree().screen));
    const ui::Rect view = m_kiosk->tree().scroll_areas.front().viewport;
    const double low = view.bottom() - margin_px;
    const double high = std::max(low - stroke_way_px, view.y + margin_px);
    const double x = view.x + view.width * 0.44;
    Watch watch(*m_kiosk);
    const double start = now_ms();
    const double cpu = cpu_ms();
    for (int count = 0; count < stroke_count; ++count) {
        const bool back = strokes == Strokes::to_and_fro && count % 2 == 1;
        stroke(x, back ? high : low, back ? low : high, &watch);
        const double until = start + stroke_every_ms * (count + 1);
        for (double left = until - now_ms(); left > 0; left = until - now_ms()) {
            m_kiosk->turn_within(std::max(1, static_cast<int>(left)));
            watch.look();
        }
    }
    const Motion motion = watch.motion(cpu_ms() - cpu);
    if (motion.frames == 0) return base::fail("cannot measure: the fling moved nothing");
    return motion;
}

} // namespace bench
