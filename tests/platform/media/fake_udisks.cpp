#include "tests/platform/media/fake_names.h"

#include <algorithm>
#include <chrono>
#include <doctest/doctest.h>
#include <memory>
#include <poll.h>
#include <sys/eventfd.h>

namespace fs = std::filesystem;
using namespace fake_names;

FakeUdisks::FakeUdisks(std::string address, fs::path folder)
    : m_address(std::move(address)), m_folder(std::move(folder)),
      m_wake(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
    fs::create_directories(m_folder / "store");
    fs::create_directories(m_folder / "mnt");
    m_thread = std::thread([this] { run(); });
    in_thread([] {}); // the name is taken when this returns
}

FakeUdisks::~FakeUdisks() {
    m_stop = true;
    ::eventfd_write(m_wake.get(), 1);
    m_thread.join();
}

void FakeUdisks::open_bus() {
    m_late = nullptr; // it belongs to the connection that goes
    m_bus.reset();
    m_active.clear();
    auto bus = media::connect(m_address);
    REQUIRE(bus);
    m_bus = std::move(*bus);
    REQUIRE(sd_bus_add_filter(m_bus.get(), nullptr, on_message, this) >= 0);
    REQUIRE(sd_bus_request_name(m_bus.get(), media::udisks_name, 0) >= 0);
}

void FakeUdisks::run() {
    open_bus();
    while (!m_stop) {
        std::deque<std::function<void()>> work;
        {
            const std::lock_guard lock(m_mutex);
            work.swap(m_work);
        }
        for (const auto& one : work)
            one();
        if (m_late && m_late()) m_late = nullptr;
        if (sd_bus_process(m_bus.get(), nullptr) > 0) continue;
        sd_bus_flush(m_bus.get());
        pollfd wanted[2] = {{m_wake.get(), POLLIN, 0}, {sd_bus_get_fd(m_bus.get()), POLLIN, 0}};
        ::poll(wanted, 2, m_late ? 20 : 1000);
        eventfd_t ignored = 0;
        ::eventfd_read(m_wake.get(), &ignored);
    }
    m_late = nullptr;
    m_bus.reset();
}

void FakeUdisks::in_thread(const std::function<void()>& work) {
    std::promise<void> done;
    {
        const std::lock_guard lock(m_mutex);
        m_work.push_back([&] {
            work();
            sd_bus_flush(m_bus.get());
            done.set_value();
        });
    }
    ::eventfd_write(m_wake.get(), 1);
    done.get_future().wait();
}

// --- what tests do

void FakeUdisks::plug(const FakeStick& stick) {
    in_thread([&] { plug_now(stick); });
}
void FakeUdisks::pull(const std::string& name) {
    in_thread([&] { pull_now(name); });
}
void FakeUdisks::restart() {
    in_thread([&] { open_bus(); });
}
void FakeUdisks::change(const std::string& name) {
    in_thread([&] { change_now(m_sticks.at(name)); });
}
void FakeUdisks::mount_for_others(const std::string& name) {
    in_thread([&] {
        State& state = m_sticks.at(name);
        fs::rename(store(name), mount_point(name));
        state.mounted = state.others = true;
        mounts_changed(state);
    });
}
void FakeUdisks::plan(int nth, Event event) {
    in_thread([&] { m_plan[m_next + nth] = event; });
}
void FakeUdisks::forget_plan() {
    in_thread([&] { m_plan.clear(); });
}
fs::path FakeUdisks::contents(const std::string& name) {
    fs::path found;
    in_thread([&] { found = m_sticks.at(name).mounted ? mount_point(name) : store(name); });
    return found;
}
bool FakeUdisks::is_mounted(const std::string& name) {
    bool mounted = false;
    in_thread([&] { mounted = m_sticks.at(name).mounted; });
    return mounted;
}
std::vector<std::string> FakeUdisks::actions() {
    std::vector<std::string> actions;
    in_thread([&] { actions = m_actions; });
    return actions;
}
std::vector<std::string> FakeUdisks::crimes() {
    std::vector<std::string> crimes;
    in_thread([&] { crimes = m_crimes; });
    return crimes;
}
std::vector<fs::path> FakeUdisks::strays() {
    std::vector<fs::path> strays;
    in_thread([&] {
        for (const auto& folder : fs::directory_iterator(m_folder / "mnt"))
            for (const auto& file : fs::directory_iterator(folder))
                if (!m_sticks.at(folder.path().filename().string()).mounted) strays.push_back(file.path());
    });
    return strays;
}

