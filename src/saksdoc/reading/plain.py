"""Plain text: which encoding it is in, and its lines, every one of them.

A form feed ends a page. A line keeps its spaces, and a blank line stays a line without words, so
that the text can be put together again exactly. The text is not repaired here: what encodings
have done to it (``Ã¸`` for ``ø``) is for ``repairing`` to undo and record.
"""

from __future__ import annotations

import codecs
import contextlib
import unicodedata
from pathlib import Path

from saksdoc.errors import InputError, LimitExceeded, PageError, UnsupportedInput
from saksdoc.model import Line, PageImage, ScanPage, SourceInfo, Word
from saksdoc.reading.source import Source

MAX_BYTES = 50_000_000
"""A text taken at all; the longest council minutes are a fiftieth of it."""

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

CONTROLS = frozenset(range(32)) - {7, 8, 9, 10, 12, 13, 26, 27}
"""Bytes that no text has (bell, backspace, escape and the DOS end mark are met in old ones)."""

JUNK_SHARE = 0.005
"""Share of such bytes from which a file is not text."""

WIDE_SHARE = 0.8
"""Share of zeros among every second byte from which a text without a mark is UTF-16: of Norwegian
only dashes, curly quotes and the like have another byte there. None may stand in between."""


class PlainSource(Source):
    """A plain text, read whole.

    Raises:
        UnsupportedInput: It is not text.
        LimitExceeded: It is larger than any text.
    """

    def __init__(self, path: Path, sha256: str) -> None:
        self._path = path
        self.text, self.encoding = read_text(path)
        self._pages = pages_of(self.text)
        self._info = SourceInfo(str(path), sha256, "text/plain", len(self._pages))

    @property
    def info(self) -> SourceInfo:
        """The file."""
        return self._info

    def close(self) -> None:
        """Nothing is held open."""

    def page(self, number: int) -> ScanPage:
        """The lines between two form feeds. Each line is one word: the line as it stands, spaces
        and all; a blank line has no words. Plain text has no size.
        """
        self._check(number)
        lines = []
        block = 0
        for text in self._pages[number - 1].split("\n"):
            if text.strip():
                lines.append(Line((Word(text),), block))
            else:
                lines.append(Line((Word(text),) if text else (), block))
                block += 1
        return ScanPage(number, 0.0, 0.0, tuple(lines), plain=True)

    def image(self, number: int, dpi: int = 300) -> PageImage:
        """Plain text has none.

        Raises:
            PageError: Always.
        """
        self._check(number)
        raise PageError("plain text has no image", where=self._path)


def pages_of(text: str) -> list[str]:
    r"""The text cut at form feeds; one at the very end ends the last page, it opens none.

    >>> pages_of("a\n\fb\n\f")
    ['a\n', 'b\n']
    """
    pages = text.split("\f")
    if len(pages) > 1 and not pages[-1].strip():
        pages.pop()
    return pages


def read_text(path: Path) -> tuple[str, str]:
    """The text of a file, in NFC with LF line breaks, and its encoding.

    Raises:
        InputError: It cannot be read.
        UnsupportedInput: It is not text.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror})", where=path) from error
    if len(data) > MAX_BYTES:
        raise LimitExceeded(
            f"a text of more than {MAX_BYTES // 1_000_000} MB", where=path, advice="cut it up"
        )
    text, encoding = decoded(data, path)
    return _tidied(text), encoding


def text_of(source: Path | bytes) -> str:
    """The text of a file or of bytes, in NFC with LF line breaks.

    Raises:
        InputError: It cannot be read.
        UnsupportedInput: It is not text.
    """
    return _tidied(decoded(source)[0]) if isinstance(source, bytes) else read_text(source)[0]


def _tidied(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\x1a")
    return unicodedata.normalize("NFC", text)


def decoded(data: bytes, path: Path | None = None) -> tuple[str, str]:
    """Bytes to text: a byte order mark is believed; without one it is UTF-16 where every second
    byte is zero, else UTF-8 where that is valid, else Windows-1252 (which Latin-1 text is too, but
    for C1 controls).

    Raises:
        UnsupportedInput: It is not text.
    """
    for bom, encoding in BOMS:
        if data.startswith(bom):
            try:
                return data.decode(encoding), encoding
            except UnicodeDecodeError as error:
                raise _not_text(path) from error
    if wide := _wide(data):
        return data.decode(wide), wide
    if sum(data.count(bytes([code])) for code in CONTROLS) > JUNK_SHARE * len(data):
        raise _not_text(path)
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("cp1252"), "cp1252"
    except UnicodeDecodeError:
        return data.decode("latin-1"), "latin-1"


def _wide(data: bytes) -> str | None:
    """The UTF-16 encoding of a text without a mark; None where it has another."""
    if len(data) % 2 or not data:
        return None
    for encoding, high, low in (
        ("utf-16-le", data[1::2], data[::2]),
        ("utf-16-be", data[::2], data[1::2]),
    ):
        if high.count(0) >= WIDE_SHARE * len(high) and not low.count(0):
            with contextlib.suppress(UnicodeDecodeError):
                data.decode(encoding)
                return encoding
    return None


def _not_text(path: Path | None) -> UnsupportedInput:
    return UnsupportedInput(
        "not text", where=path, advice="saksdoc reads text in UTF-8, UTF-16 or Windows-1252"
    )
