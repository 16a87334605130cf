#!/usr/bin/env python3
"""The commands of the shell: a misuse is one clear line, what staff set is checked against the content, and a backup
comes back as it was."""

import contextlib
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import kiosk

MISUSES = {
    (): "A subcommand is required",
    ("export",): "--data is required",
    ("verify",): "FOLDER is required",
    ("merge", "--into", "x.db"): "FOLDER is required",
    ("content",): "A subcommand is required",
    ("restore", "--data", "d"): "--from is required",
    ("restore", "--from", "d"): "--data is required",
    ("no-such-command",): "no-such-command",
    ("pin", "--data", "d", "--no-such-option"): "--no-such-option",
}


def one_line(run, program, status):
    return run.status == status and not run.out and run.err.count("\n") == 1 and run.err.startswith(f"{program}: ")


def misuse(findings, place):
    for arguments, reason in MISUSES.items():
        run = place.control(*arguments)
        said = f"smallplacesctl {' '.join(arguments)}: status {run.status}: {run.err!r}"
        findings.check(one_line(run, "smallplacesctl", 1) and reason in run.err, said)
    for arguments in (["--no-such-option"], ["--size"], ["--size", "wide"]):
        run = place.run([place.bin / "smallplaces", *arguments])
        findings.check(one_line(run, "smallplaces", 1), f"smallplaces {arguments}: status {run.status}: {run.err!r}")
    for arguments in (["--help"], ["--version"], ["export", "--help"]):
        run = place.control(*arguments)
        findings.check(run.status == 0 and run.out and not run.err, f"smallplacesctl {arguments}: {run.status}: {run.err!r}")


def settings(findings, place):
    data = place.folder("data")
    findings.check(place.play("wait attract\nquit\n", data).status == 0, "the kiosk does not start")

    def set_to(name, value):
        return place.control("settings", "--data", data, "--content", place.content, name, value)

    for name, value, unknown in (("languages", "ar,xx,en", "xx"), ("language", "tlh", "tlh")):
        run = set_to(name, value)
        refused = one_line(run, "smallplacesctl", 1) and f"does not speak {unknown};" in run.err
        known = all(tag in run.err for tag in place.languages())
        findings.check(refused and known, f"settings {name} {value}: {run.status}: {run.err!r}")
    run = place.control("settings", "--data", data, "languages")
    findings.check("languages = " in run.out and "xx" not in run.out, f"a refused language was kept: {run.out!r}")
    findings.check(set_to("languages", "ar,en").status == 0, "languages that are there are refused")
    run = place.control("settings", "--data", data, "--content", place.work / "gone.db", "languages", "ar")
    findings.check(one_line(run, "smallplacesctl", 1) and "gone.db" in run.err, f"content that is not there: {run.status}: {run.err!r}")
    run = place.play("wait attract\nquit\n", data)
    findings.check(run.status == 0 and not run.err, f"nothing is odd, yet the kiosk says {run.err!r}")


def lost_language(findings, place):
    """Set while the content had it, or by another program: the kiosk starts, and says so in one line."""
    data = place.folder("data")
    findings.check(place.play("wait attract\nquit\n", data).status == 0, "the kiosk does not start")
    alone = place.folder("alone") / "smallplacesctl"  # without a pack beside it, nor where the package puts it
    shutil.copy(place.bin / "smallplacesctl", alone)
    run = place.run([alone, "settings", "--data", data, "languages", "en,xx"])
    if run.status != 0:
        findings.skip("a language that went: this machine has the package's content, which refuses it")
        return
    findings.check(run.err.count("\n") == 1 and "were not checked" in run.err, f"without content: {run.err!r}")
    run = place.play("wait attract\ntap attract.start\nexpect id language.en\nabsent language.xx\nquit\n", data)
    findings.check(run.status == 0 and one_line(kiosk.Run(0, "", run.err, None), "smallplaces", 0), f"lost language: {run.status}: {run.err!r}")
    findings.check("xx" in run.err and "en" not in run.err.split(":")[-1], f"lost language: {run.err!r}")


def whole_stick(findings, place):
    """Given the stick instead of the export, verify and merge name what is on it."""
    data, stick = place.folder("data"), place.folder("stick")
    findings.check(place.play(kiosk.visit_script("en"), data).status == 0, "cannot make a commitment")
    for _ in range(2):
        findings.check(place.control("export", "--data", data, "--to", stick).status == 0, "cannot export")
    folders = sorted(stick.iterdir())
    for arguments in (["verify", stick], ["merge", stick, "--into", place.work / "merged.db"]):
        run = place.control(*arguments)
        named = all(str(folder) in run.err for folder in folders)
        findings.check(one_line(run, "smallplacesctl", 1) and named, f"{arguments[0]} STICK: {run.status}: {run.err!r}")
    run = place.control("verify", folders[0])
    findings.check(run.status == 0 and " 1 commitment," in run.out, f"verify: {run.out!r} {run.err!r}")
    readme = (folders[0] / "README.txt").read_text(encoding="utf-8")
    findings.check("\n1 commitment, written by" in readme, f"README.txt: {readme.splitlines()[:3]}")


