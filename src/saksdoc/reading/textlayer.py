"""The words of a text layer, as pdfium knows them.

Calls across ``ctypes`` cost about a microsecond each and a page has three thousand characters; so
the text is fetched at once, the place is asked for once a word, and what all words of a text
object share (font, size, direction, visibility) once a text object.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pypdfium2.raw as c

from saksdoc.model import Box
from saksdoc.reading.geometry import PageFrame
from saksdoc.reading.raw import RawWord, as_written, count_unmapped, turn_of

MAX_CHARACTERS = 200_000
"""Characters taken from one page; no printed page has a twentieth of it."""

INVISIBLE_MODES = (3, 7)
"""Text render modes that leave no ink: no fill and no stroke, clip only (PDF 32000, 9.3.6)."""

OUTLINED = 2
"""The render mode that fills and strokes, which is how word processors fake bold."""

LINE_END_HYPHENS = "\x02\ufffe"
"""What pdfium writes for a hyphen at the end of a line, leaving out the line break."""

PIECES = re.compile(r"[\r\n]+|[^\s\x02\ufffe]*[\x02\ufffe]|[^\s\x02\ufffe]+")
"""Words, words that end in such a hyphen, and line breaks."""

FAR = 2.0
"""Ems from one character's origin to the next within a word; the widest is a little over one."""

ODD = re.compile(r"[^\x21-\x7eÀ-ÿŠšŽž–—‘’“”„•…§«»€]")
"""Characters outside what Norwegian is printed in: asked one by one whether the font maps them."""


@dataclass(slots=True)
class _Style:
    """What all words of one text object share. ``baseline`` is None where the text leans."""

    size: float = 10.0
    bold: bool = False
    italic: bool = False
    turn: int = 0
    hidden: bool = False
    unmapped: bool = False
    baseline: float | None = None


