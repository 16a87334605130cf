#pragma once

#include "platform/window/window.h"

#include <string>
#include <string_view>
#include <vector>

namespace ui {

using window::Rect;

enum class Role { button, text, heading, list, image, input, key };
[[nodiscard]] std::string_view role_name(Role role);

/// One thing on the screen, as touch, keys, speech and the robot visitor know it.
struct Node {
    std::string id;
    Role role = Role::text;
    std::string label;   ///< what speech would say; for text the whole text
    Rect rect;           ///< where it is drawn, pixels; cut to its viewport only when it is taller than that
    bool visible = true; ///< wholly inside its viewport (or filling it)
    bool enabled = true;
    bool interactive = false;
    bool selected = false;
    bool filled = false; ///< of an input: its label is what was typed, not what it is for
    double capital_mm =
        0; ///< capital height of its words where they were fitted to their place; 0: at the role's size
    bool clipped = false;        ///< its words do not fit its place even when set as small as they may be
    bool broken = false;         ///< a word was broken inside, for want of width
    bool unwritten_note = false; ///< of a button: its note is only spoken, for want of room
    bool part = false;           ///< taller than the view: `rect` is the part of it that is seen
    int scroll_area = -1;        ///< index into Tree::scroll_areas; -1: it does not scroll
};

struct ScrollArea {
    std::string id;
    Rect viewport;
};

/// Everything on the screen in reading order, made by the same calls that draw it.
struct Tree {
    std::string screen;
    std::string language; ///< BCP 47 of the interface
    bool right_to_left = false;
    int width = 0;
    int height = 0;
    double mm_per_px = 0;
    std::vector<Node> nodes;
    std::vector<ScrollArea> scroll_areas;

    [[nodiscard]] const Node* find(std::string_view id) const;
    /// The interactive, enabled node a touch at this place means; nullptr when there is none.
    [[nodiscard]] const Node* hit(double x, double y) const;
    /// The next (step 1) or previous (step -1) interactive node in reading order, round the ends.
    [[nodiscard]] const Node* neighbour(std::string_view id, int step) const;
};

/// All of it as JSON, which `tree NAME` of the robot visitor writes and the tests of the whole kiosk read.
[[nodiscard]] std::string to_json(const Tree& tree);

} // namespace ui
