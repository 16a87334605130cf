#!/usr/bin/env python3
"""The commands of the shell: a misuse is one clear line, and what staff set is checked against the content."""

import shutil
import sys

import kiosk

MISUSES = {
    (): "A subcommand is required",
    ("export",): "--data is required",
    ("verify",): "FOLDER is required",
    ("merge", "--into", "x.db"): "FOLDER is required",
    ("content",): "A subcommand is required",
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


def main():
    options = kiosk.arguments(__doc__).parse_args()
    findings = kiosk.Findings()
    with kiosk.place(options) as place:
        for part in (misuse, settings, lost_language, whole_stick):
            part(findings, place)
    return findings.done("smallplacesctl")


if __name__ == "__main__":
    sys.exit(main())
