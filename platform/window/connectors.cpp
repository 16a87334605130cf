#include "platform/window/connectors.h"

#include <fstream>
#include <set>
#include <system_error>
#include <utility>

namespace window {

namespace {

std::string first_line(const std::filesystem::path& file) {
    std::ifstream stream(file);
    std::string line;
    std::getline(stream, line);
    return line;
}

} // namespace

Connectors::Connectors(std::filesystem::path folder)
    : m_folder(std::move(folder)), m_opened(look()), m_seen(m_opened) {}

std::string Connectors::look() const {
    if (m_folder.empty()) return {};
    std::set<std::string> connected;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(m_folder, error)) {
        if (first_line(entry.path() / "status") != "connected") continue;
        // The kernel lists the mode that the panel prefers first.
        connected.insert(entry.path().filename().string() + ' ' + first_line(entry.path() / "modes") + '\n');
    }
    std::string all;
    for (const std::string& one : connected)
        all += one;
    return all;
}

bool Connectors::panel_came() {
    std::string now = look();
    const bool settled = now == m_seen; // twice the same: a plug makes contact more than once
    if (!settled) {
        m_seen = std::move(now);
        if (m_seen.empty()) m_opened.clear(); // whatever comes now is new
        return false;
    }
    if (m_seen.empty() || m_seen == m_opened) return false;
    m_opened = m_seen;
    return true;
}

} // namespace window
