#!/usr/bin/env python3
"""A random visitor wanders through the kiosk for hours, and then: has anything grown, is every commitment that was
thanked for in the ledger and in the last export, is nothing left of what was typed and not kept, is the log empty.

Called by tools/soak, and for some seconds by the test whole_wander."""

import contextlib
import csv
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import threading
import time

import kiosk

FEWEST_SAMPLES = 400  # visits; below, caches still fill and medians waver
EXPORT_REFUSED = "smallplaces: the export ended early: "
TIME_CONFIRMED = "smallplaces: staff confirmed the time; "
TIME_REFUSED = "smallplaces: cannot set the time: "
EXPORTS_LEFT = 3  # on a stick; staff take the older ones away
IN_OWN_MOUNTS = "SMALLPLACES_SOAK_MOUNTS"


class Quantity:
    """What must stay flat, and how far its median may wander: a share of it, and at least so much."""

    def __init__(self, column, name, share, least):
        self.column, self.name, self.share, self.least = column, name, share, least

    def allowed(self, before):
        return max(before * self.share, self.least)


QUANTITIES = [
    # Told, not judged: it grows when another program that read the same files ends.
    Quantity("memory_kib", "memory (PSS, KiB)", float("inf"), 0),
    Quantity("own_kib", "memory of its own (KiB)", 0.03, 3072),
    Quantity("allocated_kib", "heap in use (KiB)", 0.03, 2048),
    Quantity("files", "open files", 0, 0),
    Quantity("threads", "threads", 0, 0),
    Quantity("textures", "textures", 0.10, 16),
    Quantity("texture_bytes", "bytes of textures", 0.10, 1 << 20),
]


def odd_lines(log):
    """What the log says besides what the wanderer itself did as staff."""
    return [line for line in log.splitlines() if not line.startswith((EXPORT_REFUSED, TIME_CONFIRMED, TIME_REFUSED))]


def quarters(samples, column):
    """Medians of the second and the last quarter: the first quarter warms the caches."""
    values = [float(sample[column]) for sample in samples]
    quarter = len(values) // 4
    return statistics.median(values[quarter : 2 * quarter]), statistics.median(values[-quarter:])


def growth(samples, but=()):
    """A line for each quantity, and a sentence for each that grew."""
    lines, grew = [], []
    for one in QUANTITIES:
        before, after = quarters(samples, one.column)
        lines.append(f"{one.name}: {before:.0f} in the second quarter, {after:.0f} in the last")
        if one.column not in but and after - before > one.allowed(before):
            grew.append(f"{one.name} grew from {before:.0f} to {after:.0f}, at most {one.allowed(before):.0f} more is allowed")
    return lines, grew


def mounts_are_ours():
    """Whether this process may mount: started again in a mount namespace of its own where the system allows it."""
    if IN_OWN_MOUNTS in os.environ:
        return True
    way = ["unshare", "--mount"] + ([] if os.geteuid() == 0 else ["--map-root-user"])
    probe = [*way, "mount", "-t", "tmpfs", "none", "/mnt"]
    if shutil.which("unshare") is None or subprocess.run(probe, capture_output=True, check=False).returncode != 0:
        return False
    sys.stdout.flush()
    os.execvpe(way[0], [*way, sys.executable, *sys.argv], {**os.environ, IN_OWN_MOUNTS: "1"})


@contextlib.contextmanager
def sticks_in(work):
    """Two good sticks, one that is full and one that cannot be written; what they are made of."""
    sticks = [work / name for name in ("stick", "other", "full", "locked")]
    for stick in sticks:
        stick.mkdir()
    if not mounts_are_ours():
        sticks[3].chmod(0o555)
        yield [*sticks[:2], sticks[3]], "two folders, one without the right to write (nothing can be mounted here)"
        return
    for stick, options in ((sticks[2], "size=48k"), (sticks[3], "ro")):
        subprocess.run(["mount", "-t", "tmpfs", "-o", options, "none", stick], check=True)
    yield sticks, "two folders, one file system of 48 KiB, one that is read-only"
    for stick in sticks[2:]:
        subprocess.run(["umount", "--lazy", stick], check=False)


def time_of(folder):
    with contextlib.suppress(OSError):  # renamed meanwhile
        return folder.stat().st_mtime
    return time.time()


class Emptier(threading.Thread):
    """Staff who take old exports off the sticks, so that hours of exports fit the disk. Old by the clock of this machine: staff
    of the kiosk set theirs back and forth."""

    def __init__(self, sticks):
        super().__init__(daemon=True)
        self.sticks = sticks

    def run(self):
        while True:
            time.sleep(5)
            for stick in self.sticks:
                for place in (stick, stick.with_name(stick.name + ".taken")):
                    for folder in sorted(place.glob("smallplaces-*"), key=time_of)[:-EXPORTS_LEFT]:
                        shutil.rmtree(folder, ignore_errors=True)


def lines_of(file):
    return file.read_text(encoding="utf-8").splitlines()


