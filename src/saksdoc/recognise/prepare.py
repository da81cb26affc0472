"""The best image for the reader: upright, straight, clean, and of a size that Tesseract reads well.

As little as possible: a page that is well as it is goes to Tesseract untouched, for resampling
costs letters and time. Black-and-white pages of the dev set gained nothing from another
thresholding, and most of what a table costs is cured by taking its rules out.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from PIL import Image

from saksdoc.model import PageImage
from saksdoc.recognise.frame import Frame
from saksdoc.recognise.ink import Ink, binary, isolated, measure
from saksdoc.recognise.rulings import without_rulings

_SKEW = 0.8
"""Degrees from which straightening pays; below, Tesseract follows the tilted lines itself."""

_SPECKS = 8.0
"""Isolated dots a thousand ink pixels from which they are removed."""

_SMALLEST, _LARGEST, _WANTED = 9.0, 40.0, 20.0
"""x-heights in pixels below and above which the image is resized, and to what."""

_MOST_PIXELS = 36_000_000
"""A4 at 600 dpi; more is reduced first, for the sake of memory."""

_GREY_SHARE = 0.001
"""Share of middle greys (32–223) from which an image is grey: a bilevel scan has none, a grey one
has some along every stroke. Set by hand."""

_COARSE_GREY = 180.0
"""Dots per inch below which grey pages are thresholded by Sauvola's local method: at 150 dpi it
halved the error on noisy pages, at more it costs time only."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """An image to read: where its pixels lie on the page, and what was done to it.

    ``rotation``: degrees clockwise it was turned; ``skew``: degrees removed; ``settings``: for
    Tesseract.
    """

    image: Image.Image
    frame: Frame
    dpi: float
    ink: Ink
    rotation: int = 0
    skew: float = 0.0
    settings: tuple[str, ...] = ()


def prepare(raster: PageImage) -> Prepared:
    """The page image as the reader gets it, not yet turned by quarters."""
    image = raster.image if raster.image.mode in ("1", "L") else raster.image.convert("L")
    frame = Frame.scaled(raster.scale_x, raster.scale_y)
    excess = image.width * image.height / _MOST_PIXELS
    prepared = Prepared(image, frame, raster.dpi, Ink(blank=True))
    if excess > 1:
        prepared = _resized(prepared, excess**-0.5)
    ink = measure(prepared.image, prepared.dpi)
    return replace(prepared, ink=ink)


def improve(prepared: Prepared) -> Prepared:
    """Cleaned, straightened and resized where the ink says that it helps."""
    ink = prepared.ink
    if ink.x_height and not _SMALLEST <= ink.x_height <= _LARGEST:
        prepared = _resized(prepared, min(3.0, max(0.25, _WANTED / ink.x_height)))
    bare = without_rulings(prepared.image, prepared.dpi)
    if bare is not None:
        prepared = replace(prepared, image=bare)
    two_toned = is_two_toned(prepared.image)
    if ink.specks >= _SPECKS and two_toned:
        prepared = _cleaned(prepared)
    if not two_toned and prepared.dpi < _COARSE_GREY:
        prepared = replace(prepared, settings=("thresholding_method=2",))
    if abs(ink.skew) >= _SKEW:
        prepared = _straightened(prepared, ink.skew)
    return prepared


def turned(prepared: Prepared, degrees: int) -> Prepared:
    """Turned clockwise by 90, 180 or 270 degrees; the ink is measured anew."""
    width, height = prepared.image.size
    image = prepared.image.transpose(_QUARTERS[degrees])
    back = {
        90: Frame(0, 1, 0, -1, 0, height),
        180: Frame(-1, 0, width, 0, -1, height),
        270: Frame(0, -1, width, 1, 0, 0),
    }[degrees]
    return replace(
        prepared,
        image=image,
        frame=prepared.frame.after(back),
        rotation=(prepared.rotation + degrees) % 360,
        ink=measure(image, prepared.dpi),
    )


_QUARTERS = {
    90: Image.Transpose.ROTATE_270,
    180: Image.Transpose.ROTATE_180,
    270: Image.Transpose.ROTATE_90,
}


def is_two_toned(image: Image.Image) -> bool:
    """Whether an image is black and white, whatever its mode: a fax often comes as grey.

    A local threshold over such an image makes letters of its specks (a sample fax: 20 % of the
    words wrong instead of 6 %).
    """
    counts = image.convert("L").histogram()
    return sum(counts[32:224]) < _GREY_SHARE * sum(counts)


def _cleaned(prepared: Prepared) -> Prepared:
    bits = binary(prepared.image)
    bits &= ~isolated(bits, 2)
    return replace(prepared, image=Image.fromarray(~bits))


def _straightened(prepared: Prepared, degrees: float) -> Prepared:
    """Turned about its middle so that lines that run down to the right become level."""
    grey = prepared.image.convert("L")
    image = grey.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=255)
    cos, sin = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    cx, cy = grey.width / 2, grey.height / 2
    back = Frame(
        float(cos), float(-sin), float(cx - cos * cx + sin * cy),
        float(sin), float(cos), float(cy - sin * cx - cos * cy),
    )  # fmt: skip
    return replace(prepared, image=image, frame=prepared.frame.after(back), skew=degrees)


def _resized(prepared: Prepared, factor: float) -> Prepared:
    width, height = prepared.image.size
    size = (max(1, round(width * factor)), max(1, round(height * factor)))
    image = prepared.image.convert("L").resize(size, Image.Resampling.BICUBIC)
    back = Frame(width / size[0], 0, 0, 0, height / size[1], 0)
    return replace(
        prepared, image=image, frame=prepared.frame.after(back), dpi=prepared.dpi * factor
    )
