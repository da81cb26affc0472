"""What Tesseract saw, from its hOCR: lines, words, glyphs, all in pixels.

hOCR is asked for because it alone tells the boxes of single glyphs and the height of the letters,
which the second reading and the font sizes rest on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from saksdoc.errors import PageError
from saksdoc.recognise.frame import Pixels


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
        _glyph(child)
        for child in element.iterdescendants("{*}span")
        if child.get("class") == "ocrx_cinfo"
    )
    text = "".join(glyph.text for glyph in glyphs).strip() or "".join(element.itertext()).strip()
    if not text:
        return None
    confidence = _numbers(title.get("x_wconf", ""), 1)[0] / 100
    return SeenWord(text, _pixels(title.get("bbox", "")), confidence, glyphs)


def _glyph(element: etree._Element) -> Glyph:
    """By far the most of what hOCR holds: the usual way of writing it is read at once."""
    usual = _GLYPH.match(element.get("title") or "")
    if usual is not None:
        x0, top, x1, bottom, confidence = map(float, usual.groups())
        return Glyph(element.text or "", (x0, top, x1, bottom), confidence / 100)
    title = _title(element)
    confidence = _numbers(title.get("x_conf", ""), 1)[0] / 100
    return Glyph(element.text or "", _pixels(title.get("x_bboxes", "")), confidence)


_GLYPH = re.compile(r"x_bboxes (-?\d+) (-?\d+) (-?\d+) (-?\d+); x_conf (-?\d+(?:\.\d+)?)$")


def _title(element: etree._Element) -> dict[str, str]:
    parts = (part.strip().partition(" ") for part in (element.get("title") or "").split(";"))
    return {name: value for name, _, value in parts}


_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def _numbers(text: str, count: int) -> tuple[float, ...]:
    """The first numbers of an hOCR property, zeros where there are too few."""
    found = [float(n) for n in _NUMBER.findall(text)[:count]]
    return tuple(found + [0.0] * (count - len(found)))


def _pixels(text: str) -> Pixels:
    x0, top, x1, bottom = _numbers(text, 4)
    return x0, top, x1, bottom
