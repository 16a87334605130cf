#!/usr/bin/env python3
# Appliance test power-cuts-commitments commitments --cuts 10000 --seeds 1: 10,000 power cuts while commitments are kept
# Appliance test power-cuts-export export --cuts 3000 --seeds 1: 3,000 power cuts while exports go to a stick
# Appliance test power-cuts-fat-export fat-export --cuts 500 --seeds 1: 500 times a FAT stick is pulled out during exports
"""Power cuts. The kiosk's own code works on a disk whose every write is logged; then the log is replayed to random
points, as a disk without power leaves it: of what was written since its last flush some is lost and some is torn. Each
time the file system is mended and mounted as at a start, and the same code looks at what is there.

commitments  Each commitment that `add` had returned is there, word for word, none is there that nobody made, SQLite
             finds no fault, the kiosk opens it, and the next commitment gets a number of its own.
export       Each folder with its final name verifies, each export that was called done is there, and all others say
             by their name that they are incomplete. The stick is ext4, as every kernel has it.
fat-export   The same with a FAT stick, written by Debian's kernel in a virtual machine without KVM: this takes minutes.

The control is the same with a disk or a database that promises too early: unless that loses something, the test fails.
When a cut fails, the recording is kept and the command that runs that cut alone is printed.
"""

import argparse
import contextlib
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

import guest
import logged_disk
import write_log

CONTROL_CUTS = 40
SESSIONS, COMMITMENTS = 3, 120  # a session opens the ledger and closes it
EXPORTS = 6
SHOWN_FAULTS = 5
FAT_SIZE = 40 << 20  # with clusters of one sector the least that is FAT32


class Tally:
    def __init__(self):
        self.cuts = self.repaired = self.recovered = self.interrupted = 0
        self.faults = []  # (cut, what)


class OnExt4:
    repairer = "e2fsck -y"
    mark_offset = logged_disk.MARK_OFFSET

    def __init__(self, driver):
        self.driver = driver

    def call(self, *words):
        return logged_disk.call(self.driver, *words).stdout.splitlines()

    @contextlib.contextmanager
    def opened(self, image, folder, tally):
        with mended(image, folder, tally) as at:
            yield at


class Commitments(OnExt4):
    name = "commitments"
    control = "synchronous=NORMAL"

    def record(self, folder, weak=False):
        def work(at, mark):
            said = self.call("keep", f"{at}/data", SESSIONS, COMMITMENTS, *mark_options(mark), *["--weak"] * weak)
            return [line for line in said if line.startswith("kept ")]

        return logged_disk.record(folder, work)

    def faults(self, at, made, promised, tally):
        said = self.call("look", f"{at}/data")
        there = {line for line in said if line.startswith("kept ")}
        lost = [line for line in made[:promised] if line not in there]
        if lost:
            yield f"{len(lost)} of {promised} promised commitments are lost, the first is number {lost[0].split()[1]}"
        if strange := there - set(made):
            yield f"{len(strange)} commitments are there that nobody made"
        tally.recovered += any(line.startswith("notice ") for line in said)
        following = max(int(line.split()[1]) for line in said if line.startswith("next "))
        if following <= promised:
            yield f"number {following} was given twice"
        database = sqlite3.connect(f"file:{at}/data/ledger.db?mode=ro", uri=True)
        try:
            health = database.execute("PRAGMA integrity_check").fetchone()[0]
        except sqlite3.DatabaseError as error:
            health = str(error)
        finally:
            database.close()
        if health != "ok":
            yield f"SQLite says {health}"

    def figures(self, tally):
        return f"{tally.recovered} opened only by recovery"


class Export(OnExt4):
    name = "export"
    control = "a stick that ignores every flush"

    def record(self, folder, weak=False):
        ledger = f"{folder}/ledger"
        self.call("keep", ledger, 1, COMMITMENTS)

        def work(at, mark):
            said = self.call("carry", ledger, at, EXPORTS, *mark_options(mark))
            return [line.split()[2:] for line in said if line.startswith("done ")]

        return logged_disk.record(folder, work, "barrier=0" if weak else "defaults")

    def faults(self, at, made, promised, tally):
        said = [line.split(maxsplit=3) for line in self.call("inspect", at)]
        whole = {line[1]: line[2] for line in said if line[0] == "whole"}
        for line in said:
            if line[0] == "broken":
                yield f"{line[1]} has its final name and is broken: {line[3]}"
        for name, count in made[:promised]:
            if whole.get(name) != count:
                yield f"{name} was called done and is not there with its {count} commitments"
        tally.interrupted += any(line[0] == "interrupted" for line in said)

    def figures(self, tally):
        return f"{tally.interrupted} sticks said that an export was interrupted"


