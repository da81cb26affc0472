"""A read-only map from id tuples to small numbers, in 3.7 bytes an entry.

Millions of n-grams must ship in a few megabytes, load by mapping a file, and be asked one by one
from Python and by the hundred thousand from numpy. An XOR-filter table (Graf and Lemire 2020, "Xor
filters") does this without storing the keys: three slots of a table of 24-bit cells, XORed, give an
18-bit fingerprint and a 6-bit code for a key that is there. A key that is not there is taken for
one that is once in 262,144 times: a false bigram could talk a repair into harm, so the rarer the
better.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

CODE_BITS = 6
CODES = 1 << CODE_BITS
MISSING = 255
"""The code of a key that is not there, in the answer of :meth:`StaticMap.get_many`."""
_CODE_MASK = CODES - 1
_PRINT_MASK = 0xFFFFFF ^ _CODE_MASK
_M64 = (1 << 64) - 1
_M32 = (1 << 32) - 1
# Odd multipliers with well mixed bits (of splitmix64 and xxHash64).
_A, _B, _C = 0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9
_MIX1, _MIX2 = 0xBF58476D1CE4E5B9, 0x94D049BB133111EB
_SPARE = 1.23
"""Cells per key: three-way tables of this density peel almost surely (Graf and Lemire 2020)."""

Ids = NDArray[np.integer]
Codes = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class StaticMap:
    """The table: three blocks of ``block`` cells, hashed with ``seed``.

    ``planes`` holds the cells byte by byte, shape (3, cells), lowest byte first; ``low``,
    ``middle`` and ``high`` are the same memory, for single answers.
    """

    planes: NDArray[np.uint8]
    low: memoryview
    middle: memoryview
    high: memoryview
    block: int
    seed: int

    @classmethod
    def load(cls, path: Path) -> StaticMap:
        """Map a table from disk; the first column of cells holds the seed."""
        return cls._over(np.load(path, mmap_mode="r"))

    @classmethod
    def _over(cls, stored: NDArray[np.uint8]) -> StaticMap:
        # A plain view of the mapped memory: the memmap class costs as much as the look-up itself.
        planes = np.asarray(stored)[:, 1:]
        low, middle, high = (plane.data for plane in planes)
        return cls(planes, low, middle, high, planes.shape[1] // 3, int(stored[0, 0]))

    def save(self, path: Path) -> None:
        """Write the table so that :meth:`load` maps it."""
        np.save(path, _with_seed(self.planes, self.seed))

    def get(self, first: int, second: int, third: int = 0) -> int:
        """The code (0 to 63) stored for a key, or −1."""
        x = (first * _A + second * _B + third * _C + self.seed) & _M64
        x = ((x ^ (x >> 30)) * _MIX1) & _M64
        x ^= x >> 27
        y = (x * _MIX2) & _M64
        block = self.block
        one = ((x & _M32) * block) >> 32
        two = block + (((x >> 32) * block) >> 32)
        three = 2 * block + (((y >> 32) * block) >> 32)
        plane = self.low
        low = plane[one] ^ plane[two] ^ plane[three] ^ y & 0xC0
        if low > _CODE_MASK:
            return -1
        plane = self.middle
        if (plane[one] ^ plane[two] ^ plane[three]) != y >> 8 & 255:
            return -1
        plane = self.high
        return low if plane[one] ^ plane[two] ^ plane[three] == y >> 16 & 255 else -1

    def get_many(self, first: Ids, second: Ids, third: Ids | None = None) -> Codes:
        """The codes of many keys at once; :data:`MISSING` where there is none."""
        slots, prints = _hash(first, second, third, self.block, self.seed)
        code = np.full(len(prints), MISSING, np.uint8)
        low = self._xored(0, slots) ^ (prints & 0xC0).astype(np.uint8)
        left = np.flatnonzero(low < CODES)
        slots = [slot[left] for slot in slots]
        same = self._xored(1, slots) == (prints[left] >> 8 & 255)
        same &= self._xored(2, slots) == (prints[left] >> 16 & 255)
        left = left[same]
        code[left] = low[left]
        return code

    def _xored(self, plane: int, slots: list[NDArray[np.int64]]) -> Codes:
        cells = self.planes[plane]
        found: Codes = cells[slots[0]] ^ cells[slots[1]] ^ cells[slots[2]]
        return found


def _with_seed(planes: NDArray[np.uint8], seed: int) -> NDArray[np.uint8]:
    return np.concatenate([np.full((3, 1), seed, np.uint8), planes], axis=1)


def _hash(
    first: Ids, second: Ids, third: Ids | None, block: int, seed: int
) -> tuple[list[NDArray[np.int64]], NDArray[np.uint32]]:
    """Three slots and the fingerprint of each key; must agree with :meth:`StaticMap.get`."""
    with np.errstate(over="ignore"):
        x = first.astype(np.uint64) * np.uint64(_A) + second.astype(np.uint64) * np.uint64(_B)
        if third is not None:
            x += third.astype(np.uint64) * np.uint64(_C)
        x += np.uint64(seed)
        x = (x ^ (x >> np.uint64(30))) * np.uint64(_MIX1)
        x ^= x >> np.uint64(27)
        y = x * np.uint64(_MIX2)
    size, half = np.uint64(block), np.uint64(32)
    parts = (x & np.uint64(_M32), x >> half, y >> half)
    slots = [((p * size) >> half).astype(np.int64) + i * block for i, p in enumerate(parts)]
    return slots, (y & np.uint64(_PRINT_MASK)).astype(np.uint32)


def build(first: Ids, second: Ids, third: Ids | None, codes: Codes) -> StaticMap:
    """A table for distinct keys and their codes (0 to 63).

    Raises:
        ValueError: No seed peels, which means that keys repeat.
    """
    block = max(2, int(len(first) * _SPARE / 3) + 11)
    for seed in range(1, 40):
        slots, prints = _hash(first, second, third, block, seed)
        rounds = _peel(slots, 3 * block)
        if rounds is not None:
            cells = _assign(slots, prints | codes.astype(np.uint32), rounds, 3 * block)
            planes = [(cells >> shift & 255).astype(np.uint8) for shift in (0, 8, 16)]
            return StaticMap._over(_with_seed(np.stack(planes), seed))
    raise ValueError("keys repeat: no table can hold them")


_Rounds = list[tuple[NDArray[np.int64], NDArray[np.int64]]]


def _peel(slots: list[NDArray[np.int64]], size: int) -> _Rounds | None:
    """Rounds of (keys, the slot each has to itself), first peeled first; None if it gets stuck."""
    count = len(slots[0])
    table = np.stack(slots, axis=1)
    degree = np.zeros(size, np.int64)
    total = np.zeros(size, np.int64)
    for column in slots:
        degree += np.bincount(column, minlength=size)
        total += np.bincount(column, weights=np.arange(count), minlength=size).astype(np.int64)
    rounds: _Rounds = []
    lonely = np.flatnonzero(degree == 1)
    peeled = 0
    while len(lonely):
        keys, where = np.unique(total[lonely], return_index=True)
        rounds.append((keys, lonely[where]))
        peeled += len(keys)
        touched = table[keys].ravel()
        np.subtract.at(degree, touched, 1)
        np.subtract.at(total, touched, np.repeat(keys, 3))
        lonely = np.unique(touched[degree[touched] == 1])
    return rounds if peeled == count else None


def _assign(
    slots: list[NDArray[np.int64]], values: NDArray[np.uint32], rounds: _Rounds, size: int
) -> NDArray[np.uint32]:
    """Fill the cells, last peeled first, so that each key's three XOR to its value."""
    cells = np.zeros(size, np.uint32)
    for keys, free in reversed(rounds):
        xored = cells[slots[0][keys]] ^ cells[slots[1][keys]] ^ cells[slots[2][keys]]
        cells[free] = values[keys] ^ xored ^ cells[free]
    return cells
