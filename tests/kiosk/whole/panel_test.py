#!/usr/bin/env python3
"""The panel as staff care for it: the picture turned on it, the screen wiped, the touch screen adjusted; and that every
screen of a visit is the same to the pixel however the panel is turned."""

import sys

import kiosk

CROSSES = "tap staff.touch.cross\n" * 4
DEGREES = (0, 90, 180, 270)


def shot_visit(language):
    lines = []
    for number, line in enumerate(kiosk.visit_script(language).splitlines()):
        lines += [line] + ([f"shot {number:02}"] if line.startswith(("wait", "tap commitment")) else [])
    return "\n".join(lines) + "\n"


def turned(findings, place, language):
    """One visit on the panel in its four positions."""
    pictures = {}
    for degrees in DEGREES:
        shots = place.folder("shots")
        size = "480x800" if degrees % 180 else "800x480"
        run = place.play(shot_visit(language), place.folder("data"), "--size", size, "--diagonal", "7", "--rotation", degrees,
                         "--now", kiosk.NOW, "--seed", kiosk.SEED, shots=shots)
        if not findings.check(run.status == 0, f"{language} turned by {degrees}: status {run.status}: {run.err.strip()}"):
            return
        pictures[degrees] = {file.name: file.read_bytes() for file in shots.glob("*.png")}
    names = sorted(pictures[0])
    findings.check(len(names) > 8, f"{language}: only {names} were drawn")
    for degrees in DEGREES[1:]:
        differ = [name for name in names if pictures[degrees].get(name) != pictures[0][name]]
        findings.check(not differ, f"{language} turned by {degrees}: {differ} differ from the upright picture")


def by_setting(findings, place):
    """The setting turns the panel as the option does; an option goes before it; nonsense is refused."""
    data, shots = place.folder("data"), place.folder("shots")
    place.play("wait attract\nquit\n", data)
    done = place.control("settings", "--data", data, "panel.rotation", "90")
    findings.check(done.status == 0, f"panel.rotation 90: {done.err.strip()}")
    for options, wanted in (((), [480, 800]), (("--rotation", "0"), [800, 480])):
        run = place.play("wait attract\ntree first\nquit\n", data, "--size", "800x480", *options, shots=shots)
        size = run.tree("first")["size_px"] if run.status == 0 else None
        findings.check(size == wanted, f"panel.rotation 90 with {options}: the screen is {size}")
    for name, value in (("panel.rotation", "45"), ("touch.matrix", "1 0 0 0 0 0")):
        done = place.control("settings", "--data", data, name, value)
        findings.check(done.status != 0 and name in done.err, f"settings {name} {value}: status {done.status}: {done.err.strip()}")
    run = place.play("wait attract\nquit\n", data, "--rotation", "45")
    findings.check(run.status == 1 and "--rotation" in run.err, f"--rotation 45: status {run.status}: {run.err.strip()}")


def cleaning(findings, place):
    """Touches do nothing until the seconds are over; Escape ends it sooner; the staff's screen is there again."""
    data = place.folder("data")
    script = kiosk.ENTER_STAFF + "tap staff.clean\nwait cleaning\nabsent staff.*\ndrag cleaning.seconds 40 0\nadvance 28\nexpect screen cleaning\n"
    script += "drag cleaning.seconds 0 40\nadvance 3\nwait staff\nexpect id staff.export\n"
    script += "tap staff.clean\nwait cleaning\nadvance 5\nkey Escape\nwait staff\ntap staff.leave\nwait attract\nquit\n"
    run = place.play(script, data)
    findings.check(run.status == 0 and run.err == "", f"cleaning: status {run.status}: {run.err.strip()}")


def matrix(place, data):
    said = place.control("settings", "--data", data, "touch.matrix").out
    words = said.partition("=")[2].partition("#")[0].split()
    return [round(float(word), 2) for word in words]


def adjusting(findings, place, degrees):
    """Four crosses, a trial, kept; or not answered, or refused, and then all is as before."""
    where = f"adjusting, turned by {degrees}"
    data = place.folder("data")
    place.play("wait attract\nquit\n", data)
    place.control("settings", "--data", data, "touch.matrix", "-1 0 1 0 -1 1")
    before = matrix(place, data)
    for answer in ("advance 16\n", "tap staff.touch.undo\n", "key Escape\n"):
        script = kiosk.ENTER_STAFF + "tap staff.touch\nwait touch\n" + CROSSES + "expect id staff.touch.keep\n" + answer
        run = place.play(script + "wait staff\ntap staff.leave\nwait attract\nquit\n", data, "--rotation", degrees)
        findings.check(run.status == 0, f"{where}, {answer.strip()}: status {run.status}: {run.err.strip()}")
        findings.check(matrix(place, data) == before, f"{where}, {answer.strip()}: the matrix is {matrix(place, data)}")
    script = kiosk.ENTER_STAFF + "tap staff.touch\nwait touch\n" + CROSSES + "expect id staff.touch.keep\ndrag staff.touch.trial 5 0\nadvance 10\n"
    script += "tap staff.touch.keep\nwait staff\ntap staff.leave\nwait attract\nquit\n"
    run = place.play(script, data, "--rotation", degrees)
    findings.check(run.status == 0, f"{where}: status {run.status}: {run.err.strip()}")
    findings.check(matrix(place, data) == [1, 0, 0, 0, 1, 0], f"{where}: kept was {matrix(place, data)}")


def nobody_adjusts(findings, place):
    """Crosses that nobody touches go away by themselves, and nothing was changed."""
    data = place.folder("data")
    script = kiosk.ENTER_STAFF + "tap staff.touch\nwait touch\ntap staff.touch.cross\nadvance 61\nwait staff\ntap staff.leave\nwait attract\nquit\n"
    run = place.play(script, data)
    findings.check(run.status == 0, f"nobody adjusts: status {run.status}: {run.err.strip()}")
    findings.check(matrix(place, data) == [], f"nobody adjusts: the matrix is {matrix(place, data)}")


def main():
    options = kiosk.arguments(__doc__).parse_args()
    findings = kiosk.Findings()
    with kiosk.place(options) as place:
        for language in ("en", "ar"):
            turned(findings, place, language)
        by_setting(findings, place)
        cleaning(findings, place)
        for degrees in (0, 270):
            adjusting(findings, place, degrees)
        nobody_adjusts(findings, place)
    return findings.done("panel")


if __name__ == "__main__":
    sys.exit(main())
