"""Strips of several pages laid over each other, to the pixel: which show the same head or foot.

Found by correlating the ink that could not be read on the pages; what was read well (the lines of
the body, other on every page) would draw the strips out of place.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageFilter

from saksdoc.recognise.frame import Pixels
from saksdoc.recognise.ink import Bits
from saksdoc.recognise.strips import Strip

Grey = npt.NDArray[np.float32]
Whole = npt.NDArray[np.int64]

_SAMPLE = 4_000
"""Pixels of ink that tell where a strip lies."""

FEWEST = 2
"""Pages that make a group."""

_SHIFT = 0.35
"""Inches by which two pages may lie apart in the scanner."""

MOVED = (-0.045, -0.035, -0.025, -0.02, 0.02, 0.025, 0.035, 0.045)
"""Inches a page is moved along its lines to see what chance would give: up to a letter."""

_ALIKE = 0.25
"""How much of the ink that misses another page's where it is moved must meet it where it lies, for
two strips to show the same. On rendered pages (bench/reading_running.py) the same feet have 0.2 to
0.9, others 0.0 to 0.18."""

_SLOPES = (0.0, -0.0005, 0.0005, -0.001, 0.001, -0.0016, 0.0016, -0.0022, 0.0022)
"""Rise over run by which two pages made level may still differ: up to an eighth of a degree."""


@dataclass(frozen=True, slots=True)
class Laid:
    """A strip and where it lies on the first one of its group.

    ``down``, ``across``: pixels; ``slope``: how far it falls to the right, pixels a pixel.
    """

    strip: Strip
    down: int = 0
    across: int = 0
    slope: float = 0.0

    def ink(self, shape: tuple[int, int]) -> Bits:
        """All ink, as it lies on a first strip of such a shape."""
        return self._laid(self.strip.ink.bits(), shape)

    def unread(self, shape: tuple[int, int]) -> Bits:
        """The same of the ink that no sound word covers."""
        return self._laid(self.strip.unread.bits(), shape)

    def moved(self, ys: Whole, xs: Whole) -> tuple[Whole, Whole]:
        """Where pixels of the strip lie on the first one."""
        drop = np.rint(self.slope * (xs - self.strip.ink.shape[1] / 2)).astype(np.int64)
        return ys + self.down + drop, xs + self.across

    def on_group(self, box: Pixels) -> Pixels:
        """A box of the strip, on the first one."""
        drop = self.down + self._drop(box)
        return box[0] + self.across, box[1] + drop, box[2] + self.across, box[3] + drop

    def on_page(self, box: Pixels) -> Pixels:
        """A box of the first strip, on this one."""
        there = (box[0] - self.across, box[1], box[2] - self.across, box[3])
        drop = self.down + self._drop(there)
        return there[0], there[1] - drop, there[2], there[3] - drop

    def _drop(self, box: Pixels) -> float:
        return self.slope * ((box[0] + box[2]) / 2 - self.strip.ink.shape[1] / 2)

    def _laid(self, bits: Bits, shape: tuple[int, int]) -> Bits:
        out = np.zeros(shape, dtype=np.bool_)
        rows, columns = self.moved(*np.nonzero(bits))
        inside = (rows >= 0) & (rows < shape[0]) & (columns >= 0) & (columns < shape[1])
        out[rows[inside], columns[inside]] = True
        return out


def groups(strips: Sequence[Strip]) -> list[list[Laid]]:
    """Strips that show the same, laid over each other; left and right pages may differ."""
    left = sorted(strips, key=lambda strip: -strip.weight)
    groups = []
    while len(left) >= FEWEST:
        first, *others = left
        group, left = [Laid(first)], []
        still = _Blurred.of(first)
        for strip in others:
            laid = _lay(strip, still)
            if laid is None:
                left.append(strip)
            else:
                group.append(laid)
        if len(group) >= FEWEST:
            groups.append(group)
    return groups


@dataclass(frozen=True, slots=True)
class _Blurred:
    """A strip's unread ink, blurred, as a spectrum."""

    strip: Strip
    size: tuple[int, int]
    spectrum: npt.NDArray[np.complex128]
    grey: Grey

    @classmethod
    def of(cls, strip: Strip) -> _Blurred:
        reach = round(_SHIFT * strip.dpi)
        size = (strip.unread.shape[0] + reach, strip.unread.shape[1] + reach)
        grey = _blurred(strip)
        return cls(strip, size, np.fft.rfft2(grey, size), grey)


