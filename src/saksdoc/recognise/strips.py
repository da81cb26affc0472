"""The head and the foot of a page, kept small until all pages are read.

What stands there stands on every page, and is often set in grey, of which black-and-white scanning
leaves dots. One page alone cannot be read; many together can (``running``).
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image

from saksdoc.language import Norwegian
from saksdoc.recognise.frame import Frame, Pixels
from saksdoc.recognise.hocr import SeenLine, SeenWord
from saksdoc.recognise.ink import Bits, isolated
from saksdoc.recognise.prepare import Prepared
from saksdoc.recognise.questions import core, is_known

ZONE = 0.12
"""Share of the page's height, at head and foot, that is kept."""

SOUND = 0.75
"""Tesseract's confidence from which a word that makes sense is left as it is."""

_LEAST = 0.04
"""Square inches of unread ink times a hundred, from which a strip is worth a look: 40 pixels at
150 dpi are what the faintest readable foot leaves."""

_MOST = 0.25
"""Square inches of unread ink from which it is no faint line but a coat of arms or a picture."""

_RULE = 0.45
"""Share of the width that is inked in three rows together, from which they are a rule: rules that
thresholding tore reach 0.6 and more, a full line of text 0.4."""


@dataclass(frozen=True, slots=True)
class Packed:
    """Black-and-white pixels, packed and pressed: some kilobytes a strip."""

    shape: tuple[int, int]
    data: bytes

    @classmethod
    def of(cls, bits: Bits) -> Packed:
        """Pack."""
        return cls((bits.shape[0], bits.shape[1]), zlib.compress(np.packbits(bits).tobytes(), 1))

    def bits(self) -> Bits:
        """Unpack."""
        flat = np.unpackbits(np.frombuffer(zlib.decompress(self.data), dtype=np.uint8))
        size = self.shape[0] * self.shape[1]
        return flat[:size].reshape(self.shape).astype(np.bool_)


@dataclass(frozen=True, slots=True)
class Strip:
    """One end of a page, made level.

    ``ink``: all of it, without rules; ``unread``: where no sound word was read; ``frame``: pixels
    of the strip to points of the page; ``tilt``: degrees it was turned to lie level; ``words``: the
    sound words, in pixels of the strip; ``weight``: pixels unread.
    """

    page: int
    ink: Packed
    unread: Packed
    frame: Frame
    dpi: float
    tilt: float
    words: tuple[SeenWord, ...]
    weight: int


@dataclass(frozen=True, slots=True)
class Seen:
    """A page as it was read: its image, the ink of it, and the lines."""

    prepared: Prepared
    ink: Bits
    lines: Sequence[SeenLine]


def strip_of(page: int, seen: Seen, judge: Norwegian, *, top: bool) -> Strip | None:
    """The head or foot of a page as it was read; None where all its ink is read, or it has none."""
    prepared = seen.prepared
    width, height = prepared.image.size
    deep = round(ZONE * height)
    start = 0 if top else height - deep
    words = [
        (word, (word.box[0], word.box[1] - start, word.box[2], word.box[3] - start))
        for line in seen.lines
        for word in line.words
        if word.box[3] > start and word.box[1] < start + deep
    ]
    sound = [(word, box) for word, box in words if is_sound(word.text, word.confidence, judge)]
    ink = _without_edges(seen.ink[start : start + deep], prepared.dpi)
    unread = ink.copy()
    for _, box in sound:
        rows = slice(max(0, int(box[1]) - 2), int(box[3]) + 3)
        unread[rows, max(0, int(box[0]) - 3) : int(box[2]) + 4] = False
    unread &= ~isolated(unread, 1)
    if int(unread.sum()) < _LEAST / 100 * prepared.dpi**2:
        return None
    angle = 0.0 if prepared.skew else prepared.ink.skew
    ink, unread = _levelled(ink, angle), _levelled(unread, angle)
    rules = _rules(ink)
    ink[rules] = unread[rules] = False
    if not _LEAST / 100 <= int(unread.sum()) / prepared.dpi**2 <= _MOST:
        return None
    back = _turn_back(angle, width, deep)
    frame = prepared.frame.after(Frame(1, 0, 0, 0, 1, start)).after(back)
    moved = tuple(
        SeenWord(word.text, _moved(box, angle, width, deep), word.confidence) for word, box in sound
    )
    return Strip(page, Packed.of(ink), Packed.of(unread), frame, prepared.dpi, angle,
                 moved, int(unread.sum()))  # fmt: skip


def is_sound(text: str, confidence: float, judge: Norwegian) -> bool:
    """Whether a word needs no other witness: sure and known, or a sure number."""
    inner = core(text)
    if confidence < SOUND or not any(letter.isalnum() for letter in inner):
        return False
    return is_known(text, judge) or not inner.isalpha()


def _without_edges(bits: Bits, dpi: float) -> Bits:
    edge = max(1, round(dpi / 10))
    kept = bits.copy()
    kept[:, :edge] = kept[:, -edge:] = False
    return kept


def _levelled(bits: Bits, angle: float) -> Bits:
    if not angle:
        return bits
    image = Image.fromarray(bits).convert("L").rotate(angle, Image.Resampling.BILINEAR)
    turned: Bits = np.asarray(image) > 100
    return turned.copy()


def _turn_back(angle: float, width: int, height: int) -> Frame:
    """From pixels of the level strip to those of the strip as it lay."""
    cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    cx, cy = width / 2, height / 2
    return Frame(cos, -sin, cx - cos * cx + sin * cy, sin, cos, cy - sin * cx - cos * cy)


def _moved(box: Pixels, angle: float, width: int, height: int) -> Pixels:
    """A box of the strip as it lay, on the level one."""
    there = _turn_back(-angle, width, height)
    moved = there.box(box)
    return moved.x0, moved.top, moved.x1, moved.bottom


def _rules(bits: Bits) -> Bits:
    """Rows that belong to a level rule."""
    thick = bits.copy()
    for drop in (1, 2):  # a rule that is not quite level changes its row
        thick[drop:] |= bits[:-drop]
    rules = np.zeros_like(bits)
    for row in map(int, np.nonzero(thick.mean(axis=1) >= _RULE)[0]):
        rules[max(0, row - 2) : row + 1] = True
    return rules