void FakeUdisks::plug_now(const FakeStick& stick) {
    State& state = m_sticks[stick.name];
    state.stick = stick;
    state.present = true;
    fs::create_directories(store(stick.name));
    std::error_code ignored;
    fs::remove(mount_point(stick.name), ignored); // the empty one; UDisks2 tidies up at last
    announce(state);
}

void FakeUdisks::pull_now(const std::string& name) {
    State& state = m_sticks.at(name);
    if (state.mounted) {
        fs::rename(mount_point(name), store(name));
        fs::create_directory(mount_point(name));
    }
    if (!state.present) return;
    state.present = state.mounted = state.others = false;
    auto paths = paths_of(state);
    for (auto path = paths.rbegin(); path != paths.rend(); ++path) {
        sd_bus_message* raw = nullptr;
        sd_bus_message_new_signal(m_bus.get(), &raw, root_path, "org.freedesktop.DBus.ObjectManager",
                                  "InterfacesRemoved");
        const media::MessagePtr message(raw);
        sd_bus_message_append(raw, "o", path->c_str());
        if (*path == drive_path(name))
            sd_bus_message_append(raw, "as", 1, drive_interface);
        else
            sd_bus_message_append(raw, "as", 4, block_interface, filesystem_interface,
                                  "org.freedesktop.UDisks2.Partition",
                                  "org.freedesktop.UDisks2.PartitionTable");
        sd_bus_send(m_bus.get(), raw, nullptr);
    }
}

// --- what the kiosk asks

int FakeUdisks::on_message(sd_bus_message* message, void* fake, sd_bus_error* /*error*/) {
    std::uint8_t type = 0;
    sd_bus_message_get_type(message, &type);
    if (type != SD_BUS_MESSAGE_METHOD_CALL) return 0;
    return static_cast<FakeUdisks*>(fake)->handle(*message);
}

int FakeUdisks::handle(sd_bus_message& message) {
    const std::string member = sd_bus_message_get_member(&message), path = sd_bus_message_get_path(&message);
    if (member == "GetManagedObjects") {
        sd_bus_message* raw = nullptr;
        sd_bus_message_new_method_return(&message, &raw);
        const media::MessagePtr reply(raw);
        sd_bus_message_open_container(raw, 'a', "{oa{sa{sv}}}");
        for (const auto& [name, state] : m_sticks)
            if (state.present) append_objects(*raw, state);
        sd_bus_message_close_container(raw);
        sd_bus_send(m_bus.get(), raw, nullptr);
        return 1;
    }
    if (member == "Get") {
        answer_property(message, path);
        return 1;
    }
    if (member != "Mount" && member != "Unmount" && member != "Eject" && member != "PowerOff") return 0;
    for (const auto& [name, state] : m_sticks) {
        if (path == drive_path(name) || path == volume_path(state.stick)) {
            act(message, name, member);
            return 1;
        }
    }
    sd_bus_reply_method_errorf(&message, unknown_object, "no such object %s", path.c_str());
    return 1;
}

void FakeUdisks::note_crimes(sd_bus_message& message, const State& state, const std::string& action) {
    const std::string& name = state.stick.name;
    if (m_active.contains(name)) m_crimes.push_back(action + " while another action works on " + name);
    media::Properties options;
    if (!media::read_properties(message, options)) m_crimes.push_back(action + " without options");
    if (!options.contains("auth.no_user_interaction"))
        m_crimes.push_back(action + " may ask staff for a password");
    const auto mount = options.find("options");
    if (action == "Mount" &&
        (mount == options.end() || std::get<std::string>(mount->second) != "nosuid,nodev,noexec"))
        m_crimes.push_back("Mount with other options");
    if (state.others && action != "Mount") m_crimes.push_back(action + " of what somebody else mounted");
    if (state.mounted && (action == "PowerOff" || action == "Eject"))
        m_crimes.push_back(action + " while mounted");
}

