"""How large and how bold each line is set: what tells a heading from text.

Tesseract's own line height jumps by a fifth from line to line with the letters that happen to
stand in it. Heights of letters of known build are steadier, and text of one size is told as one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

import numpy as np

from saksdoc.recognise.hocr import SeenLine, SeenWord
from saksdoc.recognise.ink import Bits

_LOW = frozenset("acemnorsuvwxz")
_TALL = frozenset("bdfhklABDEFHIKLMNPRTUVXYZ0123456789")
_LOW_SHARE, _TALL_SHARE = 0.52, 0.71
"""Heights of such letters in font sizes, averaged over the faces of office documents."""

_HEIGHT, _TOO_HIGH = 0.94, 1.2
"""Tesseract's height of a line in font sizes, as it mostly is (0.87 to 1.1 on rendered pages), and
how many times that it must be to be wrong (it is 1.25 to 1.5 then)."""

_FEWEST = 5
"""Letters that a line needs to be measured by itself."""

_SAME = 0.07
"""Sizes so near to the page's usual one are that size."""

_BOLDER = 1.28
"""How much wider a bold word's strokes are than the page's usual ones, for its size."""


@dataclass(frozen=True, slots=True)
class Setting:
    """A line's font size in pixels (0 unknown) and which of its words are bold."""

    size: float
    bold: tuple[bool, ...]


def settings(lines: Sequence[SeenLine], ink: Bits) -> tuple[Setting, ...]:
    """Size and weight of every line of a page."""
    heights = [_heights(line) for line in lines]
    tall_share = _LOW_SHARE * _build(heights)
    sizes = [
        _size(line, low, tall, tall_share) for line, (low, tall) in zip(lines, heights, strict=True)
    ]
    letters = [sum(len(word.text) for word in line.words) for line in lines]
    usual = _weighted_median(sizes, letters)
    sizes = [usual if usual and abs(size - usual) <= _SAME * usual else size for size in sizes]
    bold = _bold(lines, sizes, ink)
    return tuple(Setting(size, flags) for size, flags in zip(sizes, bold, strict=True))


def steadied(lines: Sequence[SeenLine]) -> tuple[SeenLine, ...]:
    """The lines, with a height that their letters bear out where Tesseract's is far too large:
    specks above and under a line of coarse print raise it by up to a half.
    """
    heights = [_heights(line) for line in lines]
    tall_share = _LOW_SHARE * _build(heights)
    out = []
    for line, (low, tall) in zip(lines, heights, strict=True):
        due = _HEIGHT * _size(line, low, tall, tall_share)
        out.append(replace(line, height=due) if line.height > _TOO_HIGH * due else line)
    return tuple(out)


def _heights(line: SeenLine) -> tuple[list[float], list[float]]:
    """Heights of the line's low letters and of its tall ones."""
    low, tall = [], []
    for word in line.words:
        for glyph in word.glyphs:
            high = glyph.box[3] - glyph.box[1]
            if high <= 0:  # Tesseract gives some glyphs no extent
                continue
            if glyph.text in _LOW:
                low.append(high)
            elif glyph.text in _TALL:
                tall.append(high)
    return low, tall


def _build(heights: Sequence[tuple[list[float], list[float]]]) -> float:
    """Tall letters' height against low ones' in the page's face: faces differ in it."""
    found = [median(tall) / median(low) for low, tall in heights if len(low) > 4 and len(tall) > 4]
    return min(1.7, max(1.2, median(found))) if found else _TALL_SHARE / _LOW_SHARE


def _size(line: SeenLine, low: Sequence[float], tall: Sequence[float], tall_share: float) -> float:
    found = [high / _LOW_SHARE for high in low] + [high / tall_share for high in tall]
    return median(found) if len(found) >= _FEWEST else line.height


def _weighted_median(values: Sequence[float], weights: Sequence[int]) -> float:
    total, half = 0, sum(weights) / 2
    for value, weight in sorted(zip(values, weights, strict=True)):
        total += weight
        if total >= half:
            return value
    return 0.0


def _bold(lines: Sequence[SeenLine], sizes: Sequence[float], ink: Bits) -> list[tuple[bool, ...]]:
    strokes = [
        [_stroke(word, ink) / size if size else 0.0 for word in line.words]
        for line, size in zip(lines, sizes, strict=True)
    ]
    measured = [value for row in strokes for value in row if value > 0]
    if len(measured) < _FEWEST:
        return [tuple(False for _ in row) for row in strokes]
    usual = median(measured)
    return [_smoothed([value / usual for value in row]) for row in strokes]


def _smoothed(row: Sequence[float]) -> tuple[bool, ...]:
    """Short words are as bold as the word before them, or else after."""
    flags = [None if value == 0 else value > _BOLDER for value in row]
    for n in [*range(1, len(flags)), *range(len(flags) - 2, -1, -1)]:
        if flags[n] is None:
            near = flags[n - 1] if n and flags[n - 1] is not None else None
            flags[n] = near if near is not None or n + 1 >= len(flags) else flags[n + 1]
    return tuple(bool(flag) for flag in flags)


def _stroke(word: SeenWord, ink: Bits) -> float:
    """The mean width of strokes along the rows, pixels; 0 for words too short to tell."""
    if sum(letter.isalpha() for letter in word.text) < 3:
        return 0.0
    x0, top = max(0, int(word.box[0])), max(0, int(word.box[1]))
    crop = ink[top : int(word.box[3]) + 1, x0 : int(word.box[2]) + 1]
    starts = int(np.count_nonzero(crop[:, 1:] & ~crop[:, :-1]) + np.count_nonzero(crop[:, :1]))
    return int(np.count_nonzero(crop)) / starts if starts else 0.0
