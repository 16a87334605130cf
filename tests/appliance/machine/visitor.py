"""Someone in front of the machine's panel: what the headless kiosk draws for the same visit says what the panel should show and
where to touch it."""

import kiosk
import pictures
from virtual_machine import WRONG_DATE, Broken

PANEL = kiosk.PANELS[0]
OPTIONS = [*PANEL.options, "--now", f"{WRONG_DATE}T09:00:00Z"]
SIZE = tuple(int(part) for part in PANEL.size.split("x"))
ALIKE = 0.02  # the part of the pixels that may differ: GPU and software smooth edges otherwise
ANSWER = 4  # seconds until a touch should have been answered, for a patient visitor
TURNS = 45  # moments of the first screen that a slow machine may be caught at
# What is drawn otherwise on each machine.
CHANGING = ("thanks.code", "thanks.qr", "*.count", "staff.stick*", "staff.clock*", "staff.result*")


def fail_unless(holds, sentence):
    if not holds:
        raise Broken(sentence)


class Expected:
    """What the headless kiosk draws for the same visit, and where its things stand."""

    def __init__(self, place):
        self.place = place
        self.pictures = {}

    def record(self, name, script, *options):
        """Plays `script` with a picture and a tree before every touch and at its end; gives [(picture name, id or None)]."""
        lines, steps = [], []

        def look(target):
            lines.extend([f"tree {name}-{len(steps)}", f"shot {name}-{len(steps)}"])
            steps.append((f"{name}-{len(steps)}", target))

        for line in script.splitlines():
            if line.startswith("tap "):
                look(line.split()[1])
            if line == "quit":
                look(None)
            lines.append(line)
        data = self.place.folder("data")
        run = self.place.play("\n".join(lines) + "\n", data, *OPTIONS, *options)
        fail_unless(run.status == 0, f"the headless kiosk did not play {name}: {run.err.strip()}")
        self._keep(run, [step for step, _ in steps])
        return steps

    def record_attract(self):
        """The first screen at each of its turns."""
        lines, names = ["wait attract", "advance 5"], []
        for turn in range(TURNS):
            names.append(f"turn-{turn}")
            lines += [f"tree turn-{turn}", f"shot turn-{turn}", "advance 10"]
        run = self.place.play("\n".join(lines + ["quit"]) + "\n", self.place.folder("data"), *OPTIONS)
        fail_unless(run.status == 0, f"the headless kiosk did not show its first screen: {run.err.strip()}")
        self._keep(run, names)
        return names

    def _keep(self, run, names):
        for name in names:
            self.pictures[name] = (pictures.read_png(run.shots / f"{name}.png"), run.tree(name))


class Visitor:
    """Looks at the machine's panel and touches it."""

    def __init__(self, machine, expected, work):
        self.machine, self.expected, self.work = machine, expected, work
        self.repeated = 0  # touches that nothing answered

    def sees(self):
        file = self.work / "panel.ppm"
        self.machine.command("screendump", filename=str(file))
        return pictures.read_ppm(file)

    def apart_from(self, name, seen):
        picture, tree = self.expected.pictures[name]
        return pictures.apart(seen, picture, pictures.places(tree, *CHANGING), 4 * ALIKE)

    def wait_for_any(self, names, seconds, what):
        """Waits until the panel shows one of the pictures; gives its name and how much of it differs."""
        nearest = [1.0]

        def shown():
            seen = self.sees()
            found = min((self.apart_from(name, seen), name) for name in names)
            nearest[0] = min(nearest[0], found[0])
            return found if found[0] <= ALIKE else None

        try:
            difference, name = self.machine.wait_until(what, seconds, shown, pause=0.5)
        except Broken as broken:
            kept = self.work / f"not-seen-{names[0]}.png"
            self.machine.screen(kept)
            raise Broken(f"{broken}; nearest picture: {nearest[0]:.1%} of it differs (more than {4 * ALIKE:.0%} is not counted); the panel is in {kept}") from None
        return name, difference

    def touch(self, name, target):
        self.machine.tap(*pictures.middle(self.expected.pictures[name][1], target))

    def visit(self, steps, turns):
        """A whole visit, from the first screen back to it; gives how much of a picture differed at the most. As a visitor does,
        it touches again what stands there unchanged for long: a machine as slow as this one is not always listening."""
        worst, last = 0.0, None
        for name, target in steps:
            names = turns if name.endswith("-0") or target is None else [name]
            try:
                shown, difference = self.wait_for_any(names, ANSWER, f"the screen before touching {target}")
            except Broken:
                if last is None or self.apart_from(last[0], self.sees()) > ALIKE:
                    raise
                self.repeated += 1
                self.touch(*last)
                shown, difference = self.wait_for_any(names, 2 * ANSWER, f"the screen before touching {target}")
            worst = max(worst, difference)
            if target:
                self.touch(shown, target)
                last = (shown, target)
        return worst

    def follow(self, name, target):
        """Waits until the panel shows the picture, then touches `target` there."""
        self.touch(self.wait_for_any([name], 30, f"the screen before touching {target}")[0], target)


def tell_apart(expected, steps):
    """The comparison itself can fail: pictures of different screens differ by more than it lets pass."""
    screens = {}
    for name, _ in steps:
        screens.setdefault(expected.pictures[name][1]["screen"], name)
    names = list(screens.values())
    for one, other in zip(names, names[1:]):
        difference = pictures.apart(expected.pictures[one][0], expected.pictures[other][0])
        fail_unless(difference > 5 * ALIKE, f"{one} and {other} look alike ({difference:.1%}): the check could not fail")
