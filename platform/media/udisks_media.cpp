#include "platform/media/udisks_loan.h"

#include <array>
#include <pwd.h>
#include <systemd/sd-login.h>
#include <unistd.h>

namespace media {
namespace {

/// UDisks2 mounts for a user in /media/USER or /run/media/USER.
bool is_in_our_folder(const std::filesystem::path& root) {
    passwd entry = {};
    passwd* found = nullptr;
    std::array<char, 4096> buffer;
    if (::getpwuid_r(::getuid(), &entry, buffer.data(), buffer.size(), &found) != 0 || found == nullptr)
        return false;
    const auto folder = root.parent_path();
    if (folder.filename() != found->pw_name) return false;
    return folder.parent_path() == "/media" || folder.parent_path() == "/run/media";
}

bool is_left_over(const std::filesystem::path& root) {
    return is_in_our_folder(root) && ::sd_uid_get_sessions(::getuid(), 0, nullptr) == 0;
}

} // namespace

UdisksMedia::UdisksMedia(UdisksOptions options, std::unique_ptr<Media> otherwise)
    : m_options(std::move(options)), m_otherwise(std::move(otherwise)),
      m_watch(std::make_shared<UdisksWatch>(m_options.address, m_options.patience.again)) {
    if (!m_options.is_leftover) m_options.is_leftover = is_left_over;
}

bool UdisksMedia::is_there() const {
    return m_watch->service() == UdisksWatch::Service::there;
}

std::vector<Medium> UdisksMedia::present() {
    if (m_otherwise && m_watch->service() == UdisksWatch::Service::absent) return m_otherwise->present();
    std::vector<Medium> media;
    for (Stick& stick : m_watch->sticks())
        media.push_back(std::move(stick.medium));
    return media;
}

Attempt<std::unique_ptr<Loan>> UdisksMedia::borrow(const Medium& medium,
                                                   const std::function<bool()>& cancelled) {
    if (medium.key.empty() && m_otherwise) return m_otherwise->borrow(medium, cancelled);
    const auto stick = m_watch->find(medium.key);
    if (!stick)
        return tl::make_unexpected(MediumError{Fault::removed, medium.key + " is not there any more"});
    if (stick->medium.unfit != Unfit::no)
        return tl::make_unexpected(MediumError{Fault::refused, medium.key + " has no usable file system"});
    if (!m_watch->reserve(stick->drive))
        return tl::make_unexpected(MediumError{Fault::busy, medium.key + " is being worked with"});
    return std::make_unique<UdisksLoan>(m_watch, m_options, *stick, cancelled);
}

} // namespace media
