#!/usr/bin/env python3
"""A whole visit and the export after it, in every interface language at the four sizes, and what they leave
behind: the export on the stick, verified and read as a spreadsheet would."""

import csv
import json
import sys

import kiosk


def files_of(folder):
    return sorted(file.name for file in folder.iterdir())


def check_csv(findings, where, folder, kept):
    """The file that staff open in a spreadsheet, against the lossless one."""
    raw = (folder / "commitments.csv").read_bytes()
    findings.check(raw.startswith(b"\xef\xbb\xbf"), f"{where}: commitments.csv has no byte order mark")
    findings.check(b"\r\n" in raw, f"{where}: the lines of commitments.csv do not end in CRLF")
    with open(folder / "commitments.csv", encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, strict=True))
    findings.check(len(rows) == kept + 1, f"{where}: commitments.csv has {len(rows)} lines for {kept} commitments")
    findings.check(len({len(row) for row in rows}) == 1, f"{where}: the lines of commitments.csv differ in length")
    lines = (folder / "commitments.jsonl").read_text(encoding="utf-8").splitlines()
    records = [json.loads(line) for line in lines]
    receipts = [record["receipt"] for record in records if "receipt" in record]
    findings.check(len(receipts) == kept == len(set(receipts)), f"{where}: commitments.jsonl has receipts {receipts}")
    cells = {cell for row in rows for cell in row}
    findings.check(set(receipts) <= cells, f"{where}: a receipt of commitments.jsonl is not in commitments.csv")
    return receipts


def check_export(findings, place, where, stick, data, kept):
    folders = [folder for folder in stick.iterdir() if folder.is_dir()]
    if not findings.check(len(folders) == 1, f"{where}: the stick holds {files_of(stick)}"):
        return
    folder = folders[0]
    wanted = {"README.txt", "commitments.csv", "commitments.jsonl", "commitments.xlsx", "manifest.json", "summary.html"}
    findings.check(wanted <= set(files_of(folder)), f"{where}: the export holds {files_of(folder)}")
    verified = place.control("verify", folder)
    findings.check(verified.status == 0, f"{where}: verify says {verified.status}: {verified.err.strip()}")
    receipts = check_csv(findings, where, folder, kept)
    rows = kiosk.ledger_rows(data, place.work)
    findings.check([row["receipt"] for row in rows] == receipts, f"{where}: ledger and export hold other receipts")


def play(findings, place, where, script, data, *options):
    run = place.play(script, data, *options)
    said = f"status {run.status}, stderr {run.err.strip()!r}, last line {run.out.splitlines()[-1:]}"
    findings.check(run.status == 0 and run.out == kiosk.echoes(script), f"{where}: {said}")
    findings.check(run.err == "", f"{where}: stderr is not empty: {run.err.strip()!r}")
    return run.status == 0


def whole_visit(findings, place, language, panel, pin_set):
    where = f"{language} {panel.size} {'PIN set' if pin_set else 'first start'}"
    data, stick = place.folder("data"), place.folder("stick")
    if pin_set:
        done = place.set_pin(data)
        findings.check(done.status == 0, f"{where}: pin says {done.status}: {done.err.strip()}")
    options = [*panel.options, "--media", stick]
    if not play(findings, place, f"{where}, visit", kiosk.visit_script(language), data, *options):
        return
    rows = kiosk.ledger_rows(data, place.work)
    findings.check([(row["theme"], row["language"]) for row in rows] == [(11, language)], f"{where}: the ledger holds {len(rows)} rows")
    if play(findings, place, f"{where}, staff", kiosk.STAFF, data, *options):
        check_export(findings, place, where, stick, data, 1)
    if not pin_set:  # what was typed at the first start is the PIN from then on
        other = kiosk.STAFF.replace("tap staff.pin.8", "tap staff.pin.9").replace("expect id staff.export", 'absent staff.export\nexpect id staff.message\nquit')
        run = place.play(other, data, *options)
        findings.check(run.status == 0, f"{where}: a wrong PIN opened the staff screen: {run.err.strip()}")
        play(findings, place, f"{where}, staff again", kiosk.STAFF, data, *options)


def selected(tree):
    return [node["id"] for node in tree["nodes"] if node["selected"]]


