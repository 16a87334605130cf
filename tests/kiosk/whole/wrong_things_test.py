#!/usr/bin/env python3
"""Things that go wrong around the kiosk: disks that refuse, sticks that are full, read-only, pulled or oddly named.

What needs root (small file systems of our own, another user) is a test of its own, --as-root, and skipped where that is
not to be had.
"""

import contextlib
import os
import pathlib
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time

import kiosk

ONE_VISIT = kiosk.visit_script("en")
HOSTILE = [
    "with spaces  two", "it's", 'double "quotes"', "new\nline", "-leading-dash", "--", "$(touch owned)", "`id`", "semi;colon", "star*?[x]",
    "percent%41%s{}", "back\\slash", "question?mode=ro&x=#", "Émile, Ünal", "مفتاح", "钥匙", "🔑", "a" * 200, ".hidden", b"not-utf8-\xff\xfe",
]


def words(place, message, tag="en"):
    """The fixed beginning of an interface message."""
    with contextlib.closing(sqlite3.connect(f"file:{place.content}?mode=ro", uri=True)) as pack:
        (text,) = pack.execute("SELECT text FROM message WHERE tag = ? AND id = ?", (tag, message)).fetchone()
    return text.split("{")[0].strip()


def label(tree, id):
    return next((node["label"] for node in tree["nodes"] if node["id"] == id), "")


def with_commitment(findings, place):
    data = place.folder("data")
    run = place.play(ONE_VISIT, data)
    findings.check(run.status == 0, f"cannot make a commitment: {run.err.strip()}")
    return data


def staff_script(before_export="", after_result=""):
    return kiosk.STAFF.replace("tap staff.export\n", before_export + "tap staff.export\n").replace(
        "expect id staff.result\n", "expect id staff.result\ntree result\n" + after_result
    )


def expect_refusal(findings, place, what, message, data, *options, before=""):
    """The staff screen says `message` and goes on working; nothing is lost here."""
    kept = len(kiosk.ledger_rows(data, place.work))
    shots = place.folder("shots")
    run = place.play(staff_script(before), data, *options, shots=shots)
    if findings.check(run.status == 0, f"{what}: status {run.status}: {run.err.strip()}"):
        said = label(run.tree("result"), "staff.result")
        findings.check(said.startswith(words(place, message)), f"{what}: staff read {said!r}, expected {message}")
    findings.check(len(kiosk.ledger_rows(data, place.work)) == kept, f"{what}: the ledger changed")


def exports_in(place, folder):
    """Folders that claim to be whole exports."""
    return [one for one in pathlib.Path(folder).iterdir() if (one / "manifest.json").exists() and not one.name.endswith(".incomplete")]


def hostile_names(findings, place):
    data = with_commitment(findings, place)
    sticks = place.folder("sticks")

    def one(name):
        stick = os.fsencode(sticks) + b"/" + (name if isinstance(name, bytes) else name.encode())
        os.mkdir(stick)
        own = place.folder("own-data")
        shutil.copytree(data, own, dirs_exist_ok=True)
        shots = place.folder("shots")
        run = place.play(staff_script(), own, "--media", os.fsdecode(stick), shots=shots)
        if not findings.check(run.status == 0, f"stick {name!r}: status {run.status}: {run.err.strip()}"):
            return
        done = exports_in(place, os.fsdecode(stick))
        if findings.check(len(done) == 1, f"stick {name!r}: holds {os.listdir(stick)}; staff read {label(run.tree('result'), 'staff.result')!r}"):
            findings.check(place.control("verify", done[0]).status == 0, f"stick {name!r}: verify fails")

    kiosk.in_parallel(one, HOSTILE)
    findings.check(not (pathlib.Path.cwd() / "owned").exists(), "a folder's name was run by a shell")


def hostile_inserts(findings, place):
    """The same through the robot's `media insert`, whose line cannot hold a line break."""
    data = with_commitment(findings, place)
    for name in ("two words", "it's \"quoted\"", "钥匙", "-dash"):
        stick = place.folder("sticks") / name
        stick.mkdir()
        run = place.play(staff_script(f"media insert {stick}\n"), data)
        findings.check(run.status == 0 and len(exports_in(place, stick)) == 1, f"media insert {name!r}: {run.status}: {run.err.strip()}")


def hostile_data(findings, place):
    for name in HOSTILE:
        folder = os.fsencode(place.folder("data")) + b"/" + (name if isinstance(name, bytes) else name.encode())
        data = pathlib.Path(os.fsdecode(folder))
        run = place.play(ONE_VISIT, data)
        kept = kiosk.ledger_rows(data, place.work) if (data / "ledger.db").exists() else []
        findings.check(run.status == 0 and len(kept) == 1, f"data {name!r}: status {run.status}, {len(kept)} kept: {run.err.strip()}")


def bad_data(findings, place):
    file = place.folder("files") / "data"
    file.write_text("a file, not a folder")
    run = place.play(ONE_VISIT, file)
    named = run.status == 1 and str(file) in run.err and run.err.count("\n") == 1
    findings.check(named, f"--data FILE: status {run.status}: {run.err!r}")
    findings.check(file.read_text() == "a file, not a folder", "--data FILE: the file was changed")


