"""The door: one input in, whatever it is, and one clear line where it cannot be read.

What a file is, its first bytes decide; its name decides only between kinds of text. The bytes are
read once to their end for the SHA-256, which also finds out early what a disk or a server will
not give.
"""

from __future__ import annotations

import errno
import hashlib
import stat
from pathlib import Path

from saksdoc.errors import InputError, UnsupportedInput
from saksdoc.reading.source import ReadingOptions, Source

HEAD = 1024
"""Bytes in which a PDF's header may stand: readers have always looked that far (PDF 32000, annex H,
note 13)."""

TEXT_SUFFIXES = frozenset({"", ".txt", ".text", ".md", ".asc", ".utf8", ".log"})

IMAGE_SUFFIXES = frozenset({".tif", ".tiff", ".png", ".jpg", ".jpeg", ".jpe"})
READS = "saksdoc reads PDF, TIFF, PNG, JPEG and plain text"

OTHERS = (
    (b"PK\x03\x04", "a ZIP archive or an Office document", "save it as PDF"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document", "save it as PDF"),
    (b"{\\rtf", "an RTF document", "save it as PDF"),
    (b"%!PS", "PostScript", "convert it to PDF"),
    (b"GIF8", "a GIF image", "convert it to PNG"),
    (b"\x00\x00\x00\x0cjP  ", "a JPEG 2000 image", "convert it to PNG"),
    (b"BM", "a BMP image", "convert it to PNG"),
    (b"\x1f\x8b", "a gzip archive", "unpack it"),
    (b"7z\xbc\xaf", "a 7-Zip archive", "unpack it"),
)
"""Kinds that people keep beside case papers, by their first bytes, and what to do with them."""


def open_source(path: Path | str, options: ReadingOptions | None = None) -> Source:
    """Open one input, read-only.

    Returns:
        A context manager with ``info``, ``page(n)`` and ``image(n)``; pages count from 1.

    Raises:
        UnsupportedInput: A kind that saksdoc does not read.
        PasswordNeeded: Encrypted, and the password is not known.
        InputError: It is missing, not a file, not permitted, empty, or cannot be opened.
    """
    path = Path(path)
    options = options or ReadingOptions()
    _require_file(path)
    head, sha256 = _digest(path)
    if not head:
        raise InputError("an empty file", where=path, advice="fetch it again from where it came")
    media_type = media_type_of(head, path)
    if media_type == "application/pdf":
        from saksdoc.reading.pdf import PdfSource

        return PdfSource(path, sha256, options)
    if media_type == "text/plain":
        from saksdoc.reading.plain import PlainSource

        return PlainSource(path, sha256)
    from saksdoc.reading.raster import RasterSource

    return RasterSource(path, sha256, media_type)


def media_type_of(head: bytes, path: Path) -> str:
    """The media type, by the first bytes of a file and, for text, its name.

    Raises:
        UnsupportedInput: A kind that saksdoc does not read.
    """
    if head.startswith((b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")):
        return "image/tiff"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if head.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    suffix = path.suffix.lower()
    if b"%PDF-" in head[:HEAD] and suffix not in (TEXT_SUFFIXES - {""}):
        return "application/pdf"
    for magic, what, advice in OTHERS:
        if head.startswith(magic) and not (magic == b"BM" and suffix in TEXT_SUFFIXES):
            raise UnsupportedInput(what, where=path, advice=f"{advice}; {READS}")
    if suffix == ".pdf":
        return "application/pdf"
    if suffix in TEXT_SUFFIXES:
        return "text/plain"
    if suffix in IMAGE_SUFFIXES:
        raise UnsupportedInput(
            "its contents are not the image that its name says",
            where=path,
            advice=f"copy or export the file again; {READS}",
        )
    kind = f"files named *{suffix}" if suffix else "this kind of file"
    raise UnsupportedInput(f"saksdoc does not read {kind}", where=path, advice=READS)


def _require_file(path: Path) -> None:
    try:
        mode = path.stat().st_mode
    except FileNotFoundError as error:
        what = "a link to a file that is missing" if path.is_symlink() else "no such file"
        raise InputError(what, where=path, advice="check the path") from error
    except OSError as error:
        raise _refused(path, error) from error
    except ValueError as error:
        raise InputError("not a path", where=repr(str(path)), advice="check it") from error
    if stat.S_ISDIR(mode):
        raise InputError("a folder, not a file", where=path, advice="name a file in it")
    if not stat.S_ISREG(mode):
        raise InputError("not a regular file", where=path, advice="copy its contents to a file")


def _digest(path: Path) -> tuple[bytes, str]:
    """The first bytes of a file and the SHA-256 of all of them."""
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            head = file.read(HEAD)
            digest.update(head)
            while block := file.read(1 << 20):
                digest.update(block)
    except OSError as error:
        raise _refused(path, error) from error
    return head, digest.hexdigest()


def _refused(path: Path, error: OSError) -> InputError:
    if isinstance(error, PermissionError):
        return InputError("no permission to read it", where=path, advice="ask for read access")
    if error.errno == errno.ELOOP:
        return InputError("a symbolic link that leads back to itself", where=path, advice="mend it")
    reason = error.strerror or str(error)
    return InputError(f"cannot be read ({reason})", where=path, advice="check the disk")
