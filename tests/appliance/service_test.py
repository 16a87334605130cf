#!/usr/bin/env python3
# Appliance test service: the units under a real systemd: ready, watched, out of order and back
"""The kiosk's units in a container with a real systemd: readiness, watchdog, sandbox, mounts that come later, memory, the
out-of-order screen and the way back from it. Needs root, systemd-nspawn and mmdebstrap (for the container's system, kept
in build/appliance); status 77 says what is missing."""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
UNITS = ROOT / "platform/appliance/systemd"
SYSUSERS = ROOT / "platform/appliance/sysusers.d"
KIOSK, SIGN = "smallplaces.service", "smallplaces-out-of-order.service"
WITHOUT_PANEL = "[Service]\nEnvironment=SDL_VIDEODRIVER=offscreen\nStandardInput=null\n"
SIGN_SHOT = "/run/smallplaces-out-of-order/shot.png"
DATA = "/var/lib/smallplaces"
PATIENCE = 240  # seconds, for slow machines


def skip(sentence):
    print(f"skipped: {sentence}")
    sys.exit(77)


def run(*command, **options):
    return subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False, **options)


def packages_of(programs):
    """The Debian packages whose libraries the programs load."""
    libraries = set()
    for program in programs:
        libraries |= set(re.findall(r"=> (/\S+)", run("ldd", program).stdout))
    owners = run("dpkg", "-S", *sorted({str(pathlib.Path(library).resolve()) for library in libraries})).stdout
    return sorted({line.split(":")[0] for line in owners.splitlines()})


def system_root(programs):
    """A small Debian of this machine's release with what the programs load; made once."""
    packages = ["systemd", "systemd-sysv", "dbus", "xkb-data", *packages_of(programs)]
    release = dict(line.rstrip().split("=", 1) for line in open("/etc/os-release") if "=" in line)["VERSION_CODENAME"]
    folder = ROOT / "build/appliance" / f"service-root-{release}"
    wanted = folder / "packages.txt"
    if wanted.exists() and wanted.read_text() == "\n".join(packages):
        return folder
    if shutil.which("mmdebstrap") is None:
        skip("mmdebstrap is missing, which makes the container's system")
    sources = pathlib.Path("/etc/apt/sources.list.d/debian.sources")
    mirrors = re.findall(r"^URIs:\s*(\S+)", sources.read_text(), re.M) if sources.exists() else []
    shutil.rmtree(folder, ignore_errors=True)
    folder.parent.mkdir(parents=True, exist_ok=True)
    made = run("mmdebstrap", "--variant=minbase", "--aptopt=Acquire::Languages \"none\"",
               "--include=" + ",".join(packages), release, folder, *(f"deb {mirror} {release} main" for mirror in mirrors[:1]))
    if made.returncode != 0:
        skip(f"the container's system cannot be made: {(made.stderr.strip().splitlines() or ['no reason'])[-1]}")
    wanted.write_text("\n".join(packages))
    return folder


def put(source, target):
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target, dirs_exist_ok=True)
    else:
        shutil.copy(source, target)


def install(tree, binaries, content):
    """The kiosk as the package puts it, and what a container without a panel needs beside."""
    put(binaries / "smallplaces", tree / "usr/bin/smallplaces")
    put(binaries / "smallplaces-out-of-order", tree / "usr/libexec/smallplaces/smallplaces-out-of-order")
    put(content, tree / "usr/share/smallplaces/content.db")
    if (content.parent / "fonts").is_dir():
        put(content.parent / "fonts", tree / "usr/share/smallplaces/fonts")
    for unit in UNITS.glob("*.service"):
        put(unit, tree / "usr/lib/systemd/system" / unit.name)
    put(UNITS / "journald.conf.d", tree / "usr/lib/systemd/journald.conf.d")
    put(SYSUSERS, tree / "usr/lib/sysusers.d")
    etc = tree / "etc/systemd/system"
    for unit, more in ((KIOSK, ""), (SIGN, f"ExecStart=\nExecStart={sign_command()} --shot {SIGN_SHOT}\n")):
        (etc / f"{unit}.d").mkdir(parents=True)
        (etc / f"{unit}.d/test.conf").write_text(WITHOUT_PANEL + more)
    for masked in ("console-getty.service", "systemd-firstboot.service", "systemd-networkd.service"):
        (etc / masked).symlink_to("/dev/null")
    (etc / "multi-user.target.wants").mkdir()
    (etc / "multi-user.target.wants" / KIOSK).symlink_to(f"/usr/lib/systemd/system/{KIOSK}")


