"""Bullets that Tesseract left out: small marks alone in the white before a line.

Its layout takes a dot far from its text for dirt. The ink is still there; the glyph reader tells a
bullet or a dash from a speck.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from saksdoc.recognise.frame import Pixels
from saksdoc.recognise.glyphs import GlyphReader
from saksdoc.recognise.ink import Bits
from saksdoc.recognise.tesseract import Glyph, SeenLine, SeenWord
from saksdoc.recognise.windows import Darkness, spot_of

_REACH, _NEAR = 3.5, 0.12
"""How far before its line a bullet may stand, and how near it may come, in line heights."""

_SMALLEST, _LARGEST = 0.085, 0.6
"""Extent of a bullet or dash across, in line heights; down the page it is at most as large."""

_LEAST = 0.009
"""Its box at least, in squares of the line height: a dot of small type has 0.011, a speck 0.007."""

_SURE = 0.6
"""Probability that the mark is one of these; else it is dirt."""

_LOWEST, _HIGHEST = 0.1, 0.5
"""How high above the baseline its middle stands, in line heights."""

_MARKS = "•·▪–-"
_OPENING = frozenset('«"”“(§$[')


@dataclass(frozen=True, slots=True)
class _Found:
    line: int
    box: Pixels


def with_bullets(
    lines: Sequence[SeenLine], darkness: Darkness, ink: Bits, reader: GlyphReader
) -> tuple[SeenLine, ...]:
    """The lines, with bullets put before those that have one in the image."""
    found = [
        _Found(number, box)
        for number, line in enumerate(lines)
        if (box := _mark_before(line, lines, ink)) is not None
    ]
    if not found:
        return tuple(lines)
    spots = [
        spot_of(f.box, lines[f.line].baseline_at(f.box[0]), lines[f.line].height) for f in found
    ]
    chances = reader.read(darkness.windows(spots))
    columns = [reader.letters.index(mark) for mark in _MARKS if mark in reader.letters]
    out = list(lines)
    for mark, row in zip(found, chances, strict=True):
        shares = row[columns]
        if float(shares.sum()) >= _SURE:
            letter = _MARKS[int(shares.argmax())]
            out[mark.line] = _put(out[mark.line], "•" if letter == "▪" else letter, mark.box)
    return tuple(out)


def _mark_before(line: SeenLine, lines: Sequence[SeenLine], ink: Bits) -> Pixels | None:
    """The box of the only ink before a line, if it is of a bullet's size."""
    height = line.height
    if height < 6 or not (line.words[0].text[0].isalnum() or line.words[0].text[0] in _OPENING):
        return None
    start = line.words[0].box[0]
    left, right = max(0, int(start - _REACH * height)), int(start - _NEAR * height)
    base = line.baseline_at(start)
    top, bottom = max(0, int(base - 0.75 * height)), int(base + 0.12 * height)
    crop = ink[top:bottom, left:right]
    if crop.size == 0 or not crop.any() or _is_taken((left, top, right, bottom), line, lines):
        return None
    columns, rows = np.nonzero(crop.any(axis=0))[0], np.nonzero(crop.any(axis=1))[0]
    x0, x1 = int(columns[0]), int(columns[-1]) + 1
    y0, y1 = int(rows[0]), int(rows[-1]) + 1
    wide, high = x1 - x0, y1 - y0
    fits = _SMALLEST * height <= wide <= _LARGEST * height and high <= _LARGEST * height
    apart = x0 > 0 and y0 > 0 and y1 < crop.shape[0]
    raised = (base - top - (y0 + y1) / 2) / height
    apart = apart and _LOWEST <= raised <= _HIGHEST
    fits = fits and wide * high >= _LEAST * height**2
    if not (fits and apart) or wide < 2 or len(columns) < wide:
        return None
    return (left + x0, top + y0, left + x1, top + y1)


def _is_taken(area: Pixels, line: SeenLine, lines: Sequence[SeenLine]) -> bool:
    """Whether another line's words lie in an area."""
    return any(
        other is not line
        and other.box[0] < area[2]
        and area[0] < other.box[2]
        and other.box[1] < area[3]
        and area[1] < other.box[3]
        for other in lines
    )


def _put(line: SeenLine, letter: str, box: Pixels) -> SeenLine:
    word = SeenWord(letter, box, _SURE, (Glyph(letter, box, _SURE),))
    # The baseline counts from the left edge of the line's box, which stays as it was.
    return replace(line, words=(word, *line.words))
