"""Text from a file or stdin, decoded the way ``clean`` decodes plain text."""

from __future__ import annotations

import sys
import unicodedata
from pathlib import Path

from saksdoc.errors import InputError, UsageError
from saksdoc.pipeline import text_of
from saksdoc.reading.plain import decoded

_SQLITE = b"SQLite format 3\0"


def given_file(path: Path) -> Path:
    """The path of a file as typed.

    Raises:
        UsageError: There is none, or it is a folder.
    """
    if path.is_dir():
        raise UsageError("a folder, not a file", where=path, advice="name a file in it")
    if not path.exists():
        raise UsageError("no such file", where=path, advice="check the path")
    return path


def read_text(path: Path) -> str:
    """The text of a file, with LF line breaks.

    Raises:
        UsageError: There is no such file.
        InputError: It cannot be read or is not text.
    """
    return text_of(given_file(path))


def read_text_with_breaks(path: Path | None) -> str:
    """The text of a file, or of stdin where there is no path (or ``-``), its line breaks as they
    are.

    Raises:
        UsageError: There is no such file.
        InputError: It cannot be read or is not text.
    """
    if path is None or str(path) == "-":
        path, data = None, sys.stdin.buffer.read()
    else:
        data = _bytes(given_file(path))
    return unicodedata.normalize("NFC", decoded(data, path)[0]).rstrip("\x1a")


def _bytes(path: Path, limit: int = -1) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(limit)
    except OSError as error:
        raise InputError(
            f"cannot be read ({error.strerror})", where=path, advice="check its permissions"
        ) from error


def read_register(path: Path | None) -> tuple[str, ...]:
    """Names the repair may trust: of a search archive, or of a text file with one a line.

    Raises:
        UsageError: There is no such file.
        InputError: It cannot be read.
        ArchiveError: It is an archive that cannot be opened.
    """
    if path is None:
        return ()
    if _bytes(given_file(path), len(_SQLITE)) == _SQLITE:
        from saksdoc.archive import register

        return register(path)
    return tuple(line.strip() for line in read_text(path).splitlines() if line.strip())
