"""The door to Tesseract: an image in, words with glyph boxes and confidences out.

Tesseract runs in a process of its own, so that a crash or a hang costs one page and no more, and
with one thread: OpenMP inside Tesseract slows whole batches down several times. Where the installed
program uses a library that can be loaded, that process stays for the next image (``resident``);
else the program is run for each, through pytesseract.
"""

from __future__ import annotations

import io
import os
import re
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytesseract
from PIL.Image import Dither

from saksdoc.errors import MissingRequirement, PageError
from saksdoc.recognise.hocr import SeenLine, lines_of_hocr
from saksdoc.recognise.options import RecogniseOptions
from saksdoc.recognise.resident import IDLE, NotResident, Resident, library_of, too_long

if TYPE_CHECKING:
    from PIL.Image import Image

_INSTALL = (
    "install Tesseract 5 with Norwegian (Debian: apt install tesseract-ocr tesseract-ocr-nor)"
)

_SERVES = 500
"""Images after which a process is replaced, lest what a library forgets to free add up."""


@dataclass(frozen=True, slots=True)
class TesseractRun:
    """How one run is made: languages, page segmentation mode, dots per inch of the image."""

    languages: str
    segmentation: int = 3
    dpi: int = 300
    settings: tuple[str, ...] = ()


class Tesseract:
    """Runs Tesseract on images in memory; can be used from several threads.

    It keeps its processes until it is closed; :meth:`close` may be called at any time, and more
    than once.
    """

    def __init__(self, options: RecogniseOptions) -> None:
        self._program = options.tesseract
        self._timeout = options.timeout
        self._lock = threading.Lock()
        self._idle: list[Resident] = []
        self._looked = False
        self._library: str | None = None

    def read(self, image: Image, run: TesseractRun) -> tuple[SeenLine, ...]:
        """Read an image (mode 1, L or RGB).

        Raises:
            MissingRequirement: Tesseract or one of its languages is not installed.
            PageError: Tesseract failed on this image or took too long.
        """
        if image.mode not in ("1", "L", "RGB"):
            image = image.convert("L")
        resident = self._taken(run)
        if resident is None:
            return lines_of_hocr(self._by_program(image, run))
        try:
            hocr = resident.hocr(_lean(image), run.segmentation, run.dpi, self._timeout)
        finally:
            self._put_back(resident)
        return lines_of_hocr(hocr)

    def close(self) -> None:
        """Let the idle processes end."""
        with self._lock:
            idle, self._idle = self._idle, []
        for resident in idle:
            resident.close()

    def _taken(self, run: TesseractRun) -> Resident | None:
        """A process for this run, idle or new; None where the program must be run."""
        settings = ("hocr_char_boxes=1", *run.settings)
        with self._lock:
            for number, resident in enumerate(self._idle):
                if resident.key == (run.languages, settings) and resident.alive:
                    return self._idle.pop(number)
            if not self._looked:
                self._looked, self._library = True, library_of(self._program)
            library = self._library
        if library is None:
            return None
        try:
            return Resident(library, run.languages, settings)
        except NotResident:
            self._library = None  # a language is missing, say: the program has words for it
            return None

    def _put_back(self, resident: Resident) -> None:
        if resident.alive and resident.served < _SERVES:
            with self._lock:
                self._idle.append(resident)
        else:
            resident.close()

    def _by_program(self, image: Image, run: TesseractRun) -> bytes:
        config = f"--psm {run.segmentation} --dpi {run.dpi} -c hocr_char_boxes=1"
        for setting in run.settings:
            config += f" -c {setting}"
        with tempfile.TemporaryDirectory(prefix="saksdoc-") as scratch:
            page = Path(scratch) / "page.ppm"
            page.write_bytes(_netpbm(image))
            return self._hocr(page, run.languages, config)

    def _hocr(self, page: Path, languages: str, config: str) -> bytes:
        pytesseract.pytesseract.tesseract_cmd = self._program  # the library takes it no other way
        os.environ.setdefault("OMP_THREAD_LIMIT", "1")
        try:
            answer: bytes | str = pytesseract.image_to_pdf_or_hocr(
                str(page),
                lang=languages,
                config=config,
                extension="hocr",
                timeout=IDLE * self._timeout,
            )  # fmt: skip
        except pytesseract.TesseractError as error:
            raise _failure(str(error.message), self._program) from error
        except (pytesseract.TesseractNotFoundError, OSError) as error:
            raise MissingRequirement(
                "cannot run Tesseract", where=self._program, advice=_INSTALL
            ) from error
        except RuntimeError as error:  # pytesseract's word for a time-out
            raise too_long(self._timeout) from error
        return answer.encode() if isinstance(answer, str) else answer


def _failure(message: str, program: str) -> MissingRequirement | PageError:
    lines = [line for line in message.splitlines() if line.strip()]
    if "Failed loading language" in message or "Error opening data file" in message:
        named = re.search(r"Failed loading language '([^']+)'", message)
        what = f"Tesseract's language {named[1]!r} is missing" if named else "a language is missing"
        return MissingRequirement(what, where=program, advice=_INSTALL)
    return PageError(
        f"Tesseract failed ({lines[-1].strip() if lines else 'without a word'})",
        advice="look at the page image",
    )


def _lean(image: Image) -> Image:
    """A grey image of nothing but black and white as bits: less to press and to threshold."""
    tones = image.getcolors(2) if image.mode == "L" else None
    if tones is None or {tone for _, tone in tones} - {0, 255}:
        return image
    return image.convert("1", dither=Dither.NONE)


def _netpbm(image: Image) -> bytes:
    """Uncompressed: PNG costs half a second a page at 300 dpi."""
    stream = io.BytesIO()
    image.save(stream, format="PPM")
    return stream.getvalue()
