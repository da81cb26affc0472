"""The words of a page as invisible text, each over its ink.

Font size and baseline are those of the whole line, so that a viewer marks a line evenly and readers
keep it together; each word is stretched to its box. Words are told apart by a space character after
each and by a gap that no reader overlooks. Turned pages (``/Rotate``), crop boxes, user units and
crooked scans come down to one matrix a page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from saksdoc.model import Box, PageRecord
from saksdoc.writing.glyphless import ADVANCE, UNITS, GlyphlessFont
from saksdoc.writing.placement import PlacedLine, PlacedWord

FONT_NAME = "/SaksdocGlyphless"

_TALL = frozenset(
    "bdfhijklt0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZÆØÅÄÖÜÉßåäöéèáđšž!?()[]{}/\\|§&%$#@\"'"
)
_DEEP = frozenset("gjpqyQ,;()[]{}/\\|§$ŋç")
_FULL, _SMALL, _DESCENT = 0.72, 0.52, 0.21
"""Heights over and depth under the baseline as shares of the font size: the cap height, x-height
and descender of Times and Helvetica lie within 0.03 of these."""
_LEVEL = 0.25
"""Font sizes: a line that rises less from end to end is set level, which readers follow best."""
_GAP = 0.22
"""Font sizes: what stays free before the next word; Poppler joins words closer than 0.1–0.15."""
_NARROWEST = 0.2
"""Font sizes: Poppler takes letters set closer than 0.1 for doubled print and drops them."""
_TURNED = 0.05
"""Slope (about 3°) from which letters are turned with their line rather than set in steps."""
_SMALLEST, _LARGEST = 2.0, 144.0  # points


@dataclass(frozen=True, slots=True)
class PageFrame:
    """A page's visible box in PDF units, and how it is turned for the reader and for reading.

    ``box``: x0, y0, x1, y1 with the origin at the bottom left; ``rotate``: ``/Rotate``;
    ``width`` and ``height`` of the page as the record has it; ``turned``: degrees clockwise it was
    turned again to be read (a page scanned upside down).
    """

    box: tuple[float, float, float, float]
    rotate: int
    width: float
    height: float
    turned: int = 0

    def upright(self, box: Box) -> Box:
        """A box of the record's page on the page turned so that its text is upright."""
        match self.turned % 360:
            case 90:
                return Box(self.height - box.bottom, box.x0, self.height - box.top, box.x1)
            case 180:
                return Box(
                    self.width - box.x1, self.height - box.bottom,
                    self.width - box.x0, self.height - box.top,
                )  # fmt: skip
            case 270:
                return Box(box.top, self.width - box.x1, box.bottom, self.width - box.x0)
        return box

    def matrix(self) -> tuple[float, float, float, float, float, float]:
        """From the upright page (points, origin at its top left, y downwards) to PDF units."""
        x0, y0, x1, y1 = self.box
        across, down = x1 - x0, y1 - y0
        swapped = self.turned % 180 != 0
        width, height = (self.height, self.width) if swapped else (self.width, self.height)
        match (self.rotate + self.turned) % 360:
            case 90:
                return (0, down / width, across / height, 0, x0, y0)
            case 180:
                return (-across / width, 0, 0, down / height, x1, y0)
            case 270:
                return (0, -down / width, -across / height, 0, x1, y1)
        return (across / width, 0, 0, -down / height, x0, y1)


def frame_of(
    page: PageRecord, media: Sequence[float], crop: Sequence[float], rotate: int
) -> PageFrame:
    """The frame in which a page's boxes were measured: its crop box, or where the record's
    proportions say so, its media box.
    """
    seen = (page.height, page.width) if rotate % 180 else (page.width, page.height)
    boxes = [_normal(crop), _normal(media)]
    errors = [_mismatch(box, seen) for box in boxes]
    best = boxes[0] if errors[0] <= errors[1] + 0.005 else boxes[1]
    return PageFrame(best, rotate % 360, page.width, page.height, page.rotation)


def _normal(box: Sequence[float]) -> tuple[float, float, float, float]:
    x0, y0, x1, y1 = box
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _mismatch(box: tuple[float, float, float, float], seen: tuple[float, float]) -> float:
    """How far a box is from the proportions and, a tenth as much, the size that were seen."""
    width, height = box[2] - box[0], box[3] - box[1]
    if min(width, height, *seen) <= 0:
        return float("inf")
    shape = abs(width / height / (seen[0] / seen[1]) - 1)
    return shape + 0.1 * abs(width / seen[0] - 1)


