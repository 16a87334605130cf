#!/usr/bin/env python3
"""The rules by which tools/soak judges its samples, shown to find what they are there for."""

import random
import sys

import kiosk
import soak


def samples(leak_column=None, leak=0.0, count=200, seed=5):
    """A run that wavers as a real one does; `leak` of one quantity is added at each visit."""
    dice = random.Random(seed)
    flat = {"memory_kib": 90000, "own_kib": 60000, "allocated_kib": 30000, "files": 16, "threads": 1, "textures": 80, "texture_bytes": 8 << 20}
    wavers = {"memory_kib": 9000, "own_kib": 9000, "allocated_kib": 5000, "textures": 40, "texture_bytes": 4 << 20}
    run = []
    for visit in range(count):
        warm = min(1.0, (visit + 5) / 30)  # caches fill
        sample = {name: value * (warm if name in wavers else 1) + dice.randint(0, wavers.get(name, 0)) for name, value in flat.items()}
        if leak_column:
            sample[leak_column] += leak * visit
        run.append({name: str(value) for name, value in sample.items()})
    return run


def main():
    findings = kiosk.Findings()
    for seed in range(20):
        _, grew = soak.growth(samples(seed=seed))
        findings.check(not grew, f"seed {seed}: what is flat was found to grow: {grew}")
    for column, leak in (("own_kib", 100), ("allocated_kib", 50), ("files", 0.02), ("threads", 0.02), ("textures", 0.5), ("texture_bytes", 40000)):
        _, grew = soak.growth(samples(column, leak))
        findings.check(len(grew) == 1, f"a leak of {leak} {column} at each visit: {grew or 'not found'}")
    _, grew = soak.growth(samples("memory_kib", 100))
    findings.check(not grew, "what other programs decide was judged")
    _, grew = soak.growth(samples("own_kib", 100), but=("own_kib",))
    findings.check(not grew, "what is left out was judged")
    log = f"{soak.EXPORT_REFUSED}removed\n{soak.TIME_CONFIRMED}0 re-dated\n{soak.TIME_REFUSED}2026-01-01 cannot be now\nsmallplaces: the ledger cannot be read any more\n"
    findings.check(soak.odd_lines(log) == log.splitlines()[3:], "an error in the log was not found")
    return findings.done("soak_rules")


if __name__ == "__main__":
    sys.exit(main())
