"""PDF pages through pypdfium2: the quick engine for text layers, and the one that renders.

On a page of 3,000 characters pdfium takes a hundredth of the time pdfplumber does, so it goes
first; pdfplumber is asked where pdfium fails or its text is poor (``reading.pdf``). Calls across
``ctypes`` cost about a microsecond each, so what can be asked once a word or once a text object is
not asked once a character.
"""

from __future__ import annotations

import ctypes
import math
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import pypdfium2
import pypdfium2.raw as c

from saksdoc.errors import InputError, PageError, PasswordNeeded
from saksdoc.model import Box
from saksdoc.reading.geometry import Matrix, PageFrame, clipped, page_frame
from saksdoc.reading.raw import COVERING_SHARE, Placement, RawPage, RawWord, is_unmapped

LOCK = threading.RLock()
"""Held during every call into pdfium: it is not safe to use from two threads, not even on two
documents. Whoever wants more at a time takes a process each."""

MAX_OBJECTS = 20_000
"""Page objects looked at; a map or drawing with more is a drawing all the same."""

MAX_CHARACTERS = 200_000
"""Characters taken from one page; no printed page has a twentieth of it."""

MAX_DEPTH = 8
"""Forms within forms that are followed."""

INVISIBLE_MODES = (3, 7)
"""Text render modes that leave no ink: no fill and no stroke, clip only (PDF 32000, 9.3.6)."""

MAX_ANNOTATIONS = 2_000
"""Annotations of a page that are looked at."""

PRINTED_ANNOTATIONS = (c.FPDF_ANNOT_FREETEXT, c.FPDF_ANNOT_STAMP, c.FPDF_ANNOT_WIDGET)
"""Annotations that are made part of the page (in memory; the file is not written to), so that
what was filled in or stamped is read and rendered like everything else."""

LINE_END_HYPHENS = "\x02\ufffe"
"""What pdfium writes for a hyphen at the end of a line, leaving out the line break."""

HYPHENS = dict.fromkeys((*LINE_END_HYPHENS, "\xad"), "-")
"""Those, and the soft hyphen, which a text layer only holds where it shows."""


@dataclass(frozen=True, slots=True)
class _Style:
    """What all words of one text object share."""

    size: float = 10.0
    bold: bool = False
    italic: bool = False
    turned: bool = False
    hidden: bool = False


@dataclass(slots=True)
class Contents:
    """What is drawn on a page: images and texts by their handles, the number of paths.

    ``under``: how many of the texts, from the first, were drawn before an image that covers them.
    """

    images: list[tuple[Any, Placement]]
    texts: list[Any]
    drawing: int = 0
    under: int = 0


class PdfiumDocument:
    """An open PDF.

    Args:
        path: The file; opened by Python, since pdfium takes no names that are not UTF-8.
        password: None where there is none.
        copy: Read instead of the file (a mended copy of it).

    Raises:
        PasswordNeeded: It is encrypted, and not with the given password nor an empty one.
        InputError: pdfium cannot make sense of it.
    """

    def __init__(self, path: Path, password: str | None, copy: BinaryIO | None = None) -> None:
        self._path = path
        stream = copy or path.open("rb")
        try:
            self.pdf = pypdfium2.PdfDocument(stream, password=password, autoclose=True)
            self.page_count = len(self.pdf)
        except pypdfium2.PdfiumError as error:
            stream.close()
            raise _opening_error(error, path, password) from error

    def close(self) -> None:
        """Let go of the file."""
        self.pdf.close()

    def read(self, number: int, unit: float = 1.0) -> RawPage:
        """The words and images of a page; ``unit`` is its ``/UserUnit``.

        Raises:
            PageError: The page cannot be loaded.
        """
        page = self.load(number)
        try:
            frame = frame_of(page, unit)
            contents = contents_of(page, frame)
            words = tuple(_words(page, frame, contents)) if contents.texts else ()
            images = tuple(placement for _, placement in contents.images)
            return RawPage(frame, words, images, contents.drawing, len(contents.texts))
        finally:
            page.close()

    def load(self, number: int) -> Any:
        """The pypdfium2 page, form fields and stamps part of it; the caller closes it.

        Raises:
            PageError: It cannot be loaded.
        """
        try:
            page = self.pdf[number - 1]
            if not _shows_annotations(page):
                return page
            c.FPDFPage_Flatten(page.raw, c.FLAT_NORMALDISPLAY)
            page.close()
            return self.pdf[number - 1]
        except (pypdfium2.PdfiumError, IndexError) as error:
            raise PageError(
                "no engine can load the page", where=f"{self._path}, page {number}"
            ) from error


