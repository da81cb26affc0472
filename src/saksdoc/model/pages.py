"""What was read: words on pages, with their boxes.

Boxes are PDF points (1/72 inch), origin top left, of the page as a reader sees it (``/Rotate``
applied). Page numbers count from 1.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in points, origin top left; ``x0 <= x1`` and ``top <= bottom``."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def width(self) -> float:
        """Points."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """Points."""
        return self.bottom - self.top

    @property
    def area(self) -> float:
        """Square points."""
        return max(0.0, self.width) * max(0.0, self.height)

    def intersection(self, other: Box) -> float:
        """The area both cover, square points."""
        width = min(self.x1, other.x1) - max(self.x0, other.x0)
        height = min(self.bottom, other.bottom) - max(self.top, other.top)
        return max(0.0, width) * max(0.0, height)

    def turned(self, degrees: int) -> Box:
        """Turned about the origin clockwise by a multiple of 90 degrees (negative: back)."""
        match degrees % 360:
            case 90:
                return Box(-self.bottom, self.x0, -self.top, self.x1)
            case 180:
                return Box(-self.x1, -self.bottom, -self.x0, -self.top)
            case 270:
                return Box(self.top, -self.x1, self.bottom, -self.x0)
        return self

    def as_list(self) -> list[float]:
        """``[x0, top, x1, bottom]``, rounded to a hundredth of a point."""
        return [round(v, 2) for v in (self.x0, self.top, self.x1, self.bottom)]


def union(boxes: Iterable[Box]) -> Box:
    """The smallest box around all; raises ValueError when there is none."""
    every = iter(boxes)
    first = next(every, None)
    if first is None:
        raise ValueError("no boxes to unite")
    x0, top, x1, bottom = first.x0, first.top, first.x1, first.bottom
    for box in every:  # asked for each line several times, so all sides in one go
        x0 = box.x0 if box.x0 < x0 else x0
        top = box.top if box.top < top else top
        x1 = box.x1 if box.x1 > x1 else x1
        bottom = box.bottom if box.bottom > bottom else bottom
    return Box(x0, top, x1, bottom)


class Origin(StrEnum):
    """Where a page's text came from."""

    TEXT_LAYER = "text-layer"
    OCR = "ocr"
    MERGED = "merged"
    PLAIN_TEXT = "plain-text"
    BLANK = "blank"


class Verdict(StrEnum):
    """What to do with a page: trust its text layer, read it anew, or read it for the first time."""

    USE = "use"
    REREAD = "reread"
    READ = "read"


class LineRole(StrEnum):
    """What a line is on its page; everything but BODY and TABLE is page furniture."""

    BODY = "body"
    TABLE = "table"
    HEAD = "head"
    FOOT = "foot"
    PAGE_NUMBER = "page-number"
    MARGIN = "margin"

    @property
    def is_furniture(self) -> bool:
        """Whether the line stands outside the running text."""
        return self not in (LineRole.BODY, LineRole.TABLE)


@dataclass(frozen=True, slots=True)
class Word:
    """One word as read. ``size`` in points; ``confidence`` 0–1, None where the reader has none."""

    text: str
    box: Box | None = None
    size: float | None = None
    bold: bool = False
    italic: bool = False
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """Words from left to right. ``block`` numbers the paragraph or cell on its page, from 0."""

    words: tuple[Word, ...]
    block: int = 0
    role: LineRole = LineRole.BODY

    @property
    def text(self) -> str:
        """The words with one space between."""
        return " ".join(word.text for word in self.words)

    @property
    def box(self) -> Box | None:
        """Around all words that have a box."""
        boxes = [word.box for word in self.words if word.box is not None]
        return union(boxes) if boxes else None


@dataclass(frozen=True, slots=True)
class SourceInfo:
    """The file a document came from; ``media_type`` e.g. ``application/pdf``."""

    path: str
    sha256: str
    media_type: str
    pages: int


@dataclass(frozen=True, slots=True)
class PageFacts:
    """Evidence for the verdict, gathered while a page is opened. Shares are 0–1.

    ``image_share``: page area covered by raster images; ``image_dpi``: resolution of the largest;
    ``single_image``: the page is one raster image (and perhaps invisible text);
    ``invisible_share``: share of characters drawn invisibly (render mode 3) or under an image;
    ``unmapped_share``: share of characters without a usable Unicode value (font map missing);
    ``drawing``: number of vector paths; ``rotation``: the page's ``/Rotate``, degrees clockwise;
    ``text_turn``: degrees clockwise the page as shown must be turned for its text to be upright;
    ``notes``: anything a person should know (``opened by pypdfium2`` …).
    """

    characters: int = 0
    image_share: float = 0.0
    image_dpi: float | None = None
    single_image: bool = False
    invisible_share: float = 0.0
    unmapped_share: float = 0.0
    drawing: int = 0
    rotation: int = 0
    notes: tuple[str, ...] = ()
    text_turn: int = 0


@dataclass(frozen=True, slots=True)
class ScanPage:
    """A page as it lies in the file: its text layer (``lines`` empty where it has none) and facts.

    ``plain`` is true for pages of a plain-text input, whose lines have no boxes.
    ``error`` names why a page could not be opened; such a page has no lines.
    """

    number: int
    width: float
    height: float
    lines: tuple[Line, ...] = ()
    facts: PageFacts = field(default_factory=PageFacts)
    plain: bool = False
    error: str | None = None


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page's raster. A pixel (px, py) lies at (px / scale_x, py / scale_y) points on the page.

    ``dpi`` is what the pixels were made at (72 × scale); ``rendered`` is false where the page's
    own image was taken as it is.
    """

    image: Image
    scale_x: float
    scale_y: float
    dpi: float
    rendered: bool = True


@dataclass(frozen=True, slots=True)
class ReadPage:
    """A page after recognition: lines in reading order, and how they were come by.

    ``rotation``: degrees clockwise the image was turned for reading; ``skew``: degrees removed;
    ``damage``: of the text that lay in the file, 0–1, whatever was made of it.
    """

    number: int
    width: float
    height: float
    origin: Origin
    verdict: Verdict
    reasons: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()
    rotation: int = 0
    skew: float = 0.0
    damage: float = 0.0
    error: str | None = None
