#include "kiosk/robot/wanderer.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fmt/format.h>

namespace robot {

namespace {

constexpr int near_views = 3; // how far a visitor scrolls for something, in heights of the list

/// Signs that lead on, so that a wander ends in commitments and exports and not only in turning back.
constexpr std::array goals = {"attract.start",   "home.commit",        "article.commit", "theme.commit",
                              "commitment.next", "commitment.confirm", "commitment.own", "thanks.done",
                              "idle.stay",       "staff.export",       "language.all"};
/// It turns what fingers mean: a wanderer who adjusts the touch screen can do nothing after it.
constexpr std::string_view adjusting = "staff.touch";

bool near(const ui::Tree& tree, const ui::Node& node) {
    if (node.visible || node.scroll_area < 0) return node.visible;
    const ui::Rect& view = tree.scroll_areas[static_cast<std::size_t>(node.scroll_area)].viewport;
    return std::abs(node.rect.y - view.y) < near_views * view.height;
}

std::size_t weight(const ui::Tree& tree, const ui::Node& node) {
    if (!node.interactive || !node.enabled || node.id.empty() || node.id.starts_with(adjusting)) return 0;
    if (!near(tree, node)) return 0;
    if (std::find(goals.begin(), goals.end(), node.id) != goals.end()) return 12;
    if (node.role == ui::Role::key) return 4;
    return node.id.starts_with("nav.") || node.id == "staff.leave" ? 1 : 2;
}

const ui::Node* choose(const ui::Tree& tree, Dice& dice) {
    std::size_t all = 0;
    for (const ui::Node& node : tree.nodes)
        all += weight(tree, node);
    if (all == 0) return nullptr;
    std::size_t left = dice.below(all);
    for (const ui::Node& node : tree.nodes) {
        const std::size_t own = weight(tree, node);
        if (left < own) return &node;
        left -= own;
    }
    return nullptr;
}

Command pass_time(Dice& dice) {
    Command command;
    command.verb = Command::Verb::advance;
    command.x = static_cast<double>(1 + dice.below(70));
    command.source = fmt::format("advance {}", command.x);
    return command;
}

Command press_key(Dice& dice) {
    static constexpr std::array keys = {"Tab", "Tab",      "Shift+Tab", "Enter", "Space", "Escape", "Down",
                                        "Up",  "PageDown", "PageUp",    "Left",  "Right", "Home",   "End"};
    Command command;
    command.verb = Command::Verb::key;
    command.argument = keys[dice.below(keys.size())];
    command.source = "key " + command.argument;
    return command;
}

/// From something that is seen; without an id where nothing is.
Command drag(const ui::Tree& tree, Dice& dice) {
    Command command;
    command.verb = Command::Verb::drag;
    std::vector<const ui::Node*> seen;
    for (const ui::Node& node : tree.nodes)
        if (node.visible && !node.id.empty() && !node.rect.empty()) seen.push_back(&node);
    if (seen.empty()) return command;
    command.argument = seen[dice.below(seen.size())]->id;
    const bool along = dice.chance(40);
    const auto way = [&dice](int side) {
        return static_cast<double>(dice.below(static_cast<std::size_t>(side))) - side / 2.0;
    };
    command.x = along ? way(tree.width) : way(std::max(2, tree.width / 20));
    command.y = along ? way(std::max(2, tree.height / 20)) : way(tree.height);
    command.source = fmt::format("drag {} {} {}", command.argument, command.x, command.y);
    return command;
}

} // namespace

Command next_act(const ui::Tree& tree, Dice& dice) {
    const std::size_t way = dice.below(100);
    if (way < 3) return pass_time(dice);
    if (way < 7) return press_key(dice);
    if (way < 20) {
        Command dragged = drag(tree, dice);
        if (!dragged.argument.empty()) return dragged;
    }
    const ui::Node* node = choose(tree, dice);
    if (node == nullptr) return pass_time(dice);
    Command command;
    command.verb = Command::Verb::tap;
    command.argument = node->id;
    command.source = "tap " + node->id;
    return command;
}

} // namespace robot
