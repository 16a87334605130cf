#pragma once

#include "platform/base/result.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <sys/types.h>
#include <vector>

namespace media {

/// Why a medium that is there cannot take an export.
enum class Unfit {
    no,
    format,      ///< a file system that we do not write
    locked,      ///< encrypted
    unformatted, ///< no file system at all
};

/// A medium that an export can go to, or one that staff plugged in and that cannot be used.
struct Medium {
    std::filesystem::path root; ///< where it is mounted; empty while it is not
    std::string label;          ///< what staff read: the volume's name, or the folder's
    bool read_only = false;
    Unfit unfit = Unfit::no;
    std::string format = {}; ///< its technical name, for Unfit::format
    std::string key = {};    ///< tells one that is not mounted from the others; see id()

    [[nodiscard]] std::string id() const { return key.empty() ? root.string() : key; }
    friend bool operator==(const Medium&, const Medium&) = default;
};

/// What can go wrong with a medium besides what writing tells.
enum class Fault {
    removed,
    refused, ///< it cannot be mounted
    unsound, ///< it was mounted read-only though it is not write-protected: its file system has errors
    busy,    ///< something else holds it or works with it
    silent,  ///< no answer in time
};

struct MediumError {
    Fault fault = Fault::refused;
    std::string detail; ///< one sentence in English
};

template <class T>
using Attempt = tl::expected<T, MediumError>;

/// Where a medium is mounted, and the device that must be found there.
struct Mounted {
    std::filesystem::path root;
    std::optional<dev_t> device;
};

/// How a medium was left.
enum class Parting {
    free,    ///< it may be taken out
    mounted, ///< somebody else had mounted it, and so it still is: they must eject it
    busy,    ///< synced, but it could not be unmounted
};

/// One piece of work on one medium, of one thread: mount, mount_afresh, let_go. Its calls block, each for a
/// limited time. Destroying it ends the work at any point and leaves the medium unmounted where that can be.
class Loan {
  public:
    virtual ~Loan() = default;
    [[nodiscard]] virtual Attempt<Mounted> mount() = 0;
    /// Nothing may be open on the medium.
    [[nodiscard]] virtual Attempt<Mounted> mount_afresh() = 0;
    /// Nothing may be open on the medium. The last call.
    [[nodiscard]] virtual Attempt<Parting> let_go() = 0;
};

/// The USB sticks (or folders standing in for them) that are there now.
class Media {
  public:
    virtual ~Media() = default;
    /// Asked about once a second while staff look; cheap.
    [[nodiscard]] virtual std::vector<Medium> present() = 0;
    /// Any thread may ask. At most one loan of a medium at a time: Fault::busy. `cancelled` ends waiting.
    [[nodiscard]] virtual Attempt<std::unique_ptr<Loan>> borrow(const Medium& medium,
                                                                const std::function<bool()>& cancelled);
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
    /// As it is mounted: it is used there and stays there.
    [[nodiscard]] Attempt<std::unique_ptr<Loan>> borrow(const Medium& medium,
                                                        const std::function<bool()>& cancelled) override;

  private:
    std::filesystem::path m_mountinfo;
    std::filesystem::path m_sys;
};

} // namespace media
