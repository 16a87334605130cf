"""The log of every write that a disk was sent (dm-log-writes' format, as qemu's blklogwrites writes it), and what the
disk may hold when the power goes at any point of it."""

import bisect
import random
import struct

SECTOR = 512
MAGIC = 0x6A736677736872
FLUSH, FUA, DISCARD = 1, 2, 4
KEPT, TORN = 0.4, 0.2  # of the writes after the last flush; the others are lost


class Entry:
    __slots__ = ("sector", "count", "flags", "data")

    def __init__(self, sector, count, flags, data):
        self.sector, self.count, self.flags, self.data = sector, count, flags, data

    def apply(self, image, sectors=None):
        start, size = self.sector * SECTOR, self.count * SECTOR
        if self.flags & DISCARD:
            image[start : start + size] = bytes(size)
        elif sectors is None:
            image[start : start + size] = self.data
        else:
            for i in sectors:
                place = start + i * SECTOR
                image[place : place + SECTOR] = self.data[i * SECTOR : (i + 1) * SECTOR]


def read_entries(path):
    with open(path, "rb") as log:
        magic, _, _, sector_size = struct.unpack("<QQQI", log.read(28))
        if magic != MAGIC or sector_size != SECTOR:
            raise ValueError(f"{path} is no log of writes")
        log.seek(SECTOR)
        entries = []
        while len(head := log.read(32)) == 32:
            sector, count, flags, _ = struct.unpack("<QQQQ", head)
            if (sector, count, flags) == (0, 0, 0):
                break
            log.seek(SECTOR - 32, 1)
            data = b"" if flags & DISCARD else log.read(count * SECTOR)
            if not flags & DISCARD and len(data) < count * SECTOR:
                break  # the last one was still being written
            entries.append(Entry(sector, count, flags, data))
        return entries


class WriteLog:
    """`mark_sector` is where the driver wrote what it had promised so far."""

    def __init__(self, path, base, mark_sector):
        self.entries = read_entries(path)
        with open(base, "rb") as file:
            self._base = file.read()
        self._flushes = [i for i, entry in enumerate(self.entries) if entry.flags & FLUSH]
        self._marks = [
            (i, int(entry.data.split(b"\0", 1)[0].split()[1]))
            for i, entry in enumerate(self.entries)
            if entry.sector == mark_sector and entry.count
        ]
        self._durable = bytearray(self._base)
        self._applied = 0

    def flushes(self):
        return len(self._flushes)

    def promised(self, point):
        """The number of the last promise before that point."""
        index = bisect.bisect_left(self._marks, (point, 0))
        return self._marks[index - 1][1] if index else 0

    def image_at(self, point, chance):
        """What a disk without power may hold after the first `point` entries. What came before the last flush is
        there; of each later write all, some sectors or nothing is, in any order."""
        index = bisect.bisect_right(self._flushes, point - 1)
        safe = self._flushes[index - 1] if index else 0
        if safe < self._applied:
            self._durable, self._applied = bytearray(self._base), 0
        for entry in self.entries[self._applied : safe]:
            entry.apply(self._durable)
        self._applied = safe
        image = bytearray(self._durable)
        for entry in self.entries[safe:point]:
            luck = chance.random()
            if entry.flags & FUA or luck < KEPT:
                entry.apply(image)
            elif luck < KEPT + TORN:
                entry.apply(image, [i for i in range(entry.count) if chance.random() < 0.5])
        return image


class Cut:
    """The same for the same seed and number, so that one of thousands can be looked at alone."""

    def __init__(self, log, seed, number):
        self.seed, self.number = seed, number
        self.chance = random.Random(f"{seed}:{number}")
        self.point = self.chance.randrange(1, len(log.entries) + 1)

    def __str__(self):
        return f"seed {self.seed}, cut {self.number} (after write {self.point})"
