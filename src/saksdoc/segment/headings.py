"""All headings of a document, in order, with kind and level."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from saksdoc.model import SectionKind
from saksdoc.segment.agenda import Agenda
from saksdoc.segment.cases import CaseHead
from saksdoc.segment.freeheads import FreeHeading, Style, free_heading
from saksdoc.segment.labels import Label, labelled
from saksdoc.segment.rows import Page, Row
from saksdoc.segment.title import KIND_OF_PAPER
from saksdoc.segment.wording import Wording, understand

_LISTS = (SectionKind.DISTRIBUTION, SectionKind.ATTACHMENTS, SectionKind.REFERENCES)
FRONT = 40
"""So many rows before the agenda or the first case, and after the agenda, are a front page."""
COLON_STYLE = 4
"""From so many known headings on, four in five with a colon make it the document's style."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading in the clean text; ``body`` is where what it heads begins, ``rows`` its rows."""

    kind: SectionKind
    text: str
    start: int
    end: int
    body: int
    level: int
    first: int
    last: int


def known_wordings(rows: Sequence[Row], usual: Page) -> tuple[Wording | None, ...]:
    """Each row read as a heading of known wording, where it stands as one."""
    found = []
    for at, row in enumerate(rows):
        wording = None if row.aside or len(row.text) > 2000 else understand(row.text)
        if wording is not None and not _stands(rows, at, wording, usual):
            wording = None
        found.append(wording)
    return tuple(found)


def find_headings(
    rows: Sequence[Row],
    known: Sequence[Wording | None],
    heads: Sequence[CaseHead],
    agenda: Agenda,
    usual: Page,
) -> tuple[Heading, ...]:
    """The headings: known wordings first, then what stands as a heading."""
    taken = _taken(rows, heads, agenda)
    colons = _colon_style(known)
    headings: list[Heading] = []
    at = 0
    while at < len(rows):
        row = rows[at]
        in_list = bool(headings) and headings[-1].kind in _LISTS
        wording = known[at]
        stays = in_list and at != agenda.first
        if wording is not None and stays and not _leaves_list(row, wording, colons):
            at += 1
            continue
        if at == agenda.first < agenda.last and wording is not None:
            headings.append(_known(row, at, wording, 1))
        elif wording is not None and (at not in taken or _in_header(row, wording, at, agenda)):
            headings.append(_known(row, at, wording, _known_level(wording, headings)))
        elif at not in taken:
            free = free_heading(rows, at, usual, in_list=in_list)
            if free is not None:
                last = _last_row(rows, known, at, free, taken)
                level = _free_level(free, headings, row)
                headings.append(_free(rows, at, last, level))
                at = last
                continue
        at += 1
    return tuple(headings)


def _colon_style(known: Sequence[Wording | None]) -> bool:
    """Whether the document ends its headings in a colon."""
    alone = [w.colon for w in known if w is not None and w.rest is None and w.bare]
    return len(alone) >= COLON_STYLE and sum(alone) >= 0.8 * len(alone)


def _leaves_list(row: Row, wording: Wording, colons: bool) -> bool:
    """Whether a known wording in a list of papers is the next heading, and no item of it."""
    return wording.colon or (wording.bare and (row.is_caps or not colons))


def _stands(rows: Sequence[Row], at: int, wording: Wording, usual: Page) -> bool:
    """Whether a line of known wording stands where a heading can: not amid a sentence."""
    row = rows[at]
    if at + 1 < len(rows) and wording.rest is None and not wording.colon:
        below = rows[at + 1]
        if below.gap == 0 and below.text[0].islower() and not wording.bare:
            return False
    if wording.bare and (wording.colon or wording.score >= 100):
        return True
    if at and not row.gap and not wording.colon:
        above = rows[at - 1]
        runs = len(above.text) >= 0.8 * usual.width or above.text.endswith((",", "-"))
        if runs and not above.ends_sentence and not above.text.endswith(":"):
            return False
    if wording.score <= 95 and not wording.colon:
        return row.words <= 9 and not row.ends_sentence and _apart(rows, at, usual)
    return True


def _apart(rows: Sequence[Row], at: int, usual: Page) -> bool:
    row = rows[at]
    if row.gap or row.bold or usual.dense:
        return True
    return at == 0 or rows[at - 1].ends_sentence


