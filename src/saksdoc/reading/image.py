"""The raster of a PDF page: its own image where it is one image, else rendered.

Rendering an image anew blurs its edges and changes its size; a scan is taken as it lies in the
file and only turned the way the page shows it. Whether that came out right (inverted decoding,
masks, colour spaces, a stamp drawn on top) is checked against a small rendering of the page; if it
did not, the page is rendered after all.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pypdfium2
import pypdfium2.raw as c
from PIL import Image, ImageChops

from saksdoc.model import PageImage
from saksdoc.reading.geometry import Matrix, PageFrame
from saksdoc.reading.pdfium import Contents, contents_of, frame_of, shows_text
from saksdoc.reading.pixels import MAX_PIXELS, MAX_SOURCE_PIXELS, affordable_scale, grey
from saksdoc.reading.raw import Placement, image_share

PAGE_SHARE = 0.4
"""Share of the page from which its only image is taken for the page: an A5 sheet on A4 is half."""

FEW_PATHS = 3
"""Paths that scanners draw around an image (a background, a border)."""

MAX_DPI = 600
"""No page is rendered finer, whatever its images hold."""

PROOF_WIDTH = 420
"""Pixels across in the small rendering that an image is held against."""

PROOF_CELL = 12
"""Pixels of that rendering that are compared together."""

PROOF_DIFFERENCE = 26
"""Greys by which they may differ. Over 48 scanned pages the right images differed by 14 at most
(pdfium shifts turned ones by a pixel), those mirrored, turned or inverted by 39 at least."""


def page_image(page: Any, dpi: int, unit: float = 1.0) -> PageImage:
    """The raster of a loaded pypdfium2 page.

    Raises:
        pypdfium2.PdfiumError: It cannot be rendered.
    """
    frame = frame_of(page, unit)
    contents = contents_of(page, frame)
    own = _own_image(page, frame, contents)
    return own or _rendered(page, frame, _rendering_dpi(frame, contents, dpi))


def _rendering_dpi(frame: PageFrame, contents: Contents, dpi: int) -> float:
    """That of the images where they make up the page; never coarser than they are."""
    placements = [placement for _, placement in contents.images]
    if image_share(placements, frame.box) < PAGE_SHARE:
        return dpi
    large = [image for image in placements if image.box.area > 0.01 * frame.box.area]
    finest = max((image.dpi or 0.0 for image in large), default=0.0)
    only_images = contents.drawing <= FEW_PATHS and not shows_text(contents)
    wanted = finest if only_images else max(finest, dpi)
    return min(wanted, MAX_DPI) or dpi


def _rendered(page: Any, frame: PageFrame, dpi: float) -> PageImage:
    scale = dpi / 72 * frame.unit
    wide, high = page.get_size()
    scale *= affordable_scale(wide * scale, high * scale)
    scale = max(scale, 1 / max(min(wide, high), 1e-3))
    scale *= affordable_scale(wide * scale, high * scale)
    image = _render(page, scale)
    return PageImage(
        image,
        image.width / frame.width,
        image.height / frame.height,
        72 * image.height / frame.height,
    )


def _render(page: Any, scale: float) -> Image.Image:
    exact = scale * (1 - 1e-6)  # 3300.0001 pixels are not to become 3301
    bitmap = page.render(scale=exact, grayscale=True, limit_image_cache=True)
    try:
        return grey(bitmap.to_pil())
    finally:
        bitmap.close()


def _own_image(page: Any, frame: PageFrame, contents: Contents) -> PageImage | None:
    if len(contents.images) != 1 or contents.drawing > FEW_PATHS or shows_text(contents):
        return None
    handle, placement = contents.images[0]
    if image_share([placement], frame.box) < PAGE_SHARE or not _is_upright(placement):
        return None
    if not 0 < placement.width * placement.height <= MAX_SOURCE_PIXELS:
        return None
    image = _bitmap(handle)
    if image is None:
        return None
    laid = _laid_out(_turned(image, placement.place), placement, frame)
    return laid if laid is not None and _alike(page, laid.image) else None


def _is_upright(placement: Placement) -> bool:
    """Whether the image's sides run along the page's, to within a pixel over its length."""
    place = placement.place
    if abs(place.a) + abs(place.d) >= abs(place.b) + abs(place.c):
        lean = max(abs(place.b), abs(place.c))
        pixel = abs(place.a) / max(placement.width, 1)
        return lean <= pixel and place.a != 0 and place.d != 0
    lean = max(abs(place.a), abs(place.d))
    return lean <= abs(place.b) / max(placement.width, 1) and place.b != 0 and place.c != 0


def _bitmap(handle: Any) -> Image.Image | None:
    raw = c.FPDFImageObj_GetBitmap(handle)
    if not raw:
        return None
    return grey(pypdfium2.PdfBitmap.from_raw(raw).to_pil())


def _turned(image: Image.Image, place: Matrix) -> Image.Image:
    """The image as the page shows it. Its rows run down from the top of the unit square."""
    across, down = (place.a, place.b), (-place.c, -place.d)
    if abs(across[0]) < abs(across[1]):
        image = image.transpose(Image.Transpose.TRANSPOSE)
        across, down = (down[0], down[1]), (across[0], across[1])
    if across[0] < 0:
        image = image.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    if down[1] < 0:
        image = image.transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    return image


def _laid_out(image: Image.Image, placement: Placement, frame: PageFrame) -> PageImage | None:
    """The image cropped or extended to the page, to the nearest pixel."""
    box = placement.box
    across, down = image.width / box.width, image.height / box.height
    width, height = round(frame.width * across), round(frame.height * down)
    if not 0 < width * height <= max(MAX_PIXELS, image.width * image.height):
        return None
    left, top = round(box.x0 * across), round(box.top * down)
    whole = abs(left) <= 1 and abs(top) <= 1
    if not (whole and abs(width - image.width) <= 2 and abs(height - image.height) <= 2):
        paper = Image.new("L", (width, height), 255)
        paper.paste(image, (left, top))
        image = paper
    across, down = image.width / frame.width, image.height / frame.height
    return PageImage(image, across, down, 72 * max(across, down), rendered=False)


def _alike(page: Any, image: Image.Image) -> bool:
    """Whether an image looks as the page does everywhere, by a small rendering."""
    wide, _ = page.get_size()
    proof = _render(page, PROOF_WIDTH / max(wide, 1e-3))
    return difference(proof, image.resize(proof.size, Image.Resampling.BOX)) <= PROOF_DIFFERENCE


def difference(one: Image.Image, other: Image.Image) -> int:
    """The largest difference in grey, 0–255, between two images of one size, where squares of
    ``PROOF_CELL`` pixels are compared by their means.
    """
    cells = ImageChops.difference(one.reduce(PROOF_CELL), other.reduce(PROOF_CELL))
    return int(np.asarray(cells).max(initial=0))
