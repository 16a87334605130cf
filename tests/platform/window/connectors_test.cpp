#include "platform/window/connectors.h"

#include "tests/temporary_folder.h"

#include <doctest/doctest.h>
#include <filesystem>
#include <string>

namespace fs = std::filesystem;

namespace {

/// A folder like the kernel's /sys/class/drm.
class Machine {
  public:
    Machine() {
        fs::create_directory(m_folder / "card0");
        plug("card0-HDMI-A-2", "disconnected", "");
    }
    void plug(const std::string& connector, const std::string& status, const std::string& modes) const {
        m_folder.write(fs::path(connector) / "status", status + '\n');
        m_folder.write(fs::path(connector) / "modes", modes);
    }
    [[nodiscard]] const fs::path& path() const { return m_folder.path(); }

  private:
    TemporaryFolder m_folder;
};

constexpr const char* hdmi = "card0-HDMI-A-1";

} // namespace

TEST_CASE("a panel that stays asks for nothing") {
    const Machine machine;
    machine.plug(hdmi, "connected", "1280x800\n640x480\n");
    window::Connectors connectors(machine.path());
    for (int i = 0; i < 3; ++i)
        CHECK_FALSE(connectors.panel_came());
}

TEST_CASE("a panel that goes and comes back is opened anew, once, when it has settled") {
    const Machine machine;
    machine.plug(hdmi, "connected", "1280x800\n");
    window::Connectors connectors(machine.path());
    machine.plug(hdmi, "disconnected", "");
    CHECK_FALSE(connectors.panel_came());
    CHECK_FALSE(connectors.panel_came());
    machine.plug(hdmi, "connected", "1280x800\n");
    CHECK_FALSE(connectors.panel_came()); // seen for the first time
    CHECK(connectors.panel_came());
    CHECK_FALSE(connectors.panel_came());
}

TEST_CASE("a panel that prefers another size, or a second one, is opened anew") {
    const Machine machine;
    machine.plug(hdmi, "connected", "1280x800\n");
    window::Connectors connectors(machine.path());
    machine.plug(hdmi, "connected", "1920x1080\n1280x800\n");
    CHECK_FALSE(connectors.panel_came());
    CHECK(connectors.panel_came());
    machine.plug("card0-DSI-1", "connected", "800x480\n");
    CHECK_FALSE(connectors.panel_came());
    CHECK(connectors.panel_came());
}

TEST_CASE("where nothing is to be watched nothing comes") {
    window::Connectors none({});
    CHECK_FALSE(none.panel_came());
    window::Connectors nowhere("/nowhere/at/all");
    CHECK_FALSE(nowhere.panel_came());
}