def sign_command():
    return re.search(r"^ExecStart=(.*)$", (UNITS / SIGN).read_text(), re.M)[1]


class Container:
    """A booted system over a throw-away layer; its root is `tree` seen from here."""

    def __init__(self, work, system, binaries, content):
        self.work, self.tree = work, work / "tree"
        self.mount("-t", "tmpfs", "tmpfs", work)
        for name in ("kiosk", "upper", "scratch", "tree"):
            (work / name).mkdir()
        install(work / "kiosk", binaries, content)
        self.mount("-t", "overlay", "-o", f"lowerdir={work}/kiosk:{system},upperdir={work}/upper,workdir={work}/scratch",
                   "overlay", self.tree)
        command = ["systemd-nspawn", "--register=no", "--keep-unit", "-q", "-D", self.tree, "--private-network",
                   "--bind-ro=/usr/share/fonts", "--console=read-only", "-b"]
        self.log = open(work / "boot.log", "wb")
        self.process = subprocess.Popen(list(map(str, command)), stdin=subprocess.PIPE, stdout=self.log, stderr=self.log)
        self.leader = None

    @staticmethod
    def mount(*arguments):
        mounted = run("mount", *arguments)
        if mounted.returncode != 0:
            skip(f"this machine does not let us mount: {mounted.stderr.strip()}")

    def find_leader(self):
        children = pathlib.Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        for child in children:
            if pathlib.Path(f"/proc/{child}/comm").read_text().strip() == "systemd":
                return child
        return None

    def inside(self, *command, timeout=120):
        return run("nsenter", "-a", "-t", self.leader, "--", *command, timeout=timeout)

    def show(self, unit, *names):
        said = self.inside("systemctl", "show", unit, *(f"-p{name}" for name in names)).stdout
        values = dict(line.split("=", 1) for line in said.splitlines() if "=" in line)
        return [values.get(name, "") for name in names] if len(names) > 1 else values.get(names[0], "")

    def entries(self, unit):
        """The journal's entries of one unit."""
        said = self.inside("journalctl", "-u", unit, "-o", "json", "--no-pager").stdout
        return [json.loads(line) for line in said.splitlines() if line.startswith("{")]

    def heard(self, unit, part):
        return any(part in str(entry.get("MESSAGE", "")) for entry in self.entries(unit))

    def stop(self):
        if self.leader:
            self.inside("systemctl", "poweroff")
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.log.close()
        run("umount", "-l", self.tree)
        run("umount", "-l", self.work)


def wait_for(condition, seconds=PATIENCE):
    """How long it took until `condition` held; None: it never did."""
    start = time.monotonic()
    while time.monotonic() - start < seconds:
        if condition():
            return time.monotonic() - start
        time.sleep(0.3)
    return None


class Findings:
    def __init__(self):
        self.wrong, self.checks, self.figures, self.skipped = 0, 0, [], []

    def check(self, holds, sentence):
        self.checks += 1
        if not holds:
            self.wrong += 1
            print(f"WRONG: {sentence}", flush=True)
        return holds


def is_up(box):
    return box.show(KIOSK, "ActiveState", "SubState") == ["active", "running"]


def ready(box, findings):
    if not findings.check(wait_for(lambda: is_up(box)) is not None, f"the kiosk is not ready: {box.show(KIOSK, 'Result', 'StatusText')}"):
        print(box.inside("journalctl", "--no-pager", "-n", "60").stdout)
        return False
    events = {entry.get("SMALLPLACES_EVENT"): entry for entry in box.entries(KIOSK)}
    findings.check({"start", "ready"} <= set(events), f"the journal's fields tell of {set(events)} only")
    findings.check("waiting for a visitor" in box.show(KIOSK, "StatusText"), "its status says nothing")
    findings.figures.append(f"first frame {events.get('ready', {}).get('SMALLPLACES_SECONDS', '?')} s after the start")
    return True


def units(box, findings):
    for unit in sorted(file.name for file in UNITS.glob("*.service")):
        said = box.inside("systemd-analyze", "verify", "--man=no", f"/usr/lib/systemd/system/{unit}")
        about = [line for line in (said.stdout + said.stderr).splitlines() if "smallplaces" in line]
        findings.check(said.returncode == 0 and not about, f"verify of {unit}: {about} {said.returncode}")
        report = box.inside("systemd-analyze", "security", "--no-pager", unit).stdout
        exposure = re.search(r"exposure level for \S+: ([0-9.]+)", report)
        findings.check(exposure and float(exposure[1]) <= 2.0, f"{unit} is exposed: {exposure and exposure[1]}")
        findings.figures.append(f"{unit.removesuffix('.service')} exposed {exposure[1] if exposure else '?'}")


