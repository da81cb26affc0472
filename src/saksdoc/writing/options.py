"""What a caller may choose about the files that are written.

Kept apart from the front door so that every part of the package can name it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class WriteOptions:
    """Which files go into a document's folder beside record, texts and changes.

    Args:
        pdf: Write ``searchable.pdf`` (PDF and image input only).
        pdfa: Make it conform to PDF/A-2b where that can be done without changing how it looks.
        alto: Write ``alto/page-0001.xml`` …, one ALTO 4 file a page.
        original: The file the document came from; without it there is no searchable PDF.
        password: Of the original, where it is encrypted.
        mark: Remembered in the record as ``options``, so that a later run can tell whether the
            folder was made the way it wants (see ``recorded_source``).
    """

    pdf: bool = True
    pdfa: bool = False
    alto: bool = False
    original: Path | None = None
    password: str | None = field(default=None, repr=False)
    mark: str | None = None
