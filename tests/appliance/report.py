#!/usr/bin/env python3
"""Usage: report.py RESULTS.xml NAME...: what each of these tests showed, from the results that ctest --output-junit
wrote. The last line that a test printed is its figures, or why it was skipped."""

import sys
import xml.etree.ElementTree

OUTCOMES = {"run": "ran in {seconds:.0f} s", "notrun": "skipped", "fail": "FAILED after {seconds:.0f} s"}


def last_line(case):
    said = case.findtext("system-out") or ""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    return lines[-1] if lines else "it printed nothing"


def report(results, names):
    cases = {case.get("name"): case for case in xml.etree.ElementTree.parse(results).iter("testcase")}
    for name in names:
        if name not in cases:
            yield f"  {name}: not run"
            continue
        case = cases[name]
        outcome = OUTCOMES.get(case.get("status"), case.get("status")).format(seconds=float(case.get("time")))
        yield f"  {name}: {outcome}: {last_line(case).removeprefix('skipped: ')}"


if __name__ == "__main__":
    if len(sys.argv) < 2 or sys.argv[1].startswith("-"):
        sys.exit(__doc__)
    print("\n".join(report(sys.argv[1], sys.argv[2:])))
