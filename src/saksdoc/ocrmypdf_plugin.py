"""An OCR engine for OCRmyPDF: ``ocrmypdf --plugin saksdoc.ocrmypdf_plugin in.pdf out.pdf``.

Many archives run OCRmyPDF already. With this plug-in its page cleaning, turning and PDF/A stay, and
the text layer is what saksdoc reads and repairs: words of ``nor``, signs that ``nor`` cannot write
recovered, damage repaired. Pages are repaired one by one, since OCRmyPDF hands out one at a time;
``saksdoc clean`` sees the whole document and knows more.

Needs OCRmyPDF 17 or later (``pip install saksdoc[ocrmypdf]``), whose engines return words rather
than files.
"""

from __future__ import annotations

import functools
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from ocrmypdf import hookimpl
from ocrmypdf.builtin_plugins.tesseract_ocr import TesseractOcrEngine
from ocrmypdf.exceptions import BadArgsError, MissingDependencyError
from ocrmypdf.models.ocr_element import BoundingBox, OcrClass, OcrElement
from PIL import Image

from saksdoc._version import __version__
from saksdoc.errors import MissingRequirement
from saksdoc.language import Norwegian
from saksdoc.model import (
    Box,
    CleanText,
    LineRole,
    PageFacts,
    PageImage,
    ScanPage,
    SourceInfo,
    union,
)
from saksdoc.recognise import RecogniseOptions, Recogniser
from saksdoc.repairing import RepairContext, Repairer
from saksdoc.segment import compose
from saksdoc.writing import PlacedLine, page_order, place

_LANGUAGES = frozenset(("nor", "nob", "nno", "eng", "osd"))
"""``eng`` is here because OCRmyPDF asks for it where ``-l`` is not given."""
_NO_FILES = "the saksdoc plug-in gives words, not files; leave out --pdf-renderer sandwich"
_LINE_CLASSES = {LineRole.HEAD: OcrClass.HEADER, LineRole.FOOT: OcrClass.FOOTER,
                 LineRole.PAGE_NUMBER: OcrClass.FOOTER}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Models:
    recogniser: Recogniser
    repairer: Repairer


_loading = threading.Lock()


@functools.cache
def _loaded() -> _Models:
    norwegian = Norwegian.load()
    return _Models(Recogniser(RecogniseOptions(), norwegian), Repairer.load(norwegian))


def _models() -> _Models:
    """The models, loaded once a process; OCRmyPDF calls from many threads at once.

    Raises:
        MissingDependencyError: A model or Tesseract's Norwegian is not here.
    """
    try:
        with _loading:
            return _loaded()
    except MissingRequirement as error:
        raise MissingDependencyError(str(error)) from error


class SaksdocEngine(TesseractOcrEngine):
    """Reads and repairs a page; turning and straightening are Tesseract's, as they were."""

    @staticmethod
    def version() -> str:
        """The version of saksdoc."""
        return __version__

    @staticmethod
    def creator_tag(options: Any) -> str:
        """What OCRmyPDF writes into the file's metadata."""
        return f"saksdoc {__version__} with Tesseract"

    def __str__(self) -> str:
        """For messages to the user."""
        return f"saksdoc {__version__}"

    @staticmethod
    def languages(options: Any) -> set[str]:
        """Norwegian in all its names; ``-l`` changes nothing."""
        return set(_LANGUAGES)

    @staticmethod
    def supports_generate_ocr() -> bool:
        """OCRmyPDF's own way of asking for words rather than files."""
        return True

    @staticmethod
    def generate_ocr(
        input_file: Path, options: Any, page_number: int = 0
    ) -> tuple[OcrElement, str]:
        """The words of a page image as OCRmyPDF's tree (pixels), and its text."""
        with Image.open(input_file) as image:
            image.load()
        dpi = _dpi(image)
        lines, clean = _read(image, dpi, page_number + 1)
        return _page(lines, image.size, dpi, page_number), clean.text

    @staticmethod
    def generate_hocr(input_file: Path, output_hocr: Path, output_text: Path, options: Any) -> None:
        """Not offered."""
        raise BadArgsError(_NO_FILES)

    @staticmethod
    def generate_pdf(input_file: Path, output_pdf: Path, output_text: Path, options: Any) -> None:
        """Not offered."""
        raise BadArgsError(_NO_FILES)


@hookimpl
def get_ocr_engine(options: Any) -> SaksdocEngine | None:
    """The engine, unless another one is asked for by name."""
    wanted = getattr(options, "ocr_engine", "auto") if options is not None else "auto"
    return SaksdocEngine() if wanted in ("auto", "saksdoc") else None


def _dpi(image: Image.Image) -> float:
    dpi = float(image.info.get("dpi", (300.0, 300.0))[0])
    return dpi if dpi > 1 else 300.0


def _read(image: Image.Image, dpi: float, number: int) -> tuple[tuple[PlacedLine, ...], CleanText]:
    """The repaired lines of one page image; boxes in points."""
    models = _models()
    scale = dpi / 72
    size = (image.width / scale, image.height / scale)
    facts = PageFacts(image_share=1.0, image_dpi=dpi, single_image=True)
    page = ScanPage(number, *size, facts=facts)
    pixels = PageImage(image, scale, scale, dpi, rendered=False)
    read = models.recogniser.page(page, lambda: pixels)
    transcript = compose(SourceInfo("", "0" * 64, "image/png", 1), (read,))
    clean = models.repairer.repair(transcript.raw_text, RepairContext(read_by="nor"))
    return page_order(place(transcript, clean), number), clean


def _page(
    lines: Sequence[PlacedLine], size: tuple[int, int], dpi: float, number: int
) -> OcrElement:
    paragraphs = [
        _element(OcrClass.PARAGRAPH, [_line(line, dpi) for line in block])
        for block in (list(group) for _, group in groupby(lines, key=lambda line: line.block))
    ]
    whole = BoundingBox(0, 0, *size)
    return OcrElement(OcrClass.PAGE, whole, dpi=dpi, page_number=number, children=paragraphs)


def _line(line: PlacedLine, dpi: float) -> OcrElement:
    words = [
        OcrElement(OcrClass.WORD, _box(word.box, dpi), text=word.text, confidence=word.confidence)
        for word in line.words
    ]
    return _element(_LINE_CLASSES.get(line.role, OcrClass.LINE), words)


def _element(kind: str, children: list[OcrElement]) -> OcrElement:
    boxes = [child.bbox for child in children if child.bbox is not None]
    around = union([Box(b.left, b.top, b.right, b.bottom) for b in boxes])
    bounds = BoundingBox(around.x0, around.top, around.x1, around.bottom)
    return OcrElement(kind, bounds, children=children)


def _box(box: Box, dpi: float) -> BoundingBox:
    scale = dpi / 72
    return BoundingBox(box.x0 * scale, box.top * scale, box.x1 * scale, box.bottom * scale)
