#!/usr/bin/env python3
# Appliance test power-cuts-commitments commitments --cuts 10000 --seeds 1: 10,000 power cuts while commitments are kept
# Appliance test power-cuts-export export --cuts 3000 --seeds 1: 3,000 power cuts while exports go to a stick
# Appliance test power-cuts-backup backup --cuts 3000 --seeds 1: 3,000 power cuts while backups push each other out
# Appliance test power-cuts-restore restore --cuts 3000 --seeds 1: 3,000 power cuts while backups are restored
# Appliance test power-cuts-fat-export fat-export --cuts 500 --seeds 1: 500 times a FAT stick is pulled out during exports
"""Power cuts. The kiosk's own code works on a disk whose every write is logged; then the log is replayed to random
points, as a disk without power leaves it: of what was written since its last flush some is lost and some is torn. Each
time the file system is mended and mounted as at a start, and the same code looks at what is there.

commitments  Each commitment that `add` had returned is there, word for word, none is there that nobody made, SQLite
             finds no fault, the kiosk opens it, and the next commitment gets a number of its own.
export       Each folder with its final name verifies, each export that was called done is there, and all others say
             by their name that they are incomplete. The stick is ext4, as every kernel has it.
backup       At least one of the two generations is whole and holds what the last backup that was called done held;
             `restore` takes it, word for word, onto a new card, and the next backup succeeds on what the cut left.
restore      The ledger is the one that was there or the one that was to be, and what was replaced is set aside, whole.
fat-export   As export, with a FAT stick, written by Debian's kernel in a virtual machine without KVM: this takes minutes.

The control is the same with a disk or a database that promises too early: unless that loses something, the test fails.
When a cut fails, the recording is kept and the command that runs that cut alone is printed.
"""

import argparse
import os
import signal
import subprocess
import sys
import tempfile
import time

import guest
import logged_disk
import subjects
import write_log

CONTROL_CUTS = 40
SHOWN_FAULTS = 5
CUTS_BETWEEN_WORDS = 1000
UNSEEN = "it could not be looked at"


def run_cut(subject, folder, log, made, cut, tally):
    image = os.path.join(folder, "cut.img")
    with open(image, "wb") as file:
        file.write(log.image_at(cut.point, cut.chance))
    tally.cuts += 1
    try:
        with subject.opened(image, folder, tally) as at:
            tally.faults += [(cut, fault) for fault in subject.faults(at, made, log.promised(cut.point), tally)]
    except logged_disk.Trouble as trouble:
        tally.faults.append((cut, f"{UNSEEN}: {trouble}"))


def run_cuts(subject, folder, made, chosen):
    """`chosen` makes the cuts of a log. In the order of the log, which is the fastest."""
    log = write_log.WriteLog(f"{folder}/log.img", f"{folder}/base.img", subject.mark_offset // write_log.SECTOR)
    if not log.entries or log.promised(len(log.entries)) < len(made):
        raise logged_disk.Trouble(f"the log lacks promises: it has {log.promised(len(log.entries))} of {len(made)}")
    print(f"{subject.name}: recorded {len(log.entries)} writes, {log.flushes()} flushes, {len(made)} promises", flush=True)
    tally = subjects.Tally()
    for cut in sorted(chosen(log), key=lambda cut: cut.point):
        run_cut(subject, folder, log, made, cut, tally)
        if tally.cuts % CUTS_BETWEEN_WORDS == 0:
            print(f"{tally.cuts} cuts", flush=True)
    return tally


def keep_recording(subject, folder, made):
    kept = os.path.abspath(f"build/logs/power-cuts-{subject.name}")
    os.makedirs(kept, exist_ok=True)
    for name in ("base.img", "log.img"):
        logged_disk.call("cp", "--sparse=always", f"{folder}/{name}", kept)
    with open(f"{kept}/made.txt", "w", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in made)
    return kept


def read_made(kept):
    with open(f"{kept}/made.txt", encoding="utf-8") as file:
        return file.read().splitlines()


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
        made, where = read_made(arguments.recording), arguments.recording
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
    return run_control(subject, folder, f"{took}; seeds {', '.join(map(str, arguments.seeds))}")


def run_control(subject, folder, took):
    """What could not even be looked at does not count: that would hide a control that is broken itself."""
    weak = f"{folder}/weak"
    os.mkdir(weak)
    made = subject.record(weak, weak=True)
    tally = run_cuts(subject, weak, made, lambda log: [write_log.Cut(log, 0, i) for i in range(CONTROL_CUTS)])
    seen = [(cut, fault) for cut, fault in tally.faults if not fault.startswith(UNSEEN)]
    hurt = {str(cut) for cut, _ in seen}
    unseen = {str(cut) for cut, _ in tally.faults} - hurt
    for cut, fault in seen[:1]:
        print(f"control, {cut}: {fault}")
    lost = f"{len(hurt)} of {tally.cuts} cuts lost something" + f" and {len(unseen)} left nothing to look at" * bool(unseen)
    print(f"{took}; control ({subject.control}): {lost}")
    if hurt:
        return 0
    print("the control lost nothing, so this test would not see a loss", file=sys.stderr)
    return 1


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("subject", choices=subjects.SUBJECTS)
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
        if arguments.subject == subjects.FatExport.name:
            guest.require()
        if not logged_disk.is_inside():
            with tempfile.TemporaryDirectory(prefix="power-cuts-") as folder:
                return subprocess.run(logged_disk.own_mounts(folder), check=False).returncode
        subject = subjects.SUBJECTS[arguments.subject]
        return run(subject(f"{arguments.bin}/power_cut_driver"), arguments, logged_disk.enter_own_mounts())
    except logged_disk.Missing as missing:
        print(f"skipped: {missing}")
        return 77
    except logged_disk.Trouble as trouble:
        print(f"power_cuts_test.py: {trouble}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
