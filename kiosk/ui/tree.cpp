#include "kiosk/ui/tree.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace ui {

std::string_view role_name(Role role) {
    switch (role) {
    case Role::button:
        return "button";
    case Role::text:
        return "text";
    case Role::heading:
        return "heading";
    case Role::list:
        return "list";
    case Role::image:
        return "image";
    case Role::input:
        return "input";
    case Role::key:
        return "key";
    }
    return "text";
}

const Node* Tree::find(std::string_view id) const {
    const auto found =
        std::find_if(nodes.begin(), nodes.end(), [&](const Node& node) { return node.id == id; });
    return found == nodes.end() ? nullptr : &*found;
}

const Node* Tree::hit(double x, double y) const {
    const Node* result = nullptr;
    for (const Node& node : nodes) {
        if (!node.interactive || !node.enabled || !node.rect.contains(x, y)) continue;
        const bool reachable =
            node.scroll_area < 0 ||
            scroll_areas[static_cast<std::size_t>(node.scroll_area)].viewport.contains(x, y);
        if (reachable) result = &node;
    }
    return result;
}

const Node* Tree::neighbour(std::string_view id, int step) const {
    const int count = static_cast<int>(nodes.size());
    const auto found =
        std::find_if(nodes.begin(), nodes.end(), [&](const Node& node) { return node.id == id; });
    int at = found == nodes.end() ? (step > 0 ? -1 : count) : static_cast<int>(found - nodes.begin());
    for (int tried = 0; tried < count; ++tried) {
        at = (at + step + count) % count;
        const Node& node = nodes[static_cast<std::size_t>(at)];
        if (node.interactive && node.enabled) return &node;
    }
    return nullptr;
}

std::string to_json(const Tree& tree) {
    nlohmann::ordered_json nodes = nlohmann::ordered_json::array();
    for (const Node& node : tree.nodes) {
        nodes.push_back({{"id", node.id},
                         {"role", role_name(node.role)},
                         {"label", node.label},
                         {"rect_px", {node.rect.x, node.rect.y, node.rect.width, node.rect.height}},
                         {"visible", node.visible},
                         {"enabled", node.enabled},
                         {"interactive", node.interactive},
                         {"selected", node.selected},
                         {"capital_mm", node.capital_mm},
                         {"clipped", node.clipped},
                         {"broken", node.broken},
                         {"unwritten_note", node.unwritten_note},
                         {"part", node.part}});
    }
    const nlohmann::ordered_json json = {
        {"screen", tree.screen},       {"size_px", {tree.width, tree.height}},
        {"mm_per_px", tree.mm_per_px}, {"direction", tree.right_to_left ? "rtl" : "ltr"},
        {"language", tree.language},   {"nodes", std::move(nodes)}};
    return json.dump(1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

} // namespace ui
