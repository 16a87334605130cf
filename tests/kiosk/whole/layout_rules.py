"""What must hold of every accessibility tree. Pure functions: tree in, violations out.

Lengths are millimetres of the real panel, from the tree's own mm_per_px; one pixel of rounding is allowed.
- Everything to touch is at least 12.7 mm wide and high and 2.54 mm from everything else to touch.
- Keys of the on-screen keyboard stand at least 12.7 mm apart, middle to middle, both ways, on the 10.1 inch panel where a row has
  ten keys or fewer; everywhere else a key is at least 7 mm wide and high (as large as the panel allows). Keys of one
  keyboard keep the same 2.54 mm between them.
- A text has room for its words at the smallest size that is allowed (capitals 3.5 mm high): at least one line high, and not
  less area than so many characters take at the very least.
- No words are marked as clipped: even at the smallest size they would not fit their place. On tiles (what stands for an
  article, a theme or a way from home) no word is marked as broken inside either.
- Nothing to touch, no text and no picture covers another; all visible nodes lie inside the screen.
What lies below the fold is measured too: two nodes that are both outside the view of a list must not overlap each other.
"""

import unicodedata
from dataclasses import dataclass

TARGET_MM = 12.7
APART_MM = 2.54
SMALLEST_KEY_MM = 7.0
KEYBOARD_PANEL_INCHES = 10.1
MOST_KEYS_A_ROW = 10
ROUNDING_PX = 1
SMALLEST_EM_MM = 3.5 / 0.714  # of Noto Sans, whose capitals are 0.714 em high
NARROWEST_EM = 0.3  # a line of words in any alphabet takes more a character
TILES = ("home.", "articles.", "themes.", "theme.article.", "commitment.theme.", "commitment.article.")
WIDE_EM = 0.95  # of Chinese, Japanese and Korean


@dataclass(frozen=True)
class Violation:
    rule: str
    ids: tuple
    detail: str


def is_key(node):
    return node["id"].startswith("keyboard.")


def is_tile(node):
    return node["role"] == "button" and node["id"].startswith(TILES)


def gaps(a, b):
    """How far two rectangles are apart across and down; negative where they share a column or row."""
    ax, ay, aw, ah = a["rect_px"]
    bx, by, bw, bh = b["rect_px"]
    return max(ax - bx - bw, bx - ax - aw), max(ay - by - bh, by - ay - ah)


def overlap(a, b):
    across, down = gaps(a, b)
    return across < 0 and down < 0


def pairs(nodes, reach):
    """Those that are less than `reach` pixels apart down the screen."""
    ordered = sorted(nodes, key=lambda node: node["rect_px"][1])
    for index, first in enumerate(ordered):
        end = first["rect_px"][1] + first["rect_px"][3] + reach
        for second in ordered[index + 1 :]:
            if second["rect_px"][1] >= end:
                break
            yield first, second


def is_solid(node):
    """Something with a place of its own: lists only group what is drawn by other nodes."""
    return node["role"] != "list" and node["rect_px"][2] > 0 and node["rect_px"][3] > 0


def check_names(tree):
    seen = set()
    for node in tree["nodes"]:
        if node["id"] in seen:
            yield Violation("an id stands twice", (node["id"],), "")
        seen.add(node["id"])
        if node["interactive"] and not node["label"].strip():
            yield Violation("nothing to speak", (node["id"],), f"role {node['role']}")
        if node["interactive"] and not node["id"]:
            yield Violation("nothing to name it by", ("",), f"label {node['label']!r}")


def least_ems(words):
    """At least so many ems of line do these words take."""
    widths = (WIDE_EM if unicodedata.east_asian_width(c) in "WF" else NARROWEST_EM for c in words if unicodedata.category(c)[0] not in "MC")
    return sum(widths)


def check_words(tree):
    mm = tree["mm_per_px"]
    for node in tree["nodes"]:
        if node.get("clipped"):
            yield Violation("words do not fit", (node["id"],), node["label"][:60])
        if node.get("broken") and is_tile(node):
            yield Violation("a word is broken", (node["id"],), node["label"][:60])
        if node["role"] not in ("text", "heading") or node.get("part") or not node["label"].strip():
            continue
        width, height = ((side + ROUNDING_PX) * mm for side in node["rect_px"][2:])
        if height < SMALLEST_EM_MM or width * height < least_ems(node["label"]) * SMALLEST_EM_MM**2:
            yield Violation("text smaller than 3.5 mm capitals", (node["id"],), f"{width:.1f} x {height:.1f} mm for {node['label'][:40]!r}")


def check_inside(tree):
    width, height = tree["size_px"]
    for node in tree["nodes"]:
        x, y, w, h = node["rect_px"]
        if node["visible"] and (x < 0 or y < 0 or x + w > width or y + h > height):
            yield Violation("visible but not inside the screen", (node["id"],), f"{node['rect_px']} of {width}x{height}")


def smallest_mm(node, panel_inches, most_keys):
    """The smallest width and height this node may have, and what it is called."""
    if not is_key(node):
        return TARGET_MM, "smaller than a finger needs"
    if panel_inches == KEYBOARD_PANEL_INCHES and most_keys <= MOST_KEYS_A_ROW:
        return TARGET_MM - APART_MM, "key: closer than 12.7 mm, middle to middle, on the 10.1 inch panel"
    return SMALLEST_KEY_MM, "key: smaller than 7 mm"


def keys_a_row(tree):
    rows = {}
    for node in tree["nodes"]:
        if node["role"] == "key":
            rows[node["rect_px"][1]] = rows.get(node["rect_px"][1], 0) + 1
    return max(rows.values(), default=0)


def check_sizes(tree, panel_inches):
    mm = tree["mm_per_px"]
    most_keys = keys_a_row(tree)
    for node in tree["nodes"]:
        if not node["interactive"]:
            continue
        least, rule = smallest_mm(node, panel_inches, most_keys)
        width, height = (side * mm for side in node["rect_px"][2:])
        if min(width, height) + ROUNDING_PX * mm < least:
            yield Violation(rule, (node["id"],), f"{width:.1f} x {height:.1f} mm")


def check_distances(tree):
    mm = tree["mm_per_px"]
    for visible in (True, False):
        touched = [node for node in tree["nodes"] if node["interactive"] and node["visible"] == visible]
        for a, b in pairs(touched, APART_MM / mm):
            apart = max(gaps(a, b))
            if not overlap(a, b) and (apart + ROUNDING_PX) * mm < APART_MM:
                yield Violation("closer than 2.54 mm", (a["id"], b["id"]), f"{apart * mm:.2f} mm apart")


def check_overlaps(tree):
    solid = [node for node in tree["nodes"] if is_solid(node)]
    for visible, where in ((True, ""), (False, " (below the fold)")):
        for a, b in pairs([node for node in solid if node["visible"] == visible], 0):
            if overlap(a, b):
                kinds = " and ".join(sorted("control" if node["interactive"] else node["role"] for node in (a, b)))
                across, down = gaps(a, b)
                detail = f"by {-across} x {-down} px"
                yield Violation(f"overlap of {kinds}{where}", (a["id"], b["id"]), detail)


def violations(tree, panel_inches):
    yield from check_names(tree)
    yield from check_words(tree)
    yield from check_inside(tree)
    yield from check_sizes(tree, panel_inches)
    yield from check_distances(tree)
    yield from check_overlaps(tree)
