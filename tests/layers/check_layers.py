#!/usr/bin/env python3
"""Fails, naming file:line, when a source file includes what its layer may not.

Usage: check_layers.py ROOT [TABLE]     checks the tree under ROOT
       check_layers.py --self-test      checks that the fixture's faults, and nothing else, are found
"""
import fnmatch
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent
FOLDERS = ("platform", "content", "kiosk", "tools")
SUFFIXES = {".h", ".hpp", ".c", ".cc", ".cpp"}
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')


def read_table(path):
    """The two sections of the table: name -> set of names."""
    sections, current = {"layers": {}, "libraries": {}}, None
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        line = line.split("#")[0].strip()
        if not line:
            continue
        if line.startswith("["):
            current = sections[line.strip("[]")]
            continue
        if current is None or ":" not in line:
            sys.exit(f"{path}:{number}: expected 'name : names'")
        name, allowed = line.split(":", 1)
        current[name.strip()] = set(allowed.split()) - {"-"}
    for allowed in [*sections["layers"].values(), *sections["libraries"].values()]:
        unknown = allowed - sections["layers"].keys()
        if unknown:
            sys.exit(f"{path}: no such layer: {', '.join(sorted(unknown))}")
    return sections["layers"], sections["libraries"]


class Tree:
    def __init__(self, root, table):
        self.root = root
        self.layers, self.libraries = read_table(table)
        self.files = sorted(p.relative_to(root).as_posix() for folder in FOLDERS for p in (root / folder).rglob("*")
                            if p.suffix in SUFFIXES and "node_modules" not in p.parts)
        self.includes = {name: list(self.read_includes(name)) for name in self.files}
        self.reached = {}

    def read_includes(self, name):
        """(line, included name, whether it is written in quotes)"""
        text = (self.root / name).read_text(encoding="utf-8", errors="replace")
        for number, line in enumerate(text.splitlines(), 1):
            if match := INCLUDE.match(line):
                yield number, match[2], match[1] == '"'

    def layer_of(self, name):
        fitting = [layer for layer in self.layers if name.startswith(layer + "/")]
        return max(fitting, key=len, default=None)

    def library_of(self, included):
        return next((pattern for pattern in self.libraries if fnmatch.fnmatchcase(included, pattern)), None)

    def libraries_reached(self, name):
        """Library pattern -> the way to it, for all that a file includes directly or through our headers."""
        if name not in self.reached:
            self.reached[name] = found = {}
            for _, included, _ in self.includes[name]:
                if included in self.includes:
                    for pattern, way in self.libraries_reached(included).items():
                        found.setdefault(pattern, [included, *way])
                elif pattern := self.library_of(included):
                    found.setdefault(pattern, [included])
        return self.reached[name]

    def faults_of_include(self, layer, included, quoted):
        """Why `layer` may not include `included`, if it may not."""
        if included in self.includes:
            other = self.layer_of(included)
            if other not in {layer, *self.layers[layer]}:
                yield f"{layer} may not include {other} ({included})"
            reached = self.libraries_reached(included)
        else:
            pattern = self.library_of(included)
            if quoted and not pattern:
                yield f'"{included}" is no file of the tree (includes are written from its root)'
            reached = {pattern: []} if pattern else {}
        for pattern, way in reached.items():
            if layer not in self.libraries[pattern]:
                yield f"{layer} may not see {pattern} ({' -> '.join([included, *way])})"

    def faults(self):
        for name in self.files:
            layer = self.layer_of(name)
            if layer is None:
                yield f"{name}:1: its folder is no layer of the table"
                continue
            for line, included, quoted in self.includes[name]:
                for why in self.faults_of_include(layer, included, quoted):
                    yield f"{name}:{line}: {why}"


def self_test():
    fixture = HERE / "fixture"
    expected = (fixture / "expected.txt").read_text(encoding="utf-8").splitlines()
    found = list(Tree(fixture, fixture / "layers.txt").faults())
    if found == expected:
        print(f"{len(found)} faults of the fixture found")
        return 0
    print("expected:", *expected, "found:", *found, sep="\n  ", file=sys.stderr)
    return 1


def main(arguments):
    if arguments == ["--self-test"]:
        return self_test()
    if len(arguments) not in (1, 2):
        sys.exit(__doc__)
    root = pathlib.Path(arguments[0]).resolve()
    tree = Tree(root, pathlib.Path(arguments[1]) if len(arguments) == 2 else HERE / "layers.txt")
    found = list(tree.faults())
    print(*found, sep="\n", end="\n" if found else "", file=sys.stderr)
    print(f"{len(tree.files)} files, {sum(map(len, tree.includes.values()))} includes, {len(found)} faults")
    return 1 if found or not tree.files else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
