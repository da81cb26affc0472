"""The front door: a page as it lies in the file in, the page as it should be read out."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from saksdoc.errors import PageError
from saksdoc.model import Line, Origin, PageImage, ReadPage, ScanPage, Verdict, Word
from saksdoc.recognise.frame import Frame
from saksdoc.recognise.options import RecogniseOptions
from saksdoc.recognise.tesseract import SeenLine, Tesseract, TesseractRun

if TYPE_CHECKING:
    from saksdoc.language import Norwegian


class Recogniser:
    """Decides what to do with each page, and reads those that need it."""

    def __init__(self, options: RecogniseOptions, judge: Norwegian) -> None:
        self._options = options
        self._judge = judge
        self._tesseract = Tesseract(options)

    def verdict(self, page: ScanPage) -> tuple[Verdict, tuple[str, ...]]:
        """What to do with a page, and why, in words a person understands."""
        if page.plain:
            return Verdict.USE, ("plain text",)
        if not page.lines:
            return Verdict.READ, ("no text layer",)
        if page.facts.image_share > 0.5 or page.facts.unmapped_share > 0.1:
            return Verdict.REREAD, ("old OCR text over an image",)
        return Verdict.USE, ("born-digital text",)

    def page(self, page: ScanPage, image: Callable[[], PageImage]) -> ReadPage:
        """Read a page; its image is asked for only where it is needed.

        A page that cannot be read comes back with its ``error`` and the lines of its text layer.

        Raises:
            MissingRequirement: Tesseract or a language is not installed.
        """
        verdict, reasons = self.verdict(page)
        if page.plain:
            return self._as_it_is(page, Origin.PLAIN_TEXT, verdict, reasons)
        if self._options.ocr == "never" or (self._options.ocr == "auto" and verdict is Verdict.USE):
            return self._as_it_is(page, Origin.TEXT_LAYER, verdict, reasons)
        try:
            raster = image()
            frame = Frame.scaled(raster.scale_x, raster.scale_y)
            run = TesseractRun(self._options.languages[0], dpi=round(raster.dpi))
            seen = self._tesseract.read(raster.image, run)
        except PageError as error:
            return ReadPage(
                page.number, page.width, page.height, Origin.TEXT_LAYER, verdict, reasons,
                page.lines, error=str(error),
            )  # fmt: skip
        lines = tuple(_line(line, frame) for line in seen)
        return ReadPage(page.number, page.width, page.height, Origin.OCR, verdict, reasons, lines)

    def _as_it_is(
        self, page: ScanPage, origin: Origin, verdict: Verdict, reasons: tuple[str, ...]
    ) -> ReadPage:
        return ReadPage(
            page.number, page.width, page.height, origin if page.lines else Origin.BLANK,
            verdict, reasons, page.lines, error=page.error,
        )  # fmt: skip


def _line(line: SeenLine, frame: Frame) -> Line:
    size = line.height * frame.points_per_pixel or None
    words = tuple(
        Word(word.text, frame.box(word.box), size, confidence=word.confidence)
        for word in line.words
    )
    return Line(words, line.block)
