#!/usr/bin/env python3
"""What the programs say and return when they are used wrongly: one clear line on stderr and the right exit status."""

import os
import sys

import kiosk

PATIENT = ["wait thanks", 'expect text "no such words"', "expect id home.commit", "absent attract.start", "tap home.commit"]
HELLO = "wait attract\nquit\n"


def refused(findings, what, run, *parts, status=1):
    """One line on stderr that names every one of `parts`; nothing on stdout."""
    said = f"{what}: status {run.status}, stderr {run.err!r}"
    findings.check(run.status == status, f"{said}: expected status {status}")
    findings.check(run.err.count("\n") == 1 and run.err.endswith("\n"), f"{said}: expected one line")
    for part in parts:
        findings.check(str(part) in run.err, f"{said}: expected it to name {part}")


def bad_options(findings, place):
    wrong = {
        "--colour": ["--colour", "red"],
        "--size": ["--size", "800"],
        "--size 10x10": ["--size", "10x10"],
        "--size 800x480x": ["--size", "800x480x"],
        "--diagonal": ["--diagonal", "wide"],
        "--diagonal 0": ["--diagonal", "0"],
        "--diagonal nan": ["--diagonal", "nan"],
        "--now": ["--now", "yesterday"],
        "--language": ["--language", "tlh"],
        "--seed": ["--seed", "x"],
        "--script": ["--script"],
    }
    for what, options in wrong.items():
        data = place.folder("data")
        run = place.run(place.command(data, *options), timeout=20)
        refused(findings, what, run, what.split()[0])
    for option, part in (("--help", "--script"), ("--version", ".")):
        run = place.run([place.bin / "smallplaces", option])
        findings.check(run.status == 0 and part in run.out and not run.err, f"{option}: status {run.status}: {run.err}")