def _blurred(strip: Strip) -> Grey:
    image = Image.fromarray(strip.unread.bits()).convert("L")
    return np.asarray(image.filter(ImageFilter.GaussianBlur(strip.dpi / 110)), dtype=np.float32)


def _lay(strip: Strip, still: _Blurred) -> Laid | None:
    """Where a strip lies on another; None where it shows something else."""
    if abs(strip.dpi - still.strip.dpi) > 1 or abs(
        strip.unread.shape[1] - still.strip.unread.shape[1]
    ) > round(_SHIFT * strip.dpi):
        return None
    grey = _blurred(strip)
    reach = round(_SHIFT * strip.dpi)
    met = np.fft.irfft2(still.spectrum * np.conj(np.fft.rfft2(grey, still.size)), still.size)
    rows = np.r_[0:reach, still.size[0] - reach : still.size[0]]
    columns = np.r_[0:reach, still.size[1] - reach : still.size[1]]
    near = met[np.ix_(rows, columns)]
    at = np.unravel_index(int(near.argmax()), near.shape)
    down, across = int(rows[at[0]]), int(columns[at[1]])
    down -= still.size[0] if down > reach else 0
    across -= still.size[1] if across > reach else 0
    laid = _refined(Laid(strip, down, across), still)
    return laid if _likeness(laid, still) >= _ALIKE else None


def _sampled(strip: Strip) -> tuple[Whole, Whole]:
    """Some thousand pixels of the unread ink, rows and columns."""
    ys, xs = np.nonzero(strip.unread.bits())
    step = len(ys) // _SAMPLE + 1
    return ys[::step], xs[::step]


def _likeness(laid: Laid, still: _Blurred) -> float:
    """How much better the unread ink of two strips meets where it lies than where it is moved."""
    there = wider(still.strip.unread.bits())
    rows, columns = laid.moved(*_sampled(laid.strip))

    def met(moved: int) -> float:
        at = columns + moved
        inside = (rows >= 0) & (rows < there.shape[0]) & (at >= 0) & (at < there.shape[1])
        return float(there[rows[inside], at[inside]].sum()) / len(rows)

    beside = float(np.mean([met(round(inches * laid.strip.dpi)) for inches in MOVED]))
    return (met(0) - beside) / max(1e-6, 1 - beside)


def _refined(laid: Laid, still: _Blurred) -> Laid:
    """The same to the pixel, and to a fraction of the tenths of degrees pages are made level by."""
    ys, xs = _sampled(laid.strip)
    height, width = still.grey.shape
    best = (-1.0, laid)
    for slope, down, across in itertools.product(_SLOPES, (-1, 0, 1), (-1, 0, 1)):
        tried = replace(laid, down=laid.down + down, across=laid.across + across, slope=slope)
        rows, columns = tried.moved(ys, xs)
        inside = (rows >= 0) & (rows < height) & (columns >= 0) & (columns < width)
        met = float(still.grey[rows[inside], columns[inside]].sum())
        if met > best[0]:
            best = (met, tried)
    return best[1]


def wider(bits: Bits) -> Bits:
    """One pixel more all round."""
    wide = bits.copy()
    wide[1:] |= bits[:-1]
    wide[:-1] |= bits[1:]
    tall = wide.copy()
    wide[:, 1:] |= tall[:, :-1]
    wide[:, :-1] |= tall[:, 1:]
    return wide
