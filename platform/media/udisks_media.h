#pragma once

#include "platform/media/media.h"

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

namespace media {

/// How long each thing may take. A slow stick needs minutes to take what was written to it; a daemon that
/// says nothing must not keep staff waiting for ever.
struct UdisksPatience {
    std::chrono::milliseconds mount{90'000};
    std::chrono::milliseconds unmount{300'000};
    std::chrono::milliseconds call{30'000}; ///< all else
    std::chrono::milliseconds busy{15'000}; ///< asking again for an unmount of what another program holds
    std::chrono::milliseconds pause{1'000}; ///< between two such questions
    std::chrono::milliseconds gone{5'000};  ///< for an answer about a stick that has been taken out
    std::chrono::milliseconds settle{
        1'500}; ///< after a failure, for UDisks2 to notice that the stick is gone
    std::chrono::milliseconds again{10'000}; ///< between two tries to reach a bus that is not there
};

class UdisksWatch;

struct UdisksOptions {
    std::string address; ///< of the bus; empty: the system bus
    UdisksPatience patience = {};
    /// Whether what is mounted here was mounted by an earlier life of this kiosk. Empty: it lies in the
    /// folder that UDisks2 makes for our user (/media/USER), and that user has no session in which anybody
    /// could have mounted it.
    std::function<bool(const std::filesystem::path&)> is_leftover = {};
};

/// Sticks through UDisks2. How the kiosk chooses: where the system bus knows UDisks2 (running, or to be
/// started when asked), sticks come from here from then on, also while the daemon restarts. Where there is no
/// system bus or no UDisks2 on it, `otherwise` (MountedMedia) is asked, and UDisks2 is tried again from time
/// to time.
///
/// Nothing is mounted until it is borrowed. A loan mounts with nosuid, nodev and noexec, and ends with the
/// drive powered off where that takes no other drive with it.
///
/// What somebody else has mounted (a desktop) is used where it is: it is neither unmounted nor powered off
/// behind their back, and staff are asked to eject it there. What an earlier life of this kiosk left mounted
/// is ours: it is unmounted and mounted afresh as if it had not been.
///
/// A file system with its dirty flag set is mounted without a word: the kernel still writes to it, most such
/// sticks are merely ones that somebody pulled out, and all that we write is read back after a fresh mount.
/// Where the kernel found errors and mounted it read-only, that is Fault::unsound.
class UdisksMedia final : public Media {
  public:
    UdisksMedia(UdisksOptions options, std::unique_ptr<Media> otherwise);
    [[nodiscard]] std::vector<Medium> present() override;
    [[nodiscard]] Attempt<std::unique_ptr<Loan>> borrow(const Medium& medium,
                                                        const std::function<bool()>& cancelled) override;
    /// UDisks2 has answered: sticks come from it, and no longer from `otherwise`.
    [[nodiscard]] bool is_there() const;

  private:
    UdisksOptions m_options;
    std::unique_ptr<Media> m_otherwise;
    std::shared_ptr<UdisksWatch> m_watch;
};

} // namespace media
