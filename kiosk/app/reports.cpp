#include "kiosk/app/app.h"

#include "platform/base/clock.h"

#include <cmath>
#include <fmt/format.h>
#include <sys/stat.h>
#include <utility>

/// What the log and `systemctl status` are told: about the machine, never about a visitor.
namespace app {

using screens::Screen;
using service::Priority;

namespace {

std::string day_of(const std::filesystem::path& file) {
    struct stat info {};
    if (::stat(file.c_str(), &info) != 0) return "an unknown day";
    return base::format_date(static_cast<std::int64_t>(info.st_mtime) * 1000);
}

/// What visitors do is nobody's business: only whether one is there.
enum Activity { waiting, in_use, for_staff };

} // namespace

void App::log_start(const Options& options) const {
    const double inches = m_window->mm_per_px() * std::hypot(m_window->width(), m_window->height()) / 25.4;
    const std::string panel =
        fmt::format("{}x{}, {:.1f} inches", m_window->width(), m_window->height(), inches);
    const std::string content = fmt::format("{} texts and {} languages of {}", m_pack->declarations().size(),
                                            m_pack->interface_languages().size(), day_of(options.content));
    m_log.write(Priority::info,
                fmt::format("version {}; content: {}; panel: {}; drawn by {}; {} commitments kept",
                            SMALLPLACES_VERSION, content, panel, m_window->driver(), m_ledger->count()),
                {{"EVENT", "start"},
                 {"VERSION", SMALLPLACES_VERSION},
                 {"CONTENT", content},
                 {"PANEL", panel},
                 {"RENDERER", m_window->driver()},
                 {"COMMITMENTS", std::to_string(m_ledger->count())}});
}

void App::log_recovery() {
    const auto& notice = m_ledger->notice();
    const std::string found = notice ? notice->set_aside.string() + ": " + notice->reason : std::string();
    if (std::exchange(m_logged_recovery, found) == found || !notice) return;
    m_log.write(Priority::warning,
                fmt::format("the ledger was damaged ({}); {} commitments were saved into a new one",
                            notice->reason, notice->recovered),
                {{"EVENT", "recovered"},
                 {"RECOVERED", std::to_string(notice->recovered)},
                 {"SET_ASIDE", notice->set_aside.filename().string()}});
}

void App::log_media(std::size_t sticks) const {
    if (sticks == m_media.size()) return;
    m_log.write(Priority::info, fmt::format("sticks plugged in: {}", sticks),
                {{"EVENT", "sticks"}, {"STICKS", std::to_string(sticks)}});
}

void App::look_at_devices() {
    const std::size_t devices = m_window->input_devices();
    if (devices == m_input_devices) return;
    m_log.write(devices < m_input_devices ? Priority::notice : Priority::info,
                fmt::format("input devices: {}, before: {}", devices, m_input_devices),
                {{"EVENT", "input"}, {"DEVICES", std::to_string(devices)}});
    m_input_devices = devices;
}

int App::activity() const {
    const Screen screen = m_visit.route().screen;
    return screen == Screen::attract                                     ? waiting
           : screen == Screen::staff || screens::cares_for_panel(screen) ? for_staff
                                                                         : in_use;
}

std::string App::status() const {
    static constexpr const char* doing[] = {"waiting for a visitor", "in use", "open for staff"};
    return fmt::format("{}; {} commitments kept", doing[activity()], m_ledger->count());
}

} // namespace app
