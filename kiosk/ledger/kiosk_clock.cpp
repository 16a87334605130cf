#include "kiosk/ledger/kiosk_clock.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <sstream>

namespace ledger {

namespace {

/// By TimeSource.
constexpr std::array<std::string_view, 4> names = {"", "battery", "staff", "network"};

} // namespace

Confirmation Confirmation::read(std::string_view text, std::string_view boot) {
    std::istringstream words{std::string(text)};
    Confirmation read;
    std::string name;
    if (!(words >> read.boot >> name >> read.offset_ms) || read.boot != boot) return {};
    const auto found = std::find(names.begin() + 1, names.end(), name);
    if (found == names.end()) return {};
    read.source = static_cast<TimeSource>(found - names.begin());
    return read;
}

std::string Confirmation::text() const {
    return fmt::format("{} {} {}", boot, names[static_cast<std::size_t>(source)], offset_ms);
}

std::int64_t KioskClock::utc_ms() const {
    if (m_confirmation.source == TimeSource::network) return m_machine->utc_ms();
    const std::int64_t now = m_machine->monotonic_ms();
    if (m_confirmation.source != TimeSource::unknown) return now + m_confirmation.offset_ms;
    return std::max(m_machine->utc_ms(), now + m_least_offset_ms);
}

} // namespace ledger
