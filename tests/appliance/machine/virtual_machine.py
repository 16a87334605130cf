"""A card's image in QEMU: power, screen, fingers, sticks and, for the test only, a root shell.

The image stays as it was shipped. The shell and the touch screen come with a second archive behind its initrd, whose init is
the card's own with one line more: it copies them into the root's changes, which are in memory.
"""

import contextlib
import json
import pathlib
import platform
import shutil
import signal
import socket
import subprocess
import time

HERE = pathlib.Path(__file__).resolve().parent
INIT = HERE.parents[2] / "platform/appliance/card/init"
PATIENCE = 8  # times longer than on a Pi, for a processor in software on a busy machine
WRONG_DATE = "2026-10-10"  # at every start, as on a Pi without a battery; too early for the kiosk to believe it
LAST_STEP = "mount --move /dev /root/dev\n"

SHELL_UNIT = """[Unit]
DefaultDependencies=no
StartLimitIntervalSec=0
[Service]
ExecStart=/bin/bash /usr/local/bin/test-shell
Restart=always
RestartSec=1
OOMScoreAdjust=-900
"""
SHELL = r"""exec <>/dev/virtio-ports/shell >&0 2>&1
while IFS= read -r line; do
    (eval "$line") </dev/null
    printf '\n@@done %d\n' $?
done
"""
TOUCH_UNIT = """[Unit]
DefaultDependencies=no
StartLimitIntervalSec=0
After=systemd-udevd.service
[Service]
ExecStartPre=-/sbin/modprobe uinput
ExecStart=/usr/local/bin/touchd /dev/virtio-ports/touch %d %d
Restart=always
RestartSec=1
"""


class Broken(Exception):
    """The machine did not do what it had to; the message says what."""


def compile_touchd(arch, out):
    """The touch screen's program for the machine's processor."""
    own = platform.machine() == {"amd64": "x86_64", "arm64": "aarch64"}[arch]
    compiler = "cc" if own else {"amd64": "x86_64-linux-gnu-gcc", "arm64": "aarch64-linux-gnu-gcc"}[arch]
    if shutil.which(compiler) is None:
        return f"{compiler} is not installed"
    subprocess.run([compiler, "-O1", "-static", "-o", out, HERE / "touchd.c"], check=True)
    return None


def add_helpers(initrd, touchd, size, work):
    """The initrd with the helpers behind it."""
    folder = work / "helpers-archive"
    shutil.rmtree(folder, ignore_errors=True)
    units = folder / "helpers/etc/systemd/system"
    programs = folder / "helpers/usr/local/bin"
    wants = units / "sysinit.target.wants"
    for one in (wants, programs):
        one.mkdir(parents=True)
    text = INIT.read_text()
    assert text.count(LAST_STEP) == 1, "the card's init has changed"
    (folder / "init").write_text(text.replace(LAST_STEP, "cp -a /helpers/. /root/\n" + LAST_STEP))
    (folder / "init").chmod(0o755)
    (folder / "bin").mkdir()
    (folder / "bin/cp").symlink_to("busybox")
    (units / "test-shell.service").write_text(SHELL_UNIT)
    (units / "test-touch.service").write_text(TOUCH_UNIT % size)
    for name in ("test-shell", "test-touch"):
        (wants / f"{name}.service").symlink_to(f"../{name}.service")
    (programs / "test-shell").write_text(SHELL)
    shutil.copy(touchd, programs / "touchd")
    archive = subprocess.run("find . | cpio --quiet -o -H newc -R 0:0 | gzip -1", shell=True, cwd=folder, check=True, capture_output=True)
    out = work / "initrd"
    out.write_bytes(initrd.read_bytes() + archive.stdout)
    return out


