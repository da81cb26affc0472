"""PDF objects the way this package handles them: own copies, never the shared originals.

Resources and forms may serve many pages; whoever changes one page copies first.
"""

from __future__ import annotations

import zlib

import pikepdf
from pikepdf import Array, Dictionary, Name


def packed(pdf: pikepdf.Pdf, data: bytes) -> pikepdf.Stream:
    """A new stream of the PDF that holds ``data``, compressed."""
    stream = pdf.make_stream(b"")
    stream.write(zlib.compress(data, 9), filter=Name.FlateDecode)
    return stream


def copied(value: object) -> Dictionary:
    """A shallow copy of a dictionary; an empty one of anything else."""
    copy = Dictionary()
    if isinstance(value, Dictionary):
        for key, entry in value.items():
            copy[key] = entry
    return copy


def resources_of(page: pikepdf.Page) -> Dictionary:
    """A shallow copy of a page's resources, its own or inherited; empty where it has none."""
    try:
        return copied(page.obj.get(Name.Resources) or page.resources)
    except (AttributeError, TypeError, ValueError, pikepdf.PdfError):
        return Dictionary()


def content_streams(page: pikepdf.Page) -> list[pikepdf.Stream]:
    """The streams of a page's content, in order."""
    contents = page.obj.get(Name.Contents)
    if isinstance(contents, pikepdf.Stream):
        return [contents]
    if isinstance(contents, Array):
        return [part for part in contents.as_list() if isinstance(part, pikepdf.Stream)]
    return []
