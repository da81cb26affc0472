"""One raw text out of the pages, with the place of every line and word kept.

The running text comes first and page furniture last, so that no sentence is cut by a page head
and nothing that stood on a page is lost. Text that came from a plain-text file is left as it was.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from saksdoc.model import (
    CleanText,
    Furniture,
    Line,
    LineRole,
    Origin,
    PageRecord,
    ReadPage,
    SourceInfo,
    TextLine,
    Transcript,
    Word,
)
from saksdoc.segment.furniture import roles

FULL_LINE = 0.85
"""A line that fills this share of its page's text width is not the last of its paragraph."""

_ENDS = re.compile(r"[.!?:;…]['\"”»)\]]*$")
_ITEM = re.compile(r"^(?:[-–—•*·▪]|\d{1,3}[.)]|[a-zæøå][.)])(?:\s|$)", re.IGNORECASE)


def compose(source: SourceInfo, pages: Sequence[ReadPage]) -> Transcript:
    """Put the pages together: running text, then page furniture (from ``body_end`` on).

    Words of a line are joined by one space, lines by a line break, blocks by a blank line; a
    paragraph that runs over a page is not parted. Pages of plain text keep their text to the
    letter, with a form feed between pages. All text is NFC.
    """
    if pages and all(page.origin is Origin.PLAIN_TEXT for page in pages):
        return _compose_plain(source, pages)
    tidy = tuple(_tidy(page) for page in pages)
    text = _Text()
    aside: list[tuple[int, Line]] = []
    last: tuple[ReadPage, Line] | None = None
    for page, own in zip(tidy, roles(tidy), strict=True):
        body = []
        for line, role in zip(page.lines, own, strict=True):
            placed = replace(line, role=role)
            if role.is_furniture:
                aside.append((page.number, placed))
            else:
                body.append(placed)
        for at, line in enumerate(body):
            if at:
                text.part("\n" if line.block == body[at - 1].block else "\n\n")
            elif last is not None:
                text.part("\n" if _runs_on(*last, page, line) else "\n\n")
            text.add(page.number, line)
        if body:
            last = (page, body[-1])
    body_end = text.length
    for at, (number, line) in enumerate(aside):
        text.part("\n" if at else "\n\n")
        text.add(number, line)
    return Transcript(source, text.raw(), tuple(text.lines), tidy, body_end)


def page_spans(transcript: Transcript, clean: CleanText) -> tuple[PageRecord, ...]:
    """The pages with the stretch of running text each holds, in clean offsets.

    The stretches ascend and never overlap; a word that was joined over a page break counts to the
    page it began on. A page without running text has an empty stretch.
    """
    spans: dict[int, tuple[int, int]] = {}
    for line in transcript.lines:
        if line.start < transcript.body_end or not line.role.is_furniture:
            start = spans.get(line.page, (line.start, 0))[0]
            spans[line.page] = (start, line.end)
    records = []
    done = 0
    for page in transcript.pages:
        start = end = done
        if page.number in spans:
            start, end = clean.to_clean(*spans[page.number])
        start = max(start, done)
        done = max(end, start)
        records.append(_page_record(page, start, done))
    return tuple(records)


def furniture(transcript: Transcript, clean: CleanText) -> tuple[Furniture, ...]:
    """The page furniture, in clean offsets."""
    return tuple(
        Furniture(*clean.to_clean(line.start, line.end), line.page, line.role)
        for line in transcript.lines
        if line.role.is_furniture
    )


def _page_record(page: ReadPage, start: int, end: int) -> PageRecord:
    return PageRecord(
        number=page.number,
        width=page.width,
        height=page.height,
        origin=page.origin,
        verdict=page.verdict,
        reasons=page.reasons,
        start=start,
        end=end,
        damage=page.damage,
        rotation=page.rotation,
    )


@dataclass(slots=True)
class _Text:
    """The text as it grows."""

    pieces: list[str] = field(default_factory=list)
    lines: list[TextLine] = field(default_factory=list)
    length: int = 0

    def part(self, between: str) -> None:
        if not self.length:
            return
        self.pieces.append(between)
        self.length += len(between)

    def add(self, page: int, line: Line) -> None:
        starts = []
        at = self.length
        for word in line.words:
            starts.append(at)
            at += len(word.text) + 1
        end = at - 1
        placed = TextLine(self.length, end, page, line.block, line.role, line.words, tuple(starts))
        self.lines.append(placed)
        self.pieces.append(line.text)
        self.length = end

    def raw(self) -> str:
        return "".join(self.pieces)


def _tidy(page: ReadPage) -> ReadPage:
    """The page without empty words and lines, its words NFC and free of white space."""
    lines = []
    for line in page.lines:
        words = tuple(tidied for word in line.words if (tidied := _tidy_word(word)).text)
        if words:
            lines.append(line if words == line.words else replace(line, words=words))
    return replace(page, lines=tuple(lines))


def _tidy_word(word: Word) -> Word:
    text = unicodedata.normalize("NFC", "".join(word.text.split()))
    return word if text == word.text else replace(word, text=text)


def _runs_on(page: ReadPage, line: Line, next_page: ReadPage, next_line: Line) -> bool:
    """Whether a paragraph that a page ends with goes on at the top of the next."""
    last, first = line.text, next_line.text
    if _ITEM.match(first):
        return False
    if last.endswith(("-", "\u00ad", "¬")) and first[0].islower():
        return True
    if _ENDS.search(last):
        return False
    if first[0].islower():
        return True
    return _fills(page, line) and _fills(next_page, next_line)


def _fills(page: ReadPage, line: Line) -> bool:
    box = line.box
    rights = [own.x1 for other in page.lines if (own := other.box) is not None]
    lefts = [own.x0 for other in page.lines if (own := other.box) is not None]
    if box is None or not rights:
        return False
    return box.x1 - min(lefts) >= FULL_LINE * (max(rights) - min(lefts))


def _compose_plain(source: SourceInfo, pages: Sequence[ReadPage]) -> Transcript:
    """Plain text stays to the letter; its lines are cut to words where white space stands."""
    pieces: list[str] = []
    lines: list[TextLine] = []
    at = 0
    for number, page in enumerate(pages):
        block = 0
        parted = False
        for place, line in enumerate(page.lines):
            if place or number:
                between = "\n" if place else "\f"
                pieces.append(between)
                at += 1
            verbatim = unicodedata.normalize("NFC", line.text)
            pieces.append(verbatim)
            if verbatim.strip():
                block += parted
                parted = False
                lines.append(_plain_line(verbatim, at, page.number, block))
            else:
                parted = bool(lines) and lines[-1].page == page.number
            at += len(verbatim)
        if number and not page.lines:
            pieces.append("\f")
            at += 1
    return Transcript(source, "".join(pieces), tuple(lines), tuple(pages), at)


def _plain_line(verbatim: str, at: int, page: int, block: int) -> TextLine:
    found = list(re.finditer(r"\S+", verbatim))
    words = tuple(Word(match.group()) for match in found)
    starts = tuple(at + match.start() for match in found)
    return TextLine(at, at + len(verbatim), page, block, LineRole.BODY, words, starts)
