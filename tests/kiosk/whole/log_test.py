#!/usr/bin/env python3
"""The log tells what the machine did and nothing that a visitor typed or was given, nor the staff's PIN."""

import contextlib
import resource
import sqlite3
import sys

import kiosk
from wrong_things_test import play_with_pauses

TYPED = "zebra quilt"

VISIT = f"""wait attract
tap attract.start
wait language
tap language.en
wait home
tap home.commit
wait commitment
tap commitment.theme.11
tap commitment.own
type "{TYPED}"
tap commitment.next
tap commitment.kind.B
tap commitment.next
tap commitment.next
tap commitment.next
tap commitment.wall.yes
tap commitment.confirm
wait thanks
tree thanks
tap thanks.done
"""


def receipt_of(run):
    """The code that the visitor took home, as the thank-you screen showed it."""
    nodes = list(run.tree("thanks")["nodes"])
    return next(node["label"] for node in nodes if node["id"] == "thanks.code")


def whole_visit(findings, place):
    data, stick = place.folder("data"), place.folder("stick")
    place.set_pin(data)
    run = place.play(VISIT + kiosk.STAFF, data, "--verbose", "--media", stick)
    if not findings.check(run.status == 0, f"a visit and an export: status {run.status}: {run.err.strip()}"):
        return
    rows = kiosk.ledger_rows(data, place.work)
    if not findings.check(len(rows) == 1 and TYPED in rows[0]["words"].lower(), "the typed words were not kept"):
        return
    log = run.err
    for event in ("version ", "ready after ", "an export begins", "1 kept here, 1 on the stick", "stopping"):
        findings.check(event in log, f"the log does not tell of {event!r}: {log!r}")
    secrets = [*TYPED.split(), receipt_of(run), rows[0]["receipt"], rows[0]["id"], kiosk.PIN, stick.name]
    for secret in secrets:
        findings.check(str(secret).lower() not in log.lower(), f"the log holds {secret!r}: {log!r}")
    findings.check(all(line.startswith("smallplaces: ") for line in log.splitlines()), f"no plain lines: {log!r}")


def quiet_by_itself(findings, place):
    run = place.play("wait attract\nquit\n", place.folder("data"))
    findings.check(run.err == "", f"without --verbose and with nothing odd, stderr says {run.err!r}")


def damaged_ledger(findings, place):
    """What staff must know of is said even without --verbose."""
    data = place.folder("data")
    place.play(VISIT + "quit\n", data)
    (data / "ledger.db").write_bytes(b"this is no ledger" * 1000)
    for name in ("ledger.db-wal", "ledger.db-shm"):
        (data / name).unlink(missing_ok=True)
    run = place.play("wait attract\nquit\n", data)
    findings.check("the ledger was damaged" in run.err, f"a damaged ledger is not logged: {run.err!r}")
    findings.check(TYPED not in run.err, f"the log holds what was typed: {run.err!r}")


def odd_settings(findings, place):
    data = place.folder("data")
    place.play("wait attract\nquit\n", data)
    with contextlib.closing(sqlite3.connect(data / "ledger.db")) as ledger, ledger:  # smallplacesctl would refuse it
        ledger.execute("INSERT OR REPLACE INTO settings(name, value) VALUES ('language', 'tlh')")
    run = place.play("wait attract\nquit\n", data)
    findings.check("does not speak: tlh" in run.err, f"an odd setting is not logged: {run.err!r}")


def refused_commitment(findings, place):
    """The disk is full at the moment of the commitment: the log tells why and not what was promised."""
    way = VISIT.split("tap commitment.confirm")[0]
    script = way + "shot pause\ntap commitment.confirm\nwait thanks\nexpect id thanks.failed.title\nquit\n"

    def full(pid):
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))

    run = play_with_pauses(place, place.folder("data"), script, [full])
    findings.check("a commitment was refused: " in run.err, f"a refusal is not logged: {run.err!r} {run.status}")
    findings.check(TYPED.split()[0] not in run.err, f"the log holds what was typed: {run.err!r}")


def main():
    options = kiosk.arguments(__doc__).parse_args()
    findings = kiosk.Findings()
    with kiosk.place(options) as place:
        for check in (whole_visit, quiet_by_itself, damaged_ledger, odd_settings, refused_commitment):
            check(findings, place)
    return findings.done("log")


if __name__ == "__main__":
    sys.exit(main())
