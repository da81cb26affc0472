"""Text from a file or stdin, decoded the way ``clean`` decodes plain text."""

from __future__ import annotations

import sys
from pathlib import Path

from saksdoc.pipeline import decode, read_bytes


def read_text(path: Path | None) -> str:
    """The text of a file, or of stdin where there is no path (or ``-``).

    Raises:
        InputError: The file cannot be read or is not text.
    """
    if path is None or str(path) == "-":
        return decode(sys.stdin.buffer.read(), where="stdin")
    return decode(read_bytes(path), where=path)
