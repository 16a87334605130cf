#!/usr/bin/env python3
"""The whole machine: the image of tools/image in QEMU, as a user meets it. Its panel is looked at, its touch screen touched, and
its power cut. (The cut ends the machine, not the disk under it: what a disk may lose is for the test in power_cuts.)

Appliance tests are named by a line of their own:
# Appliance test machine --arch amd64: the image in QEMU: the first screen, a visit by touch, a power cut
"""

import argparse
import base64
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[2]
sys.path[:0] = [str(HERE), str(ROOT / "tests/kiosk/whole")]

import kiosk  # noqa: E402
import pictures  # noqa: E402
from virtual_machine import PATIENCE, Broken, Machine, add_helpers, compile_touchd  # noqa: E402

PANEL = kiosk.PANELS[0]
SIZE = tuple(int(part) for part in PANEL.size.split("x"))
ALIKE = 0.02  # the part of the pixels that may differ: GPU and software smooth edges otherwise
TURNS = 45  # moments of the first screen that a slow machine may be caught at
CHANGING = ("thanks.code", "thanks.qr", "attract.count")
GROWTH = 300  # MiB that the card is larger than its image
LANGUAGE = "en"


def fail_unless(holds, sentence):
    if not holds:
        raise Broken(sentence)


class Expected:
    """What the headless kiosk draws for the same visit, and where its things stand."""

    def __init__(self, place):
        self.place = place
        self.pictures = {}

    def record(self, name, script):
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
        run = self.place.play("\n".join(lines) + "\n", data, *PANEL.options)
        fail_unless(run.status == 0, f"the headless kiosk did not play {name}: {run.err.strip()}")
        self._keep(run, [step for step, _ in steps])
        return steps

    def record_attract(self):
        """The first screen at each of its turns."""
        lines, names = ["wait attract", "advance 5"], []
        for turn in range(TURNS):
            names.append(f"turn-{turn}")
            lines += [f"tree turn-{turn}", f"shot turn-{turn}", "advance 10"]
        run = self.place.play("\n".join(lines + ["quit"]) + "\n", self.place.folder("data"), *PANEL.options)
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
        self.looks = 0

    def sees(self):
        file = self.work / "panel.ppm"
        self.machine.command("screendump", filename=str(file))
        self.looks += 1
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
        """Touches its way through: each touch only when the panel shows what it should before it."""
        worst = 0.0
        for name, target in steps:
            if name.endswith("-0") or target is None:
                name, difference = self.wait_for_any(turns, 60, "the first screen")
            else:
                name, difference = self.wait_for_any([name], 30, f"the screen before touching {target}")
            worst = max(worst, difference)
            if target:
                self.touch(name, target)
        return worst


def tell_apart(expected, steps):
    """The comparison itself can fail: pictures of different screens differ by more than it lets pass."""
    screens = {}
    for name, _ in steps:
        screens.setdefault(expected.pictures[name][1]["screen"], name)
    names = list(screens.values())
    for one, other in zip(names, names[1:]):
        difference = pictures.apart(expected.pictures[one][0], expected.pictures[other][0])
        fail_unless(difference > 5 * ALIKE, f"{one} and {other} look alike ({difference:.1%}): the check could not fail")


def commitments(machine, work):
    """The ledger of the machine, copied out through the shell, read outside."""
    folder = pathlib.Path(tempfile.mkdtemp(dir=work, prefix="ledger-"))
    for name in ("ledger.db", "ledger.db-wal"):
        text = machine.ask(f"test ! -e /var/lib/smallplaces/{name} || base64 -w0 /var/lib/smallplaces/{name}", 30)
        (folder / name).write_bytes(base64.b64decode(text))
    return [(row["receipt"], row["theme"], row["language"]) for row in kiosk.ledger_rows(folder, work)]


def wait_for_shell(machine):
    machine.wait_until("the system", 60, lambda: machine.run("true", 60)[0] == 0)


def start_times(machine):
    """How long the start took, by systemd's own account: the total, and what the kiosk waited for."""
    machine.run("systemctl is-system-running --wait", 60)
    print(machine.run("systemd-analyze time", 20)[1].splitlines()[0])
    print(machine.run("systemd-analyze critical-chain smallplaces.service --no-pager", 20)[1])
    print(machine.run("systemd-analyze blame --no-pager | head -n 8", 20)[1])
    print(machine.run("journalctl -b -u smallplaces --no-pager -o cat | grep -E 'drawn by|ready after'", 20)[1])


