#!/usr/bin/env python3
"""Measures everything that the staff's screen can come to say: no overlap, no clipped word, and what staff need at that moment
(the answer, the way on) in sight without scrolling, in every language, on the smallest panel too. --pictures keeps them to be looked at."""

import json
import pathlib
import sys

import kiosk
from layout_rules import violations

# What must be in sight at once, by the state's name up to its first dash; the whole name goes first.
IN_SIGHT = {
    "pin": ("staff.title", "staff.message", "staff.pin.entered", "staff.pin.ok", "staff.leave"),
    "stick": ("staff.stick", "staff.export"),
    "stick-unfinished": ("staff.export",),
    "sticks": ("staff.stick.choose", "staff.export"),
    "export": ("staff.progress",),
    "done": ("staff.result", "staff.result.note"),
    "failed": ("staff.result",),
    "clock": ("staff.export",),
    "clock-unsure": ("staff.clock.says", "staff.clock.yes", "staff.clock.set"),
    "clock-not-saved": ("staff.clock.says", "staff.clock.not_saved"),
    "clock-set": ("staff.clock.entered", "staff.clock.save", "staff.clock.cancel"),
    "room": ("staff.space",),
    "recovered": ("staff.notice",),
    "backup": ("staff.export",),
    "touch-cross": ("staff.touch.ask", "staff.touch.cross"),
    "touch-no-fit": ("staff.touch.failed", "staff.touch.ask", "staff.touch.cross"),
    "touch-trial": ("staff.touch.trial", "staff.touch.left", "staff.touch.keep", "staff.touch.undo"),
    "touch-not-saved": ("staff.touch.trial", "staff.touch.undo"),
}
FEWEST_STATES = 45


def out_of_sight(name, tree):
    visible = {node["id"] for node in tree["nodes"] if node["visible"]}
    wanted = IN_SIGHT.get(name, IN_SIGHT.get(name.split("-")[0]))
    if wanted is None:
        return ["nobody has said what must be in sight"]
    unwritten = [f"the note of {node['id']} is not written" for node in tree["nodes"] if node["unwritten_note"]]
    return unwritten + [f"{node_id} is not in sight" for node_id in wanted if node_id not in visible]


def measure(place, fonts, language, panel, pictures):
    """Draws the states; what is wrong, as sentences, and how many states there were."""
    into = pictures / f"{language}-{panel.size}" if pictures else place.folder("states")
    into.mkdir(parents=True, exist_ok=True)
    command = [place.bin / "staff_states", place.content, fonts, language, panel.size, panel.inches, into]
    run = place.run(command + ["--pictures"] * bool(pictures), timeout=600)
    where = f"{language} {panel.size}"
    wrong = [] if run.status == 0 else [f"{where}: status {run.status}: {run.err.strip()}"]
    trees = sorted(into.glob("*.json"))
    for file in trees:
        tree = json.loads(file.read_text(encoding="utf-8"))
        wrong += [f"{where} {file.stem}: {text}" for text in out_of_sight(file.stem, tree)]
        wrong += [f"{where} {file.stem}: {fault.rule}: {' and '.join(fault.ids)}: {fault.detail}" for fault in violations(tree, panel.inches)]
    return wrong, len(trees)


def main():
    parser = kiosk.arguments(__doc__)
    parser.add_argument("--only", help="one interface language")
    parser.add_argument("--pictures", type=pathlib.Path, help="a folder to keep the pictures in")
    options = parser.parse_args()
    findings = kiosk.Findings()
    with kiosk.place(options) as place:
        data = place.folder("data")
        place.play("wait attract\nquit\n", data)
        beside = place.content.parent / "fonts"
        fonts = beside if (beside / "files").exists() else data / "fonts"
        jobs = [(tag, panel) for tag in place.languages() for panel in kiosk.PANELS]
        jobs = [job for job in jobs if options.only in (None, job[0])]
        results = kiosk.in_parallel(lambda job: measure(place, fonts, *job, options.pictures), jobs)
    for job, (wrong, states) in zip(jobs, results):
        findings.check(states >= FEWEST_STATES, f"{job[0]} {job[1].size}: only {states} states were drawn")
        findings.checks += states
        for sentence in wrong:
            findings.check(False, sentence)
    return findings.done("staff states")


if __name__ == "__main__":
    sys.exit(main())