class FatExport(Export):
    """A stick as it comes from the shop, with no journal to help. It is looked at as it was pulled out; only where that
    cannot be read at all it is repaired first, as a computer offers to do."""

    name = "fat-export"
    repairer = "fsck.vfat -a"
    mark_offset = FAT_SIZE - logged_disk.BLOCK

    def record(self, folder, weak=False):
        keep = f"power_cut_driver keep /ledger 1 {COMMITMENTS} > /tmp/kept"
        mark = " ".join(map(str, mark_options(guest.DEVICE, self.mark_offset)))
        mount = f"mkdir /stick && mount -t vfat -o flush,utf8,shortname=mixed {guest.DEVICE} /stick"
        carry = f"power_cut_driver carry /ledger /stick {EXPORTS} {mark}"
        unsynced = "echo write through > /sys/block/vda/queue/write_cache && " if weak else ""
        said = guest.record(folder, make_fat, self.driver, f"{keep} && {unsynced}{mount} && {carry}")
        return [line.split()[2:] for line in said if line.startswith("done ")]

    @contextlib.contextmanager
    def opened(self, image, folder, tally):
        at = os.path.join(folder, "stick")
        if not copy_from_fat(image, at):
            tally.repaired += 1
            logged_disk.call("fsck.vfat", "-a", "-w", image, allowed=(0, 1))
            if not copy_from_fat(image, at):
                raise logged_disk.Trouble("the stick cannot be read even after fsck.vfat -a")
        yield at


def copy_from_fat(image, to):
    """False when a chain of clusters breaks off, as in a file that was being written."""
    shutil.rmtree(to, ignore_errors=True)
    os.mkdir(to)
    command = ["env", "MTOOLS_SKIP_CHECK=1", "mcopy", "-s", "-n", "-Q", "-i", image, "::/", to]
    return logged_disk.call(*command, allowed=range(0, 256)).returncode == 0


