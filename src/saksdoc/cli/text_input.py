"""Text from a file or stdin, decoded the way ``clean`` decodes plain text."""

from __future__ import annotations

import sys
from pathlib import Path

from saksdoc.pipeline import text_of

_SQLITE = b"SQLite format 3\0"


def read_text(path: Path | None) -> str:
    """The text of a file, or of stdin where there is no path (or ``-``).

    Raises:
        InputError: The file cannot be read or is not text.
    """
    if path is None or str(path) == "-":
        return text_of(sys.stdin.buffer.read())
    return text_of(path)


def read_register(path: Path | None) -> tuple[str, ...]:
    """Names the repair may trust: of a search archive, or of a text file with one a line.

    Raises:
        InputError: The file cannot be read.
        ArchiveError: It is an archive that cannot be opened.
    """
    if path is None:
        return ()
    with path.open("rb") as stream:
        is_archive = stream.read(len(_SQLITE)) == _SQLITE
    if is_archive:
        from saksdoc.archive import register

        return register(path)
    return tuple(line.strip() for line in read_text(path).splitlines() if line.strip())
