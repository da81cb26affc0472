"""Record, text, Markdown, searchable PDF, ALTO: a document's folder, and the record read back.

``write`` is the last stage of the straight way; ``load_record`` is where the archive begins.
"""

from __future__ import annotations

from pathlib import Path

from saksdoc.model import CaseDocument
from saksdoc.writing.folder import whole_folder
from saksdoc.writing.loading import Record, load_record
from saksdoc.writing.markdown import markdown_of
from saksdoc.writing.options import WriteOptions
from saksdoc.writing.placement import PlacedLine, PlacedWord, page_order, place
from saksdoc.writing.record import dump_changes, dump_record, record_of

__all__ = [
    "PlacedLine",
    "PlacedWord",
    "Record",
    "WriteOptions",
    "load_record",
    "page_order",
    "place",
    "write",
]


def write(
    document: CaseDocument,
    directory: Path,
    options: WriteOptions = WriteOptions(),  # noqa: B008 (frozen)
    original: Path | None = None,
    password: str | None = None,
) -> Path:
    """Write a document's folder, whole or not at all, and return it.

    Args:
        document: What was read and understood.
        directory: The folder; one that is there already is replaced in one step.
        options: Which files to write.
        original: The file the document came from, for ``searchable.pdf``; never written to.
        password: Of the original, where it is encrypted.

    Raises:
        OutputError: The disk is full, permission is missing, a file is in the way.
    """
    with whole_folder(directory) as draft:
        warnings: list[str] = []
        record = record_of(document, warnings)
        _text(draft / "record.json", dump_record(record))
        _text(draft / "text.txt", document.text)
        _text(draft / "text.md", markdown_of(document))
        _text(draft / "changes.jsonl", dump_changes(document.clean.changes))
    return directory


def _text(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        stream.write(text)
