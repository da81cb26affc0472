"""What the ink of a page tells before anything is read: blank, skewed, sideways, ruled, dirty.

All measures work on a reduced black-and-white copy, so they cost milliseconds a page.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PIL import Image

Bits = npt.NDArray[np.bool_]

_COARSE = 100
"""Dots per inch of the reduced copy: letters are still told from lines of text."""

_LARGEST_SKEW = 5.0
"""Degrees looked at to either side; feeders tilt pages by one or two."""

_LEAST_PAIRS = 6
"""Pairs of neighbouring ink cells of the reduced copy below which a page is blank; one small
figure has about ten."""

_SAMPLE = 60_000
"""Ink pixels that are enough for a profile."""


@dataclass(frozen=True, slots=True)
class Ink:
    """``blank``: nothing to read. ``skew``: degrees the lines run down to the right (to be turned
    back counter-clockwise). ``sideways``: how much better the ink falls into columns than into
    rows; above 1, the page lies on its side. ``x_height``: of the running text, pixels of the
    image, 0 where no lines were found. ``specks``: isolated dots a thousand ink pixels.
    """

    blank: bool
    skew: float = 0.0
    sideways: float = 0.0
    x_height: float = 0.0
    specks: float = 0.0


def binary(image: Image.Image) -> Bits:
    """True where there is ink: darker than half way from the paper to the darkest ink."""
    if image.mode == "1":
        return ~np.asarray(image)
    grey = np.asarray(image.convert("L"))
    sample = grey[:: max(1, grey.shape[0] // 500), :: max(1, grey.shape[1] // 500)]
    paper, ink = float(np.percentile(sample, 75)), float(grey.min())
    if paper - ink < 40:
        return np.zeros(grey.shape, dtype=np.bool_)
    bits: Bits = grey < (paper + min(ink, paper - 100)) / 2
    return bits


def measure(image: Image.Image, dpi: float) -> Ink:
    """Look at a page image (any mode) of so many dots per inch."""
    step = max(1, round(dpi / _COARSE))
    coarse = image.convert("L").reduce(step)
    bits = _without_margin(binary(coarse), dpi / step)
    if _is_blank(bits):
        return Ink(blank=True)
    ys, xs = np.nonzero(bits)
    if len(ys) > _SAMPLE:
        keep = slice(None, None, len(ys) // _SAMPLE + 1)
        ys, xs = ys[keep], xs[keep]
    skew, rows = _best_angle(ys, xs, _LARGEST_SKEW)
    _, columns = _best_angle(xs, ys, 2.0)
    return Ink(
        blank=False,
        skew=skew,
        sideways=columns / max(rows, 1e-9),
        x_height=_x_height(ys, xs, skew) * step,
        specks=_specks(image),
    )


def _without_margin(bits: Bits, dpi: float) -> Bits:
    """Without the dark edges a scanner leaves: a sixth of an inch all round."""
    edge = max(1, round(dpi / 6))
    if min(bits.shape) <= 4 * edge:
        return bits
    return bits[edge:-edge, edge:-edge]


def _is_blank(bits: Bits) -> bool:
    """Whether nothing is left but scattered dots: a letter covers several neighbouring cells."""
    beside = (bits[:-1] & bits[1:]).sum() + (bits[:, :-1] & bits[:, 1:]).sum()
    return int(beside) < _LEAST_PAIRS


def _best_angle(
    along: npt.NDArray[np.int64], across: npt.NDArray[np.int64], largest: float
) -> tuple[float, float]:
    """The tilt (degrees) at which ink falls into the sharpest rows, and how sharp they are."""
    best = _sharpest(along, across, np.arange(-largest, largest + 0.01, 0.5))
    return _sharpest(along, across, np.arange(best[0] - 0.4, best[0] + 0.41, 0.1))


def _sharpest(
    along: npt.NDArray[np.int64], across: npt.NDArray[np.int64], angles: npt.NDArray[np.float64]
) -> tuple[float, float]:
    found = []
    for angle in angles:
        shifted = along - across * np.tan(np.radians(angle))
        rows = (shifted - shifted.min()).astype(np.int64)
        profile = np.bincount(rows).astype(np.float64)
        # The mean of squares: comparable between the two sides of an oblong page.
        sharp = float((np.diff(profile) ** 2).sum() / max(1.0, float(profile @ profile)))
        found.append((sharp, -abs(float(angle)), float(angle)))
    sharp, _, angle = max(found)
    return round(angle, 2), sharp


def _x_height(ys: npt.NDArray[np.int64], xs: npt.NDArray[np.int64], skew: float) -> float:
    """The median thickness of the dark bands, in rows: the part of a line that all letters fill."""
    shifted = ys - xs * np.tan(np.radians(skew))
    fine = ((shifted - shifted.min()) * 4).astype(np.int64)
    profile = np.convolve(np.bincount(fine).astype(np.float64), np.ones(4) / 4, "same")
    peaks = np.maximum.reduceat(profile, np.arange(0, len(profile), 80))
    typical = float(np.median(peaks[peaks > 0])) if (peaks > 0).any() else 0.0
    if typical <= 0:
        return 0.0
    dark = np.concatenate(([0], (profile > typical / 2).astype(np.int8), [0]))
    edges = np.diff(dark)
    lengths = np.nonzero(edges == -1)[0] - np.nonzero(edges == 1)[0]
    lengths = lengths[lengths >= 8]
    return float(np.median(lengths)) / 4 if len(lengths) else 0.0


def _specks(image: Image.Image) -> float:
    """Isolated dots among a thousand ink pixels; 0 for grey images, which Tesseract smooths."""
    if image.mode != "1":
        return 0.0
    bits = binary(image)
    return 1000.0 * float(isolated(bits, 1).sum()) / max(1.0, float(bits.sum()))


def isolated(bits: Bits, most: int) -> Bits:
    """Ink pixels whose 5 × 5 neighbourhood holds at most so many ink pixels, themselves counted."""
    padded = np.pad(bits.astype(np.uint8), 2)
    height, width = bits.shape
    rows = np.zeros((height, width + 4), dtype=np.uint8)
    total = np.zeros((height, width), dtype=np.uint8)
    for n in range(5):
        rows += padded[n : n + height]
    for n in range(5):
        total += rows[:, n : n + width]
    lonely: Bits = bits & (total <= most)
    return lonely
