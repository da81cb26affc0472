"""Where each letter of a word stands, by its ink.

Tesseract's boxes of single glyphs are guesses from the time steps of its network and are often a
letter off. The white columns of the word are sure; letters are dealt out to the pieces between
them so that widths fit best, and touching letters are parted where ink is thinnest.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from saksdoc.recognise.frame import Pixels
from saksdoc.recognise.hocr import SeenWord

_NARROW = frozenset("iljIftr.,:;'’‘|!()[]1-·•°")
_WIDE = frozenset("mwMWÆæ@—%")
_OFF = 0.4
"""Share of its height by which a word's last letter may reach out of its box: the box of a sign
that Tesseract does not know often lies half a letter before it."""

_DOUBLED = 4
"""At most so many letters in one piece, or pieces in one letter."""

Span = tuple[int, int]


def boxes_of(word: SeenWord, ink: npt.NDArray[np.bool_]) -> Sequence[Pixels]:
    """A box for each glyph of a word: by the ink, or Tesseract's where that fails."""
    if all(len(glyph.text) == 1 for glyph in word.glyphs):
        found = glyph_boxes("".join(glyph.text for glyph in word.glyphs), word.box, ink)
        if found is not None:
            return found
    return [glyph.box for glyph in word.glyphs]


def glyph_boxes(text: str, box: Pixels, ink: npt.NDArray[np.bool_]) -> list[Pixels] | None:
    """The box of each letter, in pixels; None where the ink cannot be parted so.

    Args:
        text: The letters, one box each.
        box: Around the word.
        ink: The whole page, True where there is ink.
    """
    left, top = max(0, int(box[0])), max(0, int(box[1]))
    right = int(box[2]) + 1
    crop = ink[top : int(box[3]) + 1, left : right + int(_OFF * (box[3] - box[1]))]
    columns = crop.sum(axis=0)
    pieces = [piece for piece in _pieces(columns) if piece[0] < right - left]
    if not pieces or not text:
        return None
    spans = _dealt(text, pieces, columns)
    if spans is None:
        return None
    return [_upright(crop, span, left, top) for span in spans]


def _pieces(columns: npt.NDArray[np.int64]) -> list[Span]:
    """The stretches of columns with ink, half-open."""
    edges = np.diff(np.concatenate(([0], (columns > 0).astype(np.int8), [0])))
    starts, ends = np.nonzero(edges == 1)[0], np.nonzero(edges == -1)[0]
    return [(int(a), int(b)) for a, b in zip(starts, ends, strict=True)]


def _width(letter: str) -> float:
    if letter in _NARROW:
        return 0.35
    if letter in _WIDE:
        return 0.85
    return 0.66 if letter.isupper() else 0.52


def _dealt(text: str, pieces: Sequence[Span], columns: npt.NDArray[np.int64]) -> list[Span] | None:
    """Letters to pieces in order, at the least misfit of widths (dynamic programming)."""
    widths = [_width(letter) for letter in text]
    due = list(itertools.accumulate(widths, initial=0.0))  # where each letter should begin
    scale = (pieces[-1][1] - pieces[0][0]) / due[-1]
    starts = [piece[0] / scale for piece in pieces]
    ends = [piece[1] / scale for piece in pieces]
    # best[i][j]: misfit of the first i letters over the first j pieces, and how it was reached.
    infinite = float("inf")
    letters, count = len(text), len(pieces)
    best = [[infinite] * (count + 1) for _ in range(letters + 1)]
    came: dict[Span, Span] = {}
    best[0][0] = 0.0
    for i in range(letters):
        for j in range(count):
            so_far = best[i][j]
            if so_far == infinite or abs(due[i] - starts[j] + starts[0]) > _ASTRAY:
                continue
            for more, parts, price in _STEPS:
                to_i, to_j = i + more, j + parts
                if to_i > letters or to_j > count:
                    continue
                misfit = ends[to_j - 1] - starts[j] - due[to_i] + due[i]
                cost = so_far + misfit * misfit + price
                if cost < best[to_i][to_j]:
                    best[to_i][to_j] = cost
                    came[to_i, to_j] = (i, j)
    end = (letters, count)
    if best[letters][count] == infinite:
        return None
    spans: list[Span] = []
    while end != (0, 0):
        start = came[end]
        extent = (pieces[start[1]][0], pieces[end[1] - 1][1])
        spans[:0] = _parted(widths[start[0] : end[0]], extent, columns)
        end = start
    return spans


_ASTRAY = 2.5
"""Ems a letter may begin from where the usual widths put it; dealt further off, it is wrong."""

_STEPS = [(1, n, 0.06 * (n - 1)) for n in range(1, _DOUBLED + 1)]
_STEPS += [(n, 1, 0.03 * (n - 1)) for n in range(2, 3 * _DOUBLED)]


def _parted(widths: Sequence[float], extent: Span, columns: npt.NDArray[np.int64]) -> list[Span]:
    """A piece cut into letters, each cut at the thinnest column near its due place."""
    start, end = extent
    cuts = [start]
    scale = (end - start) / sum(widths)
    at = float(start)
    for width in widths[:-1]:
        at += width * scale
        slack = max(1, round(0.2 * width * scale))
        low = max(cuts[-1] + 1, round(at) - slack)
        high = min(end - 1, round(at) + slack)
        cuts.append(low + int(columns[low : high + 1].argmin()) if high >= low else round(at))
    return [*zip(cuts, [*cuts[1:], end], strict=True)]


def _upright(crop: npt.NDArray[np.bool_], span: Span, left: int, top: int) -> Pixels:
    rows = np.nonzero(crop[:, span[0] : max(span[0] + 1, span[1])].any(axis=1))[0]
    if len(rows) == 0:
        return (left + span[0], top, left + span[1], top + crop.shape[0])
    return (left + span[0], top + int(rows[0]), left + span[1], top + int(rows[-1]) + 1)
