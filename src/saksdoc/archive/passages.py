"""Cut a record into passages: the pieces a search finds.

A passage is one or more whole paragraphs of one section of one case, long enough to hold the words
of a question together and short enough that a hit is a place and not a document.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from saksdoc.model import Section
from saksdoc.writing import Record

_LONG = 900
"""Code points after which a passage ends with its paragraph; about half a page of running text."""

_BREAK = re.compile(r"\n[ \t]*\n\s*|\f\s*")


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of the clean text. ``unit`` is the index of its case, -1 outside any."""

    start: int
    end: int
    unit: int
    section: Section | None
    kinds: tuple[str, ...]


def unit_at(record: Record, offset: int) -> int:
    """The index of the case that ``offset`` lies in, -1 where it lies in none."""
    for index, case in enumerate(record.cases):
        if case.start <= offset < case.end:
            return index
    return -1


def passages(record: Record) -> list[Passage]:
    """The passages of the running text in order; page furniture is left out."""
    text = record.text
    end = min((piece.start for piece in record.furniture), default=len(text))
    sections = sorted(record.structure.sections, key=lambda s: (s.heading_start, -s.end))
    cuts = {0, end}
    for section in sections:
        cuts |= {min(section.heading_start, section.start), section.end}
    for case in record.cases:
        cuts |= {case.start, case.end}
    edges = sorted(cut for cut in cuts if 0 <= cut <= end)
    found: list[Passage] = []
    for start, stop in pairwise(edges):
        around = [s for s in sections if min(s.heading_start, s.start) <= start and stop <= s.end]
        deepest = min(around, key=lambda s: s.end - s.heading_start, default=None)
        kinds = tuple(dict.fromkeys(s.kind.value for s in around))
        unit = unit_at(record, start)
        for a, b in _pieces(text, start, stop):
            found.append(Passage(a, b, unit, deepest, kinds))
    return found


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Whole paragraphs of ``text[start:end]``, gathered up to `_LONG`; blank ends trimmed."""
    edges = [start, *(m.end() for m in _BREAK.finditer(text, start, end)), end]
    pieces: list[tuple[int, int]] = []
    begun = start
    for edge, following in zip(edges[1:], [*edges[2:], end], strict=True):
        if edge < end and following - begun <= _LONG:
            continue
        stretch = text[begun:edge]
        inner = stretch.strip()
        if inner:
            at = begun + len(stretch) - len(stretch.lstrip())
            pieces.append((at, at + len(inner)))
        begun = edge
    return pieces
