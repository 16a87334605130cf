#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace media {

/// A medium that an export can go to.
struct Medium {
    std::filesystem::path root;
    std::string label; ///< what staff read: the volume's name, or the folder's
    bool read_only = false;
    friend bool operator==(const Medium&, const Medium&) = default;
};

/// The USB sticks (or folders standing in for them) that are there now.
class Media {
  public:
    virtual ~Media() = default;
    /// Asked about once a second while staff look; cheap.
    [[nodiscard]] virtual std::vector<Medium> present() = 0;
};

/// Folders given with --media and by the robot visitor's `media insert` and `media remove`.
class SimulatedMedia final : public Media {
  public:
    void insert(const std::filesystem::path& folder);
    void remove_all();
    [[nodiscard]] std::vector<Medium> present() override;

  private:
    std::vector<std::filesystem::path> m_folders;
};

/// File systems of removable USB drives that the system has mounted (/proc/self/mountinfo and sysfs).
/// Roots are parameters so that tests can stand in for the kernel.
class MountedMedia final : public Media {
  public:
    MountedMedia(std::filesystem::path mountinfo = "/proc/self/mountinfo",
                 std::filesystem::path sys = "/sys");
    [[nodiscard]] std::vector<Medium> present() override;

  private:
    std::filesystem::path m_mountinfo;
    std::filesystem::path m_sys;
};

} // namespace media