def two_kiosks(findings, place):
    """A second kiosk on the same data is told so and changes nothing."""
    data = place.folder("data")
    script = place.folder("script") / "long.robot"
    script.write_text("wait attract\n" + "advance 1\n" * 200000 + "quit\n")
    first = subprocess.Popen(list(map(str, place.command(data, "--script", script))), stdout=subprocess.PIPE)
    try:
        first.stdout.readline()
        second = place.play(ONE_VISIT, data)
        said = f"a second kiosk: status {second.status}: {second.err!r}"
        findings.check(first.poll() is None, "the first kiosk did not last long enough")
        findings.check(second.status == 1 and second.err.count("\n") == 1 and str(data) in second.err, said)
    finally:
        first.kill()
        first.communicate()
    findings.check(place.play(ONE_VISIT, data).status == 0, "after the first kiosk was killed, no other can start")


def no_stick(findings, place):
    data = with_commitment(findings, place)
    stick = place.folder("stick")
    expect_refusal(findings, place, "no stick", "staff.failed.no_medium", data)
    expect_refusal(findings, place, "stick removed before", "staff.failed.no_medium", data, "--media", stick, before="media remove\n")
    findings.check(not list(stick.iterdir()), "stick removed before the export: something was written to it")
    expect_refusal(findings, place, "stick folder gone", "staff.failed.no_medium", data, "--media", place.work / "gone")
    findings.check(not (place.work / "gone").exists(), "a stick that is not there was made")


def interrupted(findings, place):
    """An export that was not finished is told of, stays, and does not hinder the next one."""
    data = with_commitment(findings, place)
    stick = place.folder("stick")
    run = place.play(staff_script(), data, "--media", stick)
    findings.check(run.status == 0, f"export: {run.err.strip()}")
    whole = exports_in(place, stick)[0]
    left = stick / (whole.name + "9.incomplete")
    whole.rename(left)
    (left / "manifest.json").unlink()
    before = {file.name: file.read_bytes() for file in left.iterdir()}
    run = place.play(staff_script("expect id staff.unfinished\n"), data, "--media", stick)
    findings.check(run.status == 0, f"after an interrupted export: {run.err.strip()}")
    findings.check({file.name: file.read_bytes() for file in left.iterdir()} == before, "the interrupted export was changed or deleted")
    findings.check(len(exports_in(place, stick)) == 1, f"after an interrupted export the stick holds {os.listdir(stick)}")


def ignore_size_signal():
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)


def play_with_pauses(place, data, script, actions, *options):
    """Plays `script`; at every line `shot pause` the robot stands still while the next of `actions` is done with its
    process: it writes the picture into a pipe that is read only afterwards."""
    shots = place.folder("shots")
    pipe = shots / "pause.png"
    os.mkfifo(pipe)
    file = shots / "visit.robot"
    file.write_text(script)
    command = list(map(str, place.command(data, "--script", file, "--shots", shots, *options)))
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, restore_signals=False, preexec_fn=ignore_size_signal
    )
    before_pause = [number for number, line in enumerate(script.splitlines()) if line == "shot pause"]
    steps = dict(zip(before_pause, actions, strict=True))
    said = ""
    for echoed in process.stdout:
        said += echoed.decode()
        action = steps.get(int(echoed.split()[1].rstrip(b":")))
        if action:
            action(process.pid)
            pipe.read_bytes()
    out, err = process.communicate(timeout=120)
    return kiosk.Run(process.returncode, said + out.decode(), err.decode(errors="replace"), shots)


def disk_refuses(findings, place):
    """The disk takes nothing more just before `confirm`: the visitor reads the truth; a touch later it is kept, once."""
    data = place.folder("data")
    way, rest = ONE_VISIT.split("tap commitment.confirm\n")
    script = way + "shot pause\ntap commitment.confirm\nwait thanks\nexpect id thanks.failed.title\nabsent thanks.code\n"
    script += "expect id thanks.words\ntap thanks.retry\nexpect id thanks.failed.title\nshot pause\ntap thanks.retry\n" + rest

    def limit(most):
        return lambda pid: resource.prlimit(pid, resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))

    run = play_with_pauses(place, data, script, [limit(0), limit(resource.RLIM_INFINITY)])
    findings.check(run.status == 0, f"disk refuses: {run.status}: {run.err.strip()} after {run.out.splitlines()[-1:]}")
    kept = kiosk.ledger_rows(data, place.work)
    findings.check(len(kept) == 1, f"disk refuses: {len(kept)} commitments were kept instead of one")