def sandbox(box, findings):
    """What the running process really may."""
    pid = box.show(KIOSK, "MainPID")
    status = dict(line.split(":\t", 1) for line in box.inside("cat", f"/proc/{pid}/status").stdout.splitlines() if ":\t" in line)
    owner = box.inside("id", "-u", "smallplaces").stdout.strip()
    findings.check(status.get("Uid", "").split()[:1] == [owner] and owner not in ("", "0"), f"it runs as {status.get('Uid')}")
    findings.check(status.get("CapBnd", "").strip("0") == "" and "CapBnd" in status, "it may gain capabilities")
    findings.check(status.get("NoNewPrivs", "").strip() == "1" and status.get("Seccomp", "").strip() == "2", "no seccomp")
    box.inside("mkdir", "-p", "/media/smallplaces/STICK")
    box.inside("mount", "-t", "tmpfs", "-o", "nosuid,nodev,noexec", "stick", "/media/smallplaces/STICK")
    mounts = box.inside("cat", f"/proc/{pid}/mountinfo").stdout.splitlines()
    stick = [line for line in mounts if " /media/smallplaces/STICK " in line]
    findings.check(stick and stick[0].split()[5].startswith("rw"), f"a stick mounted after the start is not reached: {stick}")
    whole = [line for line in mounts if line.split()[4] == "/"]
    findings.check(whole and whole[-1].split()[5].startswith("ro"), f"the system is not read-only for it: {whole}")
    box.inside("umount", "/media/smallplaces/STICK")
    left = box.inside("grep", "-c", "/media/smallplaces/STICK", f"/proc/{pid}/mountinfo").stdout.strip()
    findings.check(left == "0", f"a stick that was unmounted stays mounted for the kiosk: {left}")


def watched(box, findings):
    before, restarts = box.show(KIOSK, "MainPID", "NRestarts")
    time.sleep(1)
    findings.check(box.inside("sh", "-c", f"kill -STOP {before}").returncode == 0, "it cannot be stopped")
    took = wait_for(lambda: box.show(KIOSK, "NRestarts") != restarts and is_up(box))
    findings.check(took is not None and box.show(KIOSK, "MainPID") != before, "a kiosk that stands still is not started anew")
    findings.check(box.heard(KIOSK, "Watchdog timeout"), "it was not the watchdog")
    if took is not None:
        findings.figures.append(f"a stopped process was replaced after {took:.0f} s")


def alive_when_still(box, findings):
    """Nobody touches it for longer than the watchdog waits: it must not be restarted, and hardly works."""
    pid, restarts = box.show(KIOSK, "MainPID", "NRestarts")
    limit = int(re.search(r"^WatchdogSec=(\d+)$", (UNITS / KIOSK).read_text(), re.M)[1])
    time.sleep(limit + 10)
    findings.check(box.show(KIOSK, "MainPID", "NRestarts") == [pid, restarts], "a still kiosk was started anew")


def memory(box, findings):
    pid = box.show(KIOSK, "MainPID")
    rollup = box.inside("cat", f"/proc/{pid}/smaps_rollup").stdout
    used = int(re.search(r"^Pss:\s+(\d+) kB", rollup, re.M)[1]) * 1024
    high, most, oom = box.show(KIOSK, "MemoryHigh", "MemoryMax", "OOMPolicy")
    findings.check(2 * used <= int(high) < int(most), f"{used} bytes do not fit twice into {high}, or that not into {most}")
    findings.check(oom == "stop", f"when memory runs out: {oom}")
    findings.figures.append(f"{used / 2**20:.0f} MiB of at most {int(high) / 2**20:.0f}")
    group = f"/sys/fs/cgroup{box.show(KIOSK, 'ControlGroup')}"
    if box.inside("test", "-e", f"{group}/memory.max").returncode != 0:
        findings.skipped.append("the memory limit: this machine gives containers no memory controller")
        return
    findings.check(box.inside("cat", f"{group}/memory.max").stdout.strip() == most, "the kernel has another limit")
    restarts = box.show(KIOSK, "NRestarts")
    box.inside("sh", "-c", f"echo $$ > {group}/cgroup.procs && exec tail /dev/zero")
    took = wait_for(lambda: box.show(KIOSK, "NRestarts") != restarts and is_up(box))
    findings.check(took is not None, "what eats all memory is not stopped, or the kiosk does not come back")