void FakeUdisks::act(sd_bus_message& message, const std::string& name, const std::string& action) {
    using Kind = Event::Kind;
    State& state = m_sticks.at(name);
    m_actions.push_back(action + " " + name);
    note_crimes(message, state, action);
    const auto planned = m_plan.find(m_next++);
    const Event event = planned == m_plan.end() ? Event{} : planned->second;
    switch (event.kind) {
    case Kind::fail:
        return answer(message, state, action, event.name);
    case Kind::already:
        static_cast<void>(perform(state, action));
        return answer(message, state, action, event.name);
    case Kind::pull_and_fail:
        pull_now(name);
        return answer(message, state, action, event.name);
    case Kind::fail_and_pull:
        answer(message, state, action, event.name);
        return pull_now(name);
    case Kind::pull_unheard:
        return pull_now(name);
    case Kind::replug: {
        const FakeStick same = state.stick;
        pull_now(name);
        plug_now(same);
        return answer(message, state, action, event.name);
    }
    case Kind::done_unheard:
        static_cast<void>(perform(state, action));
        return;
    case Kind::unheard:
        return;
    case Kind::restart:
        static_cast<void>(perform(state, action));
        return in_place_restart();
    case Kind::die_after:
        answer(message, state, action, perform(state, action));
        sd_bus_flush(m_bus.get());
        return in_place_restart();
    case Kind::change:
        change_now(state);
        answer(message, state, action, perform(state, action));
        return change_now(state);
    case Kind::other_comes:
        plug_now({.name = "other"});
        return answer(message, state, action, perform(state, action));
    case Kind::late:
        m_active.insert(name);
        return answer_late(message, name, action);
    case Kind::none:
        break;
    }
    answer(message, state, action, perform(state, action));
}

void FakeUdisks::in_place_restart() {
    // Not from inside the dispatch of the connection that is to be closed.
    const std::lock_guard lock(m_mutex);
    m_work.push_back([this] { open_bus(); });
    ::eventfd_write(m_wake.get(), 1);
}

void FakeUdisks::answer_late(sd_bus_message& message, const std::string& name, const std::string& action) {
    sd_bus_message_ref(&message);
    const auto due = std::chrono::steady_clock::now() + std::chrono::milliseconds(150);
    m_late = [this, held = std::shared_ptr<sd_bus_message>(&message, sd_bus_message_unref), name, action,
              due] {
        if (std::chrono::steady_clock::now() < due) return false;
        m_active.erase(name);
        State& state = m_sticks.at(name);
        answer(*held, state, action, perform(state, action));
        return true;
    };
}

std::string FakeUdisks::perform(State& state, const std::string& action) {
    const std::string& name = state.stick.name;
    const std::string errors = "org.freedesktop.UDisks2.Error.";
    if (!state.present) return unknown_object;
    if (action == "Mount") {
        if (state.mounted) return errors + "AlreadyMounted";
        fs::rename(store(name), mount_point(name));
        state.mounted = true;
        mounts_changed(state);
    } else if (action == "Unmount") {
        if (!state.mounted) return errors + "NotMounted";
        fs::rename(mount_point(name), store(name));
        state.mounted = false;
        mounts_changed(state);
    } else if (action == "PowerOff") {
        pull_now(name);
    }
    return {};
}

void FakeUdisks::answer(sd_bus_message& message, const State& state, const std::string& action,
                        const std::string& error) {
    if (!error.empty()) {
        sd_bus_reply_method_errorf(&message, error.c_str(), "as planned");
        return;
    }
    if (action == "Mount")
        sd_bus_reply_method_return(&message, "s", mount_point(state.stick.name).c_str());
    else
        sd_bus_reply_method_return(&message, "");
}
