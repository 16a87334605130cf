#!/usr/bin/env python3
"""smallplacesctl setup: a machine becomes a kiosk and exactly what it was. Usage: setup_test.py PROGRAM"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

PROGRAM = pathlib.Path(sys.argv.pop()).resolve()
LINE = "console=serial0,115200 console=tty1 root=PARTUUID=1234-02 rootfstype=ext4 loglevel=7 rootwait"
WORDS = ("quiet", "loglevel=3", "vt.global_cursor_default=0", "consoleblank=0", "logo.nologo", "cgroup_enable=memory")


def everything(root):
    """Each file, folder and link under root with what it holds and its mode."""
    found = {}
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        if path.is_symlink():
            found[name] = ("link", os.readlink(path))
        elif path.is_file():
            found[name] = ("file", path.read_bytes(), path.stat().st_mode)
    return found


class Setup(unittest.TestCase):
    def setUp(self):
        self.root = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.root)
        self.line = self.write("boot/firmware/cmdline.txt", LINE + "\n")
        self.write("lib/systemd/system/smallplaces.service", "[Unit]\n")
        target = self.root / "etc/systemd/system/default.target"
        target.parent.mkdir(parents=True)
        target.symlink_to("/lib/systemd/system/graphical.target")
        self.before = everything(self.root)

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return path

    def setup_command(self, command, status=0):
        done = subprocess.run([PROGRAM, "setup", command, "--root", self.root], capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, status, done.stderr)
        return done

    def test_a_machine_becomes_a_kiosk(self):
        self.setup_command("kiosk")
        wanted = self.root / "etc/systemd/system/multi-user.target.wants/smallplaces.service"
        self.assertEqual(os.readlink(wanted), "/lib/systemd/system/smallplaces.service")
        self.assertEqual(os.readlink(self.root / "etc/systemd/system/getty@tty1.service"), "/dev/null")
        self.assertTrue(os.readlink(self.root / "etc/systemd/system/default.target").endswith("multi-user.target"))
        words = self.line.read_text().split()
        self.assertEqual(self.line.read_text().count("\n"), 1)
        for word in WORDS + ("console=serial0,115200", "console=tty1", "root=PARTUUID=1234-02", "rootwait"):
            self.assertEqual(words.count(word), 1, word)
        self.assertNotIn("loglevel=7", words)

    def test_undone_it_is_byte_for_byte_what_it_was(self):
        self.setup_command("kiosk")
        self.assertNotEqual(everything(self.root), self.before)
        self.setup_command("undo")
        self.assertEqual(everything(self.root), self.before)

    def test_twice_is_as_good_as_once(self):
        self.setup_command("kiosk")
        once = everything(self.root)
        self.assertIn("nothing to do", self.setup_command("kiosk").stdout)
        self.assertEqual(everything(self.root), once)
        self.setup_command("undo")
        self.assertIn("nothing to do", self.setup_command("undo").stdout)
        self.assertEqual(everything(self.root), self.before)

    def test_what_somebody_wrote_since_stays(self):
        self.setup_command("kiosk")
        self.line.write_text(self.line.read_text().rstrip() + " dtdebug=on\n")
        self.assertIn("edited since", self.setup_command("undo").stdout)
        self.assertEqual(sorted(self.line.read_text().split()), sorted(LINE.split() + ["dtdebug=on"]))

    def test_the_older_place_of_the_kernel_line(self):
        self.line.rename(self.root / "boot/cmdline.txt")
        before = everything(self.root)
        self.setup_command("kiosk")
        self.assertIn("quiet", (self.root / "boot/cmdline.txt").read_text())
        self.setup_command("undo")
        self.assertEqual(everything(self.root), before)

    def test_a_machine_that_is_no_raspberry_pi_is_told_the_words(self):
        self.line.unlink()
        said = self.setup_command("kiosk").stdout
        for word in WORDS:
            self.assertIn(word, said)

    def test_without_the_package_nothing_is_touched(self):
        (self.root / "lib/systemd/system/smallplaces.service").unlink()
        before = everything(self.root)
        self.assertIn("install the package smallplaces", self.setup_command("kiosk", 1).stderr)
        self.assertEqual(everything(self.root), before)

    @unittest.skipIf(shutil.which("setpriv") is None or os.geteuid() != 0, "needs root to become somebody else")
    def test_the_machine_itself_needs_root(self):
        with tempfile.TemporaryDirectory() as folder:
            os.chmod(folder, 0o755)
            program = shutil.copy(PROGRAM, folder)
            done = subprocess.run(["setpriv", "--reuid=65534", "--clear-groups", program, "setup", "kiosk"],
                                  capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 1)
        self.assertIn("sudo smallplacesctl setup kiosk", done.stderr)


if __name__ == "__main__":
    unittest.main()
