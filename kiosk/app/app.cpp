#include "kiosk/app/app.h"

#include "platform/service/terminal.h"

#include <algorithm>
#include <cmath>
#include <malloc.h>

namespace app {

namespace {

constexpr std::int64_t frame_ms = 16;
constexpr std::int64_t staff_look_ms = 1000; // how often the staff screen asks what stick is there
constexpr std::int64_t staff_hold_ms = 3000; // a finger on a top corner of the attract screen
constexpr double staff_corner_mm = 20;
constexpr std::int64_t tidy_quiet_ms = 1500; ///< since the last touch
constexpr std::int64_t staff_quiet_ms = 300'000;
constexpr int most_redraws = 4; // of one frame, while screens act

using screens::Action;
using screens::Screen;

} // namespace

App::~App() {
    if (m_pulse) m_pulse->stop();
}

void App::run() {
    if (const base::Status shown = service::show_own_terminal(); !shown)
        m_log.write(service::Priority::warning, shown.error().message, {{"EVENT", "terminal"}});
    while (!m_quit)
        turn_after(wait_ms());
}

void App::turn() {
    const auto next = m_ui->next_frame_ms();
    const bool animates = next && *next - m_clock->monotonic_ms() <= frame_ms;
    if (m_manual_clock != nullptr && (animates || m_ui->moving())) m_manual_clock->advance_ms(frame_ms);
    turn_after(0);
}

bool App::settled() const {
    const auto next = m_ui->next_frame_ms();
    return m_input.empty() && !m_ui->wants_frame() && !m_ui->moving() &&
           !(next && *next - m_clock->monotonic_ms() <= frame_ms);
}

void App::pass_ms(std::int64_t ms) {
    if (m_manual_clock != nullptr) m_manual_clock->advance_ms(ms);
}

void App::insert_media(const std::filesystem::path& folder) {
    m_simulates_media = true;
    m_simulated_media.insert(folder);
    m_next_media_ms = 0;
    m_ui->request_frame();
}

void App::remove_media() {
    m_simulated_media.remove_all();
    m_next_media_ms = 0;
    m_ui->request_frame();
}

media::Media& App::media_source() {
    if (m_simulates_media) return m_simulated_media;
    if (!m_real_media)
        m_real_media = std::make_unique<media::UdisksMedia>(media::UdisksOptions(),
                                                            std::make_unique<media::MountedMedia>());
    return *m_real_media;
}

// --- the loop

int App::wait_ms() const {
    if (!m_input.empty() && !m_ui->owes_answer()) return 0;
    const std::int64_t now = m_clock->monotonic_ms();
    std::int64_t until = now + 3'600'000;
    const auto at = [&](std::int64_t time) { until = std::min(until, time); };
    const std::int64_t next_draw = m_last_draw_ms + frame_ms;
    if (m_ui->wants_frame()) at(next_draw);
    if (const auto next = m_ui->next_frame_ms()) at(std::max(*next, next_draw));
    const Screen screen = m_visit.route().screen;
    if (screen == Screen::staff) {
        at(m_last_touch_ms + staff_quiet_ms);
        at(m_next_media_ms);
    } else if (screens::cares_for_panel(screen)) {
        at(now + m_panel_desk->left_ms());
    } else if (screen != Screen::attract) {
        if (m_foreign_fonts && screen != Screen::language) at(m_last_touch_ms + tidy_quiet_ms);
        const IdleState idle = idle_state(now - m_last_touch_ms, m_idle_times);
        at(now + (idle.phase == IdleState::Phase::warning ? (idle.left_ms - 1) % 1000 + 1 : idle.left_ms));
    }
    if (const auto sign_of_life = m_pulse->wait_ms(m_real_clock.monotonic_ms())) at(now + *sign_of_life);
    return static_cast<int>(std::clamp<std::int64_t>(until - now, 0, 3'600'000));
}

std::string App::touched(const window::FingerEvent& finger) const {
    const ui::Node* node = m_ui->tree().hit(finger.x, finger.y);
    return node == nullptr ? std::string() : node->id;
}

/// Whether the event still means what it meant when it came.
bool App::still_meant(const Input& input) {
    const auto* finger = std::get_if<window::FingerEvent>(&input.event);
    if (finger == nullptr) return true;
    if (finger->phase == window::FingerEvent::Phase::down) {
        if (touched(*finger) != input.touched) m_forgotten.insert(finger->finger);
        return !m_forgotten.contains(finger->finger);
    }
    const bool over = finger->phase != window::FingerEvent::Phase::move;
    return over ? m_forgotten.erase(finger->finger) == 0 : !m_forgotten.contains(finger->finger);
}

/// One answer a frame, however slow the frames are: no touch takes another's place, and none falls on what
/// has come under the finger since.
void App::take_input(int wait) {
    for (const window::Event& event : m_window->wait(wait)) {
        const auto* finger = std::get_if<window::FingerEvent>(&event);
        m_input.push_back({event, finger == nullptr ? std::string() : touched(*finger)});
    }
    while (!m_input.empty() && !m_ui->owes_answer()) {
        const Input input = std::move(m_input.front());
        m_input.pop_front();
        if (still_meant(input)) handle(input.event);
    }
}

void App::turn_after(int wait) {
    take_input(wait);
    const std::int64_t now = m_clock->monotonic_ms();
    m_ui->advance(now);
    tick();
    const bool too_soon = m_manual_clock == nullptr && now - m_last_draw_ms < frame_ms;
    if (frame_is_due() && !too_soon) draw();
    m_pulse->after({m_real_clock.monotonic_ms(), m_frames, frame_is_due(), activity()});
}

bool App::frame_is_due() const {
    const auto next = m_ui->next_frame_ms();
    return m_ui->wants_frame() || (next && *next <= m_clock->monotonic_ms());
}

/// While the screen is wiped touches do nothing; a key leads away from there and from the crosses.
bool App::handle_panel_care(const window::Event& event) {
    const Screen screen = m_visit.route().screen;
    if (!screens::cares_for_panel(screen)) return false;
    const auto* key = std::get_if<window::KeyEvent>(&event);
    if (key != nullptr && key->name == "Escape") {
        leave_panel_care();
        return true;
    }
    return screen == Screen::cleaning && (std::holds_alternative<window::FingerEvent>(event) ||
                                          std::holds_alternative<window::WheelEvent>(event));
}

bool App::handle_staff_gesture(const window::Event& event) {
    const auto* finger = std::get_if<window::FingerEvent>(&event);
    if (finger == nullptr || m_visit.route().screen != Screen::attract) return false;
    const double corner = staff_corner_mm / m_window->mm_per_px();
    const bool in_corner =
        finger->y < corner && (finger->x < corner || finger->x > m_window->width() - corner);
    const std::int64_t now = m_clock->monotonic_ms();
    if (finger->phase == window::FingerEvent::Phase::down && in_corner)
        m_corner_hold = Hold{finger->finger, now};
    if (!m_corner_hold || m_corner_hold->finger != finger->finger) return false;
    if (!in_corner || finger->phase == window::FingerEvent::Phase::cancel) m_corner_hold.reset();
    if (finger->phase != window::FingerEvent::Phase::up || !m_corner_hold) return false;
    const bool held = now - m_corner_hold->since_ms >= staff_hold_ms;
    m_corner_hold.reset();
    if (held) {
        m_ui->handle(
            window::FingerEvent{window::FingerEvent::Phase::cancel, finger->finger, finger->x, finger->y},
            now);
        open_staff();
    }
    return held;
}

void App::handle(const window::Event& event) {
    const std::int64_t now = m_clock->monotonic_ms();
    if (std::holds_alternative<window::QuitEvent>(event)) {
        m_quit = true;
        return;
    }
    if (std::holds_alternative<window::WakeEvent>(event)) {
        m_ui->request_frame();
        return;
    }
    if (!std::holds_alternative<window::ExposeEvent>(event)) m_last_touch_ms = now;
    if (m_idle_warning && !std::holds_alternative<window::ExposeEvent>(event)) {
        m_idle_warning = false;
        m_ui->request_frame();
        // The touch that answers the warning does nothing else.
        if (const auto* finger = std::get_if<window::FingerEvent>(&event);
            finger != nullptr && m_ui->tree().screen == "idle")
            return;
    }
    if (handle_panel_care(event)) return;
    if (handle_staff_gesture(event)) return;
    const auto* key = std::get_if<window::KeyEvent>(&event);
    if (key != nullptr && key->control && key->alt && key->name == "S" &&
        m_visit.route().screen == Screen::attract) {
        open_staff();
        return;
    }
    m_ui->handle(event, now);
}

void App::give_back_memory() {
    m_ui->drop_textures();
    m_fonts->close_unused();
    // Without it the heap grows by a few MiB an hour of visits, all of it holes.
    malloc_trim(0);
}

void App::tidy_fonts() {
    const Screen screen = m_visit.route().screen;
    if (screen == Screen::language) m_foreign_fonts = true;
    const bool quiet = m_clock->monotonic_ms() - m_last_touch_ms >= tidy_quiet_ms;
    if (!m_foreign_fonts || screen == Screen::language || !quiet) return;
    m_foreign_fonts = false;
    give_back_memory();
    m_ui->request_frame(); // opens those of this screen again while nobody waits
}

void App::tick() {
    const std::int64_t now = m_clock->monotonic_ms();
    const Screen screen = m_visit.route().screen;
    m_staff->tick();
    m_backups->tick();
    look_at_devices();
    if (screen == Screen::staff) {
        if (m_staff->exporting()) m_last_touch_ms = now;
        if (now >= m_next_media_ms) {
            m_next_media_ms = now + staff_look_ms;
            look_at_media();
        }
        if (now - m_last_touch_ms >= staff_quiet_ms) end_visit();
        return;
    }
    if (screens::cares_for_panel(screen)) {
        if (m_panel_desk->over()) leave_panel_care();
        return;
    }
    if (screen == Screen::attract) {
        keep_standby_picture();
        return;
    }
    tidy_fonts();
    const IdleState idle = idle_state(now - m_last_touch_ms, m_idle_times);
    if (idle.phase == IdleState::Phase::over) {
        end_visit();
        return;
    }
    const bool warning = idle.phase == IdleState::Phase::warning;
    const int seconds = warning ? static_cast<int>((idle.left_ms + 999) / 1000) : -1;
    if (warning != m_idle_warning || seconds != m_seconds_shown) m_ui->request_frame();
    m_idle_warning = warning;
    m_seconds_shown = seconds;
}

void App::look_at_media() {
    std::vector<media::Medium> media = media_source().present();
    if (media != m_media || m_staff->exporting() || m_staff->lock_shown()) m_ui->request_frame();
    log_media(media.size());
    m_media = std::move(media);
}

void App::draw() {
    m_last_draw_ms = m_clock->monotonic_ms();
    // A screen that acts is drawn again at once: the frame that is shown is already the answer.
    for (int redraws = 0;; ++redraws) {
        if (m_visit.route().screen == Screen::attract) turn_attract();
        m_ui->begin(screens::screen_name(shown_screen()), setting(), m_clock->monotonic_ms());
        const Action action = draw_screen();
        const std::span<const window::Quad> quads = m_ui->end();
        const bool final = action.index() == 0 && !m_ui->wants_redraw();
        if (final || redraws == most_redraws) {
            m_window->draw(quads, m_ui->colours().page.ground);
            m_window->present();
            ++m_frames;
            return;
        }
        apply(action);
    }
}

} // namespace app