def read_only_data(findings, place):
    """As another user than the folder's owner: refused at once, in one line, and nothing changed."""
    if os.geteuid() != 0:
        findings.skip("a read-only data folder: this needs root, to become another user")
        return
    data = with_commitment(findings, place)
    for file in data.iterdir():
        file.chmod(0o444)
    data.chmod(0o555)
    place.work.chmod(0o755)
    before = {file.name: file.read_bytes() for file in data.iterdir()}
    run = place.play(ONE_VISIT, data, user=kiosk.NOBODY, group=kiosk.NOBODY, extra_groups=[])
    if run.status != 0 and str(place.bin) in run.err:
        findings.skip(f"a read-only data folder: another user may not run {place.bin}/smallplaces")
        return
    said = f"read-only data: status {run.status}: {run.err!r}"
    findings.check(run.status == 1 and run.err.count("\n") == 1 and str(data) in run.err, said)
    findings.check({file.name: file.read_bytes() for file in data.iterdir()} == before, "read-only data: it was changed")


@contextlib.contextmanager
def small_stick(place, size, options=""):
    """A file system of its own; None where this may not be had."""
    stick = place.folder("stick")
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}{options}", "none", str(stick)], capture_output=True, check=False)
    try:
        yield stick if mounted.returncode == 0 else None
    finally:
        if mounted.returncode == 0:
            subprocess.run(["umount", "-l", str(stick)], capture_output=True, check=False)


def full_stick(findings, place):
    data = with_commitment(findings, place)
    with small_stick(place, "16k") as stick:
        if stick is None:
            findings.skip("a full stick: this needs the right to mount a small file system")
            return
        (stick / "holiday.jpg").write_bytes(bytes(8192))
        expect_refusal(findings, place, "full stick", "staff.failed.full", data, "--media", stick)
        findings.check(os.listdir(stick) == ["holiday.jpg"], f"full stick: it holds {os.listdir(stick)}, yet this was to be said before writing")
        run = place.control("export", "--data", data, "--to", stick)
        findings.check(run.status == 1 and run.err.count("\n") == 1, f"full stick: smallplacesctl: {run.status}: {run.err!r}")


def read_only_stick(findings, place):
    data = with_commitment(findings, place)
    with small_stick(place, "4m") as stick:
        if stick is None:
            findings.skip("a read-only stick: this needs the right to mount a small file system")
            return
        subprocess.run(["mount", "-o", "remount,ro", str(stick)], check=True)
        expect_refusal(findings, place, "read-only stick", "staff.failed.read_only", data, "--media", stick)


def many_commitments(place, data, count):
    """Rows enough that an export takes its time: copies of the one that is there."""
    with contextlib.closing(sqlite3.connect(data / "ledger.db")) as ledger:
        ledger.row_factory = sqlite3.Row
        row = dict(ledger.execute("SELECT * FROM commitments").fetchone())
        names, marks = ", ".join(row), ", ".join("?" * len(row))
        for number in range(1, count):
            own = {"sequence": row["sequence"] + number, "id": f"{row['id'][:24]}{number:012x}", "receipt": f"{number:09}"}
            ledger.execute(f"INSERT INTO commitments ({names}) VALUES ({marks})", list((row | own).values()))
        ledger.commit()


def pulled_stick(findings, place):
    """The stick is pulled while the export is written: never called done, and nothing is written where it was."""
    data = with_commitment(findings, place)
    many_commitments(place, data, 8000)
    with small_stick(place, "200m") as stick:
        if stick is None:
            findings.skip("a stick pulled while writing: this needs the right to mount a small file system")
            return
        pulled = []

        def pull():
            for _ in range(30000):
                if any(stick.iterdir()):
                    pulled.append(subprocess.run(["umount", "-l", str(stick)], check=False).returncode)
                    return
                time.sleep(0.002)

        watcher = threading.Thread(target=pull)
        watcher.start()
        shots = place.folder("shots")
        run = place.play(staff_script(), data, "--media", stick, shots=shots)
        watcher.join()
        if not findings.check(pulled == [0] and run.status == 0, f"pulled stick: {pulled}, status {run.status}: {run.err.strip()}"):
            return
        said = label(run.tree("result"), "staff.result")
        fine = [words(place, f"staff.failed.{reason}") for reason in ("removed", "no_medium")]
        findings.check(any(said.startswith(one) for one in fine), f"pulled stick: staff read {said!r}")
        findings.check(not list(stick.iterdir()), f"pulled stick: written on the machine where the stick was: {os.listdir(stick)}")
        findings.check(len(kiosk.ledger_rows(data, place.work)) == 8000, "pulled stick: the ledger changed")


PARTS = (
    hostile_names, hostile_inserts, hostile_data, bad_data, two_kiosks, no_stick, interrupted, disk_refuses,
)
ROOT_PARTS = (read_only_data, full_stick, read_only_stick, pulled_stick)


def main():
    parser = kiosk.arguments(__doc__)
    parser.add_argument("--as-root", action="store_true", help="only what needs root; status 77 when some of it is skipped")
    options = parser.parse_args()
    findings = kiosk.Findings()
    with kiosk.place(options) as place:
        for part in ROOT_PARTS if options.as_root else PARTS:
            part(findings, place)
    return findings.done("wrong things")


if __name__ == "__main__":
    sys.exit(main())
