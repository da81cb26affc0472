"""Record, text, Markdown, searchable PDF, ALTO: a document's folder, and the record read back.

``write`` is the last stage of the straight way; ``load_record`` is where the archive begins.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from saksdoc.model import CaseDocument, Record
from saksdoc.writing.alto import write_alto
from saksdoc.writing.folder import abandoned, whole_folder
from saksdoc.writing.loading import load_record, recorded_source
from saksdoc.writing.markdown import markdown_of
from saksdoc.writing.options import WriteOptions
from saksdoc.writing.placement import PlacedLine, PlacedWord, page_order, place
from saksdoc.writing.record import dump_changes, dump_record, record_of

__all__ = [
    "PlacedLine",
    "PlacedWord",
    "Record",
    "WriteOptions",
    "Written",
    "abandoned",
    "load_record",
    "page_order",
    "place",
    "recorded_source",
    "write",
    "write_folder",
]

_DEFAULT = WriteOptions()


@dataclass(frozen=True, slots=True)
class Written:
    """A folder that was written, and what a person should know about the files in it."""

    path: Path
    warnings: tuple[str, ...] = ()


def write(document: CaseDocument, directory: Path, options: WriteOptions = _DEFAULT) -> Path:
    """Write a document's folder, whole or not at all, and return it.

    A folder that is there already is replaced in one step.

    Raises:
        OutputError: The disk is full, permission is missing, a file is in the way.
    """
    return write_folder(document, directory, options).path


def write_folder(
    document: CaseDocument, directory: Path, options: WriteOptions = _DEFAULT
) -> Written:
    """As :func:`write`; tells what could not be done as asked (a signature that will not hold …).

    Raises:
        OutputError: The disk is full, permission is missing, a file is in the way.
    """
    with whole_folder(directory) as draft:
        warnings: tuple[str, ...] = ()
        if options.pdf and _is_pictured(document):
            from saksdoc.writing.searchable import write_searchable  # loads pikepdf

            warnings += write_searchable(document, draft / "searchable.pdf", options)
        if options.alto and _is_pictured(document):
            write_alto(document, draft / "alto")
        record = record_of(document, warnings, options.mark)
        _text(draft / "record.json", dump_record(record))
        _text(draft / "text.txt", document.text)
        _text(draft / "text.md", markdown_of(document))
        _text(draft / "changes.jsonl", dump_changes(document.clean.changes))
    return Written(directory, warnings)


def _is_pictured(document: CaseDocument) -> bool:
    return document.source.media_type.startswith(("application/pdf", "image/"))


def _text(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        stream.write(text)