def _opening_error(error: Exception, path: Path, password: str | None) -> InputError:
    if getattr(error, "err_code", None) == c.FPDF_ERR_PASSWORD:
        return password_error(path, password)
    return InputError(
        "not a PDF that can be opened", where=path, advice="check that the file is whole"
    )


def password_error(path: Path, password: str | None) -> PasswordNeeded:
    """The error of a document that the password at hand does not open."""
    if password:
        return PasswordNeeded(
            "encrypted, and the given password does not open it",
            where=path,
            advice="give the right one with --password",
        )
    return PasswordNeeded("encrypted", where=path, advice="give its password with --password")


def _shows_annotations(page: Any) -> bool:
    """Whether annotations carry text or pictures that a reader takes for part of the page."""
    for index in range(min(c.FPDFPage_GetAnnotCount(page.raw), MAX_ANNOTATIONS)):
        annotation = c.FPDFPage_GetAnnot(page.raw, index)
        if not annotation:
            continue
        kind = c.FPDFAnnot_GetSubtype(annotation)
        c.FPDFPage_CloseAnnot(annotation)
        if kind in PRINTED_ANNOTATIONS:
            return True
    return False


def frame_of(page: Any, unit: float = 1.0) -> PageFrame:
    """The frame of a loaded page."""
    return page_frame(tuple(page.get_bbox()), page.get_rotation(), unit)


def contents_of(page: Any, frame: PageFrame) -> Contents:
    """Images, drawings and texts of a page, forms followed."""
    contents = Contents([], [])
    for handle, kind, matrix in _objects(page.raw, c.FPDFPage_CountObjects, c.FPDFPage_GetObject):
        if kind == c.FPDF_PAGEOBJ_TEXT:
            contents.texts.append(handle)
        elif kind == c.FPDF_PAGEOBJ_IMAGE:
            placement = _placement(handle, matrix.then(frame.to_page))
            contents.images.append((handle, placement))
            seen = clipped(placement.box, frame.box)
            if seen is not None and seen.area >= COVERING_SHARE * frame.box.area:
                contents.under = len(contents.texts)
        elif kind in (c.FPDF_PAGEOBJ_PATH, c.FPDF_PAGEOBJ_SHADING):
            contents.drawing += 1
    return contents


def shows_text(contents: Contents) -> bool:
    """Whether any text leaves ink on the page."""
    over = contents.texts[contents.under :]
    return any(c.FPDFTextObj_GetTextRenderMode(text) not in INVISIBLE_MODES for text in over)


def _objects(
    holder: Any, count: Any, get: Any, outer: Matrix | None = None, depth: int = 0
) -> Iterator[tuple[Any, int, Matrix]]:
    """Page objects in drawing order: handle, kind, and the map from object to user space."""
    outer = outer or Matrix()
    for index in range(min(count(holder), MAX_OBJECTS)):
        handle = get(holder, index)
        kind = c.FPDFPageObj_GetType(handle)
        if kind == c.FPDF_PAGEOBJ_FORM:
            if depth < MAX_DEPTH:
                matrix = _matrix(handle).then(outer)
                yield from _objects(
                    handle, c.FPDFFormObj_CountObjects, c.FPDFFormObj_GetObject, matrix, depth + 1
                )
        elif kind == c.FPDF_PAGEOBJ_IMAGE:
            yield handle, kind, _matrix(handle).then(outer)
        else:
            yield handle, kind, outer


def _matrix(handle: Any) -> Matrix:
    found = c.FS_MATRIX()
    if not c.FPDFPageObj_GetMatrix(handle, found):
        return Matrix()
    return Matrix(found.a, found.b, found.c, found.d, found.e, found.f)


def _placement(handle: Any, place: Matrix) -> Placement:
    width, height = ctypes.c_uint(), ctypes.c_uint()
    c.FPDFImageObj_GetImagePixelSize(handle, width, height)
    return Placement(place, width.value, height.value)


def _address(handle: Any) -> int:
    return int(ctypes.cast(handle, ctypes.c_void_p).value or 0)


def _words(page: Any, frame: PageFrame, contents: Contents) -> Iterator[RawWord]:
    text_page = page.get_textpage()
    try:
        hidden = frozenset(map(_address, contents.texts[: contents.under]))
        yield from _TextLayer(text_page.raw, frame, hidden).words()
    finally:
        text_page.close()


