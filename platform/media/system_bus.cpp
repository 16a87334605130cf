#include "platform/media/system_bus.h"

#include <algorithm>
#include <cstring>
#include <fmt/format.h>

namespace media {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr milliseconds step{100};

template <class T, class Raw = T>
bool read_number(sd_bus_message& message, char type, Value& value) {
    Raw raw{};
    if (sd_bus_message_read_basic(&message, type, &raw) <= 0) return false;
    value = static_cast<std::int64_t>(raw);
    return true;
}

std::string without_nul(const void* bytes, std::size_t size) {
    std::string text(static_cast<const char*>(bytes), size);
    return text.substr(0, text.find('\0'));
}

bool read_text(sd_bus_message& message, char type, std::string& text) {
    const char* raw = nullptr;
    if (sd_bus_message_read_basic(&message, type, &raw) <= 0) return false;
    text = raw;
    return true;
}

bool read_bytes(sd_bus_message& message, std::string& text) {
    const void* bytes = nullptr;
    std::size_t size = 0;
    if (sd_bus_message_read_array(&message, 'y', &bytes, &size) < 0) return false;
    text = without_nul(bytes, size);
    return true;
}

bool read_list(sd_bus_message& message, const char* element, std::vector<std::string>& list) {
    int entered = sd_bus_message_enter_container(&message, 'a', element);
    if (entered <= 0) return false;
    while (sd_bus_message_at_end(&message, 0) == 0) {
        std::string text;
        const bool read = std::strcmp(element, "ay") == 0 ? read_bytes(message, text)
                                                          : read_text(message, element[0], text);
        if (!read) return false;
        list.push_back(std::move(text));
    }
    return sd_bus_message_exit_container(&message) >= 0;
}

/// What a variant of type `type` holds.
bool read_value(sd_bus_message& message, std::string_view type, Value& value) {
    if (type == "b") {
        int raw = 0;
        if (sd_bus_message_read_basic(&message, 'b', &raw) <= 0) return false;
        value = raw != 0;
        return true;
    }
    if (type == "t") return read_number<std::uint64_t>(message, 't', value);
    if (type == "x") return read_number<std::int64_t>(message, 'x', value);
    if (type == "u") return read_number<std::uint32_t>(message, 'u', value);
    if (type == "i") return read_number<std::int32_t>(message, 'i', value);
    if (type == "s" || type == "o") return read_text(message, type[0], value.emplace<std::string>());
    if (type == "ay") return read_bytes(message, value.emplace<std::string>());
    auto& list = value.emplace<std::vector<std::string>>();
    return read_list(message, type == "as" ? "s" : type == "ao" ? "o" : "ay", list);
}

bool is_read(std::string_view type) {
    static constexpr std::string_view types[] = {"b", "t", "x", "u", "i", "s", "o", "ay", "as", "ao", "aay"};
    return std::find(std::begin(types), std::end(types), type) != std::end(types);
}

struct Reply {
    MessagePtr message;
    bool came = false;
};

int take_reply(sd_bus_message* message, void* reply, sd_bus_error* /*error*/) {
    static_cast<Reply*>(reply)->message.reset(sd_bus_message_ref(message));
    static_cast<Reply*>(reply)->came = true;
    return 0;
}

struct SlotDeleter {
    void operator()(sd_bus_slot* slot) const { sd_bus_slot_unref(slot); }
};

} // namespace

base::Result<BusPtr> connect(const std::string& address) {
    sd_bus* raw = nullptr;
    const auto failed = [&](int error) {
        return base::fail(
            fmt::format("cannot connect to the system bus {}: {}", address, std::strerror(-error)));
    };
    if (address.empty()) {
        if (const int done = sd_bus_open_system(&raw); done < 0) return failed(done);
        return BusPtr(raw);
    }
    if (const int done = sd_bus_new(&raw); done < 0) return failed(done);
    BusPtr bus(raw);
    int done = sd_bus_set_address(raw, address.c_str());
    if (done >= 0) done = sd_bus_set_bus_client(raw, 1);
    if (done >= 0) done = sd_bus_start(raw);
    if (done < 0) return failed(done);
    return bus;
}

tl::expected<MessagePtr, CallError> call(sd_bus& bus, sd_bus_message& message, milliseconds patience,
                                         const std::function<bool()>& give_up) {
    const auto until = steady_clock::now() + patience;
    Reply reply;
    sd_bus_slot* raw = nullptr;
    const auto broken = [](int error) {
        return tl::make_unexpected(
            CallError{"", fmt::format("the system bus failed: {}", std::strerror(-error))});
    };
    // The bus's own limit must not come first: which of the two it was could not be told.
    const auto limit = std::chrono::microseconds(patience + std::chrono::seconds(60)).count();
    const int sent =
        sd_bus_call_async(&bus, &raw, &message, take_reply, &reply, static_cast<std::uint64_t>(limit));
    if (sent < 0) return broken(sent);
    const std::unique_ptr<sd_bus_slot, SlotDeleter> slot(raw);
    while (!reply.came) {
        const int processed = sd_bus_process(&bus, nullptr);
        if (processed < 0) return broken(processed);
        if (processed > 0) continue;
        if (give_up && give_up()) return tl::make_unexpected(CallError{"", "it was given up", true});
        if (steady_clock::now() >= until)
            return tl::make_unexpected(CallError{
                "", fmt::format("no answer to {} in time", sd_bus_message_get_member(&message)), true});
        const int waited = sd_bus_wait(&bus, std::chrono::microseconds(step).count());
        if (waited < 0 && waited != -EINTR) return broken(waited);
    }
    if (const sd_bus_error* error = sd_bus_message_get_error(reply.message.get()))
        return tl::make_unexpected(CallError{error->name, error->message == nullptr ? "" : error->message});
    return std::move(reply.message);
}

bool read_strings(sd_bus_message& message, std::vector<std::string>& strings) {
    return read_list(message, "s", strings);
}

bool read_paths(sd_bus_message& message, std::vector<std::string>& paths) {
    return sd_bus_message_enter_container(&message, 'v', "aay") > 0 && read_list(message, "ay", paths);
}

bool read_properties(sd_bus_message& message, Properties& properties) {
    if (sd_bus_message_enter_container(&message, 'a', "{sv}") <= 0) return false;
    while (sd_bus_message_enter_container(&message, 'e', "sv") > 0) {
        std::string name;
        char type = 0;
        const char* contents = nullptr;
        if (!read_text(message, 's', name) || sd_bus_message_peek_type(&message, &type, &contents) <= 0)
            return false;
        if (!is_read(contents)) {
            if (sd_bus_message_skip(&message, "v") < 0) return false;
        } else {
            Value value;
            if (sd_bus_message_enter_container(&message, 'v', contents) <= 0 ||
                !read_value(message, contents, value) || sd_bus_message_exit_container(&message) < 0)
                return false;
            properties[name] = std::move(value);
        }
        if (sd_bus_message_exit_container(&message) < 0) return false;
    }
    return sd_bus_message_exit_container(&message) >= 0;
}

bool read_interfaces(sd_bus_message& message, Interfaces& interfaces) {
    if (sd_bus_message_enter_container(&message, 'a', "{sa{sv}}") <= 0) return false;
    while (sd_bus_message_enter_container(&message, 'e', "sa{sv}") > 0) {
        std::string name;
        if (!read_text(message, 's', name) || !read_properties(message, interfaces[name])) return false;
        if (sd_bus_message_exit_container(&message) < 0) return false;
    }
    return sd_bus_message_exit_container(&message) >= 0;
}

} // namespace media
