"""Text from a file or stdin, decoded the way ``clean`` decodes plain text."""

from __future__ import annotations

import sys
from pathlib import Path

from saksdoc.pipeline import text_of


def read_text(path: Path | None) -> str:
    """The text of a file, or of stdin where there is no path (or ``-``).

    Raises:
        InputError: The file cannot be read or is not text.
    """
    if path is None or str(path) == "-":
        return text_of(sys.stdin.buffer.read())
    return text_of(path)