def layer(lines: Sequence[PlacedLine], frame: PageFrame, font: GlyphlessFont) -> bytes:
    """The content that draws a page's words invisibly; leaves the graphics state as it found it."""
    upright = [[(word, frame.upright(word.box)) for word in line.words] for line in lines]
    slopes = [slope for words in upright if (slope := _slope(words)) is not None]
    usual = median(slopes) if slopes else 0.0
    out = [
        b"q\n%s cm\nBT\n3 Tr\n" % _numbers(frame.matrix()),
    ]
    for words in upright:
        out += _line(words, usual, font)
    out.append(b"ET\nQ\n")
    return b"".join(out)


def characters(lines: Sequence[PlacedLine]) -> set[str]:
    """Every character that ``layer`` will show for these lines."""
    return {" "}.union(*(word.text for line in lines for word in line.words))


_Boxed = tuple[PlacedWord, Box]


def _line(words: Sequence[_Boxed], usual: float, font: GlyphlessFont) -> list[bytes]:
    size = min(_LARGEST, max(_SMALLEST, median(_size(word, box) for word, box in words)))
    own = _slope(words)
    slope = usual if own is None else own
    bases = [_base(word, box, size) for word, box in words]
    middle = median(
        base - slope * _centre(box) for base, (_, box) in zip(bases, words, strict=True)
    )
    span = words[-1][1].x1 - words[0][1].x0
    level = abs(slope * span) < _LEVEL * size
    mean = middle + slope * (words[0][1].x0 + span / 2)
    out = [b"%s %s Tf\n" % (FONT_NAME.encode(), _number(size))]
    for index, (word, box) in enumerate(words):
        following = words[index + 1][1] if index + 1 < len(words) else None
        base = mean if level else middle + slope * _centre(box)
        if abs(base - bases[index]) > 0.5 * size:  # a word of another line's height, as in tables
            base = bases[index]
        out.append(_word(word, box, following, (size, base, 0.0 if level else slope), font))
    return out


def _word(
    word: PlacedWord,
    box: Box,
    following: Box | None,
    line: tuple[float, float, float],
    font: GlyphlessFont,
) -> bytes:
    size, base, slope = line
    width = max(box.width, _NARROWEST * size * len(word.text))
    if following is not None and following.x0 > box.x0:
        room = following.x0 - box.x0 - _GAP * size
        width = max(min(width, room), min(width, 0.5 * (following.x0 - box.x0)))
    natural = len(word.text) * size * ADVANCE / UNITS
    turn = slope if abs(slope) > _TURNED else 0.0
    text = word.text if following is None else word.text + " "
    placed = (1, turn, turn, -1, box.x0, base - turn * box.width / 2)
    return b"%s Tz %s Tm %s Tj\n" % (
        _number(100 * width / natural), _numbers(placed), font.encode(text)
    )  # fmt: skip


def _size(word: PlacedWord, box: Box) -> float:
    """The font size whose letters would be as tall as the word's ink."""
    tall = not _TALL.isdisjoint(word.text)
    deep = not _DEEP.isdisjoint(word.text)
    return box.height / ((_FULL if tall else _SMALL) + (_DESCENT if deep else 0.0))


def _base(word: PlacedWord, box: Box, size: float) -> float:
    deep = not _DEEP.isdisjoint(word.text)
    return box.bottom - (_DESCENT * size if deep else 0.0)


def _slope(words: Sequence[_Boxed]) -> float | None:
    """How much a line falls from left to right (points a point); None where it is too short."""
    if len(words) < 4:
        return None
    first, last = words[0], words[-1]
    distance = _centre(last[1]) - _centre(first[1])
    size = median(_size(word, box) for word, box in words)
    if distance < 12 * size:
        return None
    half = len(words) // 2
    ends = [
        [(_centre(b), _base(w, b, size)) for w, b in part] for part in (words[:half], words[-half:])
    ]
    left, right = (
        (median(x for x, _ in points), median(base for _, base in points)) for points in ends
    )
    return (right[1] - left[1]) / (right[0] - left[0]) if right[0] > left[0] else None


def _centre(box: Box) -> float:
    return (box.x0 + box.x1) / 2


def _numbers(values: Sequence[float]) -> bytes:
    return b" ".join(_number(value) for value in values)


def _number(value: float) -> bytes:
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return b"0" if text in ("-0", "") else text.encode()
