"""The running text as rows: what headings, cases and metadata are found in.

A row is a line of the clean text with what a reader sees of it: white space above and below, size,
weight. Plain text and recognised pages give the same rows, so that everything after works on both.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from rapidfuzz import fuzz

from saksdoc.model import CleanText, Origin, TextLine, Transcript
from saksdoc.segment.wording import opens_section

DENSE = 0.04
"""A text with blank lines before fewer rows than this share does not part its blocks by them."""
SURE_SIZE = 1.25
"""Recognition measures the lines of one font up to a fifth apart; below this, a size says nothing.
"""
REPEATED = 3
"""A line of plain text seen so often beside page numbers or page breaks is a running head."""


ADDRESS_LABELS = 2
"""A line with so many labels of addresses (``Postadresse: Telefon:``) is letter paper."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the clean text, ``text == clean.text[start:end]``, without outer white space.

    ``gap``: blank lines above it (for plain text counted, else 0 or 1); ``size``: font size over
    that of the body text, 1.0 where unknown; ``aside``: page furniture that plain text left in
    place.
    """

    start: int
    end: int
    text: str
    page: int
    gap: int = 0
    size: float = 1.0
    bold: bool = False
    aside: bool = False

    @property
    def ends_sentence(self) -> bool:
        """Whether the row ends in a full stop or the like."""
        return self.text.rstrip("\"'”»)").endswith((".", "!", "?"))

    @property
    def words(self) -> int:
        """How many words it has."""
        return self.text.count(" ") + 1

    @property
    def is_caps(self) -> bool:
        """Whether it is written in capitals, with at least four of them."""
        upper = sum(map(str.isupper, self.text))
        return upper >= 4 and upper >= 0.85 * sum(map(str.isalpha, self.text))


@dataclass(frozen=True, slots=True)
class Page:
    """What is usual in a document: ``width`` of a full row in characters, and whether it is
    ``dense`` (no blank lines between blocks) or all ``bold``.
    """

    width: float
    dense: bool
    bold: bool


def rows_of(transcript: Transcript, clean: CleanText) -> tuple[Row, ...]:
    """The rows of the running text, in its order; empty lines are left out."""
    lines = [line for line in transcript.lines if line.start < transcript.body_end]
    read = {p.number for p in transcript.pages if p.origin in (Origin.OCR, Origin.MERGED)}
    sizes = [size for line in lines if (size := _size(line)) is not None]
    body = median(sizes) if sizes else 0.0
    rows = []
    done = 0
    for line in lines:
        if line.role.is_furniture:
            continue
        start, end = clean.to_clean(line.start, line.end)
        start = max(start, done)
        text = clean.text[start:end]
        start += len(text) - len(text.lstrip())
        text = text.strip()
        if not text:
            continue
        gap = max(0, clean.text.count("\n", done, start) - 1)
        gap += 2 * clean.text.count("\f", done, start)
        size = _size(line)
        relative = size / body if size and body else 1.0
        if line.page in read and relative < SURE_SIZE:
            relative = 1.0
        done = start + len(text)
        rows.append(Row(start, done, text, line.page, gap, relative, line.bold))
    return _mark_furniture(rows)


def rows_of_text(text: str) -> tuple[Row, ...]:
    """The rows of a plain text; a form feed begins a page."""
    rows = []
    done, page = 0, 1
    for match in re.finditer(r"[^\n\f]+", text):
        own = match.group().strip()
        if not own:
            continue
        start = match.start() + match.group().index(own)
        feeds = text.count("\f", done, start)
        page += feeds
        gap = max(0, text.count("\n", done, start) - 1) + 2 * feeds
        done = start + len(own)
        rows.append(Row(start, done, own, page, gap))
    return _mark_furniture(rows)


def usual(rows: Sequence[Row]) -> Page:
    """What is usual among the rows."""
    lengths = sorted(len(row.text) for row in rows if not row.aside)
    if not lengths:
        return Page(80.0, False, False)
    width = float(min(lengths[int(0.9 * (len(lengths) - 1))], 110))
    spaced = sum(row.gap > 0 for row in rows) / len(rows)
    bold = sum(row.bold for row in rows) > len(rows) / 2
    return Page(width, spaced < DENSE, bold)


def _size(line: TextLine) -> float | None:
    sizes = [word.size for word in line.words if word.size is not None]
    return median(sizes) if sizes else None


_PAGE = re.compile(
    r"^[\W_]*(?:(?:side|sida|page)\W{0,3}\d{1,4}(?:\s*(?:av|/|of|\+)\s*\d{1,4})?|\d{1,4}\s*/\s*\d{1,4}|"
    r"-\s*\d{1,4}\s*-|\d{1,3})[\W_]*$|\bside\W{0,2}\d{1,4}(?:\s*(?:av|\+|/)\s*\d{1,4})?\W*$",
    re.IGNORECASE,
)
_OPENS_PAGE = re.compile(r"^\W*(?:SIDE\b|[Ss]ide\W{1,2}\d{1,4}\b)")
_CASE_HEAD = re.compile(r"^\W*(?:[A-ZÆØÅ]{1,6}-?)?sak\s*\d{1,4}/\d{2,4}\W*$", re.IGNORECASE)
_SENSITIVITY = re.compile(r"^\W*f.?.?lsomhet\b|^\W*gradering\b", re.IGNORECASE)
_ADDRESS = re.compile(
    r"\b(?:bes.ksadresse|postadresse|telefon|telefaks|tlf|faks|e-?post\w*|org\.?\s?nr|bankgiro|"
    r"kontonr|internett)\b",
    re.IGNORECASE,
)


def is_marking(text: str) -> bool:
    """Whether a line is what letter paper carries: a grading, a row of addresses."""
    if _SENSITIVITY.match(text):
        return True
    return len(set(_ADDRESS.findall(text.lower()))) >= ADDRESS_LABELS and len(text) < 160


def _mark_furniture(rows: list[Row]) -> tuple[Row, ...]:
    """Mark the running heads, feet and page numbers that stand in the running text."""
    keys = [re.sub(r"\d+", "0", row.text.casefold()) for row in rows]
    seen = Counter(keys)
    first = [row.text for row in rows[:3]]
    heads = [k for k, n in seen.most_common(12) if n >= REPEATED and len(k) > 7]
    paged = [_PAGE.search(row.text) is not None and len(row.text) < 80 for row in rows]
    breaks = [paged[i] or _OPENS_PAGE.match(row.text) is not None for i, row in enumerate(rows)]
    near = [row.gap >= 2 or any(breaks[max(0, i - 4) : i + 6]) for i, row in enumerate(rows)]
    beside = Counter(key for key, close in zip(keys, near, strict=True) if close)
    marked = []
    for at, row in enumerate(rows):
        key = keys[at]
        often = seen[key] >= REPEATED and 2 * beside[key] >= seen[key]
        often = often or (near[at] and row.is_caps and _near_any(key, heads))
        aside = (
            (paged[at] and _is_page_number(row, rows, at))
            or (often and not row.text.endswith(":") and not opens_section(row.text))
            or (often and any(paged[at + 1 : at + 2]) and _CASE_HEAD.match(row.text) is not None)
            or is_marking(row.text)
            or _repeats_title(row, first, at)
        )
        marked.append(replace(row, aside=True) if aside else row)
    return tuple(marked)


def _near_any(key: str, heads: Sequence[str]) -> bool:
    """Whether a line is a misreading of one of the running heads."""
    return any(fuzz.ratio(key, head) >= 80 for head in heads)


def _is_page_number(row: Row, rows: Sequence[Row], at: int) -> bool:
    """A bare number counts only next to a page break or wide white space."""
    if any(c.isalpha() for c in row.text):
        return True
    after = rows[at + 1].gap if at + 1 < len(rows) else 2
    return row.gap >= 2 or after >= 2


def _repeats_title(row: Row, first: Sequence[str], at: int) -> bool:
    """A line of the title again, below a page's worth of white space."""
    if at < 6 or row.gap < 3 or len(row.text) > 90 or len(row.text) < 12:
        return False
    text = row.text.casefold()
    return any(fuzz.partial_ratio(text, title.casefold()) >= 90 for title in first)
