#pragma once

#include "platform/base/result.h"
#include "platform/image/image.h"

#include <cstdint>
#include <filesystem>
#include <string>

namespace app {

/// The picture that stands in for the kiosk when it cannot start, kept in the data folder by a kiosk that
/// can.
class Standby {
  public:
    Standby() = default;
    /// `traits`: all that the picture depends on, in one line; kept beside the picture.
    Standby(const std::filesystem::path& folder, std::string traits);
    /// The picture there is shows something else, or there is none.
    [[nodiscard]] bool outdated() const { return m_outdated; }
    /// At no moment is there half a picture. Where little room is left for commitments, none is kept. Not
    /// tried again after a failure: the next start does.
    [[nodiscard]] base::Status keep(const image::Image& picture);
    [[nodiscard]] const std::filesystem::path& file() const { return m_file; }

  private:
    [[nodiscard]] std::filesystem::path traits_file() const;
    std::filesystem::path m_file;
    std::string m_traits;
    bool m_outdated = false;
};

} // namespace app
