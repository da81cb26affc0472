"""The straight way; the only place where stages meet.

An :class:`Engine` holds the loaded models, the only long-lived state. The functions :func:`read`,
:func:`repair` and :func:`write`, which ``import saksdoc`` offers, use one engine that is loaded
when it is first needed; the repair of a text loads no more than its own part.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

from saksdoc.model import CaseDocument, CleanText
from saksdoc.pipeline.engine import Engine, check_registers, repaired
from saksdoc.pipeline.options import PageReport, ReadOptions
from saksdoc.pipeline.versions import current_versions
from saksdoc.reading import text_of
from saksdoc.recognise import OcrMode, requirements
from saksdoc.repairing import RepairContext, Repairer
from saksdoc.writing import WriteOptions, abandoned, recorded_source
from saksdoc.writing import write as write_document

__all__ = [
    "Engine",
    "OcrMode",
    "PageReport",
    "ReadOptions",
    "WriteOptions",
    "abandoned",
    "check_registers",
    "current_versions",
    "read",
    "recorded_source",
    "repair",
    "repaired",
    "requirements",
    "text_of",
    "write",
]


@cache
def _repairer() -> Repairer:
    return Repairer.load()


@cache
def _engine() -> Engine:
    return Engine.load(repairer=_repairer())


def read(path: Path | str, options: ReadOptions = ReadOptions()) -> CaseDocument:
    """Read, repair and understand one document: PDF, TIFF, PNG, JPEG or plain text.

    Raises:
        InputError: It cannot be read.
        MissingRequirement: A model, Tesseract or a language is not here.
    """
    return _engine().read(path, options)


def repair(text: str, register: tuple[str, ...] = ()) -> CleanText:
    """Repair a text; ``.text`` is the clean text, ``.changes`` what was done to it.

    ``register``: clean names that the repair may trust.

    Raises:
        UsageError: It is not a text but, say, bytes.
        MissingRequirement: A model is not here.
    """
    return repaired(text, _repairer(), RepairContext(register=register))


def write(
    document: CaseDocument, directory: Path | str, options: WriteOptions = WriteOptions()
) -> Path:
    """Write the record, text, Markdown, changes and searchable PDF of a document to a folder.

    The folder appears whole or not at all. The searchable PDF needs the original, found where
    ``document.source.path`` says or where ``options.original`` does.

    Raises:
        OutputError: It cannot be written.
    """
    original = options.original
    if original is None and Path(document.source.path).is_file():
        original = Path(document.source.path)
    return write_document(document, Path(directory), replace(options, original=original))
