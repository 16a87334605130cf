#pragma once

#include "kiosk/app/app.h"
#include "platform/base/result.h"

#include <functional>
#include <memory>
#include <string_view>

namespace bench {

/// A kiosk in this process on the machine's own clock, touched by fingers through SDL's queue. Its loop
/// sleeps as the kiosk's own does.
class Drive {
  public:
    [[nodiscard]] static base::Result<Drive> open(const app::Options& options);

    using Wanted = std::function<bool(const ui::Tree&)>;
    struct Answer {
        double ms = 0;     ///< from just before the finger left to the frame that shows what is wanted
        double cpu_ms = 0; ///< used in that time
    };
    /// Taps the first visible node whose id fits `pattern`, for 50 ms, having scrolled to it.
    [[nodiscard]] base::Result<Answer> tap(std::string_view pattern, const Wanted& wanted);
    [[nodiscard]] base::Result<Answer> tap(std::string_view pattern, std::string_view screen);
    [[nodiscard]] base::Status wait_for(const Wanted& wanted, std::string_view what);

    enum class Strokes { onward, to_and_fro };
    struct Motion {
        double frames = 0;
        double cpu_ms_per_frame = 0;
        double frames_per_second = 0; ///< while something moved
        double longest_gap_ms = 0;    ///< between two frames while something moved
    };
    /// Five seconds of flings through the screen's scrolling list: strokes of 100 ms with 120 reports a
    /// second, one every 1.25 s.
    [[nodiscard]] base::Result<Motion> fling(Strokes strokes);

    /// Runs the loop for so long; returns the frames drawn.
    std::uint64_t rest(double ms);
    [[nodiscard]] base::Status settle();

  private:
    class Watch;
    explicit Drive(std::unique_ptr<app::App> kiosk) : m_kiosk(std::move(kiosk)) {}
    void finger(window::FingerEvent::Phase phase, double x, double y) {
        m_kiosk->push(window::FingerEvent{phase, 1, x, y});
    }
    [[nodiscard]] const ui::Node* find(std::string_view pattern, bool visible) const;
    [[nodiscard]] base::Result<ui::Rect> reach(std::string_view pattern);
    void turn_until(double time);
    void stroke(double x, double from, double to, Watch* watch);

    std::unique_ptr<app::App> m_kiosk;
};

} // namespace bench