class _TextLayer:
    """The characters of one page, cut into words at white space."""

    def __init__(self, raw: Any, frame: PageFrame, hidden: frozenset[int]) -> None:
        self._raw = raw
        self._frame = frame
        self._hidden = hidden
        self._styles: dict[int, _Style] = {}
        self._fonts: dict[int, tuple[bool, bool]] = {}
        self._sides = tuple(ctypes.c_double() for _ in range(4))

    def words(self) -> Iterator[RawWord]:
        text = self._text()
        fresh = True
        start = 0
        for index, char in enumerate(text + "\n"):
            breaks = char in LINE_END_HYPHENS
            if not (breaks or char.isspace()):
                continue
            end = index + breaks
            if end > start:
                word = self._word(text[start:end], start, fresh)
                if word is not None:
                    yield word
                    fresh = False
            fresh = fresh or breaks or char in "\r\n"
            start = index + 1

    def _text(self) -> str:
        """One character an index of pdfium's, whatever lies outside the first plane."""
        count = min(c.FPDFText_CountChars(self._raw), MAX_CHARACTERS)
        if count <= 0:
            return ""
        buffer = (ctypes.c_ushort * (count + 1))()
        written = c.FPDFText_GetText(self._raw, 0, count, buffer)
        if written == count + 1:
            units = buffer[:count]
            if not any(unit == 0 or 0xD800 <= unit < 0xE000 for unit in units):
                return "".join(map(chr, units))
        return "".join(_char(c.FPDFText_GetUnicode(self._raw, i)) for i in range(count))

    def _word(self, text: str, start: int, fresh: bool) -> RawWord | None:
        box = self._box(start, len(text))
        box = None if box is None else clipped(box, self._frame.box)
        if box is None:
            return None
        style = self._style(start)
        shown = "".join(HYPHENS.get(char, char) for char in text)
        unmapped = sum(map(is_unmapped, shown))
        if not unmapped and c.FPDFText_HasUnicodeMapError(self._raw, start) == 1:
            unmapped = len(shown)
        _, baseline = self._frame.to_page.point(*self._origin(start))
        return RawWord(
            shown, box, baseline, style.size * self._frame.unit, style.bold, style.italic,
            style.turned, fresh, style.hidden, unmapped,
        )  # fmt: skip

    def _origin(self, index: int) -> tuple[float, float]:
        x, y, *_ = self._sides
        c.FPDFText_GetCharOrigin(self._raw, index, x, y)
        return x.value, y.value

    def _box(self, start: int, length: int) -> Box | None:
        """Around the ink of a run of characters; None where there is none."""
        left, top, right, bottom = self._sides
        found: list[tuple[float, float, float, float]] = []
        for rect in range(c.FPDFText_CountRects(self._raw, start, length)):
            if c.FPDFText_GetRect(self._raw, rect, left, top, right, bottom):
                found.append((left.value, bottom.value, right.value, top.value))
        if not found:
            return None
        x0, x1 = min(f[0] for f in found), max(f[2] for f in found)
        y0, y1 = min(f[1] for f in found), max(f[3] for f in found)
        return self._frame.to_page.box(x0, y0, x1, y1) if math.isfinite(x0 + x1 + y0 + y1) else None

    def _style(self, index: int) -> _Style:
        handle = c.FPDFText_GetTextObject(self._raw, index)
        address = _address(handle) if handle else 0
        if not address:
            return _Style()
        style = self._styles.get(address)
        if style is None:
            style = self._styles[address] = self._new_style(handle, address, index)
        return style

    def _new_style(self, handle: Any, address: int, index: int) -> _Style:
        matrix = c.FS_MATRIX()
        c.FPDFText_GetMatrix(self._raw, index, matrix)
        size = c.FPDFText_GetFontSize(self._raw, index) * math.hypot(matrix.c, matrix.d)
        along = self._frame.to_page.direction(matrix.a, matrix.b)
        turned = along[0] <= 0 or abs(along[1]) > 0.5 * along[0]
        mode = c.FPDFTextObj_GetTextRenderMode(handle)
        bold, italic = self._font(handle)
        hidden = mode in INVISIBLE_MODES or address in self._hidden
        return _Style(abs(size) or 1.0, bold or mode == 2, italic, turned, hidden)

    def _font(self, handle: Any) -> tuple[bool, bool]:
        font = c.FPDFTextObj_GetFont(handle)
        address = _address(font) if font else 0
        if not address:
            return False, False
        known = self._fonts.get(address)
        if known is None:
            name = _font_name(font)
            known = self._fonts[address] = font_style(name, c.FPDFFont_GetFlags(font))
        return known


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
