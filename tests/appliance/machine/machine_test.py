#!/usr/bin/env python3
"""The whole machine: the image of tools/image in QEMU, as a user meets it. Its panel is looked at, its touch screen touched, its
power cut, a stick plugged, exported to, pulled out in mid-export and plugged again; what the stick then holds is verified outside.
(The cut ends the machine, not the disk under it: what a disk may lose is for the test in power_cuts.)

Appliance tests are named by a line of their own:
# Appliance test machine-amd64 --arch amd64: the image in QEMU: the first screen, visits by touch, a power cut, exports to a stick
# Appliance test machine-arm64 --arch arm64: the same of the image for arm64
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
from evening import Evening  # noqa: E402
from virtual_machine import Broken, Machine, add_helpers, compile_touchd  # noqa: E402
from visitor import SIZE, Expected, Visitor, fail_unless, tell_apart  # noqa: E402

GROWTH = 300  # MiB that the card is larger than its image
LANGUAGE = "en"


def commitments(machine, work):
    """The ledger of the machine, copied out through the shell, read outside."""
    folder = pathlib.Path(tempfile.mkdtemp(dir=work, prefix="ledger-"))
    for name in ("ledger.db", "ledger.db-wal"):
        text = machine.ask(f"test ! -e /var/lib/smallplaces/{name} || base64 -w0 /var/lib/smallplaces/{name}", 30)
        (folder / name).write_bytes(base64.b64decode(text))
    return [(row["receipt"], row["theme"], row["language"]) for row in kiosk.ledger_rows(folder, work)]


def wait_for_shell(machine):
    machine.wait_until("the system", 60, lambda: machine.run("true", 60)[0] == 0)


def check_export(kept, lines, redated):
    """What was thanked for is on the stick; what was made before the power cut can have no sure time, the other was dated anew."""
    on_stick = [(line["receipt"], line["theme"], line["language"]) for line in lines]
    fail_unless(on_stick == kept, f"the ledger holds {kept}, the stick {on_stick}")
    fail_unless(redated == 1, f"{redated} commitments were dated anew, not one")
    times = [(line["clock_confirmed"], line["redated"]) for line in lines]
    fail_unless(times == [(False, False), (True, True)], f"confirmed and dated anew: {times}")
    fail_unless(lines[0]["made_utc_ms"] < lines[1]["made_utc_ms"], "time went back over the power cut")


def check_still_well(machine):
    """After the whole evening: the kiosk never failed, and what it holds fits twice into its limit. (The files that it read are
    counted in its group too, but given back whenever somebody needs the room.)"""
    shown = machine.ask("systemctl show smallplaces -p NRestarts,MemoryMax,ActiveState,ControlGroup")
    unit = dict(line.split("=", 1) for line in shown.splitlines())
    fail_unless(unit["ActiveState"] == "active" and unit["NRestarts"] == "0", f"the service: {shown}")
    counted = dict(line.split() for line in machine.ask(f"cat /sys/fs/cgroup{unit['ControlGroup']}/memory.stat").splitlines())
    held, most = int(counted["anon"]) + int(counted["shmem"]), int(unit["MemoryMax"])
    print(f"memory that the service holds: {held >> 20} MiB of {most >> 20}")
    fail_unless(2 * held <= most, "it does not fit twice into its limit")


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
        evening = Evening(expected, self.place, turns)
        tell_apart(expected, steps)
        with self.switch_on() as machine:
            morning = Visitor(machine, expected, self.work)
            _, difference = morning.wait_for_any(turns, 120, "the first screen after switching on")
            cold = machine.seconds()
            print(f"first screen after {cold:.0f} s, {difference:.2%} of it unlike the headless kiosk's", flush=True)
            wait_for_shell(machine)
            start_times(machine)
            grown = check_promises(machine)
            fail_unless(commitments(machine, self.work) == [], "a new card holds commitments")
            worst = morning.visit(steps, turns)
            kept = commitments(machine, self.work)
            fail_unless(len(kept) == 1 and kept[0][1:] == (11, LANGUAGE), f"after the visit the ledger holds {kept}")
            machine.cut_power()
        with self.switch_on() as machine:
            again = Visitor(machine, expected, self.work)
            again.wait_for_any(turns, 120, "the first screen after a power cut")
            again_in = machine.seconds()
            wait_for_shell(machine)
            fail_unless(commitments(machine, self.work) == kept, "a commitment did not outlive the power cut")
            worst = max(worst, again.visit(steps, turns))
            kept = commitments(machine, self.work)
            fail_unless(len(kept) == 2, f"after the second visit the ledger holds {kept}")
            print("after a power cut: the commitment is there, and another beside it; now the staff's evening", flush=True)
            check_export(kept, *evening.spend(again, self.work))
            fail_unless(commitments(machine, self.work) == kept, "the exports changed the ledger")
            check_still_well(machine)
        print(
            f"{self.options.arch}: first screen after {cold:.0f} s ({again_in:.0f} s after a power cut), two visits by {len(steps) - 1} "
            f"touches each ({morning.repeated + again.repeated} of them repeated), pictures at most {worst:.2%} apart, data grown to {grown} MiB; a stick pulled out in mid-export, "
            "then both commitments on it and verified outside"
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
            keep = ROOT / f"build/appliance/failed-{options.arch}"
            shutil.rmtree(keep, ignore_errors=True)
            keep.mkdir(parents=True)
            for file in (*place.work.glob("*.png"), *place.work.glob("*.log")):
                shutil.copy(file, keep)
            print(f"FAILED after {time.monotonic() - started:.0f} s: {broken} (pictures and logs: {keep})")
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
