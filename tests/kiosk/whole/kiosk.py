"""What every test of the whole kiosk needs: the programs, the panels, one run of the robot visitor."""

import argparse
import contextlib
import ctypes
import itertools
import json
import os
import pathlib
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

SKIPPED = 77  # CTest's SKIP_RETURN_CODE for these tests
NOW = "2026-03-14T09:30:00Z"
SEED = "2648"
PIN = "2468"
NOBODY = 65534  # a user without rights
MOST_SHOWN = 40  # faults of one test


@dataclass(frozen=True)
class Panel:
    """A size that the kiosk is made for, with the diagonal of the real panel."""

    size: str
    inches: float

    @property
    def options(self):
        return ["--size", self.size, "--diagonal", str(self.inches)]


PANELS = [Panel("800x480", 7), Panel("1280x800", 10.1), Panel("1920x1080", 21.5), Panel("1080x1920", 32)]

# A whole visit and the export after it. LANGUAGE stands for an interface language.
VISIT = """wait attract
tap attract.start
wait language
tap language.LANGUAGE
wait home
tap home.commit
wait commitment
tap commitment.theme.11
tap commitment.ready.*
tap commitment.next
tap commitment.next
tap commitment.wall.no
tap commitment.confirm
wait thanks
expect id thanks.code
tap thanks.done
wait attract
quit
"""

STAFF = """wait attract
key Ctrl+Alt+S
wait staff
tap staff.pin.2
tap staff.pin.4
tap staff.pin.6
tap staff.pin.8
tap staff.pin.ok
expect id staff.export
tap staff.export
expect id staff.result
tap staff.leave
wait attract
quit
"""

ENTER_STAFF = STAFF[: STAFF.index("tap staff.export")]
STAFF_PIN_TARGETS = [line.split()[1] for line in STAFF.splitlines() if line.startswith("tap staff.pin.")]


def visit_script(language):
    return VISIT.replace("LANGUAGE", language)


def echoes(script):
    """What a robot that did every line of `script` has printed."""
    lines = enumerate(script.splitlines(), 1)
    return "".join(f"ok {number}: {line.strip()}\n" for number, line in lines if line.strip() and line.strip()[0] != "#")


@dataclass
class Run:
    status: int
    out: str
    err: str
    shots: pathlib.Path

    def tree(self, name):
        return json.loads((self.shots / (name + ".json")).read_text(encoding="utf-8"))


@dataclass
class Place:
    """The programs and the pack under test, and a folder to work in."""

    bin: pathlib.Path
    content: pathlib.Path
    work: pathlib.Path
    numbers: itertools.count = field(default_factory=itertools.count)

    def folder(self, name):
        """A fresh, empty folder."""
        folder = self.work / f"{next(self.numbers):04}-{name}"
        folder.mkdir()
        return folder

    def command(self, data, *options):
        return [self.bin / "smallplaces", "--headless", "--data", data, "--content", self.content, *options]

    def play(self, script, data, *options, shots=None, timeout=300, **process):
        """Lets the robot visitor play `script` (text) and waits for its end."""
        own = self.folder("run")
        file = own / "visit.robot"
        file.write_text(script, encoding="utf-8")
        shots = shots or own
        command = self.command(data, "--script", file, "--shots", shots, *options)
        return self.run(command, shots=shots, timeout=timeout, **process)

    def run(self, command, shots=None, timeout=120, **process):
        done = subprocess.run(list(map(str, command)), capture_output=True, timeout=timeout, check=False, **process)
        texts = [part.decode("utf-8", errors="replace") for part in (done.stdout, done.stderr)]
        return Run(done.returncode, *texts, shots)

    def control(self, *arguments, **process):
        """Runs smallplacesctl."""
        return self.run([self.bin / "smallplacesctl", *arguments], **process)

    def set_pin(self, data, pin=PIN):
        return self.control("pin", "--data", data, input=f"{pin}\n".encode())

    def languages(self):
        """Tags of the pack's interface languages, in its own order."""
        with contextlib.closing(sqlite3.connect(f"file:{self.content}?mode=ro", uri=True)) as pack:
            return [tag for (tag,) in pack.execute("SELECT tag FROM interface ORDER BY position")]

    def text_scripts(self):
        """Code of each text in the pack -> ISO 15924 of its script."""
        with contextlib.closing(sqlite3.connect(f"file:{self.content}?mode=ro", uri=True)) as pack:
            return dict(pack.execute("SELECT code, script FROM declaration"))


def ledger_rows(data, work):
    """The commitments in a data folder, oldest first, read from a copy so that nothing is recovered in place."""
    copy = pathlib.Path(tempfile.mkdtemp(dir=work, prefix="copy-"))
    for name in ("ledger.db", "ledger.db-wal"):
        if (data / name).exists():
            shutil.copy(data / name, copy / name)
    if not (copy / "ledger.db").exists():
        return []
    try:
        with contextlib.closing(sqlite3.connect(copy / "ledger.db")) as ledger:
            ledger.row_factory = sqlite3.Row
            if not ledger.execute("SELECT 1 FROM sqlite_schema WHERE name = 'commitments'").fetchone():
                return []
            return ledger.execute("SELECT * FROM commitments ORDER BY sequence").fetchall()
    finally:
        shutil.rmtree(copy)


def pango_minor():
    """"1.50" of the Pango that the kiosk is drawn with; None where there is none."""
    try:
        pango = ctypes.CDLL("libpango-1.0.so.0")
    except OSError:
        return None
    pango.pango_version_string.restype = ctypes.c_char_p
    return ".".join(pango.pango_version_string().decode().split(".")[:2])


class Findings:
    """Collects what is wrong, so that one run tells all of it."""

    def __init__(self):
        self.wrong = []
        self.checks = 0
        self.skipped = []

    def check(self, holds, sentence):
        self.checks += 1
        if not holds:
            self.wrong.append(sentence)
            if len(self.wrong) <= MOST_SHOWN:
                print(f"WRONG: {sentence}", flush=True)
        return holds

    def skip(self, sentence):
        self.skipped.append(sentence)
        print(f"SKIPPED: {sentence}", flush=True)

    def done(self, name):
        print(f"{name}: {self.checks} checks, {len(self.wrong)} wrong, {len(self.skipped)} skipped", flush=True)
        if self.checks == 0 and not self.skipped:
            print(f"{name}: nothing was checked")
            return 1
        if self.wrong:
            return 1
        return SKIPPED if self.skipped else 0


def arguments(description):
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--bin", type=pathlib.Path, required=True, help="folder of smallplaces and smallplacesctl")
    parser.add_argument("--content", type=pathlib.Path, required=True, help="the content pack")
    return parser


@contextlib.contextmanager
def place(options):
    """The programs and the pack, which must be there, and a working folder that is removed afterwards."""
    for file in (options.bin / "smallplaces", options.bin / "smallplacesctl", options.content):
        if not file.is_file():
            sys.exit(f"{file} is missing: build the programs, then run tools/content")
    with tempfile.TemporaryDirectory(prefix="smallplaces-whole-") as work:
        ready = Place(options.bin.resolve(), options.content.resolve(), pathlib.Path(work))
        started = ready.play("wait attract\nquit\n", ready.folder("data"))
        if started.status != 0:
            sys.exit(f"the kiosk does not start: status {started.status}: {started.err.strip()}")
        yield ready


def in_parallel(work, items, workers=os.cpu_count() or 1):
    """`work` of every item, as many at once as there are cores; the answers in order."""
    with ThreadPoolExecutor(max_workers=workers) as pool:
        return list(pool.map(work, items))
