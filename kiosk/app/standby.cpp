#include "kiosk/app/standby.h"

#include "kiosk/ledger/backup.h"
#include "platform/base/files.h"

#include <system_error>
#include <utility>

namespace app {

namespace fs = std::filesystem;

Standby::Standby(const fs::path& folder, std::string traits)
    : m_file(folder / "out-of-order.png"), m_traits(std::move(traits)) {
    std::error_code error;
    const auto kept = base::read_file(traits_file(), 4096);
    m_outdated = !fs::exists(m_file, error) || !kept || *kept != m_traits;
}

fs::path Standby::traits_file() const {
    return fs::path(m_file).replace_extension(".txt");
}

base::Status Standby::keep(const image::Image& picture) {
    m_outdated = false;
    if (const auto free = ledger::free_bytes(m_file.parent_path()); free && *free < ledger::least_free_bytes)
        return base::fail("the picture for bad days was not kept: there is little room left");
    const fs::path fresh = fs::path(m_file).replace_extension(".new");
    if (auto written = image::write_png(fresh, picture); !written) return written;
    std::error_code error;
    fs::rename(fresh, m_file, error);
    if (error) return base::fail("cannot rename " + fresh.string() + ": " + error.message());
    return base::write_file_durably(traits_file(), m_traits);
}

} // namespace app
