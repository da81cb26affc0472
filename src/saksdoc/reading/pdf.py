"""A PDF as a source: which engine to believe, page by page.

pdfium reads first, because it is quick and renders. pdfplumber is asked where pdfium cannot open
the file or the page, where it finds texts but no words, or where characters lack a Unicode value;
the better of the two readings is kept, and a note says whose it is. In trials each opened
fourteen of the broken files that the other could not. Where pdfium refuses a file that pdfplumber
reads, qpdf mends a copy in memory, so that its pages can be rendered too.
"""

from __future__ import annotations

import io
import logging
import warnings
from pathlib import Path

import pikepdf

from saksdoc.errors import InputError, PageError, PasswordNeeded, SaksdocError
from saksdoc.model import PageFacts, PageImage, ScanPage, SourceInfo
from saksdoc.reading.image import PAGE_SHARE, page_image
from saksdoc.reading.lines import lines_of, main_turn
from saksdoc.reading.pdfium import LOCK, PdfiumDocument, password_error
from saksdoc.reading.plumber import PlumberDocument
from saksdoc.reading.raw import RawPage, image_share
from saksdoc.reading.source import ReadingOptions, Source

POOR_SHARE = 0.02
"""Share of characters without a Unicode value from which the other engine is asked."""

BREAKS = (ArithmeticError, MemoryError, OSError, RecursionError, ValueError)
"""What numbers and depths of a damaged page make Python raise."""

HOPELESS_SHARE = 0.5
"""Share from which asking the other engine does not help: the font has no map."""

PATIENCE = 5_000
"""Texts and paths on a page from which the slow engine is not asked: it would take minutes."""

A4 = (595.28, 841.89)
"""Points; the size given to a page that cannot be opened."""

MENDING_LIMIT = 100_000_000
"""Bytes of a file that is mended in memory; a larger one is read by pdfplumber alone."""


_LOG = logging.getLogger(__name__)


class PdfSource(Source):
    """An open PDF.

    Raises:
        PasswordNeeded: It is encrypted, and the password is not known.
        InputError: No engine can open it, or it holds no page.
    """

    def __init__(self, path: Path, sha256: str, options: ReadingOptions) -> None:
        _quiet()
        self._path = path
        self._options = options
        self._fast: PdfiumDocument | None = None
        self._slow: PlumberDocument | None = None
        self._note = ""
        with LOCK:
            self._open()
        pages = (self._fast or self._slow_engine()).page_count
        self._units = _user_units(path, options.password)
        self._info = SourceInfo(str(path), sha256, "application/pdf", pages)

    @property
    def info(self) -> SourceInfo:
        """The file."""
        return self._info

    def close(self) -> None:
        """Let go of the file."""
        with LOCK:
            for engine in (self._fast, self._slow):
                if engine is not None:
                    engine.close()
        self._fast = self._slow = None

    def page(self, number: int) -> ScanPage:
        """The text layer and facts of a page; never raises for one broken page."""
        self._check(number)
        try:
            with LOCK:
                raw = self._read(number)
        except SaksdocError as error:
            reason = error.what
        except BREAKS as error:
            reason = f"{type(error).__name__} {error}".strip()
        else:
            return scan_page(number, raw)
        return ScanPage(number, *A4, error=f"cannot be opened: {reason}")

    def image(self, number: int, dpi: int = 300) -> PageImage:
        """The raster of a page."""
        self._check(number)
        where = f"{self._path}, page {number}"
        if self._fast is None:
            raise PageError("cannot be rendered: pdfium does not open the file", where=where)
        with LOCK:
            page = self._fast.load(number)
            try:
                return page_image(page, dpi, self._unit(number))
            except SaksdocError:
                raise
            except Exception as error:
                raise PageError(f"cannot be rendered ({error})", where=where) from error
            finally:
                page.close()

    def _open(self) -> None:
        """Let each engine try; the first that finds pages is kept. That goes for passwords too:
        qpdf opens by an empty owner's password, which pdfium does not try.
        """
        problem: InputError | None = None
        empty = False
        for attempt in (self._by_pdfium, self._by_pdfium_mended, self._by_pdfplumber):
            try:
                if attempt():
                    return
            except PasswordNeeded as error:
                problem = error
            except InputError as error:
                problem = problem or error
            else:
                empty = True
        self.close()
        if problem is None or (empty and not isinstance(problem, PasswordNeeded)):
            raise InputError(
                "holds no page", where=self._path, advice="fetch it again from its sender"
            ) from problem
        raise problem

    def _by_pdfium(self) -> bool:
        self._fast = PdfiumDocument(self._path, self._options.password)
        return self._has_pages()

    def _by_pdfium_mended(self) -> bool:
        copy = _mended_copy(self._path, self._options.password)
        self._fast = PdfiumDocument(self._path, None, copy)
        self._note = "mended by qpdf, opened by pypdfium2"
        return self._has_pages()

    def _by_pdfplumber(self) -> bool:
        self._note = "opened by pdfplumber"
        return self._slow_engine().page_count > 0

    def _has_pages(self) -> bool:
        if self._fast is not None and self._fast.page_count:
            return True
        if self._fast is not None:
            self._fast.close()
            self._fast = None
        return False

    def _slow_engine(self) -> PlumberDocument:
        if self._slow is None:
            self._slow = PlumberDocument(self._path, self._options.password)
        return self._slow

    def _rescued(self, number: int, unit: float, problem: PageError) -> RawPage:
        """A page that pdfium cannot load, by pdfplumber, if both count the pages alike."""
        try:
            slow = self._slow_engine()
            raw = slow.read(number, unit)
        except InputError as error:
            raise problem from error
        if slow.page_count != self.page_count or not (raw.words or raw.images or raw.drawing):
            raise problem
        return raw

    def _unit(self, number: int) -> float:
        return self._units.get(number, 1.0)

    def _read(self, number: int) -> RawPage:
        unit = self._unit(number)
        notes = (self._note,) if self._note else ()
        if self._fast is None or self._options.engine == "pdfplumber":
            return _noted(self._slow_engine().read(number, unit), *notes)
        try:
            fast = self._fast.read(number, unit)
        except PageError as error:
            return _noted(self._rescued(number, unit, error), *notes, "read by pdfplumber")
        if self._options.engine == "pdfium" or not is_poor(fast):
            return _noted(fast, *notes)
        try:
            slow = self._slow_engine().read(number, unit)
        except InputError:
            return _noted(fast, *notes)
        if is_better(slow, fast):
            return _noted(slow, *notes, "read by pdfplumber")
        return _noted(fast, *notes)


