"""A small virtual machine of this machine's architecture: Debian's kernel, busybox and one program with its libraries,
all in memory. For file systems that the kernel of a test machine has not got. Its only disk is logged, as in
logged_disk."""

import contextlib
import glob
import os
import platform
import re
import shutil
import subprocess
import time

import logged_disk

LONGEST_RUN = 900  # seconds, of which starting takes most
PACKAGES = "build/appliance/guest"  # what was fetched stays here
MACHINES = {
    "x86_64": ("amd64", "qemu-system-x86_64", ["-M", "q35", "-cpu", "qemu64"], "ttyS0"),
    "aarch64": ("arm64", "qemu-system-aarch64", ["-M", "virt,gic-version=max", "-cpu", "max"], "ttyAMA0"),
}
MODULES = ("virtio_pci", "virtio_blk", "vfat", "nls_cp437", "nls_ascii")
DEVICE = "/dev/vda"


def require():
    if platform.machine() not in MACHINES:
        raise logged_disk.Missing(f"there is no guest for {platform.machine()}")
    for program, package in {
        MACHINES[platform.machine()][1]: "qemu-system-x86 or qemu-system-arm",
        "mkfs.vfat": "dosfstools",
        "mcopy": "mtools",
        "cpio": "cpio",
        "depmod": "kmod",
    }.items():
        if not shutil.which(program):
            raise logged_disk.Missing(f"there is no {program} (package {package})")


def fetch():
    """The folder with the unpacked kernel and busybox, taken from Debian once."""
    folder = os.path.abspath(PACKAGES)
    if glob.glob(f"{folder}/tree/boot/vmlinuz-*"):
        return f"{folder}/tree"
    os.makedirs(folder, exist_ok=True)
    meta = f"linux-image-{MACHINES[platform.machine()][0]}"
    depends = subprocess.run(["apt-cache", "depends", meta], capture_output=True, text=True, check=False).stdout
    kernel = re.search(r"Depends: (linux-image-\S+)", depends)
    if not kernel:
        raise logged_disk.Missing(f"apt knows no {meta} (apt-get update?)")
    command = ["apt-get", "download", "-qq", kernel[1], "busybox-static"]
    if subprocess.run(command, cwd=folder, capture_output=True, check=False).returncode:
        raise logged_disk.Missing(f"{kernel[1]} and busybox-static cannot be fetched")
    for package in glob.glob(f"{folder}/*.deb"):
        logged_disk.call("dpkg", "-x", package, f"{folder}/new")
        os.unlink(package)
    os.rename(f"{folder}/new", f"{folder}/tree")
    return f"{folder}/tree"


def modules_of(tree, version):
    """Their files in the order in which they go in."""
    logged_disk.call("depmod", "-b", tree, version)
    files = []
    for name in MODULES:
        said = logged_disk.call("modprobe", "-d", tree, "-S", version, "--show-depends", name).stdout
        files += [line.split()[1] for line in said.splitlines() if line.startswith("insmod ")]
    return list(dict.fromkeys(files))


def libraries_of(program):
    said = logged_disk.call("ldd", program).stdout
    return re.findall(r"(/\S+) \(0x", said)


def make_initrd(folder, tree, version, program, script):
    root = f"{folder}/initrd"
    for name in ("bin", "dev", "proc", "sys", "tmp", "modules"):
        os.makedirs(f"{root}/{name}")
    shutil.copy(f"{tree}/bin/busybox", f"{root}/bin/busybox")
    shutil.copy(program, f"{root}/bin/")
    for library in libraries_of(program):
        os.makedirs(root + os.path.dirname(library), exist_ok=True)
        shutil.copy(library, root + library)
    inserts = []
    for file in modules_of(tree, version):
        shutil.copy(file, f"{root}/modules/")
        inserts.append(f"insmod /modules/{os.path.basename(file)}")
    lines = [
        "#!/bin/busybox sh",
        "/bin/busybox --install -s /bin",
        "export PATH=/bin",
        "mount -t proc proc /proc; mount -t sysfs sysfs /sys; mount -t devtmpfs devtmpfs /dev",
        *inserts,
        f"{{ {script} ; }} && echo GUEST-DONE || echo GUEST-FAILED",
        "sleep 1000",
    ]
    with open(f"{root}/init", "w", encoding="utf-8") as init:
        init.write("\n".join(lines) + "\n")
    os.chmod(f"{root}/init", 0o755)
    logged_disk.call("sh", "-c", f"cd {root} && find . | cpio --quiet -o -H newc | gzip -1 > {folder}/initrd.gz")
    shutil.rmtree(root)


def command_of(folder, kernel):
    _, qemu, machine, console = MACHINES[platform.machine()]
    return [
        "setpriv", "--pdeathsig", "TERM", qemu, *machine,
        "-accel", "tcg,thread=multi",  # KVM inside a virtual machine may be there and hang
        "-m", "768", "-smp", "2", "-nodefaults", "-no-user-config", "-display", "none", "-no-reboot",
        "-kernel", kernel, "-initrd", f"{folder}/initrd.gz", "-append", f"console={console} quiet panic=-1",
        "-serial", f"file:{folder}/serial.log",
        *logged_disk.logging_options(folder, "-blockdev"),
        "-device", "virtio-blk-pci,drive=logged",
    ]  # fmt: skip


def record(folder, make_image, program, script):
    """As logged_disk.record: runs the shell script in the guest on a disk that make_image made, and returns what it
    printed. The power goes when the script is done: nothing is unmounted."""
    tree = fetch()
    version = os.path.basename(glob.glob(f"{tree}/boot/vmlinuz-*")[0]).removeprefix("vmlinuz-")
    make_initrd(folder, tree, version, program, script)
    make_image(f"{folder}/data.img")
    logged_disk.call("cp", "--sparse=always", f"{folder}/data.img", f"{folder}/base.img")
    logged_disk.make_log(folder)
    machine = subprocess.Popen(command_of(folder, f"{tree}/boot/vmlinuz-{version}"), stdin=subprocess.DEVNULL)
    try:
        said = wait_for_end(machine, f"{folder}/serial.log")
    finally:
        machine.kill()
        machine.wait()
    for name in ("data.img", "initrd.gz"):
        os.unlink(f"{folder}/{name}")
    return said


def wait_for_end(machine, serial):
    deadline = time.monotonic() + LONGEST_RUN
    while time.monotonic() < deadline:
        said = ""
        with contextlib.suppress(FileNotFoundError), open(serial, encoding="utf-8", errors="replace") as file:
            said = file.read()
        if "GUEST-DONE" in said:
            return said.splitlines()
        if "GUEST-FAILED" in said or machine.poll() is not None:
            break
        time.sleep(0.1)
    raise logged_disk.Trouble("the guest did not come to its end; it said last: " + " / ".join(said.splitlines()[-5:]))
