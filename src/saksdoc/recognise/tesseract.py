"""The door to Tesseract: an image in, words with glyph boxes and confidences out.

Through pytesseract, which runs the program, so that a crash or a hang costs one page and no more,
and with one thread: OpenMP inside Tesseract slows whole batches down several times.
hOCR is asked for because it alone tells the boxes of single glyphs and the height of the letters,
which the second reading and the font sizes rest on.
"""

from __future__ import annotations

import io
import os
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytesseract
from lxml import etree

from saksdoc.errors import MissingRequirement, PageError
from saksdoc.recognise.frame import Pixels
from saksdoc.recognise.options import RecogniseOptions

if TYPE_CHECKING:
    from PIL.Image import Image

_INSTALL = (
    "install Tesseract 5 with Norwegian (Debian: apt install tesseract-ocr tesseract-ocr-nor)"
)


@dataclass(frozen=True, slots=True)
class Glyph:
    """A letter as Tesseract saw it: pixels and confidence 0–1."""

    text: str
    box: Pixels
    confidence: float


@dataclass(frozen=True, slots=True)
class SeenWord:
    """A word in pixels of the image that was read; ``confidence`` 0–1."""

    text: str
    box: Pixels
    confidence: float
    glyphs: tuple[Glyph, ...] = ()


@dataclass(frozen=True, slots=True)
class SeenLine:
    """A line in pixels. ``block`` counts Tesseract's paragraphs.

    ``baseline`` is (slope, offset from the box's bottom at its left edge); ``height`` Tesseract's
    ``x_size``: ascender to descender.
    """

    words: tuple[SeenWord, ...]
    box: Pixels
    block: int
    baseline: tuple[float, float] = (0.0, 0.0)
    height: float = 0.0

    def baseline_at(self, px: float) -> float:
        """The y of the baseline below a pixel column."""
        return self.box[3] + self.baseline[1] + self.baseline[0] * (px - self.box[0])


@dataclass(frozen=True, slots=True)
class TesseractRun:
    """How one run is made: languages, page segmentation mode, dots per inch of the image."""

    languages: str
    segmentation: int = 3
    dpi: int = 300
    settings: tuple[str, ...] = ()


class Tesseract:
    """Runs Tesseract on images in memory."""

    def __init__(self, options: RecogniseOptions) -> None:
        self._program = options.tesseract
        self._timeout = options.timeout

    def read(self, image: Image, run: TesseractRun) -> tuple[SeenLine, ...]:
        """Read an image (mode 1, L or RGB).

        Raises:
            MissingRequirement: Tesseract or one of its languages is not installed.
            PageError: Tesseract failed on this image or took too long.
        """
        config = f"--psm {run.segmentation} --dpi {run.dpi} -c hocr_char_boxes=1"
        for setting in run.settings:
            config += f" -c {setting}"
        with tempfile.TemporaryDirectory(prefix="saksdoc-") as scratch:
            page = Path(scratch) / "page.ppm"
            page.write_bytes(_netpbm(image))
            return lines_of_hocr(self._hocr(page, run.languages, config))

    def _hocr(self, page: Path, languages: str, config: str) -> bytes:
        pytesseract.pytesseract.tesseract_cmd = self._program  # the library takes it no other way
        os.environ.setdefault("OMP_THREAD_LIMIT", "1")
        try:
            answer: bytes | str = pytesseract.image_to_pdf_or_hocr(
                str(page), lang=languages, config=config, extension="hocr", timeout=self._timeout
            )
        except pytesseract.TesseractError as error:
            raise _failure(str(error.message), self._program) from error
        except (pytesseract.TesseractNotFoundError, OSError) as error:
            raise MissingRequirement(
                "cannot run Tesseract", where=self._program, advice=_INSTALL
            ) from error
        except RuntimeError as error:  # pytesseract's word for a time-out
            raise PageError(
                f"Tesseract took longer than {self._timeout:.0f} s",
                advice="allow it more time, or look at the page image",
            ) from error
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


def _netpbm(image: Image) -> bytes:
    """Uncompressed: PNG costs half a second a page at 300 dpi."""
    stream = io.BytesIO()
    (image if image.mode in ("1", "L", "RGB") else image.convert("L")).save(stream, format="PPM")
    return stream.getvalue()


def lines_of_hocr(hocr: bytes) -> tuple[SeenLine, ...]:
    """The lines of an hOCR page, in Tesseract's order.

    Raises:
        PageError: This is no hOCR.
    """
    try:
        root = etree.fromstring(hocr, etree.XMLParser(huge_tree=True, recover=True))
    except etree.XMLSyntaxError as error:
        raise PageError("Tesseract's answer is not hOCR") from error
    if root is None:
        raise PageError("Tesseract's answer is empty")
    lines: list[SeenLine] = []
    block = -1
    for element in root.iter("{*}p", "{*}span"):
        kind = element.get("class", "")
        if kind == "ocr_par":
            block += 1
        elif kind in _LINE_KINDS:
            line = _line(element, max(block, 0))
            if line.words:
                lines.append(line)
    return tuple(lines)


_LINE_KINDS = frozenset({"ocr_line", "ocr_header", "ocr_caption", "ocr_textfloat"})


def _line(element: etree._Element, block: int) -> SeenLine:
    title = _title(element)
    slope, offset = _numbers(title.get("baseline", ""), 2)
    words = tuple(
        word
        for child in element
        if child.get("class") == "ocrx_word" and (word := _word(child)) is not None
    )
    height = _numbers(title.get("x_size", ""), 1)[0]
    return SeenLine(words, _pixels(title.get("bbox", "")), block, (slope, offset), height)


def _word(element: etree._Element) -> SeenWord | None:
    title = _title(element)
    glyphs = tuple(
        _glyph(child) for child in element.iter("{*}span") if child.get("class") == "ocrx_cinfo"
    )
    text = "".join(glyph.text for glyph in glyphs).strip() or "".join(element.itertext()).strip()
    if not text:
        return None
    confidence = _numbers(title.get("x_wconf", ""), 1)[0] / 100
    return SeenWord(text, _pixels(title.get("bbox", "")), confidence, glyphs)


def _glyph(element: etree._Element) -> Glyph:
    title = _title(element)
    confidence = _numbers(title.get("x_conf", ""), 1)[0] / 100
    return Glyph(element.text or "", _pixels(title.get("x_bboxes", "")), confidence)


def _title(element: etree._Element) -> dict[str, str]:
    parts = (part.strip().partition(" ") for part in (element.get("title") or "").split(";"))
    return {name: value for name, _, value in parts}


def _numbers(text: str, count: int) -> tuple[float, ...]:
    """The first numbers of an hOCR property, zeros where there are too few."""
    found = [float(n) for n in re.findall(r"-?\d+(?:\.\d+)?", text)[:count]]
    return tuple(found + [0.0] * (count - len(found)))


def _pixels(text: str) -> Pixels:
    x0, top, x1, bottom = _numbers(text, 4)
    return x0, top, x1, bottom