class Machine:
    """One machine, switched on. Use as a context: at the end its power is cut."""

    def __init__(self, arch, card, kernel, initrd, command_line, work, size=(800, 480), memory=1024):
        self.work, self.size = pathlib.Path(work), size
        self.serial = self.work / "serial.log"
        self.sockets = {name: self.work / f"{name}.socket" for name in ("qmp", "shell", "touch")}
        for path in self.sockets.values():
            path.unlink(missing_ok=True)
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            self._command(arch, card, kernel, initrd, command_line, memory), stdout=open(self.work / "qemu.log", "ab"), stderr=subprocess.STDOUT
        )
        self._connections = {}
        self._read = b""

    def _command(self, arch, card, kernel, initrd, command_line, memory):
        console = {"arm64": "ttyAMA0", "amd64": "ttyS0"}[arch]
        command = [{"arm64": "qemu-system-aarch64", "amd64": "qemu-system-x86_64"}[arch], "-nodefaults", "-no-user-config", "-display", "none"]
        # No KVM even where it is: too many machines have one that does not work.
        command += ["-accel", "tcg,thread=multi", "-smp", "2", "-m", str(memory)]
        command += ["-M", {"arm64": "virt,gic-version=3", "amd64": "q35"}[arch]]
        command += ["-cpu", {"arm64": "cortex-a72", "amd64": "max"}[arch]]
        command += ["-kernel", kernel, "-initrd", initrd, "-append", f"{command_line} console={console}"]
        command += ["-drive", f"file={card},format=raw,if=none,cache=writethrough,id=card", "-device", "virtio-blk-pci,drive=card"]
        command += ["-rtc", f"base={WRONG_DATE}T09:00:00"]
        command += ["-device", f"virtio-gpu-pci,id=gpu,xres={self.size[0]},yres={self.size[1]}", "-device", "virtio-rng-pci"]
        command += ["-device", "qemu-xhci,id=usb", "-device", "virtio-serial-pci", "-serial", f"file:{self.serial}"]
        for name in ("shell", "touch"):
            command += ["-chardev", f"socket,id={name},path={self.sockets[name]},server=on,wait=off"]
            command += ["-device", f"virtserialport,chardev={name},name={name}"]
        return [str(word) for word in command + ["-qmp", f"unix:{self.sockets['qmp']},server=on,wait=off", "-no-reboot"]]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.cut_power()

    def seconds(self):
        return time.monotonic() - self.started

    def wait_until(self, what, seconds, done, pause=0.2):
        """Waits until done() gives something true and returns it; Broken says what did not happen."""
        end = time.monotonic() + seconds * PATIENCE
        while True:
            if self.process.poll() is not None:
                raise Broken(f"{what}: the machine stopped by itself ({self.log_end()})")
            result = done()
            if result:
                return result
            if time.monotonic() > end:
                raise Broken(f"{what}: not within {seconds * PATIENCE} s ({self.log_end()})")
            time.sleep(pause)

    def log_end(self):
        with contextlib.suppress(OSError):
            return self.serial.read_text(errors="replace").strip().replace("\r", "")[-400:]
        return "no word on the serial line"

    def _connect(self, name):
        if name not in self._connections:
            one = socket.socket(socket.AF_UNIX)
            end = time.monotonic() + 20
            while True:
                try:
                    one.connect(str(self.sockets[name]))
                    break
                except OSError:
                    if time.monotonic() > end:
                        raise Broken(f"QEMU did not start: {(self.work / 'qemu.log').read_text()[-400:]}") from None
                    time.sleep(0.05)
            self._connections[name] = one
        return self._connections[name]

    def command(self, name, **arguments):
        """A command of QEMU's own protocol."""
        if not hasattr(self, "_qmp"):
            self._qmp = self._connect("qmp").makefile("rw")
            self._qmp.readline()
            self._ask("qmp_capabilities", {})
        return self._ask(name, arguments)

    def _ask(self, name, arguments):
        self._qmp.write(json.dumps({"execute": name, "arguments": arguments}) + "\n")
        self._qmp.flush()
        while True:
            line = self._qmp.readline()
            if not line:
                raise Broken(f"{name}: QEMU is gone")
            answer = json.loads(line)
            if "error" in answer:
                raise Broken(f"{name}: {answer['error']['desc']}")
            if "return" in answer:
                return answer["return"]

    def run(self, command, seconds=60):
        """Runs a line in the machine as root; gives its status and what it said."""
        shell = self._connect("shell")
        shell.sendall(command.encode() + b"\n")
        shell.settimeout(0.5)
        end = time.monotonic() + seconds * PATIENCE
        while b"\n@@done " not in self._read or not self._read.rstrip(b" ").endswith(b"\n"):
            if time.monotonic() > end or self.process.poll() is not None:
                raise Broken(f"no answer to: {command} ({self.log_end()})")
            with contextlib.suppress(TimeoutError):
                self._read += shell.recv(65536)
        said, status = self._read.decode(errors="replace").rsplit("\n@@done ", 1)
        self._read = b""
        return int(status), said.replace("\r", "").strip()

    def ask(self, command, seconds=60):
        """As run(), of what must not fail; gives what it said."""
        status, said = self.run(command, seconds)
        if status != 0:
            raise Broken(f"{command}: status {status}: {said[-600:]}")
        return said

    def screen(self, file):
        """What the panel shows now, as a PNG."""
        self.command("screendump", filename=str(file), format="png")
        return pathlib.Path(file)

    def finger(self, line):
        self._connect("touch").sendall(line.encode() + b"\n")

    def tap(self, x, y, held=0.15):
        self.finger(f"down {round(x)} {round(y)}")
        time.sleep(held)
        self.finger("up")

    def plug(self, name, image, operations=0):
        """A stick; `operations`: how many reads and writes it does in a second (0: as many as it can)."""
        node = {"driver": "raw", "file": {"driver": "file", "filename": str(image)}}
        if operations:
            pace = f"{name}-at-{operations}"
            self.command("object-add", **{"qom-type": "throttle-group", "id": pace, "limits": {"iops-total": operations}})
            node = {"driver": "throttle", "throttle-group": pace, "file": node}
        self.command("blockdev-add", **{"node-name": name, **node})
        self.command("device_add", driver="usb-storage", id=name, drive=name, bus="usb.0", removable=True, serial=f"{name}-1")

    def pull(self, name):
        self.command("device_del", id=name)

        def is_gone():
            with contextlib.suppress(Broken):
                self.command("blockdev-del", **{"node-name": name})
                return True
            return False

        self.wait_until(f"pulling out {name}", 20, is_gone)

    def cut_power(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        for one in self._connections.values():
            one.close()