def _quiet() -> None:
    """The libraries tell every oddity, line after line; what matters becomes a note or an error."""
    for name in ("pdfminer", "pdfplumber", "pikepdf", "pypdfium2"):
        logging.getLogger(name).setLevel(logging.CRITICAL)


def _noted(raw: RawPage, *notes: str) -> RawPage:
    return RawPage(raw.frame, raw.words, raw.images, raw.drawing, raw.texts, (*raw.notes, *notes))


def is_poor(raw: RawPage) -> bool:
    """Whether a reading should be held against another: texts without words, or characters that
    say nothing.
    """
    if raw.texts + raw.drawing > PATIENCE:
        return False
    if not raw.words:
        return raw.texts > 0
    return raw.unmapped > POOR_SHARE * raw.characters


def is_better(slow: RawPage, fast: RawPage) -> bool:
    """Whether pdfplumber's reading is to be preferred to pdfium's.

    Where pdfium finds no Unicode values at all there are none: pdfplumber then takes the numbers of
    glyphs for letters.
    """
    if fast.unmapped > HOPELESS_SHARE * fast.characters:
        return False
    return slow.characters - slow.unmapped > 1.02 * (fast.characters - fast.unmapped)


def scan_page(number: int, raw: RawPage) -> ScanPage:
    """The record of a page, from what an engine found."""
    frame = raw.frame
    characters = raw.characters
    hidden = sum(len(word.text) for word in raw.words if word.hidden)
    share = image_share(raw.images, frame.box)
    largest = max(raw.images, key=lambda image: image.box.area, default=None)
    facts = PageFacts(
        characters=characters,
        image_share=round(share, 4),
        image_dpi=None if largest is None or largest.dpi is None else round(largest.dpi, 1),
        single_image=len(raw.images) == 1 and share >= PAGE_SHARE and hidden == characters,
        invisible_share=hidden / characters if characters else 0.0,
        unmapped_share=raw.unmapped / characters if characters else 0.0,
        drawing=raw.drawing,
        rotation=frame.rotation,
        notes=raw.notes,
        text_turn=main_turn(raw.words),
    )
    lines = lines_of(raw.words, facts.text_turn)
    return ScanPage(number, frame.width, frame.height, lines, facts)


def _qpdf(path: Path, password: str | None) -> pikepdf.Pdf:
    with warnings.catch_warnings():  # of a password that was not needed
        warnings.simplefilter("ignore")
        return pikepdf.open(path, password=password or "")


def _mended_copy(path: Path, password: str | None) -> io.BytesIO:
    """The file as qpdf can rebuild it, without encryption.

    Raises:
        PasswordNeeded: It is encrypted, and the password is not known.
        InputError: qpdf cannot open it either, or it is too large to be held in memory.
    """
    try:
        if path.stat().st_size > MENDING_LIMIT:
            raise InputError("too large to be mended", where=path)
        with _qpdf(path, password) as pdf:
            copy = io.BytesIO()
            pdf.save(copy, encryption=False)
    except pikepdf.PasswordError as error:
        raise password_error(path, password) from error
    except InputError:
        raise
    except Exception as error:
        raise InputError("cannot be mended", where=path) from error
    copy.seek(0)
    return copy


def _user_units(path: Path, password: str | None) -> dict[int, float]:
    """The pages whose ``/UserUnit`` is not 1; neither pdfium nor pdfplumber tells."""
    try:
        with _qpdf(path, password) as pdf:
            found = {}
            for number, page in enumerate(pdf.pages, start=1):
                unit = page.obj.get("/UserUnit")
                if unit is not None and 0 < float(unit) < 10_000:
                    found[number] = float(unit)
            return found
    except Exception as error:
        # Another engine has opened the file, and hardly any page has a unit of its own.
        _LOG.debug("%s: taken to be in points, for qpdf cannot open it (%s)", path, error)
        return {}
