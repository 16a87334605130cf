"""A disk whose every write and flush is logged: an image behind qemu-storage-daemon's blklogwrites, exported as a file
through FUSE, made a block device by the kernel and carrying ext4. And a plain disk, to look at what a cut left."""

import contextlib
import os
import shutil
import subprocess
import sys
import time

BLOCK = 4096
SIZE = 24 << 20
FILE_SYSTEM_BLOCKS = SIZE // BLOCK - 2
GROUP = 2048  # blocks: several groups, so that there is a second superblock as on any larger disk
MARK_OFFSET = SIZE - BLOCK  # past the file system
LONGEST_START = 30  # seconds
INSIDE = "SMALLPLACES_OWN_MOUNTS"
PROGRAMS = {
    "qemu-storage-daemon": "qemu-system-common, in Debian 13 qemu-utils",
    "mkfs.ext4": "e2fsprogs",
    "e2fsck": "e2fsprogs",
    "mount": "mount",
    "unshare": "util-linux",
}


class Missing(Exception):
    """What this machine has not got, and the test cannot do without."""


class Trouble(Exception):
    """A tool failed that should not."""


def call(*command, allowed=(0,)):
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True)
    if done.returncode not in allowed:
        raise Trouble(f"{' '.join(map(str, command))}: status {done.returncode}: {done.stderr.strip()}")
    return done


def require():
    if os.geteuid() != 0:
        raise Missing("it needs root for loop devices and mounts")
    for program, package in PROGRAMS.items():
        if not shutil.which(program):
            raise Missing(f"there is no {program} (package {package})")
    for device in ("/dev/fuse", "/dev/loop-control"):
        if not os.path.exists(device):
            raise Missing(f"there is no {device}")


def is_inside():
    return INSIDE in os.environ


def own_mounts(folder):
    """The command that starts this program anew where its mounts are its own: whatever ends it, nothing is left
    mounted and no loop device in use."""
    inside = ["env", f"{INSIDE}={folder}", sys.executable, *sys.argv]
    return ["setpriv", "--pdeathsig", "TERM", "unshare", "--mount", *inside]


def enter_own_mounts():
    """A folder in memory, seen by this program only."""
    folder = os.environ[INSIDE]
    call("mount", "-t", "tmpfs", "-o", "mode=0700", "tmpfs", folder)
    image = os.path.join(folder, "image")
    make_image(image)
    try:
        with mounted(image, os.path.join(folder, "mnt")):
            pass
    except Trouble as trouble:
        raise Missing(f"it cannot mount an image here: {trouble}") from trouble
    os.unlink(image)
    return folder


def make_image(path):
    with open(path, "wb") as file:
        file.truncate(SIZE)
    call("mkfs.ext4", "-q", "-b", BLOCK, "-g", GROUP, "-J", "size=4", "-N", 512, path, FILE_SYSTEM_BLOCKS)


@contextlib.contextmanager
def mounted(path, at, options="defaults"):
    os.makedirs(at, exist_ok=True)
    call("mount", "-t", "ext4", "-o", f"loop,{options}", path, at)
    try:
        yield at
    finally:
        call("umount", at)


def make_log(folder):
    with open(os.path.join(folder, "log.img"), "wb") as file:
        file.truncate(4 << 30)  # sparse


def logging_options(folder, option="--blockdev"):
    """QEMU's options for the disk `logged`: its writes go to data.img in the folder and are logged in log.img."""
    return [
        option, f"driver=file,node-name=data,filename={folder}/data.img",
        option, f"driver=file,node-name=log,filename={folder}/log.img",
        option, "driver=blklogwrites,node-name=logged,file=data,log=log,log-append=off,log-super-update-interval=1",
    ]  # fmt: skip


@contextlib.contextmanager
def logging_daemon(folder):
    """Yields the file that is the logged disk."""
    exported = os.path.join(folder, "exported")
    open(exported, "wb").close()
    make_log(folder)
    command = [
        "setpriv", "--pdeathsig", "TERM", "qemu-storage-daemon", *logging_options(folder),
        "--export", f"type=fuse,id=export,node-name=logged,mountpoint={exported},writable=on,growable=off,allow-other=off",
    ]  # fmt: skip
    with open(os.path.join(folder, "daemon.log"), "wb") as said:
        daemon = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=said, stderr=said)
    try:
        deadline = time.monotonic() + LONGEST_START
        while os.path.getsize(exported) != SIZE:
            if daemon.poll() is not None or time.monotonic() > deadline:
                with open(os.path.join(folder, "daemon.log"), encoding="utf-8") as said:
                    raise Trouble(f"qemu-storage-daemon did not start: {said.read().strip()}")
            time.sleep(0.05)
        yield exported
    finally:
        daemon.terminate()
        daemon.wait()


def record(folder, work, options="defaults"):
    """Makes a file system, lets work(mount point, file to mark) loose on it and keeps in the folder what is needed to
    replay it: base.img, the disk before, and log.img, every write since."""
    data = os.path.join(folder, "data.img")
    make_image(data)
    call("cp", "--sparse=always", data, os.path.join(folder, "base.img"))
    with logging_daemon(folder) as exported:
        with mounted(exported, os.path.join(folder, "mnt"), options) as at:
            result = work(at, exported)
            # The power goes now: what unmounting would write is not part of it.
            call("cp", "--sparse=always", os.path.join(folder, "log.img"), os.path.join(folder, "cut.log"))
    os.replace(os.path.join(folder, "cut.log"), os.path.join(folder, "log.img"))
    os.unlink(data)
    return result


def repair(path):
    """Mends the file system as a machine does that starts (fsck.repair=preen). Says whether that was not enough and
    took fsck.repair=yes: when the superblock is torn, which ext4 writes in two sectors outside its journal. On a disk
    of usual size e2fsck finds the second superblock by itself; on this small one it is told where."""
    if call("e2fsck", "-f", "-p", path, allowed=range(0, 256)).returncode <= 1:
        return False
    if call("e2fsck", "-f", "-y", path, allowed=range(0, 256)).returncode > 1:
        call("e2fsck", "-f", "-y", "-b", GROUP, "-B", BLOCK, path, allowed=(0, 1))
    return True
