#!/usr/bin/env python3
"""The out-of-order picture: drawn by the kiosk in good days, shown in bad ones by a program that needs nothing else."""

import signal
import struct
import subprocess
import sys
import time

import kiosk
import pictures

PATIENCE = 90  # seconds, for slow machines


def size_of(png):
    """Width and height, from the PNG's head."""
    return struct.unpack(">II", png[16:24])


def run_for_a_while(findings, place, data, *options):
    """A kiosk that nobody touches, ended as the service manager ends it once its picture is there; the picture."""
    picture, traits = data / "out-of-order.png", data / "out-of-order.txt"
    traits.unlink(missing_ok=True)
    command = list(map(str, place.command(data, *options)))
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    end = time.monotonic() + PATIENCE
    while not traits.exists() and process.poll() is None and time.monotonic() < end:
        time.sleep(0.1)
    process.send_signal(signal.SIGTERM)
    _, err = process.communicate(timeout=PATIENCE)
    findings.check(process.returncode == 0, f"SIGTERM ends the kiosk with {process.returncode}: {err!r}")
    findings.check(picture.exists(), f"{options}: no picture was kept within {PATIENCE} s: {err!r}")
    return picture.read_bytes() if picture.exists() else b""


def show(place, *arguments):
    shot = place.folder("shown") / "shot.png"
    run = place.run([place.bin / "smallplaces-out-of-order", "--headless", "--seconds", "1", "--shot", shot, *arguments])
    return run, shot.read_bytes() if shot.exists() else b"", shot


def colours_of(file):
    _, _, rows = pictures.read_png(file)
    return {row[i : i + 3] for row in set(rows) for i in range(0, len(row), 3)}


def kept_and_shown(findings, place):
    data = place.folder("data")
    picture = run_for_a_while(findings, place, data, "--size", "800x480")
    findings.check(picture and size_of(picture) == (800, 480), "the picture is not as large as the panel")
    run, shown, _ = show(place, "--size", "800x480", data / "missing.png", data / "out-of-order.png")
    findings.check(run.status == 0, f"showing it: status {run.status}: {run.err!r}")
    findings.check(shown == picture, "what is shown is not the picture that was kept")
    findings.check("out of order: showing" in run.err, f"the log does not say what is shown: {run.err!r}")
    (data / "out-of-order.png").write_bytes(picture[: len(picture) // 2])
    run, half, _ = show(place, "--size", "800x480", data / "out-of-order.png")
    findings.check(run.status == 0 and half not in (b"", picture), f"half a picture: {run.status}: {run.err!r}")
    run, sign, file = show(place, "--size", "800x480")
    findings.check(run.status == 0 and sign == half, f"without any picture there is no sign: {run.status}: {run.err!r}")
    findings.check(sign and size_of(sign) == (800, 480) and len(colours_of(file)) == 2, "the sign is no picture")


def turned_with_the_panel(findings, place):
    picture = run_for_a_while(findings, place, place.folder("data"), "--size", "800x480", "--rotation", "90")
    findings.check(picture and size_of(picture) == (800, 480), "on a turned panel the picture is not as the panel has it")


def drawn_on_demand(findings, place):
    """For the package: one in every interface's words."""
    file = place.folder("drawn") / "picture.png"
    run = place.run(place.command(place.folder("data"), "--out-of-order", file))
    findings.check(run.status == 0 and file.exists(), f"--out-of-order: status {run.status}: {run.err!r}")


def wrong_options(findings, place):
    for wrong in (["--seconds", "soon"], ["--size", "wide"], ["--nonsense"], ["--seconds"]):
        run = place.run([place.bin / "smallplaces-out-of-order", *wrong])
        findings.check(run.status == 2 and "Usage: " in run.err, f"{wrong}: status {run.status}: {run.err!r}")


def main():
    options = kiosk.arguments(__doc__).parse_args()
    findings = kiosk.Findings()
    with kiosk.place(options) as place:
        for check in (kept_and_shown, turned_with_the_panel, drawn_on_demand, wrong_options):
            check(findings, place)
    return findings.done("out of order")


if __name__ == "__main__":
    sys.exit(main())
