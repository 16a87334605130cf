#!/usr/bin/env python3
"""Measures every screen and step in every interface language, at the four panel sizes and the four text sizes."""

import collections
import pathlib
import sys

import kiosk
from layout_rules import violations
from layout_script import NORMAL_SIZE, trees_of, whole_script

EVERY_TEXT_SIZE = ("ar", "zh", "de", "ru", "en")  # the others are measured at the size a visit begins with
FAST_LANGUAGES = ("ar", "de", "zh")
FAST_PANELS = ("800x480", "1080x1920")
TALL_PANELS = ("1080x1920",)
RIGHT_TO_LEFT = ("ar", "fa", "ur")


def combinations(languages, fast):
    for language in languages:
        for panel in kiosk.PANELS:
            if fast and (language not in FAST_LANGUAGES or panel.size not in FAST_PANELS):
                continue
            every = language in EVERY_TEXT_SIZE and not fast
            yield language, panel, (1, 2, 3, 4) if every else (NORMAL_SIZE,)


def measure(place, language, panel, sizes):
    """Plays the visits; every fault as (language, panel, tree name, violation) and how many trees there were."""
    script = whole_script(language, sizes, lowers=panel.size in TALL_PANELS)
    data = place.folder("data")
    options = [*panel.options, "--language", language, "--media", place.folder("stick"), "--now", kiosk.NOW, "--seed", kiosk.SEED]
    run = place.play(script, data, *options, timeout=600)
    trouble = [] if run.status == 0 else [f"{language} {panel.size}: status {run.status}: {run.err.strip()}"]
    faults = []
    names = [name for name in trees_of(script) if (run.shots / f"{name}.json").exists()]
    for name in names:
        tree = run.tree(name)
        faults += [(language, panel.size, name, fault) for fault in violations(tree, panel.inches)]
        result = next((node for node in tree["nodes"] if node["id"] == "staff.result"), None)
        if result and not result["visible"]:
            trouble.append(f"{language} {panel.size} {name}: what the export has to say is out of sight: {result['label']}")
        expected = (language, "rtl" if language in RIGHT_TO_LEFT else "ltr")
        if name.endswith("home") and (tree["language"], tree["direction"]) != expected:
            trouble.append(f"{language} {panel.size} {name}: is in {tree['language']}, {tree['direction']}")
    return trouble, faults, len(names)


def report(faults):
    """Grouped by cause: the rule and the step, most frequent first; where it happens, with one example of each size."""
    groups = collections.defaultdict(list)
    for language, size, name, fault in faults:
        step = name.split("-", 1)[1] if name[0].isdigit() else name
        groups[(fault.rule, step)].append((language, size, name, fault))
    lines = []
    for (rule, step), members in sorted(groups.items(), key=lambda group: (group[0][0], -len(group[1]))):
        lines.append(f"\n== {rule}: {step} ({len(members)} times)")
        by_size = collections.defaultdict(list)
        for language, size, name, fault in members:
            text_size = name[0] if name[0].isdigit() else str(NORMAL_SIZE)
            by_size[(size, text_size)].append((language, fault))
        for (size, text_size), found in sorted(by_size.items()):
            languages = " ".join(sorted({language for language, _ in found}))
            example = found[0][1]
            lines.append(f"   {size}, text size {text_size}: {languages}; e.g. {' and '.join(example.ids)}: {example.detail}")
    return "\n".join(lines)


def main():
    parser = kiosk.arguments(__doc__)
    parser.add_argument("--fast", action="store_true", help="three languages on the smallest and the tallest panel")
    parser.add_argument("--only", help="one interface language")
    parser.add_argument("--report", type=pathlib.Path, help="also write the violations to this file")
    options = parser.parse_args()
    findings = kiosk.Findings()
    with kiosk.place(options) as place:
        languages = [tag for tag in place.languages() if options.only in (None, tag)]
        work = list(combinations(languages, options.fast))
        answers = kiosk.in_parallel(lambda item: measure(place, *item), work)
    faults = [fault for answer in answers for fault in answer[1]]
    for trouble in (trouble for answer in answers for trouble in answer[0]):
        findings.check(False, trouble)
    findings.checks += sum(answer[2] for answer in answers)
    text = report(faults)
    if options.report:
        options.report.write_text(text + "\n", encoding="utf-8")
    print(text)
    findings.check(not faults, f"{len(faults)} violations in {findings.checks} trees")
    return findings.done("layout")


if __name__ == "__main__":
    sys.exit(main())
