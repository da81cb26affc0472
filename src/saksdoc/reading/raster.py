"""Scans that come as images: TIFF with many pages, PNG, JPEG.

Every frame is a page, sized by the resolution the file states. EXIF orientation is applied, so
that a page photographed sideways comes upright, and boxes are those of the upright page.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PIL import Image, ImageOps, UnidentifiedImageError

from saksdoc.errors import InputError, LimitExceeded, PageError
from saksdoc.model import PageFacts, PageImage, ScanPage, SourceInfo
from saksdoc.reading.pixels import MAX_SOURCE_PIXELS, grey
from saksdoc.reading.source import Source

ASSUMED_DPI = 300.0
"""Where a file states no resolution, or one that no scanner has."""

SANE_DPI = (50.0, 2400.0)
"""Resolutions believed. 72 and 96 are believed only of pictures no larger than a page at them."""

SCREEN_DPI = (71.0, 97.0)
"""What programs write that know no resolution."""

SCREEN_WIDTH = 1240
"""Pixels across from which a picture at screen resolution is taken for a scan: A4 at 150 dpi."""

FORMATS = ("TIFF", "PNG", "JPEG")


class RasterSource(Source):
    """An open TIFF, PNG or JPEG.

    Raises:
        InputError: Pillow cannot make sense of it.
    """

    def __init__(self, path: Path, sha256: str, media_type: str) -> None:
        self._path = path
        try:
            with _silence():
                self._file = Image.open(path, formats=FORMATS)
                frames = _frames(self._file)
        except Image.DecompressionBombError as error:
            raise _too_large(path) from error
        except UnidentifiedImageError as error:
            raise _unreadable(path, "not an image that can be opened") from error
        except OSError as error:
            raise _unreadable(path, f"cannot be opened ({error})") from error
        except Exception as error:
            raise _unreadable(path, f"not an image that can be opened ({error})") from error
        self._info = SourceInfo(str(path), sha256, media_type, frames)

    @property
    def info(self) -> SourceInfo:
        """The file."""
        return self._info

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def page(self, number: int) -> ScanPage:
        """The size of a frame; an image has no text layer."""
        self._check(number)
        try:
            width, height, dpi = self._seek(number)
        except InputError as error:
            return ScanPage(number, 595.28, 841.89, error=error.what)
        facts = PageFacts(image_share=1.0, image_dpi=max(dpi), single_image=True)
        return ScanPage(number, 72 * width / dpi[0], 72 * height / dpi[1], facts=facts)

    def image(self, number: int, dpi: int = 300) -> PageImage:
        """A frame as it is, grey and upright; ``dpi`` has no say."""
        self._check(number)
        _, _, own = self._seek(number)
        try:
            with _silence():
                pixels = grey(ImageOps.exif_transpose(self._file))
        except Exception as error:
            raise PageError(
                f"cannot be decoded ({error})", where=f"{self._path}, page {number}"
            ) from error
        return PageImage(pixels, own[0] / 72, own[1] / 72, max(own), rendered=False)

    def _seek(self, number: int) -> tuple[int, int, tuple[float, float]]:
        """Width and height in pixels and resolution of a frame, upright."""
        where = f"{self._path}, page {number}"
        try:
            with _silence():
                self._file.seek(number - 1)
                width, height = self._file.size
                turned = self._file.getexif().get(0x0112, 1) in (5, 6, 7, 8)
        except Exception as error:
            raise PageError(f"cannot be found in the file ({error})", where=where) from error
        if width * height > MAX_SOURCE_PIXELS:
            raise _too_large(where)
        if width < 1 or height < 1:
            raise PageError("has no pixels", where=where)
        dpi = believable_dpi(self._file.info.get("dpi"), min(width, height))
        if turned:
            width, height, dpi = height, width, (dpi[1], dpi[0])
        return width, height, dpi


@contextmanager
def _silence() -> Iterator[None]:
    """Pillow warns of every tag it does not like; what matters it raises."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _frames(file: Any) -> int:
    """How many frames there are; where the chain of a TIFF breaks, the broken one is the last."""
    try:
        return int(getattr(file, "n_frames", 1))
    except Image.DecompressionBombError:
        raise
    except Exception:
        found = 1
        while _reaches(file, found):
            found += 1
        file.seek(0)
        return found + 1


def _reaches(file: Any, frame: int) -> bool:
    try:
        file.seek(frame)
    except Exception:
        return False
    return True


def believable_dpi(stated: Any, narrow: int) -> tuple[float, float]:
    """The resolution across and down that a file states, or the assumed one.

    Args:
        stated: What Pillow found, a pair of numbers or nothing.
        narrow: Pixels of the narrow side: a scan of 2,480 pixels at "72 dpi" is none.
    """
    try:
        across, down = (float(value) for value in stated)
    except (TypeError, ValueError, ZeroDivisionError):
        return ASSUMED_DPI, ASSUMED_DPI
    sane = all(SANE_DPI[0] <= value <= SANE_DPI[1] for value in (across, down))
    screen = all(SCREEN_DPI[0] <= value <= SCREEN_DPI[1] for value in (across, down))
    if not sane or (screen and narrow >= SCREEN_WIDTH):
        return ASSUMED_DPI, ASSUMED_DPI
    return across, down


def _too_large(where: Path | str) -> LimitExceeded:
    return LimitExceeded(
        f"more than {MAX_SOURCE_PIXELS // 1_000_000} million pixels",
        where=where,
        advice="scale the image down",
    )


def _unreadable(path: Path, what: str) -> InputError:
    return InputError(what, where=path, advice="check that the file is whole")