def out_of_order(box, findings):
    """A pack that cannot be read: five tries, the picture, and the kiosk again once the pack is whole."""
    picture = box.tree / DATA.lstrip("/") / "out-of-order.png"
    if not findings.check(wait_for(picture.exists) is not None, "no picture was kept in good days"):
        return
    pack = box.tree / "usr/share/smallplaces/content.db"
    pack.rename(pack.with_suffix(".good"))
    pack.write_bytes(b"no pack\n" * 4096)
    box.inside("systemctl", "reset-failed", KIOSK)
    box.inside("systemctl", "kill", "--kill-whom=main", "-s", "KILL", KIOSK)
    took = wait_for(lambda: box.show(SIGN, "ActiveState") == "active")
    findings.check(took is not None, f"out of order is not shown: {box.show(KIOSK, 'ActiveState', 'Result', 'NRestarts')}")
    tries = sum("content.db" in str(entry.get("MESSAGE", "")) for entry in box.entries(KIOSK))
    findings.check(tries in (4, 5), f"it was tried {tries} times before")
    shot = box.tree / SIGN_SHOT.lstrip("/")
    shown = pathlib.Path(f"/proc/{box.leader}/root{SIGN_SHOT}")
    findings.check(wait_for(shown.exists, 30) is not None, f"the out-of-order program shows nothing ({shot})")
    if shown.exists():
        findings.check(wait_for(lambda: shown.read_bytes() == picture.read_bytes(), 10) is not None, "it shows another picture")
    findings.check(box.heard(SIGN, f"out of order: showing {DATA}/out-of-order.png"), "its log does not say what it shows")
    pack.unlink()
    pack.with_suffix(".good").rename(pack)
    back = wait_for(lambda: is_up(box))
    findings.check(back is not None, f"the kiosk does not come back: {box.show(KIOSK, 'ActiveState', 'Result')}")
    findings.check(box.show(SIGN, "ActiveState") != "active", "both are shown")
    if took is not None and back is not None:
        findings.figures.append(f"out of order shown {took:.0f} s after the failure, the kiosk back by itself {back:.0f} s later")


def stops(box, findings):
    box.inside("systemctl", "stop", KIOSK)
    result = box.show(KIOSK, "Result", "ExecMainStatus", "ActiveState")
    findings.check(result == ["success", "0", "inactive"], f"stopping ends with {result}")
    findings.check(box.entries(KIOSK) and box.heard(KIOSK, "stopping"), "stopping is not logged")


def main():
    binaries = pathlib.Path(os.environ.get("SMALLPLACES_BIN", ROOT / "build/release/bin")).resolve()
    content = pathlib.Path(os.environ.get("SMALLPLACES_CONTENT", ROOT / "build/content.db")).resolve()
    if os.geteuid() != 0:
        skip("this needs root, to start a container")
    if shutil.which("systemd-nspawn") is None or shutil.which("ldd") is None:
        skip("systemd-nspawn (package systemd-container) is missing")
    programs = [binaries / name for name in ("smallplaces", "smallplaces-out-of-order")]
    for file in (*programs, content):
        if not file.is_file():
            sys.exit(f"{file} is missing: build the programs, then run tools/content")
    system = system_root(programs)
    findings = Findings()
    with tempfile.TemporaryDirectory(prefix="smallplaces-service-") as work:
        box = Container(pathlib.Path(work), system, binaries, content)
        try:
            if wait_for(lambda: box.process.poll() is not None or box.find_leader(), 60) is None or box.process.poll() is not None:
                skip(f"no container starts here: {(pathlib.Path(work) / 'boot.log').read_text(errors='replace').strip()[-300:]}")
            box.leader = box.find_leader()
            wait_for(lambda: box.inside("systemctl", "is-system-running").stdout.strip() in ("running", "degraded"), 120)
            if ready(box, findings):
                for check in (units, sandbox, alive_when_still, watched, memory, out_of_order, stops):
                    check(box, findings)
        finally:
            box.stop()
    for sentence in findings.skipped:
        print(f"left out: {sentence}")
    print(f"{findings.checks} checks, {findings.wrong} wrong: {'; '.join(findings.figures + findings.skipped)}")
    return 1 if findings.wrong or findings.checks == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