@dataclass
class Kept:
    """A kiosk's data with three commitments; two are in the newer backup, one in the older."""

    data: Path
    backups: Path
    receipts: list  # of the three, as visitors hold them

    def copy(self, place):
        """The same, in folders of its own."""
        data, backups = place.folder("data"), place.folder("backups")
        for old, new in ((self.data, data), (self.backups, backups)):
            shutil.copytree(old, new, dirs_exist_ok=True)
        return Kept(data, backups, self.receipts)

    @property
    def newest(self):
        return self.backups / "ledger-newest.db"

    @property
    def older(self):
        return self.backups / "ledger-older.db"


def receipts(place, data):
    return [row["receipt"] for row in kiosk.ledger_rows(data, place.work)]


def kept_by_a_kiosk(findings, place):
    """Made as a kiosk makes them: a copy after each export."""
    data, backups = place.folder("data"), place.folder("backups")
    findings.check(place.set_pin(data).status == 0, "cannot set a PIN")
    for _ in range(2):
        findings.check(place.play(kiosk.visit_script("en"), data).status == 0, "cannot make a commitment")
        run = place.play(kiosk.STAFF, data, "--media", place.folder("stick"), "--backup", backups)
        findings.check(run.status == 0 and not run.err, f"cannot export: {run.status}: {run.err!r}")
    findings.check(place.play(kiosk.visit_script("en"), data).status == 0, "cannot make a commitment")
    kept = Kept(data, backups, receipts(place, data))
    findings.check(len(kept.receipts) == 3, f"{len(kept.receipts)} commitments are there")
    return kept


def restore(place, data, source):
    return place.control("restore", "--data", data, "--from", source)


def damage(file):
    """Not a page of it is what it was, but for the first."""
    whole = file.read_bytes()
    file.write_bytes(whole[:4096] + bytes([0xA5]) * (len(whole) - 4096))


def restore_whole(findings, place, kept):
    """Onto a new card the newest copy comes, and the kiosk goes on from there, above all numbers ever given."""
    card = place.folder("card")
    run = restore(place, card, kept.backups)
    said = f"restored from {kept.newest}: 2 commitments\n"
    findings.check(run.status == 0 and run.out == said and not run.err, f"restore: {run.status}: {run.out!r} {run.err!r}")
    findings.check(receipts(place, card) == kept.receipts[:2], "the restored commitments are not those of the backup")
    findings.check(place.play(kiosk.visit_script("en"), card).status == 0, "the kiosk does not go on from a restored ledger")
    rows = kiosk.ledger_rows(card, place.work)
    findings.check(len(rows) == 3 and rows[2]["receipt"] not in kept.receipts, f"{len(rows)} commitments after the next visit")
    given = max(row["sequence"] for row in kiosk.ledger_rows(kept.data, place.work))
    findings.check(rows[-1]["sequence"] > given, f"number {rows[-1]['sequence']} may have been given twice: {given} was")


def restore_older(findings, place, kept):
    """A newest copy that is damaged, or gone, is passed over and named with the reason; one file can be chosen as well."""
    for harm, reason in ((damage, "cannot use the copy"), (Path.unlink, "No such file or directory")):
        own = kept.copy(place)
        harm(own.newest)
        card = place.folder("card")
        run = restore(place, card, own.backups)
        named = one_line(kiosk.Run(1, "", run.err, None), "smallplacesctl", 1) and "passed over" in run.err and str(own.newest) in run.err
        findings.check(named and reason in run.err, f"{harm.__name__} of the newest: {run.err!r}")
        said = f"restored from {own.older}: 1 commitment\n"
        findings.check(run.status == 0 and run.out == said, f"{harm.__name__} of the newest: {run.status}: {run.out!r}")
        findings.check(receipts(place, card) == kept.receipts[:1], "the restored commitments are not those of the older backup")
    card = place.folder("card")
    run = restore(place, card, kept.older)
    findings.check(run.status == 0 and receipts(place, card) == kept.receipts[:1], f"one file: {run.status}: {run.err!r}")