class TextLayer:
    """One page's characters, cut into words at white space.

    Args:
        raw: The text page, a handle of pdfium's.
        frame: The page as shown.
        hidden: Addresses of text objects that lie under an image.
    """

    def __init__(self, raw: Any, frame: PageFrame, hidden: frozenset[int]) -> None:
        self._raw = raw
        self._frame = frame
        self._hidden = hidden
        self._styles: dict[int, _Style] = {0: _Style()}
        self._fonts: dict[int, tuple[bool, bool]] = {}
        self._sides = tuple(ctypes.c_double() for _ in range(4))

    def words(self) -> Iterator[RawWord]:
        """The words in the order of the file; those outside the page are left out."""
        fresh = True
        for piece in PIECES.finditer(self._text()):
            text = piece.group()
            if text[0] in "\r\n":
                fresh = True
                continue
            for part, start, rects in self._parts(text, piece.start()):
                box = self._box(rects)
                if box is not None:
                    yield self._word(part, start, box, fresh or start > piece.start())
                    fresh = False
            fresh = fresh or text[-1] in LINE_END_HYPHENS

    def _parts(self, text: str, start: int) -> Iterator[tuple[str, int, int]]:
        """A run of characters, cut where pdfium goes on at a far place without a space: each part,
        its index, and how many rectangles pdfium now holds ready for it.
        """
        count = c.FPDFText_CountRects(self._raw, start, len(text))
        if count < 2:
            yield text, start, count
            return
        for first, last in pairwise(self._cuts(start, start + len(text))):
            part = text[first - start : last - start]
            yield part, first, c.FPDFText_CountRects(self._raw, first, len(part))

    def _cuts(self, start: int, end: int) -> list[int]:
        cuts = [start]
        reach = FAR * max(self._style(start).size / self._frame.unit, 1.0)
        x, y = self._origin(start)
        for index in range(start + 1, end):
            last_x, last_y = x, y
            x, y = self._origin(index)
            if max(abs(x - last_x), abs(y - last_y)) > reach:
                cuts.append(index)
        return [*cuts, end]

    def _word(self, text: str, start: int, box: Box, fresh: bool) -> RawWord:
        style = self._style(start)
        odd = ODD.search(text)
        unmapped = len(text) if style.unmapped else 0
        if odd:
            unmapped = unmapped or self._unmapped(text, start)
            text = as_written(text)
        baseline = style.baseline
        if baseline is None:
            baseline = self._frame.to_page.point(*self._origin(start))[1]
        return RawWord(
            text, box, baseline, style.size, style.bold, style.italic, style.turn, fresh,
            style.hidden, unmapped,
        )  # fmt: skip

    def _text(self) -> str:
        """One character an index of pdfium's, whatever lies outside the first plane."""
        count = min(c.FPDFText_CountChars(self._raw), MAX_CHARACTERS)
        if count <= 0:
            return ""
        buffer = (ctypes.c_ushort * (count + 1))()
        if c.FPDFText_GetText(self._raw, 0, count, buffer) == count + 1:
            text = bytes(buffer)[: 2 * count].decode("utf-16-le", "replace")
            if len(text) == count and "\0" not in text:
                return text
        return "".join(_char(c.FPDFText_GetUnicode(self._raw, i)) for i in range(count))

    def _unmapped(self, text: str, start: int) -> int:
        """Characters without a usable Unicode value, by themselves or as pdfium has them."""
        return count_unmapped(text) or sum(
            c.FPDFText_HasUnicodeMapError(self._raw, start + odd.start()) == 1
            for odd in ODD.finditer(text)
        )

    def _origin(self, index: int) -> tuple[float, float]:
        x, y, *_ = self._sides
        c.FPDFText_GetCharOrigin(self._raw, index, x, y)
        return x.value, y.value

    def _box(self, count: int) -> Box | None:
        """Around the rectangles that pdfium last counted, within the page; None without any."""
        left, top, right, bottom = self._sides
        if count < 1 or not c.FPDFText_GetRect(self._raw, 0, left, top, right, bottom):
            return None
        x0, y0, x1, y1 = left.value, bottom.value, right.value, top.value
        for rect in range(1, count):
            if c.FPDFText_GetRect(self._raw, rect, left, top, right, bottom):
                x0, x1 = min(x0, left.value), max(x1, right.value)
                y0, y1 = min(y0, bottom.value), max(y1, top.value)
        return self._frame.visible(x0, y0, x1, y1)

    def _style(self, index: int) -> _Style:
        handle = c.FPDFText_GetTextObject(self._raw, index)
        address = address_of(handle)
        style = self._styles.get(address)
        if style is None:
            style = self._styles[address] = self._new_style(handle, address, index)
        return style

    def _new_style(self, handle: Any, address: int, index: int) -> _Style:
        matrix = c.FS_MATRIX()
        c.FPDFText_GetMatrix(self._raw, index, matrix)
        size = c.FPDFText_GetFontSize(self._raw, index) * math.hypot(matrix.c, matrix.d)
        across, down = self._frame.to_page.direction(matrix.a, matrix.b)
        mode = c.FPDFTextObj_GetTextRenderMode(handle)
        bold, italic = self._font(handle)
        level = abs(down) <= 1e-4 * abs(across)
        return _Style(
            size=(abs(size) or 1.0) * self._frame.unit,
            bold=bold or mode == OUTLINED,
            italic=italic,
            turn=turn_of(across, down),
            hidden=mode in INVISIBLE_MODES or address in self._hidden,
            unmapped=c.FPDFText_HasUnicodeMapError(self._raw, index) == 1,
            baseline=self._frame.to_page.point(*self._origin(index))[1] if level else None,
        )

    def _font(self, handle: Any) -> tuple[bool, bool]:
        font = c.FPDFTextObj_GetFont(handle)
        address = address_of(font)
        if not address:
            return False, False
        known = self._fonts.get(address)
        if known is None:
            known = font_style(_font_name(font), c.FPDFFont_GetFlags(font))
            self._fonts[address] = known
        return known


def address_of(handle: Any) -> int:
    """The address behind a handle, by which two handles can be compared; 0 for none."""
    return ctypes.addressof(handle.contents) if handle else 0


def font_style(name: str, flags: int = 0) -> tuple[bool, bool]:
    """Whether a font is bold and whether it is italic, by its name and descriptor flags
    (PDF 32000, table 123: bit 7 italic, bit 19 force bold).
    """
    lowered = name.lower()
    bold = any(part in lowered for part in ("bold", "black", "heavy", "demi")) or flags & 1 << 18
    italic = any(part in lowered for part in ("italic", "oblique")) or flags & 1 << 6
    return bool(bold), bool(italic)


def _font_name(font: Any) -> str:
    length = c.FPDFFont_GetBaseFontName(font, None, 0)
    if not 0 < length < 1000:
        return ""
    buffer = ctypes.create_string_buffer(length)
    c.FPDFFont_GetBaseFontName(font, buffer, length)
    return bytes(buffer.value).decode("utf-8", "replace")


def _char(code: int) -> str:
    usable = 0 < code < 0xD800 or 0xDFFF < code <= 0x10FFFF
    return chr(code) if usable else "\ufffd"
