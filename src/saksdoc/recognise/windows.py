"""Small pictures of single glyphs, all at one scale: what the glyph reader looks at.

A window shows a glyph where it stands in its line: the baseline always on the same row, the
letters always at the same size, and its neighbours beside it. So a comma is told from an
apostrophe, and a hyphen from a dash.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PIL import Image

from saksdoc.recognise.frame import Pixels

HEIGHT, WIDTH = 40, 32
"""Pixels of a window; twice this in depth: darkness, and where the glyph's own box is."""

_BODY = 26
"""Pixels of a window for a line's ascender-to-descender height."""

_BASELINE = 27
"""The row of a window on which letters stand."""

Array = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Spot:
    """A glyph to look at: its box, the baseline under it and the height of its line, pixels."""

    box: Pixels
    baseline: float
    height: float


class Darkness:
    """A page as darkness, 0 paper to 255 ink, padded so that a window may hang over its edge."""

    def __init__(self, image: Image.Image) -> None:
        grey = image.convert("L")
        pixels = np.asarray(grey)
        sample = pixels[:: max(1, pixels.shape[0] // 400), :: max(1, pixels.shape[1] // 400)]
        paper = float(np.percentile(sample, 75))
        ink = min(float(pixels.min()), paper - 40.0)
        scale = 255.0 / (paper - ink)
        table = [int(min(255.0, max(0.0, (paper - value) * scale))) for value in range(256)]
        self._margin = 200
        padded = Image.new("L", (grey.width + 2 * self._margin, grey.height + 2 * self._margin), 0)
        padded.paste(grey.point(table), (self._margin, self._margin))
        self._image = padded

    def windows(self, spots: Sequence[Spot]) -> Array:
        """``(n, 2, HEIGHT, WIDTH)``, values 0–1."""
        stack = np.zeros((len(spots), 2, HEIGHT, WIDTH), dtype=np.float32)
        for index, spot in enumerate(spots):
            stack[index, 0] = self._cut(spot)
            stack[index, 1] = _mask(spot)
        return stack

    def _cut(self, spot: Spot) -> Array:
        zoom = max(spot.height, 6.0) / _BODY
        middle = (spot.box[0] + spot.box[2]) / 2 + self._margin
        top = spot.baseline - _BASELINE * zoom + self._margin
        left = middle - WIDTH / 2 * zoom
        area = (left, top, left + WIDTH * zoom, top + HEIGHT * zoom)
        width, height = self._image.size
        if area[0] < 0 or area[1] < 0 or area[2] > width or area[3] > height:
            return np.zeros((HEIGHT, WIDTH), dtype=np.float32)
        cut = self._image.resize((WIDTH, HEIGHT), Image.Resampling.BILINEAR, box=area)
        return np.asarray(cut, dtype=np.float32) / np.float32(255)


def _mask(spot: Spot) -> Array:
    zoom = max(spot.height, 6.0) / _BODY
    half = (spot.box[2] - spot.box[0]) / 2 / zoom
    columns = np.abs(np.arange(WIDTH) + 0.5 - WIDTH / 2) <= half
    top = (spot.box[1] - spot.baseline) / zoom + _BASELINE
    bottom = (spot.box[3] - spot.baseline) / zoom + _BASELINE
    rows = np.arange(HEIGHT) + 0.5
    inside = (rows >= top) & (rows <= bottom)
    mask: Array = (inside[:, None] & columns[None, :]).astype(np.float32)
    return mask


def spot_of(box: Pixels, baseline: float, height: float) -> Spot:
    """A spot whose line height is believable for its glyph (Tesseract's is 0 on odd lines)."""
    return Spot(box, baseline, height if height >= 6 else max(6.0, (box[3] - box[1]) * 1.4))