def make_fat(path):
    with open(path, "wb") as file:
        file.truncate(FAT_SIZE)
    logged_disk.call("mkfs.vfat", "-F", 32, "-s", 1, path, (FAT_SIZE - logged_disk.BLOCK) // 1024)


@contextlib.contextmanager
def mended(image, folder, tally):
    """As a machine does it that starts."""
    tally.repaired += logged_disk.repair(image)
    with logged_disk.mounted(image, os.path.join(folder, "mnt")) as at:
        yield at


def mark_options(file, offset=logged_disk.MARK_OFFSET):
    return "--mark", file, offset


def run_cut(subject, folder, log, made, cut, tally):
    image = os.path.join(folder, "cut.img")
    with open(image, "wb") as file:
        file.write(log.image_at(cut.point, cut.chance))
    tally.cuts += 1
    try:
        with subject.opened(image, folder, tally) as at:
            tally.faults += [(cut, fault) for fault in subject.faults(at, made, log.promised(cut.point), tally)]
    except logged_disk.Trouble as trouble:
        tally.faults.append((cut, f"it could not be looked at: {trouble}"))


def run_cuts(subject, folder, made, chosen):
    """`chosen` makes the cuts of a log. In the order of the log, which is the fastest."""
    log = write_log.WriteLog(f"{folder}/log.img", f"{folder}/base.img", subject.mark_offset // write_log.SECTOR)
    if not log.entries or log.promised(len(log.entries)) < len(made):
        raise logged_disk.Trouble(f"the log lacks promises: it has {log.promised(len(log.entries))} of {len(made)}")
    print(f"{subject.name}: recorded {len(log.entries)} writes, {log.flushes()} flushes, {len(made)} promises", flush=True)
    tally = Tally()
    for cut in sorted(chosen(log), key=lambda cut: cut.point):
        run_cut(subject, folder, log, made, cut, tally)
    return tally


def keep_recording(subject, folder, made):
    kept = os.path.abspath(f"build/logs/power-cuts-{subject.name}")
    os.makedirs(kept, exist_ok=True)
    for name in ("base.img", "log.img"):
        logged_disk.call("cp", "--sparse=always", f"{folder}/{name}", kept)
    with open(f"{kept}/made.txt", "w", encoding="utf-8") as file:
        file.writelines(f"{line if isinstance(line, str) else ' '.join(line)}\n" for line in made)
    return kept


def read_made(subject, kept):
    with open(f"{kept}/made.txt", encoding="utf-8") as file:
        lines = file.read().splitlines()
    return lines if subject.name == "commitments" else [line.split() for line in lines]


def report_faults(tally, kept, arguments):
    for cut, fault in tally.faults[:SHOWN_FAULTS]:
        again = f"{sys.argv[0]} {arguments.subject} --recording {kept} --only {cut.seed}:{cut.number}"
        print(f"{cut}: {fault}\n  alone: {again}", file=sys.stderr)
    print(f"{len({str(cut) for cut, _ in tally.faults})} of {tally.cuts} cuts failed", file=sys.stderr)


def chosen_cuts(log, arguments):
    if arguments.only:
        seed, number = map(int, arguments.only.split(":"))
        return [write_log.Cut(log, seed, number)]
    return [write_log.Cut(log, seed, number) for seed in arguments.seeds for number in range(arguments.cuts)]


def run(subject, arguments, folder):
    start = time.monotonic()
    if arguments.recording:
        made, where = read_made(subject, arguments.recording), arguments.recording
        for name in ("base.img", "log.img"):
            os.symlink(os.path.join(os.path.abspath(where), name), f"{folder}/{name}")
    else:
        made, where = subject.record(folder), None
    tally = run_cuts(subject, folder, made, lambda log: chosen_cuts(log, arguments))
    if tally.faults:
        report_faults(tally, where or keep_recording(subject, folder, made), arguments)
        return 1
    took = f"{tally.cuts} cuts in {time.monotonic() - start:.0f} s, none lost or broke anything, {subject.figures(tally)}"
    took += f", {tally.repaired} needed {subject.repairer}"
    if arguments.recording:
        print(took)
        return 0
    weak = f"{folder}/weak"
    os.mkdir(weak)
    made = subject.record(weak, weak=True)
    control = run_cuts(subject, weak, made, lambda log: [write_log.Cut(log, 0, i) for i in range(CONTROL_CUTS)])
    hurt = len({str(cut) for cut, _ in control.faults})
    seeds = ", ".join(map(str, arguments.seeds))
    print(f"{took}; seeds {seeds}; control ({subject.control}): {hurt} of {control.cuts} cuts lost something")
    if hurt:
        return 0
    print("the control lost nothing, so this test would not see a loss", file=sys.stderr)
    return 1


SUBJECTS = {subject.name: subject for subject in (Commitments, Export, FatExport)}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("subject", choices=SUBJECTS)
    parser.add_argument("--cuts", type=int, default=60, help="for each seed")
    parser.add_argument("--seeds", type=int, nargs="+", default=[1])
    parser.add_argument("--recording", help="the folder that a failure was kept in: no new recording, no control")
    parser.add_argument("--only", metavar="SEED:NUMBER", help="that cut of the recording alone")
    parser.add_argument("--bin", default=os.environ.get("SMALLPLACES_BIN", "build/release/bin"))
    arguments = parser.parse_args()
    if arguments.only and not arguments.recording:
        parser.error("--only needs the --recording that it is of")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        logged_disk.require()
        if arguments.subject == FatExport.name:
            guest.require()
        if not logged_disk.is_inside():
            with tempfile.TemporaryDirectory(prefix="power-cuts-") as folder:
                return subprocess.run(logged_disk.own_mounts(folder), check=False).returncode
        subject = SUBJECTS[arguments.subject]
        return run(subject(f"{arguments.bin}/power_cut_driver"), arguments, logged_disk.enter_own_mounts())
    except logged_disk.Missing as missing:
        print(f"skipped: {missing}")
        return 77
    except logged_disk.Trouble as trouble:
        print(f"power_cuts_test.py: {trouble}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
