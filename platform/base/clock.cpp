#include "platform/base/clock.h"

#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fmt/format.h>
#include <fstream>
#include <sys/timex.h>
#include <system_error>
#include <time.h>

namespace base {

namespace {

std::int64_t read_clock(clockid_t id) {
    timespec now{};
    clock_gettime(id, &now);
    return static_cast<std::int64_t>(now.tv_sec) * 1000 + now.tv_nsec / 1'000'000;
}

using Days = std::chrono::sys_days;

constexpr std::int64_t battery_tolerance_ms = 120'000;
constexpr std::int64_t latest_battery_utc_ms = earliest_utc_ms + 30 * 365LL * 86'400'000;
constexpr const char* battery_clocks = "/sys/class/rtc";
/// systemd-timesyncd's mark: tells also a service that may not ask the kernel (ProtectClock=).
constexpr const char* network_mark = "/run/systemd/timesync/synchronized";

bool is_set_by_network() {
    timex answer{};
    const int state = ::adjtimex(&answer);
    if (state >= 0) return state != TIME_ERROR;
    std::error_code ignored;
    return std::filesystem::exists(network_mark, ignored);
}

std::int64_t read_number(const std::filesystem::path& file) {
    std::ifstream stream(file);
    std::int64_t number = 0;
    stream >> number;
    return number;
}

} // namespace

SystemClock::SystemClock(std::int64_t start_utc_ms)
    : m_shifted(true), m_shift_ms(start_utc_ms - read_clock(CLOCK_REALTIME)) {}

std::int64_t SystemClock::utc_ms() const {
    return read_clock(CLOCK_REALTIME) + m_shift_ms;
}

std::int64_t SystemClock::monotonic_ms() const {
    return read_clock(CLOCK_BOOTTIME);
}

Voucher SystemClock::voucher() const {
    if (m_shifted) return Voucher::nobody;
    if (is_set_by_network()) return Voucher::network;
    return is_kept_by_battery(battery_clocks, utc_ms()) ? Voucher::battery : Voucher::nobody;
}

bool is_kept_by_battery(const std::filesystem::path& class_folder, std::int64_t utc_ms) {
    std::error_code problem;
    for (std::filesystem::directory_iterator clock(class_folder, problem), end; !problem && clock != end;
         clock.increment(problem)) {
        if (read_number(clock->path() / "hctosys") != 1) continue;
        const std::int64_t says = read_number(clock->path() / "since_epoch") * 1000;
        return says >= earliest_utc_ms && says < latest_battery_utc_ms &&
               std::abs(says - utc_ms) <= battery_tolerance_ms;
    }
    return false;
}

Result<std::int64_t> parse_iso8601(std::string_view text) {
    const std::string copy(text);
    const auto bad = [&] {
        return fail(fmt::format("'{}' is not an ISO 8601 time such as 2026-11-21T10:00:00Z", copy));
    };
    int year = 0, month = 0, day = 0, hour = 0, minute = 0, used = 0;
    if (std::sscanf(copy.c_str(), "%4d-%2d-%2d%n", &year, &month, &day, &used) != 3) return bad();
    const std::chrono::year_month_day date{std::chrono::year(year),
                                           std::chrono::month(static_cast<unsigned>(month)),
                                           std::chrono::day(static_cast<unsigned>(day))};
    if (month < 1 || day < 1 || !date.ok()) return bad();
    std::int64_t ms =
        std::chrono::duration_cast<std::chrono::milliseconds>(Days(date).time_since_epoch()).count();
    std::string_view rest = std::string_view(copy).substr(static_cast<std::size_t>(used));
    if (rest.empty()) return ms;
    if (rest.front() != 'T' && rest.front() != ' ') return bad();
    rest.remove_prefix(1);
    used = 0;
    if (std::sscanf(std::string(rest).c_str(), "%2d:%2d%n", &hour, &minute, &used) != 2) return bad();
    rest.remove_prefix(static_cast<std::size_t>(used));
    double seconds = 0;
    if (!rest.empty() && rest.front() == ':') {
        used = 0;
        if (std::sscanf(std::string(rest.substr(1)).c_str(), "%9lf%n", &seconds, &used) != 1) return bad();
        rest.remove_prefix(static_cast<std::size_t>(used) + 1);
    }
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || !(seconds >= 0 && seconds < 61)) return bad();
    ms += (hour * 60 + minute) * 60'000 + std::llround(seconds * 1000);
    if (rest.empty() || rest == "Z") return ms;
    int zone_hour = 0, zone_minute = 0;
    used = 0;
    const std::string zone(rest.substr(1));
    if (std::sscanf(zone.c_str(), "%2d:%2d%n", &zone_hour, &zone_minute, &used) != 2 ||
        static_cast<std::size_t>(used) != zone.size() || (rest.front() != '+' && rest.front() != '-')) {
        return bad();
    }
    const std::int64_t offset = (zone_hour * 60 + zone_minute) * 60'000;
    return rest.front() == '+' ? ms - offset : ms + offset;
}

std::string format_iso8601(std::int64_t utc_ms) {
    const std::int64_t seconds_of_day = (utc_ms % 86'400'000 + 86'400'000) % 86'400'000;
    return fmt::format("{}T{:02}:{:02}:{:02}.{:03}Z", format_date(utc_ms), seconds_of_day / 3'600'000,
                       seconds_of_day / 60'000 % 60, seconds_of_day / 1000 % 60, seconds_of_day % 1000);
}

std::string format_date(std::int64_t utc_ms) {
    const auto day = std::chrono::floor<std::chrono::days>(
        std::chrono::sys_time<std::chrono::milliseconds>(std::chrono::milliseconds(utc_ms)));
    const std::chrono::year_month_day date(day);
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

std::string boot_id() {
    std::ifstream file("/proc/sys/kernel/random/boot_id");
    std::string id;
    if (!std::getline(file, id) || id.empty()) return "unknown";
    return id;
}

} // namespace base
