"""The rules of a table, taken out before reading: letters that touch them are misread.

``|Tor``, ``[Marit`` and ``ibeke`` for Vibeke come from upright rules close to the letters. Only
where upright rules are found are level ones taken out too: an underlining alone reads well as it
is, and taking it out would cut descenders.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
from PIL import Image

from saksdoc.recognise.ink import Bits, binary

_UPRIGHT, _LEVEL = 0.55, 1.2
"""Inches a rule has at least; the stem of a letter in a 36-point heading has 0.36."""

_FILLED = 0.9
"""Share of its length that must be ink: coarse scans leave gaps."""

_THICK = 0.03
"""Inches a rule has at most across; thicker is a bar or a picture."""


def without_rulings(image: Image.Image, dpi: float) -> Image.Image | None:
    """The image without its table's rules; None where it has no upright ones."""
    step = max(1, round(dpi / 100))
    coarse = binary(image.convert("L").reduce(step))
    edge = max(1, round(dpi / step / 6))  # what a scanner leaves at the edge is no rule
    coarse[:, :edge] = coarse[:, -edge:] = False
    columns: npt.NDArray[np.bool_] = np.any(_rules(coarse, dpi / step, _UPRIGHT), axis=0)
    if not columns.any():
        return None
    bits = binary(image)
    upright = np.zeros_like(bits)
    for start, end in _stretches(columns):
        strip = slice(max(0, (start - 2) * step), (end + 2) * step)
        upright[:, strip] = _rules(bits[:, strip], dpi, _UPRIGHT)
    if not upright.any():
        return None
    level = _level(bits, upright, dpi)
    if image.mode == "1":
        return Image.fromarray(~(bits & ~(upright | level)))
    grey = np.array(image.convert("L"))
    paper = int(np.percentile(grey[::8, ::8], 75))
    grey[_wider(upright | level)] = paper
    return Image.fromarray(grey)


def _stretches(marked: npt.NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Where a row of marks is set, half-open."""
    edges = np.diff(np.concatenate(([0], marked.astype(np.int8), [0])))
    starts, ends = np.nonzero(edges == 1)[0], np.nonzero(edges == -1)[0]
    return [(int(a), int(b)) for a, b in zip(starts, ends, strict=True)]


def _level(bits: Bits, upright: Bits, dpi: float) -> Bits:
    """Level rules beside the upright ones."""
    slack = round(0.05 * dpi)
    rows = np.nonzero(upright.any(axis=1))[0]
    part = slice(max(0, int(rows[0]) - slack), int(rows[-1]) + slack + 1)
    level = np.zeros_like(bits)
    level[part] = _rules(np.ascontiguousarray(bits[part].T), dpi, _LEVEL).T
    return level


def _rules(bits: Bits, dpi: float, inches: float) -> Bits:
    """Ink that belongs to upright rules of so many inches."""
    length = max(8, round(inches * dpi))
    if bits.shape[0] <= length:
        return np.zeros_like(bits)
    # A tilted or ragged rule stays in its column when neighbours count too.
    thick = bits.copy()
    thick[:, 1:] |= bits[:, :-1]
    thick[:, :-1] |= bits[:, 1:]
    across = max(2, round(_THICK * dpi)) + 2  # the neighbours counted above
    rules = np.zeros_like(bits)
    for start, end in _stretches(_likely(thick, length)):
        starts = _sums(thick[:, start:end], length) >= _FILLED * length
        if starts.any():
            spread = _spread(starts, length)
            spread &= ~_covered(spread.T, across + 1).T
            rules[:, start:end] = bits[:, start:end] & spread
    return rules


def _likely(bits: Bits, length: int) -> npt.NDArray[np.bool_]:
    """The columns that may hold a stretch as long and as filled as a rule.

    A stretch that lacks few cells has whole blocks, of a third of its length, that lack no more;
    few columns of text have one, and the sums over all cells are spared the others.
    """
    block = max(1, length // 3)
    lacking = length - math.ceil(_FILLED * length)
    blocks = bits[: len(bits) // block * block].reshape(-1, block, bits.shape[1])
    likely: npt.NDArray[np.bool_] = (blocks.sum(axis=1) >= block - lacking).any(axis=0)
    return likely


def _covered(bits: Bits, length: int) -> Bits:
    """Cells of runs down the columns that are at least so long."""
    if bits.shape[0] < length:
        return np.zeros_like(bits)
    return _spread(_sums(np.ascontiguousarray(bits), length) >= length, length)


def _spread(starts: Bits, length: int) -> Bits:
    """The cells of all stretches that start at the marks."""
    edge = np.zeros((length - 1, starts.shape[1]), dtype=np.bool_)
    spread: Bits = _sums(np.concatenate([edge, starts, edge]), length) > 0
    return spread


def _sums(bits: Bits, length: int) -> npt.NDArray[np.int32]:
    """Sums of ``length`` cells down each column; that many cells less one shorter."""
    total = np.cumsum(bits, axis=0, dtype=np.int32)
    found = total[length - 1 :].copy()
    found[1:] -= total[:-length]
    return found


def _wider(mask: Bits) -> Bits:
    """One pixel more all round: grey rules have soft edges."""
    wide = mask.copy()
    wide[1:] |= mask[:-1]
    wide[:-1] |= mask[1:]
    wide[:, 1:] |= mask[:, :-1]
    wide[:, :-1] |= mask[:, 1:]
    return wide