def check_promises(machine):
    """What tools/image promises of the running system."""
    mounts = machine.ask("findmnt -rn -o TARGET,FSTYPE,OPTIONS")
    data = [line for line in mounts.splitlines() if line.startswith("/var/lib/smallplaces ")]
    fail_unless(len(data) == 1 and " ext4 " in data[0] and "nobarrier" not in data[0] and "noexec" in data[0], f"the data's mount: {data}")
    fail_unless("/ overlay " in mounts, "the root is no overlay")
    fail_unless("/var/lib/smallplaces-backup ext4 " in mounts, "there is no partition for backups")
    fail_unless(machine.run("pgrep -x agetty")[0] != 0, "somebody could log in")
    fail_unless(machine.ask("cat /proc/swaps").count("\n") == 0, "the machine swaps")
    drawn = machine.ask("journalctl -b -u smallplaces --no-pager -o cat")
    fail_unless("opengles2 on KMSDRM" in drawn, "the kiosk does not draw by opengles2 on KMSDRM")
    failed = machine.ask("systemctl --failed --no-legend --plain")
    fail_unless(failed == "", f"failed units: {failed}")
    grown = int(machine.wait_until("the growth of the data partition", 60, lambda: grown_size(machine), pause=2))
    return grown


def grown_size(machine):
    size = int(machine.ask("df -BM --output=size /var/lib/smallplaces | tail -n 1 | tr -dc 0-9"))
    return size if size > GROWTH * 0.8 else None


class Test:
    def __init__(self, options, place):
        self.options, self.place, self.work = options, place, place.work
        self.card = self.work / "card.img"
        subprocess.run(["cp", "--sparse=always", options.image, self.card], check=True)
        with open(self.card, "r+b") as card:
            card.truncate(options.image.stat().st_size + GROWTH * 1024 * 1024)
        beside = lambda kind: pathlib.Path(f"{options.image}.{kind}")  # noqa: E731
        self.kernel, self.command_line = beside("vmlinuz"), beside("cmdline").read_text().strip()
        self.initrd = add_helpers(beside("initrd"), options.touchd, SIZE, self.work)

    def switch_on(self):
        return Machine(self.options.arch, self.card, self.kernel, self.initrd, self.command_line, self.work, SIZE)

    def run(self):
        expected = Expected(self.place)
        turns = expected.record_attract()
        steps = expected.record("visit", kiosk.visit_script(LANGUAGE))
        tell_apart(expected, steps)
        with self.switch_on() as machine:
            first = Visitor(machine, expected, self.work)
            _, difference = first.wait_for_any(turns, 120, "the first screen after switching on")
            cold = machine.seconds()
            print(f"first screen after {cold:.0f} s, {difference:.2%} of it unlike the headless kiosk's")
            wait_for_shell(machine)
            start_times(machine)
            grown = check_promises(machine)
            fail_unless(commitments(machine, self.work) == [], "a new card holds commitments")
            worst = first.visit(steps, turns)
            kept = commitments(machine, self.work)
            fail_unless(len(kept) == 1 and kept[0][1:] == (11, LANGUAGE), f"after the visit the ledger holds {kept}")
            machine.cut_power()
        with self.switch_on() as machine:
            again = Visitor(machine, expected, self.work)
            again.wait_for_any(turns, 120, "the first screen after a power cut")
            wait_for_shell(machine)
            fail_unless(commitments(machine, self.work) == kept, "a commitment did not outlive the power cut")
            again_in = machine.seconds()
            print(
                f"{self.options.arch}: first screen after {cold:.0f} s ({again_in:.0f} s after the cut), a visit by {len(steps) - 1} touches, "
                f"pictures at most {worst:.2%} apart, 1 commitment kept over a power cut, data grown to {grown} MiB"
            )


def skip(why):
    print(f"skipped: {why}")
    sys.exit(kiosk.SKIPPED)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--arch", default="arm64", choices=("arm64", "amd64"))
    parser.add_argument("--image", type=pathlib.Path, help="of tools/image; made when it is missing")
    options = parser.parse_args()
    emulator = {"arm64": "qemu-system-aarch64", "amd64": "qemu-system-x86_64"}[options.arch]
    for program in (emulator, "cpio"):
        if shutil.which(program) is None:
            skip(f"{program} is not installed")
    options.image = options.image or ROOT / f"build/appliance/smallplaces-qemu-bookworm-{options.arch}.img"
    if not options.image.exists():
        if os.geteuid() != 0:
            skip(f"{options.image} is not there, and tools/image needs root to make it")
        if subprocess.run([ROOT / "tools/image", "--arch", options.arch, "--out", options.image], check=False).returncode != 0:
            skip("tools/image made no image (its reason is above)")
    programs = kiosk.arguments("").parse_args(["--bin", os.environ["SMALLPLACES_BIN"], "--content", os.environ["SMALLPLACES_CONTENT"]])
    with kiosk.place(programs) as place:
        options.touchd = place.work / "touchd"
        missing = compile_touchd(options.arch, options.touchd)
        if missing:
            skip(missing)
        started = time.monotonic()
        try:
            Test(options, place).run()
        except Broken as broken:
            keep = ROOT / "build/appliance/failed"
            shutil.rmtree(keep, ignore_errors=True)
            keep.mkdir(parents=True)
            for file in (*place.work.glob("*.png"), *place.work.glob("*.log")):
                shutil.copy(file, keep)
            print(f"FAILED after {time.monotonic() - started:.0f} s: {broken} (pictures and logs: {keep})")
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
