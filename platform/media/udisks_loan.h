#pragma once

#include "platform/media/udisks_media.h"
#include "platform/media/udisks_watch.h"

namespace media {

/// The work on one stick that UDisks2 knows, with a connection of its own. Holds the drive's reservation.
class UdisksLoan final : public Loan {
  public:
    UdisksLoan(std::shared_ptr<UdisksWatch> watch, const UdisksOptions& options, Stick stick,
               std::function<bool()> cancelled);
    ~UdisksLoan() override;
    UdisksLoan(const UdisksLoan&) = delete;
    UdisksLoan& operator=(const UdisksLoan&) = delete;

    [[nodiscard]] Attempt<Mounted> mount() override;
    [[nodiscard]] Attempt<Mounted> mount_afresh() override;
    [[nodiscard]] Attempt<Parting> let_go() override;

  private:
    struct Question {
        std::string path, interface, member, mount_options; ///< of Mount
        std::chrono::milliseconds patience;
    };
    using Reply = tl::expected<MessagePtr, CallError>;
    using Fill = std::function<int(sd_bus_message*)>; ///< appends the arguments; below 0 when that fails
    [[nodiscard]] tl::expected<void, CallError> ensure_bus();
    /// A call of UDisks2 on our connection, which is made when there is none.
    [[nodiscard]] Reply make_message(const std::string& path, const std::string& interface,
                                     const std::string& member, const Fill& fill);
    [[nodiscard]] Reply ask(const Question& question);
    [[nodiscard]] Attempt<Mounted> mount_now();
    [[nodiscard]] Attempt<Mounted> adopt(const std::filesystem::path& root);
    [[nodiscard]] Attempt<void> unmount_now(std::chrono::milliseconds patience);
    [[nodiscard]] Attempt<void> unmount_patiently();
    [[nodiscard]] MediumError fault_of(const CallError& error, int restarts_before);
    [[nodiscard]] bool is_gone();
    [[nodiscard]] Reply ask_property(const char* interface, const char* name);
    [[nodiscard]] std::vector<std::filesystem::path> mounts_now();
    [[nodiscard]] bool is_same_stick() const;
    [[nodiscard]] bool is_cancelled() const { return m_cancelled && m_cancelled(); }

    std::shared_ptr<UdisksWatch> m_watch;
    UdisksOptions m_options;
    Stick m_stick;
    std::function<bool()> m_cancelled;
    BusPtr m_bus;
    bool m_adopted = false; ///< somebody else's mount
    bool m_mounted = false; ///< ours, or perhaps so: we asked and heard no answer
};

} // namespace media
