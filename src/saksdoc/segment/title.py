"""The title of a case, which stands in no labelled place.

Most are in capitals below the header block, after the list of recipients; others are only larger,
bolder or alone. Nothing is made up: where no row looks like a title there is none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from saksdoc.model import SectionKind
from saksdoc.segment.labels import labelled
from saksdoc.segment.rows import Row
from saksdoc.segment.wording import Wording

REACH = 16
"""So many rows below the header block the title is looked for."""
LONGEST = 5
"""No title takes more rows than this."""
LARGER = 1.12
"""A row this much larger than the body text is set as a title."""


ABOVE = 3
"""So many rows above a header block its title may stand."""

_MUNICIPALITY = re.compile(r"^[\w\- ]{2,40}\s(?:fylkes)?kommune\b", re.IGNORECASE)
KIND_OF_PAPER = re.compile(
    r"^\W*(?:m.teinnkalling|m.teprotokoll|m.tebok|protokoll|innkalling|m.tereferat|referat|"
    r"m.teutskrift|saksfr[ae]mle\w+|saksutskrift|s.rutskrift|sakspapir\w*|saksprotokoll|"
    r"saksutgreii?ng)\b.{0,60}$",
    re.IGNORECASE,
)
"""What a paper is, as it stands at its top: no title of a case."""


@dataclass(frozen=True, slots=True)
class Title:
    """A title and its rows (half-open, empty where it was stated elsewhere); ``weak`` where only
    its place speaks for it.
    """

    text: str
    first: int
    last: int
    weak: bool = False


def find_title(
    rows: Sequence[Row], known: Sequence[Wording | None], where: tuple[int, int], given: str
) -> Title | None:
    """The title in or below a header block: ``where`` gives the first row it can stand in, and the
    row after the block.

    ``given`` is what the opening line said after the number; capitals below go on with it.
    """
    within, after = where
    limit = _limit(rows, known, after)
    if given:
        last = within
        while last < len(rows) and last - within < LONGEST and _goes_on(rows, last):
            unfinished = ([given, *(row.text for row in rows[within:last])])[-1].endswith(",")
            if not _caps(given) or (last >= limit and not unfinished):
                break
            last += 1
        return Title(_tidy([given, *(row.text for row in rows[within:last])]), within, last)
    for marked in (_is_capital_title, _is_set_large):
        first = next(
            (i for i in range(within, limit) if marked(rows[i]) and not _heads(known[i])), None
        )
        if first is not None:
            last = first + 1
            while last < min(limit, first + LONGEST) and (
                marked(rows[last]) or _rest_of_title(rows, last)
            ):
                last += 1
            return Title(_tidy([row.text for row in rows[first:last]]), first, last)
    return _title_within(rows, known, within, after) or _plain_title(rows, known, after, limit)


def _limit(rows: Sequence[Row], known: Sequence[Wording | None], after: int) -> int:
    """The row at which the text of the case begins."""
    for at in range(after, min(len(rows), after + REACH)):
        wording = known[at]
        if wording is None or wording.kind is SectionKind.DISTRIBUTION:
            continue
        if _heads(wording) or not (rows[at].is_caps or wording.kind is SectionKind.PROPOSAL):
            return at
    return min(len(rows), after + REACH)


def _is_capital_title(row: Row) -> bool:
    return (
        row.is_caps
        and not row.aside
        and (row.words > 1 or len(row.text) > 8)
        and not row.text[:4].isdigit()
        and sum(map(str.isdigit, row.text)) < sum(map(str.isalpha, row.text))
        and not labelled(row.text)
        and not KIND_OF_PAPER.match(row.text)
    )


def _rest_of_title(rows: Sequence[Row], at: int) -> bool:
    """``- SAK 25/03``, ``1999 TIL 2003``: what goes on with a title in too few letters to tell."""
    row, above = rows[at], rows[at - 1].text
    if row.gap or row.ends_sentence or KIND_OF_PAPER.match(row.text):
        return False
    shouted = row.text.upper() == row.text and any(map(str.isalpha, row.text))
    return row.words <= 6 and (above.endswith((" -", " –")) or shouted)


def _heads(wording: Wording | None) -> bool:
    """Whether a row of known wording is a heading: titles too begin with ``FORSLAG TIL``."""
    return wording is not None and (wording.bare or wording.colon)


def _is_set_large(row: Row) -> bool:
    return (row.size >= LARGER or row.bold) and not row.aside and not labelled(row.text)


def _plain_title(
    rows: Sequence[Row], known: Sequence[Wording | None], after: int, limit: int
) -> Title | None:
    """The row alone before the first heading, or the first below the block."""
    if limit >= min(len(rows), after + REACH):
        return None
    listed = any(_heads(w) for w in known[after:limit])
    at = limit - 1 if listed else after
    if at < after or _heads(known[at]):
        return None
    row = rows[at]
    fits = not row.aside and row.text[0].isupper() and len(row.text) < 120 and row.words > 1
    if not fits or labelled(row.text) or (listed and row.gap == 0):
        return None
    last = at + 1
    while not listed and last < min(limit, at + 3) and not rows[last].gap:
        if labelled(rows[last].text) or rows[last - 1].ends_sentence:
            break
        last += 1
    return Title(_tidy([row.text for row in rows[at:last]]), at, last, weak=True)


def _title_within(
    rows: Sequence[Row], known: Sequence[Wording | None], within: int, after: int
) -> Title | None:
    """The last row between an opening line and the labels below it that is neither."""
    for at in range(after - 1, within - 1, -1):
        row = rows[at]
        words = row.text[0].isupper() and row.words > 1 and len(row.text) < 120
        if words and not row.aside and not _heads(known[at]) and not labelled(row.text):
            numbered = any(map(str.isdigit, row.text[:5]))
            return None if numbered else Title(_tidy([row.text]), at, at + 1, weak=True)
    return None


def title_above(rows: Sequence[Row], known: Sequence[Wording | None], block: int) -> Title | None:
    """A title set above its header block, apart from it and from what is over it."""
    for at in range(block - 1, max(-1, block - 1 - ABOVE), -1):
        row = rows[at]
        if row.aside or known[at] is not None or KIND_OF_PAPER.match(row.text):
            continue
        if labelled(row.text) or row.ends_sentence or not row.text[0].isupper():
            return None
        marked = _is_set_large(row) or _is_capital_title(row)
        apart = rows[at + 1].gap > 0 and (at == 0 or row.gap > 0) and row.words > 2
        fits = len(row.text) < 120 and not _MUNICIPALITY.match(row.text)
        return Title(_tidy([row.text]), at, at + 1) if fits and (marked or apart) else None
    return None


def _goes_on(rows: Sequence[Row], at: int) -> bool:
    row = rows[at]
    fits = row.is_caps and not row.aside and row.gap == 0 and not labelled(row.text)
    return fits and not KIND_OF_PAPER.match(row.text)


def _caps(text: str) -> bool:
    return Row(0, 0, text, 0).is_caps


def _tidy(parts: Sequence[str]) -> str:
    text = ""
    for part in parts:
        text = (
            text[:-1] + part if text.endswith("-") and text[-2:-1].isalpha() else f"{text} {part}"
        )
    return text.strip(" -–.:")
