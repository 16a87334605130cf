"""The staff's evening at the machine: a stick plugged, exported to, pulled out in mid-export, plugged again; then it is read
outside, where only what is really on it counts."""

import json
import subprocess
import time

import kiosk
from visitor import fail_unless

LEAVE = "tap staff.leave\nwait attract\n"
EXPORT = "tap staff.export\nexpect id staff.result\n"
AGAIN = "expect id staff.unfinished\n" + EXPORT
SET_DATE = "tap staff.clock.set\n" + 3 * "tap staff.clock.day.more\n" + "tap staff.clock.save\nexpect id staff.export\n"
CORNER = (6, 6)  # held for longer than the kiosk asks for, and let go, it leads to the staff's page
HELD = 5  # seconds
STICK_SIZE = 64 * 1024 * 1024
FIRST_ENTRY = b"SMALLP~1"  # how vfat calls the export's folder
SLOW = 12  # reads and writes a second: time enough to pull it out in mid-export


class Evening:
    def __init__(self, expected, place, turns):
        self.expected, self.place, self.turns = expected, place, turns
        fresh, used = place.folder("stick"), place.folder("stick")
        # The kiosk says on its page when an export to the stick was cut off.
        (used / "smallplaces-before.incomplete").mkdir()
        self.first = expected.record("evening", kiosk.ENTER_STAFF + SET_DATE + EXPORT + LEAVE + "quit\n", "--media", fresh)
        steps = expected.record("again", kiosk.ENTER_STAFF + SET_DATE + LEAVE + kiosk.ENTER_STAFF + AGAIN + LEAVE + "quit\n", "--media", used)
        entrances = [i for i, (_, target) in enumerate(steps) if target == kiosk.STAFF_PIN_TARGETS[0]]
        self.again = steps[entrances[1] :]

    def spend(self, visitor, work):
        """Both exports, by staff who choose the PIN at their first; gives the lines of the whole one on the stick, and how many
        commitments were dated anew when the date was set."""
        staff = Staff(visitor, self.turns)
        stick = work / "stick.img"
        make_stick(stick)
        staff.machine.plug("evening", stick, operations=SLOW)
        staff.comes(self.first)
        redated = staff.sets_the_date(self.first)
        staff.exports(self.first, "the export ended early: the stick was pulled out", 60, meanwhile=lambda: staff.pulls_half_done(stick))
        early, _ = read_stick(self.place, stick)
        fail_unless(early == 0, "an export that was cut off bears its final name")
        staff.touches(self.first, "staff.leave")
        staff.machine.plug("evening", stick)
        staff.comes(self.again)
        staff.exports(self.again, "the export is done", 120)
        staff.touches(self.again, "staff.leave")
        staff.machine.pull("evening")
        whole, lines = read_stick(self.place, stick)
        fail_unless(whole == 1, f"the stick holds {whole} whole exports, not one")
        return lines, redated


class Staff:
    """By touch alone; what the kiosk did is read from its log."""

    def __init__(self, visitor, turns):
        self.visitor, self.machine, self.turns = visitor, visitor.machine, turns

    def log(self):
        return self.machine.ask("journalctl -b -u smallplaces --no-pager -o cat", 30)

    def hears(self, sentence, before, seconds):
        """Waits until the log says it once more than `before` does; gives what it says from there on."""

        def said():
            log = self.log()
            return log[log.rindex(sentence) :] if log.count(sentence) > before.count(sentence) else None

        return self.machine.wait_until(f"the log's word: {sentence}", seconds, said, pause=1)

    def comes(self, steps):
        """Holds the corner, types the PIN, waits until the kiosk has found the stick."""
        before = self.log()
        self.visitor.wait_for_any(self.turns, 60, "the first screen before the staff's")
        self.machine.finger(f"down {CORNER[0]} {CORNER[1]}")
        time.sleep(HELD)
        self.machine.finger("up")
        for name, target in steps[: len(kiosk.STAFF_PIN_TARGETS)]:
            self.visitor.follow(name, target)
        self.hears("sticks plugged in: 1", before, 60)

    def touches(self, steps, target):
        name = next(name for name, touched in reversed(steps) if touched == target)
        self.visitor.touch(name, target)

    def sets_the_date(self, steps):
        """Gives how many commitments were dated anew then."""
        before = self.log()
        for name, target in steps:
            if target and target.startswith("staff.clock."):
                self.visitor.follow(name, target)
        return int(self.hears("staff confirmed the time; ", before, 30).split()[4])

    def pulls_half_done(self, stick):
        """As soon as the stick itself holds the first of the export's entries."""
        self.machine.wait_until("the first write to the stick", 60, lambda: FIRST_ENTRY in stick.read_bytes())
        self.machine.pull("evening")

    def exports(self, steps, outcome, seconds, meanwhile=lambda: None):
        before = self.log()
        name = next(name for name, target in steps if target == "staff.export")
        self.visitor.follow(name, "staff.export")
        self.hears("an export begins", before, 30)
        meanwhile()
        self.hears(outcome, before, seconds)


def make_stick(file):
    with open(file, "wb") as stick:
        stick.truncate(STICK_SIZE)
    subprocess.run(["mkfs.vfat", "-n", "EVENING", file], check=True, capture_output=True)


def read_stick(place, stick):
    """What bears its final name on the stick, copied out without a kernel and verified: how many exports, and their lines."""
    folder = place.folder("taken-home")
    subprocess.run(["mcopy", "-s", "-n", "-Q", "-i", stick, "::*", folder], check=False, capture_output=True)
    whole = [found for found in sorted(folder.glob("smallplaces-*")) if not found.name.endswith(".incomplete")]
    lines = []
    for one in whole:
        verified = place.control("verify", one)
        fail_unless(verified.status == 0, f"{one.name} on the stick does not verify: {verified.err.strip()}")
        lines += [json.loads(line) for line in (one / "commitments.jsonl").read_text(encoding="utf-8").splitlines()]
    return len(whole), lines
