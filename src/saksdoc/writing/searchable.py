"""``searchable.pdf``: the original pages, unchanged to the eye, over the repaired words.

Page content and images are carried over byte for byte. What goes is the ruined invisible text of
the pages that were read anew; what comes is one layer of invisible words a page. A page whose text
layer was trusted stays as it is, unless its words are invisible and some of them were repaired.
Metadata, outlines, page labels, links and attachments stay.
"""

from __future__ import annotations

import io
import logging
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

import pikepdf
from pikepdf import Array, Dictionary, Name

from saksdoc.errors import OutputError
from saksdoc.model import CaseDocument, PageRecord, Verdict
from saksdoc.writing.archival import make_archival
from saksdoc.writing.glyphless import GlyphlessFont
from saksdoc.writing.imagepdf import image_as_pdf
from saksdoc.writing.objects import content_streams, copied, packed, resources_of
from saksdoc.writing.oldtext import has_visible_text, remove_hidden_text
from saksdoc.writing.options import WriteOptions
from saksdoc.writing.placement import PlacedLine, page_order, place
from saksdoc.writing.textlayer import FONT_NAME, PageFrame, characters, frame_of, layer

if TYPE_CHECKING:
    from typing_extensions import Buffer

PDF_TYPE = "application/pdf"
_SIGNATURES_EXIST = 1  # SigFlags bit, PDF 32000-1 table 219
_TROUBLE = (
    OutputError, pikepdf.PdfError, pikepdf.PasswordError, pikepdf.DataDecodingError,
    pikepdf.DependencyError, RuntimeError, ValueError, TypeError, KeyError, AttributeError,
)  # fmt: skip
"""What pikepdf raises over broken objects: a number where a dictionary should be, and the like;
and an image that no PDF can hold."""
_HIDE = b"/Span <</ActualText ()>> BDC\n"


@dataclass(frozen=True, slots=True)
class _Task:
    page: PageRecord
    lines: tuple[PlacedLine, ...]
    own: pikepdf.Page


def write_searchable(
    document: CaseDocument, target: Path, options: WriteOptions
) -> tuple[str, ...]:
    """Write the searchable PDF of a document made of a PDF or an image; returns warnings.

    Nothing is written, and a warning says why, where the original can be read but not rewritten.

    Raises:
        OSError: The file cannot be written.
    """
    logging.getLogger("pikepdf").setLevel(logging.CRITICAL)
    if options.original is None:
        return ()
    try:
        return _write(document, options.original, target, options)
    except _TROUBLE as error:
        target.unlink(missing_ok=True)
        reason = " ".join(str(error).replace(f"{options.original}", "").split()).strip(" :")[:160]
    if options.pdfa:
        plain = write_searchable(document, target, replace(options, pdfa=False))
        return (*plain, f"searchable.pdf is not PDF/A: it cannot be rewritten so ({reason})")
    return (f"searchable.pdf was not made: the original cannot be rewritten ({reason})",)


def _write(
    document: CaseDocument, original: Path, target: Path, options: WriteOptions
) -> tuple[str, ...]:
    with _open(document, original, options.password) as pdf:
        warnings = _warnings(pdf, options)
        warnings += _lay(pdf, document)
        if options.pdfa:
            warnings += make_archival(pdf)
        _save(pdf, target, options)
    return warnings


def _open(document: CaseDocument, original: Path, password: str | None) -> pikepdf.Pdf:
    if document.source.media_type == PDF_TYPE:
        return pikepdf.open(original, password=password or "")
    try:
        pdf = pikepdf.open(io.BytesIO(image_as_pdf(original, document.pages)))
        del pdf.trailer.ID  # a random one; equal input gives equal output
        return pdf
    except pikepdf.PdfError as error:
        raise OutputError("the image cannot be put into a PDF", where=original) from error


def _warnings(pdf: pikepdf.Pdf, options: WriteOptions) -> tuple[str, ...]:
    warnings = []
    form = pdf.Root.get(Name.AcroForm)
    flags = form.get(Name.SigFlags, 0) if isinstance(form, Dictionary) else 0
    if int(flags) & _SIGNATURES_EXIST or Name.Perms in pdf.Root:
        warnings.append("the original is signed; the signature does not hold for searchable.pdf")
    if pdf.is_encrypted and (options.password or options.pdfa):
        warnings.append("the original is encrypted; searchable.pdf is not")
    return tuple(warnings)