def bad_content(findings, place):
    folder = place.folder("packs")
    empty, text, torn, other = (folder / name for name in ("empty.db", "text.db", "torn.db", "missing.db"))
    empty.write_bytes(b"")
    text.write_text("This is no pack.\n" * 1000)
    whole = place.content.read_bytes()
    torn.write_bytes(whole[: len(whole) // 3])
    holes = bytearray(whole)
    holes[100:8192] = bytes(8092)
    zeroed = folder / "zeroed.db"
    zeroed.write_bytes(holes)
    for file in (empty, text, torn, zeroed, other, folder):
        data = place.folder("data")
        script = place.folder("script") / "hello.robot"
        script.write_text(HELLO)
        command = [place.bin / "smallplaces", "--headless", "--data", data, "--content", file, "--script", script]
        refused(findings, f"content {file.name}", place.run(command, timeout=60), file)
        findings.check(not file.exists() or file.is_dir() or file.stat().st_size > 0 or file == empty, f"{file} was changed")


def bad_scripts(findings, place):
    """A line that cannot be read, and lines that cannot be done: status 3, FILE:N: on stderr, ok lines until there."""
    wrong = [
        ("jump attract", True), ("wait", True), ("tap two words", True), ("expect colour red", True), ("type hello", True),
        ("drag article.text 1", True), ("advance soon", True), ("media eject", True), ("shot ../outside", True), ("quit now", True),
        ("key Hyper+S", False), ('type "ab"', False), ("drag nothing 1 1", False),
    ]
    for line, parsed in wrong:
        data, folder = place.folder("data"), place.folder("script")
        file = folder / "bad.robot"
        file.write_text(f"# a comment\nwait attract\n\n{line}\nquit\n")
        run = place.run(place.command(data, "--script", file, "--shots", folder), timeout=60)
        refused_script(findings, line, run, file, 4, "" if parsed else "ok 2: wait attract\n")


def refused_script(findings, line, run, file, number, out):
    said = f"script line {line!r}: status {run.status}, stderr {run.err!r}, stdout {run.out!r}"
    findings.check(run.status == 3, f"{said}: expected status 3")
    findings.check(run.err.startswith(f"{file}:{number}: ") and run.err.count("\n") == 1, f"{said}: expected FILE:N:")
    findings.check(run.out == out, f"{said}: expected stdout {out!r}")


def patience(findings, place):
    """What never comes is given up after ten seconds of real time, saying what was expected and what was there."""

    def one(line):
        data, folder = place.folder("data"), place.folder("script")
        file = folder / "late.robot"
        file.write_text(f"wait attract\n{line}\nquit\n")
        before = os.times().elapsed
        run = place.run(place.command(data, "--script", file), timeout=60)
        took = os.times().elapsed - before
        refused_script(findings, line, run, file, 2, "ok 1: wait attract\n")
        for part in ("expected", line.split()[-1].strip('"'), "there was the screen attract", "attract.start"):
            findings.check(part in run.err, f"{line}: {run.err!r} does not say {part!r}")
        findings.check(9.5 < took < 20, f"{line}: gave up after {took:.1f} s")

    kiosk.in_parallel(one, PATIENT, workers=len(PATIENT))


def missing_script(findings, place):
    missing = place.work / "missing.robot"
    run = place.run(place.command(place.folder("data"), "--script", missing))
    refused(findings, "a missing script", run, missing)


def corrupt_database(findings, place):
    """Never deleted or overwritten: set aside; what can be read is recovered; the visitor can go on; staff are told."""
    for kind in ("text", "torn", "holes"):
        data = place.folder("data")
        script = kiosk.visit_script("en").removesuffix("quit\n") * 5 + "quit\n"
        if not findings.check(place.play(script, data).status == 0, f"corrupt database, {kind}: could not make commitments"):
            continue
        kept = [row["receipt"] for row in kiosk.ledger_rows(data, place.work)]
        file = data / "ledger.db"
        whole = file.read_bytes()
        damaged = {"text": b"not a database\n" * 300, "torn": whole[: len(whole) // 2], "holes": whole[:100] + bytes(3996) + whole[4096:]}[kind]
        file.write_bytes(damaged)
        for rest in ("ledger.db-wal", "ledger.db-shm"):
            (data / rest).unlink(missing_ok=True)
        stick = place.folder("stick")
        staff = kiosk.STAFF.replace("tap staff.export\n", "expect id staff.notice\ntap staff.export\n")
        run = place.play(kiosk.visit_script("en").removesuffix("quit\n") + staff, data, "--media", stick)
        findings.check(run.status == 0, f"corrupt database, {kind}: the next visit and staff: {run.status}: {run.err.strip()}")
        aside = [one for one in data.rglob("*") if one.is_file() and one.name != "ledger.db" and one.read_bytes() == damaged]
        findings.check(len(aside) == 1, f"corrupt database, {kind}: the old file is not kept byte for byte: {sorted(os.listdir(data))}")
        now = [row["receipt"] for row in kiosk.ledger_rows(data, place.work)]
        print(f"corrupt database, {kind}: {len(set(kept) & set(now))} of {len(kept)} recovered, {len(set(now) - set(kept))} new")
        findings.check(len(set(now) - set(kept)) == 1, f"corrupt database, {kind}: not one new commitment: {now}, before {kept}")


def control(findings, place):
    """smallplacesctl: every subcommand has help; what is wrong is one line and not status 0."""
    commands = ["", "content", "content build", "content check", "pin", "export", "verify", "merge", "report", "settings"]
    for command in commands:
        run = place.control(*command.split(), "--help")
        said = f"smallplacesctl {command} --help: {run.status}, {run.err!r}"
        findings.check(run.status == 0 and "--help" in run.out and not run.err, said)
    nowhere, folder = place.work / "nowhere", place.folder("folder")
    data = place.folder("data")
    wrong = [
        (["export", "--data", nowhere, "--to", folder], b"", nowhere),
        (["verify", nowhere], b"", nowhere),
        (["verify", folder], b"", folder),
        (["merge", nowhere, "--into", folder / "merged.db"], b"", nowhere),
        (["report", "--from", nowhere, "--to", folder / "report.html"], b"", nowhere),
        (["pin", "--data", data], b"", "PIN"),
        (["pin", "--data", data], b"12\n", "PIN"),
        (["pin", "--data", data], b"letters\n", "PIN"),
    ]
    for arguments, given, part in wrong:
        run = place.control(*arguments, input=given)
        refused(findings, f"smallplacesctl {arguments[0]}", run, part)
    for arguments in ([], ["dance"], ["verify"], ["export", "--data"]):
        run = place.control(*arguments)
        findings.check(run.status != 0 and run.err, f"smallplacesctl {arguments}: status {run.status}, {run.err!r}")


def damaged_export(findings, place):
    """verify: one changed, missing or added byte anywhere is found, and the file named."""
    data, to = place.folder("data"), place.folder("to")
    place.play(kiosk.visit_script("en"), data)
    if not findings.check(place.control("export", "--data", data, "--to", to).status == 0, "cannot export"):
        return
    folder = next(to.iterdir())
    for file in sorted(folder.iterdir()):
        whole = file.read_bytes()
        middle = len(whole) // 2
        for changed in (whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :], whole[:-1], whole + b" "):
            file.write_bytes(changed)
            if file.name == "manifest.json" and changed == whole + b" ":
                continue  # its own bytes have no sum to be compared with
            run = place.control("verify", folder)
            findings.check(run.status == 1 and file.name in run.err, f"verify after a change in {file.name}: {run.status}, {run.err!r}")
        file.unlink()
        run = place.control("verify", folder)
        findings.check(run.status == 1 and file.name in run.err, f"verify without {file.name}: {run.status}, {run.err!r}")
        file.write_bytes(whole)
    (folder / "added.txt").write_text("more")
    run = place.control("verify", folder)
    findings.check(run.status == 1 and "added.txt" in run.err, f"verify with a file more: {run.status}, {run.err!r}")
    (folder / "added.txt").unlink()
    findings.check(place.control("verify", folder).status == 0, "verify of the mended export fails")


def main():
    options = kiosk.arguments(__doc__).parse_args()
    findings = kiosk.Findings()
    with kiosk.place(options) as place:
        parts = (bad_options, bad_content, bad_scripts, patience, missing_script, corrupt_database, control, damaged_export)
        for part in parts:
            part(findings, place)
    return findings.done("messages")


if __name__ == "__main__":
    sys.exit(main())
