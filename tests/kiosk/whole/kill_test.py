#!/usr/bin/env python3
"""A robot makes commitments; the kiosk is killed with SIGKILL at a random moment, again and again on the same ledger.

Every visit chooses another theme than the one before. After each kill the rows added to the ledger are compared with
the visits one by one: row n is of visit n, and there are as many rows as visits whose `ok` line for `expect id
thanks.code` was printed, or one more (it was on disk and the line not yet out). The receipts that the robot read from
the screen must be those rows' receipts, each once. At the end smallplacesctl exports the ledger and the lossless file
must hold every receipt once.

Half of the kills come at any moment of the process's life, the others within the moments after the touch on `confirm`.
"""

import collections
import json
import os
import random
import select
import signal
import subprocess
import sys
import time

import kiosk

LEAST_KILLS = 200
VISITS_A_PROCESS = 12
LONGEST_MS = 700  # of a process's life, when it is killed at any moment
COMMIT_MS = 25  # after the line before the touch on `confirm`
THANKED = "expect id thanks.code"
BEFORE_CONFIRM = "tap commitment.wall.no"


def theme_of(visit):
    return visit % 12 + 1


def visit(number):
    """The visit of every other test, with a theme of its own, and the receipt written down."""
    way = kiosk.visit_script("en").removeprefix("wait attract\n").removesuffix("quit\n")
    way = way.replace("commitment.theme.11", f"commitment.theme.{theme_of(number)}")
    return way.replace("tap thanks.done\n", f"tree thanks-{number}\ntap thanks.done\n")


def script():
    return "wait attract\n" + "".join(visit(number) for number in range(VISITS_A_PROCESS)) + "quit\n"


class Victim:
    """One process, and what it said before it was killed."""

    def __init__(self, place, data, file, shots):
        command = place.command(data, "--script", file, "--shots", shots, "--size", "800x480", "--diagonal", "7")
        self.process = subprocess.Popen(list(map(str, command)), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.said = b""

    def read_until(self, deadline, enough=lambda text: False):
        while not enough(self.said) and (left := deadline - time.monotonic()) > 0:
            if not select.select([self.process.stdout], [], [], left)[0]:
                return
            part = os.read(self.process.stdout.fileno(), 65536)
            if not part:
                return
            self.said += part

    def kill(self):
        """True when it was still alive; then reads what was still in the pipe."""
        alive = self.process.poll() is None
        self.process.send_signal(signal.SIGKILL)
        rest, errors = self.process.communicate()
        self.said += rest
        self.errors = errors.decode(errors="replace")
        return alive and self.process.returncode == -signal.SIGKILL

    @property
    def thanked(self):
        return [line for line in self.said.decode().splitlines() if line.startswith("ok ") and line.endswith(THANKED)]


def strike(victim, chance):
    """Waits for the chosen moment and kills."""
    started = time.monotonic()
    if chance.random() < 0.5:
        victim.read_until(started + chance.uniform(0, LONGEST_MS) / 1000)
    else:
        visit = chance.randint(1, 3)
        victim.read_until(started + 20, lambda text: text.count(BEFORE_CONFIRM.encode()) >= visit)
        victim.read_until(time.monotonic() + chance.uniform(0, COMMIT_MS) / 1000)
    return victim.kill()


def receipts_seen(shots):
    """visit -> receipt, from the trees that were written whole."""
    seen = {}
    for file in shots.glob("thanks-*.json"):
        try:
            tree = json.loads(file.read_text(encoding="utf-8"))
        except json.JSONDecodeError:
            continue  # killed while it was written
        codes = [node["label"] for node in tree["nodes"] if node["id"] == "thanks.code"]
        seen[int(file.stem.split("-")[1])] = codes[0]
        file.unlink()
    return seen


def compare(findings, round_name, victim, fresh, seen):
    """The rows added since the last kill against what the robot was told; how many were in flight."""
    thanked = len(victim.thanked)
    findings.check(thanked <= len(fresh) <= thanked + 1, f"{round_name}: {thanked} thanked, {len(fresh)} rows added")
    themes = [row["theme"] for row in fresh]
    findings.check(themes == [theme_of(visit) for visit in range(len(fresh))], f"{round_name}: rows of the themes {themes}")
    for visit, receipt in seen.items():
        kept = visit < len(fresh) and fresh[visit]["receipt"] == receipt
        findings.check(kept, f"{round_name}: the receipt {receipt} of visit {visit} is not that visit's row")
    return len(fresh) - thanked


def check_export(findings, place, data, rows):
    to = place.folder("stick")
    exported = place.control("export", "--data", data, "--to", to)
    if not findings.check(exported.status == 0, f"export after the kills: {exported.status}: {exported.err}"):
        return
    folder = next(to.iterdir())
    findings.check(place.control("verify", folder).status == 0, "verify after the kills fails")
    records = [json.loads(line) for line in (folder / "commitments.jsonl").read_text(encoding="utf-8").splitlines()]
    counted = collections.Counter(record["receipt"] for record in records if "receipt" in record)
    findings.check(counted == collections.Counter(row["receipt"] for row in rows), "the export holds other receipts than the ledger")
    findings.check(set(counted.values()) <= {1}, "a receipt is in the export twice")


def main():
    parser = kiosk.arguments(__doc__)
    parser.add_argument("--kills", type=int, default=LEAST_KILLS)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 32))
    options = parser.parse_args()
    print(f"kill: --seed {options.seed}")
    chance = random.Random(options.seed)
    findings = kiosk.Findings()
    kills = rounds = told = in_flight = 0
    acknowledged = set()
    with kiosk.place(options) as place:
        data, shots = place.folder("data"), place.folder("shots")
        file = place.folder("script") / "commit.robot"
        file.write_text(script())
        rows = []
        while kills < options.kills and rounds < 3 * options.kills:
            rounds += 1
            victim = Victim(place, data, file, shots)
            kills += strike(victim, chance)
            findings.check(victim.process.returncode in (-signal.SIGKILL, 0), f"round {rounds}: {victim.process.returncode}: {victim.errors}")
            after = kiosk.ledger_rows(data, place.work)
            same = [row["id"] for row in after[: len(rows)]] == [row["id"] for row in rows]
            findings.check(same, f"round {rounds}: rows of earlier rounds are gone or changed")
            seen = receipts_seen(shots)
            acknowledged |= set(seen.values())
            in_flight += compare(findings, f"round {rounds}", victim, after[len(rows) :], seen)
            told += len(victim.thanked)
            rows = after
        findings.check(kills >= options.kills, f"only {kills} of {rounds} rounds ended by a kill")
        counted = collections.Counter(row["receipt"] for row in rows)
        findings.check(all(counted[receipt] == 1 for receipt in acknowledged), "a receipt that was shown is not there exactly once")
        findings.check(told > kills // 2, f"only {told} commitments were thanked for: the kills came too early to prove anything")
        check_export(findings, place, data, rows)
    print(f"kill: {kills} kills, {told} commitments thanked for, {len(rows)} kept, {in_flight} on disk whose line was not out yet")
    return findings.done("kill")


if __name__ == "__main__":
    sys.exit(main())
