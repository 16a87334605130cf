#pragma once

#include <filesystem>
#include <string>

namespace window {

/// What is plugged into the machine's display connectors, as the kernel tells it in files: SDL asks only
/// once.
class Connectors {
  public:
    /// `folder`: the kernel's /sys/class/drm; empty: there is nothing to watch.
    explicit Connectors(std::filesystem::path folder);
    /// Looks again. True when a panel is there that came, came back or got other modes since this last was
    /// true (or since the beginning): the display is to be opened anew. While no panel is there it is false.
    [[nodiscard]] bool panel_came();

  private:
    [[nodiscard]] std::string look() const;
    std::filesystem::path m_folder;
    std::string m_opened; ///< what was there when the display was opened
    std::string m_seen;
};

} // namespace window
