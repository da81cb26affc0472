"""The front door: a page as it lies in the file in, the page as it should be read out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from saksdoc.errors import PageError
from saksdoc.language import Norwegian
from saksdoc.model import Line, Origin, PageImage, ReadPage, ScanPage, Verdict, Word
from saksdoc.recognise.coverage import is_worth_looking, uncovered
from saksdoc.recognise.frame import Frame
from saksdoc.recognise.glyphs import GlyphReader
from saksdoc.recognise.hocr import SeenLine, SeenWord
from saksdoc.recognise.ink import Bits, binary
from saksdoc.recognise.options import RecogniseOptions
from saksdoc.recognise.order import in_order_turned
from saksdoc.recognise.prepare import Prepared, improve, prepare
from saksdoc.recognise.running import together
from saksdoc.recognise.secondlook import SecondLook
from saksdoc.recognise.spacing import parted
from saksdoc.recognise.strips import Seen, Strip, strip_of
from saksdoc.recognise.tesseract import Tesseract, TesseractRun
from saksdoc.recognise.turning import is_doubtful, may_lie_sideways, upright
from saksdoc.recognise.typeface import Setting, settings
from saksdoc.recognise.verdict import decide, look_at
from saksdoc.recognise.witness import listen

if TYPE_CHECKING:
    from PIL.Image import Image

_ENDS = 100
"""Faint heads, and feet, of one document that are kept: laying one over others costs 0.1 s."""

_BLOCK = 6
"""Tesseract's page segmentation mode for one block of text."""