def restore_beside(findings, place, kept):
    """A ledger that is there is never written over: it is set aside, whole, and can come back in its turn."""
    own = kept.copy(place)
    run = restore(place, own.data, own.backups)
    aside = list(own.data.glob("ledger-replaced-*.db"))
    if not findings.check(run.status == 0 and len(aside) == 1, f"restore over a ledger: {run.status}: {run.err!r}, {aside}"):
        return
    said = f"set aside as {aside[0]}: 3 commitments; nothing was merged or deleted"
    findings.check(said in run.out, f"restore over a ledger: {run.out!r}")
    findings.check(receipts(place, own.data) == kept.receipts[:2], "the backup is not in the ledger's place")
    run = restore(place, own.data, aside[0])
    findings.check(run.status == 0 and "3 commitments" in run.out, f"back again: {run.status}: {run.out!r} {run.err!r}")
    findings.check(receipts(place, own.data) == kept.receipts, "what was set aside did not come back whole")


def restore_refused(findings, place, kept):
    """One line that names the files and the reason; what is there stays as it is, to the byte."""
    notes = place.folder("other") / "notes.txt"
    notes.write_text("not a database\n" * 500, encoding="utf-8")
    empty, broken = place.folder("empty"), kept.copy(place)
    for file in (broken.newest, broken.older):
        damage(file)
    cases = {
        empty: (empty / "ledger-newest.db", empty / "ledger-older.db", "No such file or directory"),
        empty / "gone": (empty / "gone", "No such file or directory"),
        notes: (notes, "file is not a database"),
        place.content: (place.content, "it is no ledger"),
        broken.backups: (broken.newest, broken.older, "cannot use the copy"),
    }
    own = kept.copy(place)
    before = (own.data / "ledger.db").read_bytes()
    for source, parts in cases.items():
        run = restore(place, own.data, source)
        clear = one_line(run, "smallplacesctl", 1) and all(str(part) in run.err for part in parts)
        findings.check(clear, f"restore from {source}: {run.status}: {run.out!r} {run.err!r}")
        findings.check((own.data / "ledger.db").read_bytes() == before, f"restore from {source} changed the ledger")
        findings.check(not list(own.data.glob("ledger-*")), f"restore from {source} set the ledger aside")


@contextlib.contextmanager
def open_kiosk(place, data):
    """A kiosk that has its ledger open: its first screen is there."""
    script = place.folder("script") / "stay.robot"
    script.write_text("wait attract\n" + "advance 1\n" * 1_000_000, encoding="utf-8")
    command = [str(part) for part in place.command(data, "--script", script, "--shots", script.parent)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as running:
        try:
            yield running.stdout.readline()
        finally:
            running.kill()


def restore_while_open(findings, place, kept):
    own = kept.copy(place)
    with open_kiosk(place, own.data) as echo:
        findings.check(echo == "ok 1: wait attract\n", f"the kiosk does not start: {echo!r}")
        run = restore(place, own.data, own.backups)
    clear = one_line(run, "smallplacesctl", 1) and str(own.data) in run.err and "a kiosk has it open" in run.err
    findings.check(clear, f"restore under an open kiosk: {run.status}: {run.out!r} {run.err!r}")
    findings.check(receipts(place, own.data) == kept.receipts, "restore changed the ledger of an open kiosk")


def typed_by_root(findings, place):
    """With `sudo` and nothing more, what is made in the kiosk's folder is the kiosk's."""
    if os.geteuid() != 0:
        print("not tried, for only root can: acting as the owner of a folder")
        return
    data = place.folder("data")
    place.work.chmod(0o755)
    os.chown(data, kiosk.NOBODY, kiosk.NOBODY)
    runs = [place.set_pin(data), place.control("settings", "--data", data, "panel.rotation", "180")]
    backups = place.folder("backups")
    shutil.copy(data / "ledger.db", backups / "ledger-newest.db")
    (data / "ledger.db").unlink()
    runs.append(restore(place, data, backups))
    findings.check(all(run.status == 0 for run in runs), f"typed by root: {[(run.status, run.err) for run in runs]}")
    others = [file.name for file in data.rglob("*") if file.stat().st_uid != kiosk.NOBODY]
    findings.check((data / "ledger.db").exists() and not others, f"what root typed made files that are not the kiosk's: {others}")
    data.chmod(0)
    os.chown(data, 0, 0)
    for arguments in (["settings"], ["export", "--to", place.work]):
        run = place.control(*arguments, "--data", data, user=kiosk.NOBODY, group=kiosk.NOBODY, extra_groups=[])
        clear = one_line(run, "smallplacesctl", 1) and "Permission denied" in run.err
        findings.check(clear, f"{arguments[0]} of another's data: {run.status}: {run.err!r}")


def restoring(findings, place):
    kept = kept_by_a_kiosk(findings, place)
    for part in (restore_whole, restore_older, restore_beside, restore_refused, restore_while_open):
        part(findings, place, kept)


def main():
    options = kiosk.arguments(__doc__).parse_args()
    findings = kiosk.Findings()
    with kiosk.place(options) as place:
        for part in (misuse, settings, lost_language, whole_stick, restoring, typed_by_root):
            part(findings, place)
    return findings.done("smallplacesctl")


if __name__ == "__main__":
    sys.exit(main())
