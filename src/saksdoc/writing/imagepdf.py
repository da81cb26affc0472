"""An image file as a PDF, without loss: JPEG, PNG and fax data go in as they are where they can.

img2pdf does it; this door gives it the page sizes that the record's boxes were measured on, so that
boxes and pages agree.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import img2pdf
from PIL import Image, ImageSequence

from saksdoc.errors import OutputError
from saksdoc.model import PageRecord

Size = tuple[float, float]


def image_as_pdf(original: Path, pages: Sequence[PageRecord]) -> bytes:
    """The bytes of a PDF with one page an image of the file, each of its record's size.

    Raises:
        OutputError: The image cannot be put into a PDF.
    """
    logging.getLogger("img2pdf").setLevel(logging.ERROR)
    try:
        data = original.read_bytes()
        return _convert(_drawn_again(original) if _is_deep(data) else data, pages)
    except img2pdf.AlphaChannelError:
        return _convert(_drawn_again(original), pages)
    except (
        OSError,
        ValueError,
        TypeError,
        img2pdf.ImageOpenError,
        Image.DecompressionBombError,
    ) as error:
        raise OutputError(
            f"the image cannot be put into a PDF ({error})", where=original
        ) from error


def _convert(data: bytes, pages: Sequence[PageRecord]) -> bytes:
    pdf: bytes = img2pdf.convert(
        data,
        layout_fun=_layout(pages),
        rotation=img2pdf.Rotation.ifvalid,
        nodate=True,
        producer="",
    )
    return pdf


def _layout(pages: Sequence[PageRecord]) -> Callable[[int, int, Size], tuple[float, ...]]:
    sizes: Iterator[PageRecord] = iter(pages)

    def layout(width: int, height: int, dpi: Size) -> tuple[float, ...]:
        page = next(sizes, None)
        if page is None:
            own = (72 * width / dpi[0], 72 * height / dpi[1])
            return (*own, *own)
        seen = (page.width, page.height)
        if (width > height) != (seen[0] > seen[1]) and width != height:
            seen = (seen[1], seen[0])  # the image is turned by its EXIF mark
        return (*seen, *seen)

    return layout


def _is_deep(data: bytes) -> bool:
    """Whether a TIFF has more than 8 bits a sample, which the way into a PDF does not take."""
    with Image.open(io.BytesIO(data)) as image:
        return image.format == "TIFF" and image.mode.startswith(("I", "F"))


def _drawn_again(original: Path) -> bytes:
    """The frames of an image as a TIFF of 8 bits a sample, with transparency laid on white.

    Lossless but for what no eye sees: the lower 8 of 16 bits.
    """
    frames = []
    with Image.open(original) as image:
        for frame in ImageSequence.Iterator(image):
            if frame.mode.startswith("I"):
                frames.append(frame.convert("I").point(lambda level: level / 256).convert("L"))
                continue
            rgba = frame.convert("RGBA")
            white = Image.new("RGBA", rgba.size, "white")
            frames.append(Image.alpha_composite(white, rgba).convert("RGB"))
    out = io.BytesIO()
    frames[0].save(out, "TIFF", save_all=True, append_images=frames[1:], compression="tiff_lzw")
    return out.getvalue()
