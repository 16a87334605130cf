#include "kiosk/robot/visitor.h"

#include "platform/base/files.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <fmt/format.h>
#include <sstream>
#include <thread>

namespace robot {

namespace {

constexpr auto patience = std::chrono::seconds(10);
constexpr int most_drags = 400;
constexpr double shortest_drag = 40; // pixels; a shorter way might count as a tap
constexpr std::int64_t frame_ms = 16;
constexpr std::int64_t still_ms = 120; // a finger that stays so long before it lifts does not fling

window::FingerEvent finger(window::FingerEvent::Phase phase, double x, double y) {
    return {phase, 1, x, y};
}

ui::Rect part_in_view(const ui::Tree& tree, const ui::Node& node) {
    if (node.scroll_area < 0) return node.rect;
    return window::intersection(node.rect,
                                tree.scroll_areas[static_cast<std::size_t>(node.scroll_area)].viewport);
}

std::vector<std::string> characters(const std::string& text) {
    std::vector<std::string> result;
    for (const char c : text) {
        if ((static_cast<unsigned char>(c) & 0xC0) == 0x80 && !result.empty())
            result.back() += c;
        else
            result.emplace_back(1, c);
    }
    return result;
}

/// The name that SDL has for a key, or nothing when there is no such key.
std::optional<std::string> sdl_key(const std::string& name) {
    if (name == "Enter") return "Return";
    if (name == "Esc") return "Escape";
    static constexpr std::array names = {
        "Return", "Escape",   "Backspace", "Tab",  "Space", "Delete", "Insert", "Home", "End",
        "PageUp", "PageDown", "Right",     "Left", "Down",  "Up",     "F1",     "F2",   "F3",
        "F4",     "F5",       "F6",        "F7",   "F8",    "F9",     "F10",    "F11",  "F12"};
    const bool known = std::find(names.begin(), names.end(), name) != names.end();
    return known || characters(name).size() == 1 ? std::optional(name) : std::nullopt;
}

} // namespace

base::Status Visitor::play(std::span<const Command> commands, std::string_view file) {
    for (const Command& command : commands) {
        if (command.verb != Command::Verb::quit) {
            if (auto done = run(command); !done)
                return base::fail(fmt::format("{}:{}: {}", file, command.line, done.error().message));
        }
        m_out << "ok " << command.line << ": " << command.source << std::endl;
        if (command.verb == Command::Verb::quit) break;
    }
    return {};
}

base::Status Visitor::run(const Command& command) {
    using Verb = Command::Verb;
    const std::string& argument = command.argument;
    switch (command.verb) {
    case Verb::wait:
    case Verb::expect_screen:
        return wait_for([&] { return m_stage.tree().screen == argument; },
                        fmt::format("the screen {}", argument));
    case Verb::tap:
        return tap(
            [&](const ui::Node& node) {
                return command.by_label ? node.label == argument : matches(argument, node.id);
            },
            argument);
    case Verb::burst:
        return burst(argument);
    case Verb::drag:
        return drag_node(command);
    case Verb::type:
        return type(argument);
    case Verb::key:
        return press_key(argument);
    case Verb::expect_text:
        return wait_for(
            [&] {
                return std::any_of(
                    m_stage.tree().nodes.begin(), m_stage.tree().nodes.end(),
                    [&](const ui::Node& node) { return node.label.find(argument) != std::string::npos; });
            },
            fmt::format("the text \"{}\"", argument));
    case Verb::expect_id:
        return wait_for(
            [&] {
                return std::any_of(m_stage.tree().nodes.begin(), m_stage.tree().nodes.end(),
                                   [&](const ui::Node& node) { return matches(argument, node.id); });
            },
            fmt::format("the id {}", argument));
    case Verb::absent:
        return wait_for(
            [&] {
                return std::none_of(m_stage.tree().nodes.begin(), m_stage.tree().nodes.end(),
                                    [&](const ui::Node& node) { return matches(argument, node.id); });
            },
            fmt::format("nothing with the id {}", argument));
    case Verb::shot:
        return shoot(argument);
    case Verb::tree:
        settle();
        return base::write_file_durably(m_shots / (argument + ".json"), ui::to_json(m_stage.tree()));
    case Verb::advance:
        return advance(command.x);
    case Verb::insert_media:
        m_stage.insert_media(argument);
        settle();
        return {};
    case Verb::remove_media:
        m_stage.remove_media();
        settle();
        return {};
    case Verb::quit:
        return {};
    }
    return {};
}

base::Status Visitor::wait_for(const std::function<bool()>& there, const std::string& expected) {
    const auto until = std::chrono::steady_clock::now() + patience;
    while (true) {
        m_stage.turn();
        if (there()) return {};
        if (std::chrono::steady_clock::now() > until)
            return base::fail(fmt::format("expected {}, there was {}", expected, what_is_there()));
        if (m_stage.settled()) std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
}

std::string Visitor::what_is_there() const {
    std::string ids;
    for (const ui::Node& node : m_stage.tree().nodes) {
        if (!node.interactive || !node.visible) continue;
        if (!ids.empty()) ids += ' ';
        ids += node.id;
        if (ids.size() > 300) return fmt::format("the screen {} with {} …", m_stage.tree().screen, ids);
    }
    return fmt::format("the screen {} with {}", m_stage.tree().screen,
                       ids.empty() ? "nothing to touch" : ids);
}

void Visitor::settle() {
    const auto until = std::chrono::steady_clock::now() + patience;
    do {
        m_stage.turn();
    } while (!m_stage.settled() && std::chrono::steady_clock::now() < until);
}

void Visitor::tap_at(double x, double y) {
    m_stage.push(finger(window::FingerEvent::Phase::down, x, y));
    m_stage.turn();
    m_stage.pass_ms(frame_ms * 5); // as long as a quick tap takes, and longer than a bounce
    m_stage.push(finger(window::FingerEvent::Phase::up, x, y));
    m_stage.turn();
    m_stage.pass_ms(frame_ms * 5);
    m_stage.turn();
}

void Visitor::drag(double x, double y, double dx, double dy) {
    constexpr int steps = 8;
    m_stage.push(finger(window::FingerEvent::Phase::down, x, y));
    m_stage.turn();
    for (int step = 1; step <= steps; ++step) {
        m_stage.pass_ms(frame_ms);
        m_stage.push(finger(window::FingerEvent::Phase::move, x + dx * step / steps, y + dy * step / steps));
        m_stage.turn();
    }
    m_stage.pass_ms(still_ms);
    m_stage.push(finger(window::FingerEvent::Phase::move, x + dx, y + dy));
    m_stage.push(finger(window::FingerEvent::Phase::up, x + dx, y + dy));
    m_stage.turn();
    m_stage.pass_ms(frame_ms * 5);
    settle();
}

base::Status Visitor::tap(const std::function<bool(const ui::Node&)>& wanted, const std::string& name) {
    const auto find = [&](bool visible) {
        const auto& nodes = m_stage.tree().nodes;
        const auto found = std::find_if(nodes.begin(), nodes.end(), [&](const ui::Node& node) {
            return node.interactive && (node.visible || !visible) && wanted(node);
        });
        return found == nodes.end() ? nullptr : &*found;
    };
    if (auto there =
            wait_for([&] { return find(false) != nullptr; }, fmt::format("something to tap as {}", name));
        !there)
        return there;
    settle();
    int last_y = 1 << 30;
    for (int drags = 0; find(true) == nullptr && drags < most_drags; ++drags) {
        const ui::Node* node = find(false);
        if (node == nullptr || node->scroll_area < 0) break;
        const ui::Rect view =
            m_stage.tree().scroll_areas[static_cast<std::size_t>(node->scroll_area)].viewport;
        const double away = node->rect.y + node->rect.height / 2.0 - (view.y + view.height / 2.0);
        if (node->rect.y == last_y) break; // it will not come any nearer
        last_y = node->rect.y;
        const double way = std::clamp(away, -view.height * 0.7, view.height * 0.7);
        if (std::abs(way) < shortest_drag) break; // as near as it gets: it is taller than its place
        // The finger's first way to count as a drag is part of the drag.
        drag(view.x + view.width / 2.0, view.y + view.height / 2.0 + way / 2, 0, -way);
    }
    const ui::Node* node = find(true);
    if (node == nullptr) node = find(false);
    if (node == nullptr)
        return base::fail(
            fmt::format("expected something to tap as {}, there was {}", name, what_is_there()));
    const ui::Rect part = part_in_view(m_stage.tree(), *node);
    if (part.empty())
        return base::fail(
            fmt::format("expected to reach {} by scrolling, there was {}", name, what_is_there()));
    if (!node->enabled) return base::fail(fmt::format("expected {} to be enabled, it was not", name));
    tap_at(part.x + part.width / 2.0, part.y + part.height / 2.0);
    return {};
}

base::Status Visitor::burst(std::string_view ids) {
    settle();
    std::istringstream names{std::string(ids)};
    for (std::string name; names >> name;) {
        const ui::Node* node = m_stage.tree().find(name);
        if (node == nullptr || !node->visible)
            return base::fail(fmt::format("expected {} in view, there was {}", name, what_is_there()));
        const double x = node->rect.x + node->rect.width / 2.0, y = node->rect.y + node->rect.height / 2.0;
        m_stage.push(finger(window::FingerEvent::Phase::down, x, y));
        m_stage.push(finger(window::FingerEvent::Phase::up, x, y));
    }
    settle();
    return {};
}

base::Status Visitor::drag_node(const Command& command) {
    settle();
    for (const ui::Node& node : m_stage.tree().nodes) {
        const ui::Rect part = part_in_view(m_stage.tree(), node);
        if (!matches(command.argument, node.id) || part.empty()) continue;
        drag(part.x + part.width / 2.0, part.y + part.height / 2.0, command.x, command.y);
        return {};
    }
    return base::fail(
        fmt::format("expected something to drag as {}, there was {}", command.argument, what_is_there()));
}

bool Visitor::has_key(const std::string& character) const {
    const auto& nodes = m_stage.tree().nodes;
    return std::any_of(nodes.begin(), nodes.end(), [&](const ui::Node& node) {
        return node.role == ui::Role::key && node.label == character;
    });
}

base::Status Visitor::type(const std::string& text) {
    for (const std::string& character : characters(text)) {
        if (auto typed = type_one(character); !typed) return typed;
    }
    return {};
}

base::Status Visitor::type_one(const std::string& character) {
    const auto by_id = [this](const char* id) {
        return tap([id](const ui::Node& node) { return node.id == id; }, id);
    };
    if (character == " ") return by_id("keyboard.space");
    settle();
    // Where the key is not on the keyboard shown: with capitals, then among the signs, then on the next
    // layout.
    for (const char* way : {"", "keyboard.shift", "keyboard.symbols", "keyboard.shift", "keyboard.symbols",
                            "keyboard.globe", "keyboard.shift"}) {
        if (*way != '\0' && m_stage.tree().find(way) != nullptr) {
            if (auto pressed = by_id(way); !pressed) return pressed;
            settle();
        }
        if (!has_key(character)) continue;
        return tap(
            [&](const ui::Node& node) { return node.role == ui::Role::key && node.label == character; },
            character);
    }
    return base::fail(fmt::format("expected a key for '{}', there was {}", character, what_is_there()));
}

base::Status Visitor::press_key(const std::string& name) {
    window::KeyEvent event;
    std::string rest = name;
    for (std::size_t plus = rest.find('+'); plus != std::string::npos && plus + 1 < rest.size();
         plus = rest.find('+')) {
        const std::string modifier = rest.substr(0, plus);
        if (modifier == "Ctrl")
            event.control = true;
        else if (modifier == "Alt")
            event.alt = true;
        else if (modifier == "Shift")
            event.shift = true;
        else
            return base::fail(fmt::format("expected Ctrl, Alt or Shift before +, there was {}", modifier));
        rest.erase(0, plus + 1);
    }
    const auto key = sdl_key(rest);
    if (!key)
        return base::fail(
            fmt::format("expected the name of a key, such as Tab, Enter or S, there was {}", rest));
    event.name = *key;
    settle();
    m_stage.push(event);
    m_stage.turn();
    m_stage.pass_ms(frame_ms);
    m_stage.turn();
    return {};
}

base::Status Visitor::shoot(const std::string& name) {
    settle();
    auto picture = m_stage.picture();
    if (!picture) return tl::make_unexpected(picture.error());
    return image::write_png(m_shots / (name + ".png"), *picture);
}

base::Status Visitor::advance(double seconds) {
    auto left = static_cast<std::int64_t>(std::llround(seconds * 1000));
    do {
        const std::int64_t step = std::min<std::int64_t>(left, 1000);
        m_stage.pass_ms(step);
        m_stage.turn();
        left -= step;
    } while (left > 0);
    return {};
}

} // namespace robot
