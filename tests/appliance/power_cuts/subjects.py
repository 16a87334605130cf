"""What power cuts are tried on: how each is recorded and what must be there after a cut."""

import contextlib
import glob
import hashlib
import os
import shutil
import sqlite3

import guest
import logged_disk

SESSIONS, COMMITMENTS = 3, 120  # a session opens the ledger and closes it
EXPORTS = 6
BACKUPS, COMMITMENTS_EACH = 10, 30
ROUNDS, COMMITMENTS_A_ROUND = 16, 4
GENERATIONS = ("ledger-newest.db", "ledger-older.db")
FAT_SIZE = 40 << 20  # with clusters of one sector the least that is FAT32


class Tally:
    def __init__(self):
        self.cuts = self.repaired = self.recovered = self.interrupted = self.older = 0
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
            return kept_lines(said)

        return logged_disk.record(folder, work)

    def faults(self, at, made, promised, tally):
        said = self.call("look", f"{at}/data")
        there = set(kept_lines(said))
        lost = [line for line in made[:promised] if line not in there]
        if lost:
            yield f"{len(lost)} of {promised} promised commitments are lost, the first is number {lost[0].split()[1]}"
        if strange := there - set(made):
            yield f"{len(strange)} commitments are there that nobody made"
        tally.recovered += any(line.startswith("notice ") for line in said)
        following = max(int(line.split()[1]) for line in said if line.startswith("next "))
        if following <= promised:
            yield f"number {following} was given twice"
        health, _ = examine(f"{at}/data/ledger.db", "mode=ro")
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
            return done_lines(said)

        return logged_disk.record(folder, work, "barrier=0" if weak else "defaults")

    def faults(self, at, made, promised, tally):
        said = [line.split(maxsplit=3) for line in self.call("inspect", at)]
        whole = {line[1]: line[2] for line in said if line[0] == "whole"}
        for line in said:
            if line[0] == "broken":
                yield f"{line[1]} has its final name and is broken: {line[3]}"
        for name, count in map(str.split, made[:promised]):
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
        return done_lines(said)

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


class Backup(OnExt4):
    """The ledger lies on another disk, as on the image, and is gone after the cut."""

    name = "backup"
    control = "a disk that ignores every flush"

    def record(self, folder, weak=False):
        def work(at, mark):
            said = self.call("back", f"{folder}/ledger", at, BACKUPS, COMMITMENTS_EACH, *mark_options(mark))
            return list(contents_of_backups(said))

        return logged_disk.record(folder, work, "barrier=0" if weak else "defaults")

    def faults(self, at, made, promised, tally):
        whole = {}
        for name in filter(lambda name: os.path.exists(f"{at}/{name}"), GENERATIONS):
            health, whole[name] = examine(f"{at}/{name}", "immutable=1")
            if health != "ok":
                yield f"{name} has its final name and is broken: {health}"
                del whole[name]
        needed = int(made[promised - 1].split()[0]) if promised else 0
        if max(whole.values(), default=0) < needed:
            yield f"the last backup that was called done held {needed} commitments, and there is {whole or 'none'}"
        picked = next((name for name in GENERATIONS if name in whole), None)
        tally.older += picked == GENERATIONS[1]
        data = os.path.join(os.environ[logged_disk.INSIDE], "new-card")
        shutil.rmtree(data, ignore_errors=True)
        said = self.call("recover", data, at)
        yield from self.faults_of_restoring(said, picked, made[max(promised - 1, 0) : promised + 1])
        health, held = examine(f"{at}/{GENERATIONS[0]}", "immutable=1")
        if health != "ok" or f"again {held}" not in said or held != len(kept_lines(said)) + 1:
            yield f"the backup after the cut holds {held} commitments: {health}"

    @staticmethod
    def faults_of_restoring(said, picked, possible):
        """`possible`: the last backup that was called done, and the one in the making."""
        restored = [line.split() for line in said if line.startswith("restored ")]
        if [line[2] for line in restored] != ([picked] if picked else []):
            yield f"it restored {restored or 'none'}, not {picked}"
        if not picked:
            return
        if contents_of(kept_lines(said)) not in possible:
            yield f"the {len(kept_lines(said))} restored commitments are not those of a backup at that moment"
        following = max(int(line.split()[1]) for line in said if line.startswith("next "))
        if following <= BACKUPS * COMMITMENTS_EACH:
            yield f"number {following} was given twice"

    def figures(self, tally):
        return f"{tally.older} restored from the older generation"


