"""PDF pages through pdfplumber: the second pair of eyes.

It reads files that pdfium refuses and fonts that pdfium maps badly, and it is fifty times slower;
so it is asked page by page, and only where that helps (``reading.pdf``). It and the pdfminer under
it raise whatever a broken file makes them raise; all of it is wrapped here.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect

from saksdoc.errors import InputError, PageError
from saksdoc.model import Box, union
from saksdoc.reading.geometry import Matrix, PageFrame, clipped, page_frame
from saksdoc.reading.pdfium import password_error
from saksdoc.reading.raw import (
    DESCENT,
    Placement,
    RawPage,
    RawWord,
    as_written,
    count_unmapped,
    image_share,
    turn_of,
)
from saksdoc.reading.textlayer import font_style

REOPEN_EVERY = 50
"""Pages after which the file is opened anew: pdfminer keeps every object it has met."""

WORD_GAP = 0.2
"""Ems between two characters from which they are taken for two words; a space is 0.22 at least."""

LETTER = (0.0, 0.0, 612.0, 792.0)
"""The page taken where a file gives none that can be: US Letter, as pdfium does."""


class PlumberDocument:
    """A PDF open in pdfplumber.

    Raises:
        PasswordNeeded: It is encrypted, and not with the given password nor an empty one.
        InputError: pdfplumber cannot make sense of it.
    """

    def __init__(self, path: Path, password: str | None) -> None:
        self._path = path
        self._password = password
        self._read = 0
        self._file: BinaryIO | None = None
        self._pages: list[Any] = []
        self._open()

    @property
    def page_count(self) -> int:
        """How many pages pdfplumber finds."""
        return len(self._pages)

    def close(self) -> None:
        """Let go of the file and of everything parsed."""
        self._pages = []
        if self._file is not None:
            self._file.close()
            self._file = None

    def _open(self) -> None:
        self.close()
        try:
            self._file = self._path.open("rb")
            document = pdfplumber.open(self._file, password=self._password or "")
            self._pages = list(document.pages)
        except Exception as error:
            self.close()
            if any(isinstance(part, PDFPasswordIncorrect) for part in _causes(error)):
                raise password_error(self._path, self._password) from error
            raise InputError(
                "not a PDF that can be opened", where=self._path, advice="check that it is whole"
            ) from error

    def read(self, number: int, unit: float = 1.0) -> RawPage:
        """The words and images of a page; ``unit`` is its ``/UserUnit``.

        Raises:
            PageError: The page cannot be read.
        """
        where = f"{self._path}, page {number}"
        if self._read >= REOPEN_EVERY:
            self._read = 0
            self._open()
        self._read += 1
        if number > self.page_count:
            raise PageError("pdfplumber does not find the page", where=where)
        page = self._pages[number - 1]
        try:
            return _read(page, unit)
        except Exception as error:
            raise PageError(f"pdfplumber cannot read the page ({error})", where=where) from error
        finally:
            page.close()


def _causes(error: BaseException) -> Iterator[object]:
    seen: BaseException | None = error
    while seen is not None:
        yield seen
        yield from seen.args
        seen = seen.__cause__ or seen.__context__


def _read(page: Any, unit: float) -> RawPage:
    media, crop = _boxes(page.page_obj)
    rotation = int(page.rotation or 0)
    frame = page_frame(crop, rotation, unit)
    inside = page_frame(media, rotation).to_page.box(*crop)
    left = float(page.mediabox[0]) + inside.x0
    top = float(page.mediabox[1]) + inside.top
    shift = Matrix(unit, 0, 0, unit, -left * unit, -top * unit)
    images = tuple(_placement(image, shift) for image in page.images)
    drawing = len(page.rects) + len(page.lines) + len(page.curves)
    covered = len(images) == 1 and image_share(images, frame.box) >= 0.9
    chars = page.dedupe_chars(tolerance=1).chars
    words = tuple(_words(chars, frame, shift, hidden=covered and not drawing))
    return RawPage(frame, words, images, drawing, texts=len(chars))


def _boxes(page: Any) -> tuple[tuple[float, float, float, float], ...]:
    media = _rectangle(page.mediabox) or LETTER
    crop = _rectangle(page.cropbox) or media
    visible = clipped(Box(*crop), Box(*media))
    crop = media if visible is None else (visible.x0, visible.top, visible.x1, visible.bottom)
    return media, crop


def _rectangle(box: Any) -> tuple[float, float, float, float] | None:
    try:
        x0, y0, x1, y1 = (float(side) for side in box)
    except (TypeError, ValueError):
        return None
    if not all(map(math.isfinite, (x0, y0, x1, y1))) or x0 == x1 or y0 == y1:
        return None
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _placement(image: dict[str, Any], shift: Matrix) -> Placement:
    x0, top, x1, bottom = (float(image[side]) for side in ("x0", "top", "x1", "bottom"))
    width, height = image.get("srcsize") or (0, 0)
    upright = Matrix(x1 - x0, 0, 0, -(bottom - top), x0, bottom)
    return Placement(upright.then(shift), int(width or 0), int(height or 0))


def _words(
    chars: Sequence[dict[str, Any]], frame: PageFrame, shift: Matrix, *, hidden: bool
) -> Iterator[RawWord]:
    fresh = True
    for run, opens_line in _runs(chars):
        fresh = fresh or opens_line
        word = _word(run, frame, shift, fresh=fresh, hidden=hidden)
        if word is not None:
            yield word
            fresh = False


def _word(
    run: Sequence[dict[str, Any]], frame: PageFrame, shift: Matrix, *, fresh: bool, hidden: bool
) -> RawWord | None:
    box = clipped(union(_box(char, shift) for char in run), frame.box)
    text = "".join("\ufffd" if c["text"].startswith("(cid:") else c["text"] for c in run)
    text = as_written("".join(text.split()))
    if box is None or not text:
        return None
    font = Counter(str(char.get("fontname", "")) for char in run).most_common(1)[0][0]
    bold, italic = font_style(font)
    across, down = _direction(run[0])
    return RawWord(
        text, box, box.bottom - DESCENT * box.height, float(run[0]["size"]) * frame.unit, bold,
        italic, turn_of(across, down), fresh, hidden,
        count_unmapped(text),
    )  # fmt: skip


def _box(char: dict[str, Any], shift: Matrix) -> Box:
    x0, top, x1, bottom = (float(char[side]) for side in ("x0", "top", "x1", "bottom"))
    return shift.box(x0, top, x1, bottom)


def _direction(char: dict[str, Any]) -> tuple[float, float]:
    """The way the text runs on the page, a unit vector with y downward."""
    a, b = (float(value) for value in tuple(char.get("matrix") or (1, 0))[:2])
    length = math.hypot(a, b)
    return (a / length, -b / length) if length else (1.0, 0.0)


def _runs(chars: Sequence[dict[str, Any]]) -> Iterator[tuple[list[dict[str, Any]], bool]]:
    """Characters in the order of the file, cut into words; whether each word opens a line."""
    run: list[dict[str, Any]] = []
    opens = True
    for char in chars:
        if not char["text"].strip():
            if run:
                yield run, opens
                run, opens = [], False
            continue
        if run:
            apart, line = _apart(run[-1], char)
            if apart:
                yield run, opens
                run, opens = [], line
        run.append(char)
    if run:
        yield run, opens


def _apart(last: dict[str, Any], char: dict[str, Any]) -> tuple[bool, bool]:
    """Whether two characters belong to different words, and to different lines."""
    across, down = _direction(last)
    size = max(float(last["size"]), 1.0)

    def span(one: dict[str, Any], x: float, y: float) -> tuple[float, float]:
        corners = [
            float(one[h]) * x + float(one[v]) * y for h in ("x0", "x1") for v in ("top", "bottom")
        ]
        return min(corners), max(corners)

    gap = span(char, across, down)[0] - span(last, across, down)[1]
    ours, theirs = span(last, -down, across), span(char, -down, across)
    beside = min(ours[1], theirs[1]) - max(ours[0], theirs[0]) < 0.2 * size
    line = beside or gap < -size
    return line or gap > WORD_GAP * size, line