def check_kept(findings, place, work, stick):
    """Every code that was shown is in the ledger, none is there without thanks, and the last export has them all."""
    shown = lines_of(work / "shots" / "kept.txt")
    rows = kiosk.ledger_rows(work / "data", place.work)
    receipts = [row["receipt"] for row in rows]
    findings.check(receipts == shown, f"{len(shown)} commitments were thanked for, the ledger holds {len(receipts)}, or others")
    folders = [folder for folder in stick.glob("smallplaces-*") if (folder / "manifest.json").is_file()]
    if not findings.check(folders, "there is no whole export on the first stick"):
        return
    last = max(folders, key=lambda folder: json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["number"])
    verified = place.control("verify", last)
    findings.check(verified.status == 0, f"verify {last.name}: status {verified.status}: {verified.err.strip()}")
    records = [json.loads(line) for line in lines_of(last / "commitments.jsonl")]
    exported = [record["receipt"] for record in records if "receipt" in record]
    findings.check(exported == shown, f"{len(shown)} commitments were thanked for, the last export holds {len(exported)}, or others")


def check_forgotten(findings, work, said):
    """What somebody typed and did not keep is in no file and not in what the kiosk said."""
    drafts = [draft.encode() for draft in lines_of(work / "shots" / "abandoned.txt")]
    files = [file for folder in ("data", "stick", "other") for file in (work / folder).rglob("*") if file.is_file()]
    for file in files:
        contents = file.read_bytes()
        found = sum(draft in contents for draft in drafts)
        findings.check(found == 0, f"{file.name} holds {found} texts that were typed and not kept")
    findings.check(not any(draft in said for draft in drafts), "the log holds what a visitor typed")
    return len(drafts)


def wander(place, work, sticks, options):
    """The run itself: its status, what it said on standard output and where its log is."""
    data = work / "data"
    data.mkdir()
    place.set_pin(data)
    command = place.command(data, "--wander", options.seed, "--for", options.seconds, "--pace", options.pace, "--shots", work / "shots")
    for stick in sticks:
        command += ["--media", stick]
    with open(work / "log.txt", "wb") as log:
        run = subprocess.Popen([*map(str, command)], stdout=subprocess.PIPE, stderr=log)
        try:
            out, _ = run.communicate(timeout=options.seconds + options.patience)
        except subprocess.TimeoutExpired:
            run.kill()
            out, _ = run.communicate()
            return "it did not end", out.decode()
    return run.returncode, out.decode()


def judge(findings, place, work, sticks, status, options):
    said = (work / "log.txt").read_bytes()
    findings.check(status == 0, f"the wander ended with {status}: {said[-2000:].decode(errors='replace').strip()}")
    odd = odd_lines(said.decode(errors="replace"))
    findings.check(not odd, f"the log says {odd[:5]}")
    lines = [f"{said.count(EXPORT_REFUSED.encode())} exports ended early, to sticks that were full, locked or taken away"]
    with open(work / "shots" / "samples.csv", encoding="utf-8") as file:
        samples = list(csv.DictReader(file))
    if len(samples) >= FEWEST_SAMPLES:
        # Under sanitizers freed memory is kept for a while; what leaks is told by their own report.
        told, grew = growth(samples, but=("own_kib",) if options.sanitizers else ())
        lines += told
        for sentence in grew:
            findings.check(False, sentence)
    else:
        lines.append(f"{len(samples)} visits are too few to tell whether anything grows")
    findings.check(samples, "there is no sample")
    if status == 0:
        check_kept(findings, place, work, sticks[0])
        lines.append(f"{check_forgotten(findings, work, said)} texts typed and not kept were looked for")
    return lines


def main():
    parser = kiosk.arguments(__doc__)
    parser.add_argument("--seconds", type=float, required=True, help="how long to wander, in real time")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pace", type=float, default=1, help="share of one core")
    parser.add_argument("--patience", type=float, default=900, help="seconds for what comes after the wander")
    parser.add_argument("--sanitizers", action="store_true", help="the programs are built with sanitizers")
    parser.add_argument("--keep", type=pathlib.Path, help="folder for samples, notes, log and report")
    options = parser.parse_args()
    mounts_are_ours()  # before anything is made
    findings = kiosk.Findings()
    with kiosk.place(options) as place:
        work = place.folder("soak")
        with sticks_in(work) as (sticks, made_of):
            Emptier(sticks[:2]).start()
            status, out = wander(place, work, sticks, options)
            report = [out.strip(), f"sticks: {made_of}", *judge(findings, place, work, sticks, status, options)]
        report += findings.wrong or ["nothing is wrong"]
        print("\n".join(report), flush=True)
        if options.keep:
            options.keep.mkdir(parents=True, exist_ok=True)
            for file in [*(work / "shots").iterdir(), work / "log.txt"]:
                shutil.copy(file, options.keep)
            (options.keep / "report.txt").write_text("\n".join(report) + "\n", encoding="utf-8")
    return findings.done("soak")


if __name__ == "__main__":
    sys.exit(main())
