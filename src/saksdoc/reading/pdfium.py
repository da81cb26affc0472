"""PDF pages through pypdfium2: the quick engine for text layers, and the one that renders.

On a page of 3,000 characters pdfium takes a hundredth of the time pdfplumber does, so it goes
first; pdfplumber is asked where pdfium fails or its text is poor (``reading.pdf``).
"""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import pypdfium2
import pypdfium2.raw as c

from saksdoc.errors import InputError, PageError, PasswordNeeded
from saksdoc.reading.geometry import Matrix, PageFrame, clipped, page_frame
from saksdoc.reading.raw import COVERING_SHARE, Placement, RawPage, RawWord
from saksdoc.reading.textlayer import INVISIBLE_MODES, TextLayer, address_of

LOCK = threading.RLock()
"""Held during every call into pdfium: it is not safe to use from two threads, not even on two
documents. Whoever wants more at a time takes a process each."""

MAX_OBJECTS = 20_000
"""Page objects looked at; a map or drawing with more is a drawing all the same."""

MAX_DEPTH = 8
"""Forms within forms that are followed."""

MAX_ANNOTATIONS = 2_000
"""Annotations of a page that are looked at."""

PRINTED_ANNOTATIONS = (c.FPDF_ANNOT_FREETEXT, c.FPDF_ANNOT_STAMP, c.FPDF_ANNOT_WIDGET)
"""Annotations that are made part of the page (in memory; the file is not written to), so that
what was filled in or stamped is read and rendered like everything else."""


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
            words = _words(page, frame, contents) if contents.texts else ()
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


def _words(page: Any, frame: PageFrame, contents: Contents) -> tuple[RawWord, ...]:
    text_page = page.get_textpage()
    try:
        hidden = frozenset(map(address_of, contents.texts[: contents.under]))
        return tuple(TextLayer(text_page.raw, frame, hidden).words())
    finally:
        text_page.close()