class Recogniser:
    """Decides what to do with each page, and reads those that need it.

    Args:
        options: How pages are read.
        judge: What Norwegian looks like; it weighs one reading against another.
        tesseract: Shared with other recognisers; whoever made it closes it.
    """

    def __init__(
        self, options: RecogniseOptions, judge: Norwegian, tesseract: Tesseract | None = None
    ) -> None:
        self._options = options
        self._judge = judge
        self._tesseract = tesseract or Tesseract(options)
        self._ends: dict[tuple[int, bool], Strip] = {}

    @cached_property
    def _second(self) -> SecondLook:
        """Made for the first page that is read: most born-digital documents have none."""
        return SecondLook(GlyphReader.load(), self._judge)

    def verdict(self, page: ScanPage) -> tuple[Verdict, tuple[str, ...]]:
        """What to do with a page, and why, in words a person understands."""
        return decide(page, self._judge)

    def page(self, page: ScanPage, image: Callable[[], PageImage]) -> ReadPage:
        """Read a page; its image is asked for only where it is needed.

        A page that cannot be read comes back with its ``error`` and the lines of its text layer.

        Raises:
            MissingRequirement: Tesseract, a language or the glyph model is not installed.
        """
        judged = look_at(page, self._judge)
        read = self._page(page, image, judged.verdict, judged.reasons)
        return replace(read, damage=judged.damage)

    def _page(
        self,
        page: ScanPage,
        image: Callable[[], PageImage],
        verdict: Verdict,
        reasons: tuple[str, ...],
    ) -> ReadPage:
        if page.plain or self._options.ocr == "never":
            return _as_it_is(page, verdict, reasons)
        try:
            if verdict is Verdict.USE and self._options.ocr != "always" and page.lines:
                share = uncovered(page, image()) if is_worth_looking(page) else 0.0
                if not share:
                    return _as_it_is(page, verdict, reasons)
                verdict = Verdict.REREAD
                reasons = (*reasons, f"{round(100 * share)} % of the ink has no text")
            prepared = prepare(image())
            if verdict is Verdict.USE and not page.lines and not prepared.ink.blank:
                verdict, reasons = Verdict.READ, ("ink that is neither text nor image in the file",)
            return self._read(page, prepared, verdict, reasons)
        except PageError as error:
            return _as_it_is(page, verdict, reasons, str(error))

    def together(self, pages: Sequence[ReadPage]) -> tuple[ReadPage, ...]:
        """The pages of a document once all are read: faint heads and feet from all of them.

        Only pages that this recogniser has read since the last call take part.

        Raises:
            MissingRequirement: Tesseract, a language or the glyph model is not installed.
        """
        for top in (True, False):
            strips = [strip for (_, at_top), strip in sorted(self._ends.items()) if at_top is top]
            if len(strips) > 1:
                pages = together(pages, strips, self._words, self._judge)
        self._ends.clear()
        return tuple(pages)

    def _keep_ends(
        self, number: int, prepared: Prepared, seen: Sequence[SeenLine], ink: Bits
    ) -> None:
        for top in (True, False):
            if sum(at_top is top for _, at_top in tuple(self._ends)) >= _ENDS:
                continue
            strip = strip_of(number, Seen(prepared, ink, seen), self._judge, top=top)
            if strip is not None:
                self._ends[number, top] = strip

    def _words(self, image: Image, dpi: float) -> tuple[SeenWord, ...]:
        """An image of one or a few lines, read."""
        run = TesseractRun(self._options.language, _BLOCK, round(dpi))
        try:
            lines = self._second.lines(self._tesseract.read(image, run), image, binary(image))
        except PageError:
            return ()
        return tuple(word for line in lines for word in line.words)

    def _read(
        self, page: ScanPage, prepared: Prepared, verdict: Verdict, reasons: tuple[str, ...]
    ) -> ReadPage:
        if prepared.ink.blank:
            return ReadPage(
                page.number, page.width, page.height, Origin.BLANK, verdict,
                (*reasons, "blank: no ink on the page"),
            )  # fmt: skip
        prepared, seen = self._seen(prepared)
        ink = binary(prepared.image)
        seen = parted(seen, ink, self._judge)
        heard = listen(seen, prepared.frame, page.lines, self._judge)
        seen = self._second.lines(seen, prepared.image, ink, heard.texts)
        self._keep_ends(page.number, prepared, seen, ink)
        faces = settings(seen, ink)
        lines = [_line(line, face, prepared.frame) for line, face in zip(seen, faces, strict=True)]
        tilt = 0.0 if prepared.rotation else prepared.ink.skew
        return ReadPage(
            page.number, page.width, page.height, Origin.MERGED if page.lines else Origin.OCR,
            verdict, (*reasons, *_done(prepared)),
            in_order_turned([*lines, *heard.missed], prepared.rotation, tilt),
            prepared.rotation, prepared.skew,
        )  # fmt: skip

    def _seen(self, prepared: Prepared) -> tuple[Prepared, tuple[SeenLine, ...]]:
        """Read once; turn the page and read again only where the first reading gives reason."""
        language = self._options.language
        asked = may_lie_sideways(prepared)
        if asked:
            prepared = upright(prepared, self._tesseract, language, self._judge)
        improved, seen = self._once(prepared, language)
        if not asked and is_doubtful(seen, self._judge):
            better = upright(prepared, self._tesseract, language, self._judge)
            if better is not prepared:
                return self._once(better, language)
        return improved, seen

    def _once(self, prepared: Prepared, language: str) -> tuple[Prepared, tuple[SeenLine, ...]]:
        improved = improve(prepared)
        run = TesseractRun(language, dpi=round(improved.dpi), settings=improved.settings)
        return improved, self._tesseract.read(improved.image, run)


def _done(prepared: Prepared) -> tuple[str, ...]:
    told = []
    if prepared.rotation:
        told.append(f"the page was turned by {prepared.rotation}°")
    if prepared.skew:
        told.append(f"a skew of {abs(prepared.skew):.1f}° was removed")
    return tuple(told)


def _as_it_is(
    page: ScanPage, verdict: Verdict, reasons: tuple[str, ...], error: str | None = None
) -> ReadPage:
    if not page.lines:
        origin = Origin.BLANK
    else:
        origin = Origin.PLAIN_TEXT if page.plain else Origin.TEXT_LAYER
    return ReadPage(
        page.number, page.width, page.height, origin, verdict, reasons,
        page.lines if page.plain else in_order_turned(page.lines, page.facts.text_turn),
        page.facts.text_turn, error=error or page.error,
    )  # fmt: skip


def _line(line: SeenLine, setting: Setting, frame: Frame) -> Line:
    size = round(setting.size * frame.points_per_pixel, 1) or None
    words = tuple(
        Word(word.text, frame.box(word.box), size, bold, confidence=word.confidence)
        for word, bold in zip(line.words, setting.bold, strict=True)
    )
    return Line(words, line.block)