def abandoned_visit(findings, place):
    """A visit that is left at the review keeps nothing and shows nothing of it to the next visitor."""
    data, shots = place.folder("data"), place.folder("shots")
    script = kiosk.visit_script("en").split("tap commitment.confirm")[0]
    script += "expect id commitment.confirm\nadvance 61\nwait idle\nexpect id idle.stay\nadvance 21\nwait attract\n"
    script += "tap attract.start\nwait language\ntap language.fr\nwait home\ntap home.commit\nwait commitment\ntree next\nquit\n"
    run = place.play(script, data, shots=shots)
    findings.check(run.status == 0, f"abandoned visit: status {run.status}: {run.err.strip()}")
    findings.check(not kiosk.ledger_rows(data, place.work), "abandoned visit: something was kept")
    if run.status == 0:
        tree = run.tree("next")
        findings.check(not selected(tree), f"abandoned visit: the next visitor finds {selected(tree)} chosen")
        findings.check(tree["language"] == "fr", "abandoned visit: the next visitor's language was not taken")


def going_back(findings, place):
    """Going back loses nothing: what was chosen is still chosen, and what is kept has it."""
    data, shots = place.folder("data"), place.folder("shots")
    script = kiosk.visit_script("en").replace("tap commitment.next", "tap commitment.when.term\ntap commitment.next", 1)
    way, confirm = script.split("tap commitment.confirm")
    way += "expect id commitment.confirm\n" + "tap nav.back\n" * 3 + "expect id commitment.when.today\ntree when\n"
    way += "tap nav.back\nexpect id commitment.own\ntap nav.back\nexpect id commitment.theme.11\ntree choose\n"
    way += "tap commitment.theme.11\ntree ready\ntap commitment.ready.*\ntap commitment.when.term\n" + "tap commitment.next\n" * 3
    run = place.play(way + "tap commitment.confirm" + confirm, data, shots=shots)
    if not findings.check(run.status == 0, f"going back: status {run.status}: {run.err.strip()}"):
        return
    for name, wanted in (("when", "commitment.when.term"), ("choose", "commitment.theme.11"), ("ready", "commitment.ready.")):
        chosen = selected(run.tree(name))
        findings.check(any(id.startswith(wanted) for id in chosen), f"going back to {name}: {chosen} is chosen")
    rows = kiosk.ledger_rows(data, place.work)
    findings.check([row["by_when"] for row in rows] == ["term"], "going back: another commitment was kept than the one chosen")


def another_language_while_writing(findings, place):
    """Whoever changes the language in the middle of a sentence goes on writing it, on the new language's keys."""
    script = kiosk.visit_script("fr").split("tap commitment.ready")[0]
    script += 'tap commitment.own\ntype "oui"\ntap nav.language\nwait language\ntap language.ru\nwait commitment\n'
    script += 'type "да"\nexpect text "ouiда"\nquit\n'
    run = place.play(script, place.folder("data"))
    findings.check(run.status == 0, f"another language while writing: status {run.status}: {run.err.strip()}")


def fingers_faster_than_frames(findings, place):
    """No touch takes another's place, and none falls on what came under the finger after it."""
    digits = " ".join(kiosk.STAFF_PIN_TARGETS)
    into_staff = f"wait attract\nkey Ctrl+Alt+S\nwait staff\nburst {digits}\nexpect id staff.export\n"
    home = "tap staff.leave\nwait attract\ntap attract.start\nwait language\ntap language.en\nwait home\n"
    past = "burst home.commit home.themes home.articles\nexpect screen commitment\nadvance 1\nexpect screen commitment\nquit\n"
    run = place.play(into_staff + home + past, place.folder("data"))
    findings.check(run.status == 0, f"fingers faster than frames: status {run.status}: {run.err.strip()}")


def main():
    parser = kiosk.arguments(__doc__)
    parser.add_argument("--fast", action="store_true", help="one language of each direction, at two sizes")
    options = parser.parse_args()
    findings = kiosk.Findings()
    with kiosk.place(options) as place:
        languages = ["ar", "zh"] if options.fast else place.languages()
        panels = kiosk.PANELS[::3] if options.fast else kiosk.PANELS
        work = [(language, panel, index % 2 == 0) for index, language in enumerate(languages) for panel in panels]
        work += [(languages[1], kiosk.PANELS[1], True), (languages[0], kiosk.PANELS[1], False)]
        kiosk.in_parallel(lambda item: whole_visit(findings, place, *item), work)
        abandoned_visit(findings, place)
        going_back(findings, place)
        another_language_while_writing(findings, place)
        fingers_faster_than_frames(findings, place)
    return findings.done("visits")


if __name__ == "__main__":
    sys.exit(main())
