#!/usr/bin/env python3
"""Each rule of layout_rules.py finds the fault it is there for, and finds none in a sound tree."""

import unittest

from layout_rules import violations

MM_PER_PX = 0.1  # so 127 px are a target and 26 px the least distance


def node(id, rect, role="button", label="words", interactive=None, visible=True, **more):
    touched = role in ("button", "key") if interactive is None else interactive
    return {"id": id, "role": role, "label": label, "rect_px": rect, "visible": visible, "enabled": True, "interactive": touched, **more}


def rules(*nodes, inches=21.5):
    tree = {"size_px": [1000, 1000], "mm_per_px": MM_PER_PX, "nodes": list(nodes)}
    return sorted({found.rule for found in violations(tree, inches)})


class LayoutRules(unittest.TestCase):
    def test_a_sound_tree_has_no_fault(self):
        sound = [node("a", [0, 0, 127, 127]), node("b", [153, 0, 127, 127]), node("t", [0, 200, 400, 50], "text")]
        self.assertEqual(rules(*sound, node("l", [0, 0, 900, 900], "list")), [])

    def test_one_pixel_of_rounding_is_allowed(self):
        self.assertEqual(rules(node("a", [0, 0, 126, 126]), node("b", [151, 0, 127, 127])), [])

    def test_a_small_target(self):
        self.assertEqual(rules(node("a", [0, 0, 300, 120])), ["smaller than a finger needs"])
        self.assertEqual(rules(node("a", [0, 0, 120, 300], visible=False)), ["smaller than a finger needs"])

    def test_targets_too_close(self):
        beside = [node("a", [0, 0, 127, 127]), node("b", [140, 100, 127, 127])]
        self.assertEqual(rules(*beside), ["closer than 2.54 mm"])

    def test_overlaps(self):
        self.assertEqual(rules(node("a", [0, 0, 127, 127]), node("b", [126, 0, 127, 127])), ["overlap of control and control"])
        self.assertEqual(rules(node("a", [0, 0, 90, 90], "text"), node("b", [0, 89, 90, 90], "heading")), ["overlap of heading and text"])
        below = [node("a", [0, 2000, 90, 90], "text", visible=False), node("b", [0, 2050, 90, 90], "text", visible=False)]
        self.assertEqual(rules(*below), ["overlap of text and text (below the fold)"])

    def test_what_is_out_of_view_does_not_cover_what_is_in_view(self):
        self.assertEqual(rules(node("a", [0, 0, 127, 127]), node("b", [0, 50, 127, 127], visible=False)), [])

    def test_outside_the_screen(self):
        self.assertEqual(rules(node("a", [900, 0, 127, 127])), ["visible but not inside the screen"])

    def test_names(self):
        self.assertEqual(rules(node("a", [0, 0, 127, 127], label=" ")), ["nothing to speak"])
        self.assertEqual(rules(node("", [0, 0, 127, 127])), ["nothing to name it by"])
        twice = [node("a", [0, 0, 127, 127]), node("a", [300, 0, 127, 127])]
        self.assertEqual(rules(*twice), ["an id stands twice"])

    def test_clipped_words(self):
        self.assertEqual(rules(node("a", [0, 0, 127, 127], clipped=True)), ["words do not fit"])

    def test_a_broken_word(self):
        self.assertEqual(rules(node("themes.3", [0, 0, 127, 127], broken=True)), ["a word is broken"])
        self.assertEqual(rules(node("language.x", [0, 0, 127, 127], broken=True)), [])

    def test_too_little_room_for_words(self):
        small = ["text smaller than 3.5 mm capitals"]
        self.assertEqual(rules(node("a", [0, 0, 500, 47], "text")), small)
        self.assertEqual(rules(node("a", [0, 0, 500, 49], "text")), [])
        self.assertEqual(rules(node("a", [0, 0, 500, 49], "text", label="many words " * 10)), small)
        self.assertEqual(rules(node("a", [0, 0, 500, 49], "text", label="十二个汉字写在这里很挤了")), small)
        self.assertEqual(rules(node("a", [0, 0, 500, 47], "text", label="")), [])

    def test_keys(self):
        small = node("keyboard.key.0.0", [0, 0, 69, 80], "key")
        self.assertEqual(rules(small), [])
        self.assertEqual(rules(dict(small, rect_px=[0, 0, 68, 80])), ["key: smaller than 7 mm"])
        tablet = "key: closer than 12.7 mm, middle to middle, on the 10.1 inch panel"
        self.assertEqual(rules(small, inches=10.1), [tablet])
        row = [node(f"keyboard.key.0.{i}", [i * 96, 0, 70, 110], "key") for i in range(11)]
        self.assertNotIn(tablet, rules(*row, inches=10.1))


if __name__ == "__main__":
    unittest.main()