def _taken(rows: Sequence[Row], heads: Sequence[CaseHead], agenda: Agenda) -> set[int]:
    """Rows that can hold no free heading: agenda, header blocks, titles, the summons' front."""
    taken = set(range(agenda.first, agenda.last))
    for head in heads:
        taken.update(range(head.first, head.last))
        if head.title is not None:
            taken.update(range(head.title.first, head.title.last))
            taken.update(range(head.last, head.title.first))
    front = heads[0].first if heads else 0
    if agenda.last > agenda.first:
        taken.update(range(agenda.first, min(max(front, agenda.last), agenda.last + FRONT)))
        front = agenda.first
    if _is_front_page(rows[: min(front, FRONT)]):
        taken.update(range(min(front, FRONT)))
    if not front and rows:
        taken.add(next((i for i, row in enumerate(rows) if not row.aside), 0))
    return taken


def _is_front_page(rows: Sequence[Row]) -> bool:
    """Whether the rows are of a summons or protocol: they say what paper, body or meeting it is."""
    return any(
        KIND_OF_PAPER.match(row.text)
        or any(v.label in (Label.BODY, Label.MEETING_DATE) for v in labelled(row.text))
        for row in rows
    )


def _in_header(row: Row, wording: Wording, at: int, agenda: Agenda) -> bool:
    """Whether a known wording in a header block or on a front page is a heading there: lists of
    recipients are, the name of the paper (``SAKSFRAMLEGG``) is not.
    """
    if KIND_OF_PAPER.match(row.text) and not wording.colon:
        return False
    return not agenda.first <= at < agenda.last and (wording.colon or wording.bare)


def _known(row: Row, at: int, wording: Wording, level: int) -> Heading:
    start, end = row.start + wording.start, row.start + wording.end
    body = row.end if wording.rest is None else row.start + wording.rest
    text = row.text[wording.start : wording.end]
    return Heading(wording.kind, text, start, end, body, level, at, at + 1)


def _free(rows: Sequence[Row], first: int, last: int, level: int) -> Heading:
    text = " ".join(row.text for row in rows[first:last])
    end = rows[last - 1].end
    if text.endswith(":"):
        text = text[:-1].rstrip()
        end = rows[first].start + len(text) if last == first + 1 else end - 1
    return Heading(
        SectionKind.OTHER, text, rows[first].start, end, rows[last - 1].end, level, first, last
    )


def _last_row(
    rows: Sequence[Row],
    known: Sequence[Wording | None],
    first: int,
    free: FreeHeading,
    taken: set[int],
) -> int:
    """Headings in capitals or set large may take several rows."""
    last = first + 1
    if free.style not in (Style.CAPITALS, Style.LARGE) or rows[first].text.endswith(":"):
        return last
    while last < min(len(rows), first + 4) and last not in taken and known[last] is None:
        row = rows[last]
        alike = row.is_caps if free.style is Style.CAPITALS else row.bold == rows[first].bold
        alike = alike and abs(row.size - rows[first].size) < 0.1 and row.gap == 0
        if not alike or row.aside or row.text[0].isdigit():
            break
        if row.ends_sentence and free.style is not Style.CAPITALS:
            break
        if free.style is Style.LARGE and row.text[0].isupper():
            break
        last += 1
    return last


def _known_level(wording: Wording, headings: Sequence[Heading]) -> int:
    """Votes and motions stand below the treatment they are part of."""
    below = next((h for h in reversed(headings) if h.level == 1), None)
    if below is None or below.kind is not SectionKind.TREATMENT:
        return 1
    kind = wording.kind
    nested = (
        kind is SectionKind.PROPOSAL
        or (kind is SectionKind.TREATMENT and wording.bare)
        or (kind is SectionKind.DECISION and wording.rest is not None)
    )
    return 2 if nested else 1


def _free_level(free: FreeHeading, headings: Sequence[Heading], row: Row) -> int:
    if free.style is Style.NUMBERED:
        return free.depth
    if free.style is Style.COLON:
        return 2 if any(h.kind is not SectionKind.OTHER for h in headings) else 1
    if free.style is Style.CLAUSE:
        return 2
    return 1
