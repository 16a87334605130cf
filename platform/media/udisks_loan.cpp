#include "platform/media/udisks_loan.h"

#include <fmt/format.h>
#include <sys/statvfs.h>
#include <thread>

namespace media {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr const char* filesystem_interface = "org.freedesktop.UDisks2.Filesystem";
constexpr const char* drive_interface = "org.freedesktop.UDisks2.Drive";
constexpr milliseconds farewell{5'000}; ///< for the last unmount of a kiosk that is being switched off

bool is_error(const CallError& error, std::string_view name) {
    return error.name == fmt::format("org.freedesktop.UDisks2.Error.{}", name);
}

bool is_unknown(const CallError& error) {
    return error.name.starts_with("org.freedesktop.DBus.Error.Unknown");
}

bool is_bus_error(const CallError& error) {
    return error.name.empty() || error.name.starts_with("org.freedesktop.DBus.Error.");
}

} // namespace

UdisksLoan::UdisksLoan(std::shared_ptr<UdisksWatch> watch, const UdisksOptions& options, Stick stick,
                       std::function<bool()> cancelled)
    : m_watch(std::move(watch)), m_options(options), m_stick(std::move(stick)),
      m_cancelled(std::move(cancelled)) {}

UdisksLoan::~UdisksLoan() {
    // When it fails there is nobody left to be told; the stick counts as mounted by us the next time.
    if (m_mounted && !m_watch->is_gone(m_stick.block)) {
        const milliseconds patience = is_cancelled() ? farewell : m_options.patience.unmount;
        m_cancelled = nullptr;
        static_cast<void>(unmount_now(patience));
    }
    m_watch->release(m_stick.drive);
}

Attempt<Mounted> UdisksLoan::mount() {
    const auto mounts = mounts_now();
    if (mounts.empty()) return mount_now();
    const bool ours = m_watch->mounted_by_us(m_stick.block) || m_options.is_leftover(mounts.front());
    if (!ours) return adopt(mounts.front());
    m_mounted = true;
    return mount_afresh();
}

Attempt<Mounted> UdisksLoan::mount_afresh() {
    if (m_adopted) return adopt(m_stick.medium.root);
    if (const auto unmounted = unmount_patiently(); !unmounted) return tl::make_unexpected(unmounted.error());
    if (!is_same_stick())
        return tl::make_unexpected(MediumError{Fault::removed, "another stick is where the first one was"});
    return mount_now();
}

Attempt<Mounted> UdisksLoan::adopt(const fs::path& root) {
    m_adopted = true;
    m_mounted = false;
    m_stick.medium.root = root;
    return Mounted{root, static_cast<dev_t>(m_stick.device)};
}

Attempt<Mounted> UdisksLoan::mount_now() {
    const int restarts = m_watch->restarts();
    m_watch->note_mount(m_stick.block);
    m_mounted = true; // until we know better
    const auto reply =
        ask({m_stick.block, filesystem_interface, "Mount", "nosuid,nodev,noexec", m_options.patience.mount});
    const char* root = nullptr;
    if (reply && sd_bus_message_read(reply->get(), "s", &root) > 0) {
        struct statvfs system = {};
        const bool read_only = ::statvfs(root, &system) == 0 && (system.f_flag & ST_RDONLY) != 0;
        if (read_only && !m_stick.medium.read_only)
            return tl::make_unexpected(
                MediumError{Fault::unsound, fmt::format("{} could be mounted only for reading", root)});
        return Mounted{root, static_cast<dev_t>(m_stick.device)};
    }
    const CallError error = reply ? CallError{"", "the answer to Mount was not a path"} : reply.error();
    if (is_bus_error(error)) return tl::make_unexpected(fault_of(error, restarts));
    m_mounted = false;
    m_watch->forget_mount(m_stick.block);
    if (is_error(error, "AlreadyMounted")) { // somebody was faster
        const auto mounts = mounts_now();
        if (!mounts.empty()) return adopt(mounts.front());
    }
    return tl::make_unexpected(fault_of(error, restarts));
}

Attempt<void> UdisksLoan::unmount_now(milliseconds patience) {
    const int restarts = m_watch->restarts();
    const auto reply = ask({m_stick.block, filesystem_interface, "Unmount", "", patience});
    const bool not_mounted = !reply && is_error(reply.error(), "NotMounted") && !is_gone();
    if (!reply && !not_mounted) return tl::make_unexpected(fault_of(reply.error(), restarts));
    m_mounted = false;
    m_watch->forget_mount(m_stick.block);
    return {};
}

Attempt<void> UdisksLoan::unmount_patiently() {
    std::optional<steady_clock::time_point> until; // from the first answer on, however long that took
    while (true) {
        Attempt<void> done = unmount_now(m_options.patience.unmount);
        if (done || done.error().fault != Fault::busy || is_cancelled()) return done;
        if (until && steady_clock::now() >= *until) return done;
        if (!until) until = steady_clock::now() + m_options.patience.busy;
        std::this_thread::sleep_for(m_options.patience.pause);
    }
}

Attempt<Parting> UdisksLoan::let_go() {
    if (m_adopted) return Parting::mounted;
    if (const auto unmounted = unmount_patiently(); !unmounted) {
        if (unmounted.error().fault == Fault::removed) return tl::make_unexpected(unmounted.error());
        return Parting::busy;
    }
    // Unmounted, it may be taken out; whether the drive can also be switched off changes nothing for staff.
    const milliseconds patience = m_options.patience.call;
    if (m_stick.can_power_off)
        static_cast<void>(ask({m_stick.drive, drive_interface, "PowerOff", "", patience}));
    else if (m_stick.ejectable)
        static_cast<void>(ask({m_stick.drive, drive_interface, "Eject", "", patience}));
    return Parting::free;
}

tl::expected<void, CallError> UdisksLoan::ensure_bus() {
    if (m_bus) return {};
    auto bus = connect(m_options.address);
    if (!bus) return tl::make_unexpected(CallError{"", bus.error().message});
    m_bus = std::move(*bus);
    return {};
}

UdisksLoan::Reply UdisksLoan::make_message(const std::string& path, const std::string& interface,
                                           const std::string& member, const Fill& fill) {
    if (auto connected = ensure_bus(); !connected) return tl::make_unexpected(connected.error());
    sd_bus_message* raw = nullptr;
    const int made = sd_bus_message_new_method_call(m_bus.get(), &raw, udisks_name, path.c_str(),
                                                    interface.c_str(), member.c_str());
    MessagePtr message(raw);
    if (made < 0 || fill(raw) < 0)
        return tl::make_unexpected(CallError{"", "cannot make a message for the system bus"});
    return message;
}

UdisksLoan::Reply UdisksLoan::ask(const Question& question) {
    const auto message =
        make_message(question.path, question.interface, question.member, [&](sd_bus_message* raw) {
            constexpr const char* quietly = "auth.no_user_interaction";
            if (question.mount_options.empty())
                return sd_bus_message_append(raw, "a{sv}", 1, quietly, "b", 1);
            return sd_bus_message_append(raw, "a{sv}", 2, quietly, "b", 1, "options", "s",
                                         question.mount_options.c_str());
        });
    if (!message) return tl::make_unexpected(message.error());
    std::optional<steady_clock::time_point> gone;
    const auto give_up = [&] {
        if (is_cancelled()) return true;
        if (!m_watch->is_gone(m_stick.block)) return false;
        if (!gone) gone = steady_clock::now();
        return steady_clock::now() - *gone >= m_options.patience.gone;
    };
    auto reply = call(*m_bus, **message, question.patience, give_up);
    if (!reply && reply.error().name.empty() && !reply.error().timed_out) m_bus.reset(); // it broke
    return reply;
}

UdisksLoan::Reply UdisksLoan::ask_property(const char* interface, const char* name) {
    const auto message =
        make_message(m_stick.block, "org.freedesktop.DBus.Properties", "Get",
                     [&](sd_bus_message* raw) { return sd_bus_message_append(raw, "ss", interface, name); });
    if (!message) return tl::make_unexpected(message.error());
    return call(*m_bus, **message, m_options.patience.call, m_cancelled);
}

/// Asked of UDisks2 itself: what the watch heard may be a moment old.
std::vector<fs::path> UdisksLoan::mounts_now() {
    const auto reply = ask_property(filesystem_interface, "MountPoints");
    std::vector<std::string> mounts;
    if (!reply || !read_paths(**reply, mounts)) return m_watch->mount_points(m_stick.block);
    return {mounts.begin(), mounts.end()};
}

/// The kernel knows that a stick is gone before UDisks2 does, and UDisks2 before our watch: so it is asked.
bool UdisksLoan::is_gone() {
    const auto until = steady_clock::now() + m_options.patience.settle;
    while (!is_cancelled()) {
        const auto reply = ask_property("org.freedesktop.UDisks2.Block", "Device");
        if (!reply) return is_unknown(reply.error());
        if (steady_clock::now() >= until) return false;
        std::this_thread::sleep_for(milliseconds(100));
    }
    return m_watch->is_gone(m_stick.block);
}

MediumError UdisksLoan::fault_of(const CallError& error, int restarts_before) {
    const std::string detail = fmt::format("{} {}", error.name, error.message);
    if (is_error(error, "DeviceBusy") || is_error(error, "AlreadyUnmounting")) return {Fault::busy, detail};
    const bool silent = error.name.empty() || (is_bus_error(error) && !is_unknown(error));
    const bool gone = silent ? m_watch->is_gone(m_stick.block) : is_gone();
    // A daemon that is starting has not found its objects yet: that it knows none says nothing.
    if (gone && m_watch->restarts() == restarts_before) return {Fault::removed, detail};
    if (is_bus_error(error) || is_error(error, "Timedout")) return {Fault::silent, detail};
    return {Fault::refused, detail};
}

bool UdisksLoan::is_same_stick() const {
    const auto now = m_watch->find(m_stick.drive);
    // Not known is not other: a daemon that restarts knows nothing for a while.
    return !now || (now->block == m_stick.block && now->uuid == m_stick.uuid);
}

} // namespace media