def _save(pdf: pikepdf.Pdf, target: Path, options: WriteOptions) -> None:
    """Every stream as it is; an encryption that opens without a password stays."""
    keep = pdf.is_encrypted and not options.password and not options.pdfa
    with target.open("wb") as stream:
        sink = _Sink(stream)
        _save_to(pdf, sink, keep)
    if sink.trouble is not None:
        raise sink.trouble


class _Sink(io.RawIOBase):
    """A file that takes everything and tells of trouble at the end: an exception inside of qpdf's
    writing (the disk is full) ends the process.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.trouble: OSError | None = None

    def writable(self) -> bool:
        """It is for writing."""
        return True

    def write(self, data: Buffer, /) -> int:
        """As a file's; never raises."""
        size = memoryview(data).nbytes
        if self.trouble is None:
            try:
                self._stream.write(data)
                self._stream.flush()
            except OSError as error:
                self.trouble = error
        return size

    def seek(self, offset: int, whence: int = 0, /) -> int:
        """As a file's."""
        return self._stream.seek(offset, whence)

    def tell(self) -> int:
        """As a file's."""
        return self._stream.tell()


def _save_to(pdf: pikepdf.Pdf, sink: _Sink, keep: bool) -> None:
    pdf.save(
        cast("BinaryIO", sink),  # a raw file is all it needs
        # qpdf wants a say over streams that it must encrypt anew, and random bytes for the key.
        stream_decode_level=None if keep else pikepdf.StreamDecodeLevel.none,
        deterministic_id=not keep,
        compress_streams=False,
        object_stream_mode=pikepdf.ObjectStreamMode.preserve,
        encryption=keep,
        fix_metadata_version=False,
    )


def _lay(pdf: pikepdf.Pdf, document: CaseDocument) -> tuple[str, ...]:
    """Put a layer of words into every page that needs one; returns warnings."""
    count = len(pdf.pages)
    wanting = [
        (page, pdf.pages[page.number - 1])
        for page in document.pages
        if page.number <= count and _needs_layer(document, page, pdf)
    ]
    by_page: dict[int, list[PlacedLine]] = {}
    for line in place(document.transcript, document.clean) if wanting else ():
        by_page.setdefault(line.page, []).append(line)
    tasks = [
        _Task(page, page_order(by_page[page.number], page.number), own)
        for page, own in wanting
        if page.number in by_page
    ]
    font = GlyphlessFont(pdf, set().union(*(characters(task.lines) for task in tasks), " "))
    for task in tasks:
        _lay_page(pdf, task, font)
    missing = [page.number for page in document.pages if page.number > count]
    return tuple(f"page {number} is not in searchable.pdf" for number in missing)


def _needs_layer(document: CaseDocument, page: PageRecord, pdf: pikepdf.Pdf) -> bool:
    """Pages read anew; and trusted ones whose words are invisible and were repaired."""
    if page.verdict is not Verdict.USE:
        return True
    repaired = any(
        change.applied and change.start < page.end and page.start < change.end
        for change in document.clean.changes
    )
    return repaired and not has_visible_text(pdf.pages[page.number - 1])


def _lay_page(pdf: pikepdf.Pdf, task: _Task, font: GlyphlessFont) -> None:
    page = task.own
    removal = remove_hidden_text(pdf, page)
    content = layer(task.lines, _frame(task), font)
    old = content_streams(page)
    if removal.left:
        # What can be seen must stay; readers that search are given nothing for it.
        old = [packed(pdf, _HIDE), *old, packed(pdf, b"\nEMC\n")]
    page.obj.Contents = Array([packed(pdf, content), *old])
    resources = resources_of(page)
    # Without words of its own the page needs no font but this one.
    resources.Font = copied(resources.get(Name.Font) if removal.left else None)
    resources.Font[FONT_NAME] = font.reference
    page.obj.Resources = resources


def _frame(task: _Task) -> PageFrame:
    page = task.own
    rotate = int(page.obj.get(Name.Rotate, 0) or 0)
    media = [float(side) for side in page.mediabox]
    crop = [float(side) for side in page.cropbox]
    return frame_of(task.page, media, crop, rotate)
