"""Compares what a panel shows with what the headless kiosk drew, and finds where to touch: no coordinate is written down."""

import fnmatch
import struct
import zlib

STEP = 3  # every third pixel of every third line is looked at
LARGEST_DIFFERENCE = 24  # of 255, of a channel: a GPU smooths edges otherwise than the software renderer


def read_png(file):
    """Width, height and the rows of an 8 bit PNG, three bytes a pixel."""
    data = file.read_bytes()
    position, packed, header = 8, b"", None
    while position < len(data):
        (length,) = struct.unpack(">I", data[position : position + 4])
        kind, body = data[position + 4 : position + 8], data[position + 8 : position + 8 + length]
        position += length + 12
        if kind == b"IHDR":
            header = struct.unpack(">IIBBBBB", body)
        elif kind == b"IDAT":
            packed += body
    width, height, depth, colours = header[:4]
    assert depth == 8 and colours in (2, 6) and header[6] == 0, f"{file}: not a plain PNG"
    channels = {2: 3, 6: 4}[colours]
    return width, height, _rows(zlib.decompress(packed), width, height, channels)


def _rows(raw, width, height, channels):
    length, rows, above = width * channels, [], bytearray(width * channels)
    for y in range(height):
        start = y * (length + 1)
        line = _unfilter(raw[start], bytearray(raw[start + 1 : start + 1 + length]), above, channels)
        above = line
        rows.append(bytes(line) if channels == 3 else bytes(v for i, v in enumerate(line) if i % 4 != 3))
    return rows


def _unfilter(kind, line, above, step):
    if kind == 2:
        return bytearray((a + b) & 255 for a, b in zip(line, above))
    if kind == 0:
        return line
    for i in range(len(line)):
        left = line[i - step] if i >= step else 0
        corner = above[i - step] if i >= step else 0
        line[i] = (line[i] + {1: left, 3: (left + above[i]) // 2, 4: _paeth(left, above[i], corner)}[kind]) & 255
    return line


def _paeth(a, b, c):
    p = a + b - c
    pa, pb, pc = abs(p - a), abs(p - b), abs(p - c)
    return a if pa <= pb and pa <= pc else b if pb <= pc else c


def read_ppm(file):
    """The same of a binary PPM, which QEMU writes quickest."""
    data = file.read_bytes()
    kind, width, height, _ = data.split(maxsplit=4)[:4]
    assert kind == b"P6", f"{file}: not a binary PPM"
    width, height = int(width), int(height)
    body = data[len(data) - width * height * 3 :]
    return width, height, [body[y * width * 3 : (y + 1) * width * 3] for y in range(height)]


def apart(one, other, left_out=(), enough=1.0):
    """The part of the pixels, 0 to 1, that two pictures do not share; the rectangles left out are not looked at. Stops early
    when it is more than `enough`, and gives what it is at the least."""
    if one[:2] != other[:2]:
        return 1.0
    looked, differ = 0, 0
    most = enough * (one[0] // STEP) * (one[1] // STEP)
    for y in range(0, one[1], STEP):
        if differ > most:
            return differ / most * enough
        covered = [(x, x + w) for x, top, w, h in left_out if top <= y < top + h]
        first, second = one[2][y], other[2][y]
        for x in range(0, one[0], STEP):
            if any(a <= x < b for a, b in covered):
                continue
            looked += 1
            if first[3 * x : 3 * x + 3] != second[3 * x : 3 * x + 3]:
                differ += any(abs(first[i] - second[i]) > LARGEST_DIFFERENCE for i in range(3 * x, 3 * x + 3))
    return differ / max(looked, 1)


def middle(tree, pattern):
    """Where a finger finds the first node in view that it can touch and whose id fits, as the robot visitor would."""
    for node in tree["nodes"]:
        if node["visible"] and node["enabled"] and node["interactive"] and fnmatch.fnmatchcase(node["id"], pattern):
            x, y, width, height = node["rect_px"]
            return x + width / 2, y + height / 2
    raise LookupError(f"nothing to touch on the screen {tree['screen']} fits {pattern}")


def places(tree, *patterns):
    """The rectangles of the nodes that fit: what is drawn otherwise each time, such as a receipt's code."""
    return [node["rect_px"] for node in tree["nodes"] if any(fnmatch.fnmatchcase(node["id"], one) for one in patterns)]