class Restore(OnExt4):
    """The ledger lies on the disk that loses its power, the backups on another."""

    name = "restore"
    control = "a disk that ignores every flush"

    def record(self, folder, weak=False):
        backups = f"{folder}/backups"
        os.mkdir(backups)

        def work(at, mark):
            said = self.call("turn", f"{at}/data", backups, ROUNDS, COMMITMENTS_A_ROUND, *mark_options(mark))
            return list(contents_of_steps(said))

        return logged_disk.record(folder, work, "barrier=0" if weak else "defaults")

    def faults(self, at, made, promised, tally):
        tally.recovered += os.path.exists(f"{at}/data/ledger.db.recovered")
        said = self.call("look", f"{at}/data")
        yield from (f"it was damaged: {line}" for line in said if line.startswith("notice "))
        there = contents_of(kept_lines(said))
        if there not in made[max(promised - 1, 0) : promised + 1] and (promised or kept_lines(said)):
            yield f"after step {promised} it holds {there}, which is neither what was there nor what was to be"
        aside = {file: examine(file, "mode=ro") for file in glob.glob(f"{at}/data/ledger-*.db")}
        for file, (health, _) in aside.items():
            if health != "ok":
                yield f"{file} was set aside and is broken: {health}"
        counts = [int(line.split()[0]) for line in made[:promised]]
        replaced = {before for before, after in zip(counts, counts[1:]) if after < before}
        if lacking := replaced - {count for _, count in aside.values()}:
            yield f"the ledgers of {lacking} commitments were replaced and are not set aside"

    def figures(self, tally):
        return f"{tally.recovered} ended a restoring at the next start"


def contents_of_steps(said):
    """After each commitment and each restoring."""
    there = []
    for line in said:
        if line.startswith("kept "):
            there.append(line)
        elif line.startswith("restored "):
            del there[int(line.split()[1]) :]
        yield contents_of(there)


def done_lines(said):
    """What follows the number of each."""
    return [line.split(maxsplit=2)[2] for line in said if line.startswith("done ")]


def kept_lines(said):
    return [line for line in said if line.startswith("kept ")]


def contents_of(kept):
    """How many commitments, and a fingerprint of them, word for word."""
    return f"{len(kept)} {hashlib.sha256(chr(10).join(kept).encode()).hexdigest()}"


def contents_of_backups(said):
    for i, line in enumerate(said):
        if line.startswith("done "):
            yield contents_of(kept_lines(said[:i]))


def examine(file, how):
    """What SQLite says of it, and how many commitments it holds."""
    try:
        with contextlib.closing(sqlite3.connect(f"file:{file}?{how}", uri=True)) as database:
            health = database.execute("PRAGMA integrity_check").fetchone()[0]
            return health, database.execute("SELECT count(*) FROM commitments").fetchone()[0]
    except sqlite3.DatabaseError as error:
        return str(error), 0


@contextlib.contextmanager
def mended(image, folder, tally):
    """As a machine does it that starts."""
    tally.repaired += logged_disk.repair(image)
    with logged_disk.mounted(image, os.path.join(folder, "mnt")) as at:
        yield at


def mark_options(file, offset=logged_disk.MARK_OFFSET):
    return "--mark", file, offset


SUBJECTS = {subject.name: subject for subject in (Commitments, Export, FatExport, Backup, Restore)}
