"""What a document is made of: its cases, sections and metadata, in one pass over its rows."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from saksdoc.model import Case, CleanText, Section, SectionKind, Structure, Transcript
from saksdoc.segment.agenda import find_agenda
from saksdoc.segment.cases import CaseHead, find_heads, to_cases
from saksdoc.segment.casetable import NUMBER, tidy_number
from saksdoc.segment.headings import Heading, find_headings, known_wordings
from saksdoc.segment.identity import identity_numbers
from saksdoc.segment.metadata import fill_from_front, find_metadata
from saksdoc.segment.rows import Row, rows_of, rows_of_text, usual

_OF_A_CASE = frozenset(
    (
        SectionKind.PROPOSAL, SectionKind.RECOMMENDATION, SectionKind.DECISION,
        SectionKind.CASE_PRESENTATION,
    )
)  # fmt: skip
_ALSO_OF_A_CASE = frozenset(
    (
        SectionKind.BACKGROUND, SectionKind.STATUS, SectionKind.FACTS, SectionKind.ASSESSMENT,
        SectionKind.PROCESS, SectionKind.CONCLUSION,
    )
)  # fmt: skip


_GREETING = re.compile(
    r"^\W*(?:(?:med\s+)?(?:vennlig|venleg|beste|best|kjærleg)\s+(?:hilsen|helsing)|"
    r"med\s+(?:hilsen|helsing)|mvh)\b",
    re.IGNORECASE,
)


def segment(transcript: Transcript, clean: CleanText) -> Structure:
    """Find the cases, sections, metadata and identity numbers of a document.

    Offsets are those of ``clean.text``. Page furniture after the running text is left alone. A
    paper without header block that is worded as a case (a proposal, a case presentation, or two of
    background, status, facts, assessment, process, conclusion) is one case; others have none.
    """
    end = clean.to_clean(0, transcript.body_end)[1] if transcript.body_end else 0
    structure = _structure(rows_of(transcript, clean), clean.text, end)
    return replace(structure, identity_numbers=identity_numbers(clean.text))


def sections_of_text(text: str) -> tuple[Section, ...]:
    r"""The sections of a plain text, without layout.

    >>> text = "Bakgrunn\nBrua er gammel.\n\nForslag til vedtak:\nNy bru."
    >>> [section.heading for section in sections_of_text(text)]
    ['Bakgrunn', 'Forslag til vedtak']
    """
    return _structure(rows_of_text(text), text, len(text)).sections


def _structure(rows: Sequence[Row], text: str, end: int) -> Structure:
    common = usual(rows)
    known = known_wordings(rows, common)
    agenda = find_agenda(rows, known)
    heads = find_heads(rows, known, agenda)
    cases = to_cases(heads, rows, end)
    metadata = find_metadata(rows, known, cases, heads, agenda)
    headings = tuple(
        heading
        for heading in find_headings(rows, known, heads, agenda, common)
        if heading.text != metadata.title or heading.kind is not SectionKind.OTHER
    )
    if heads:
        cases = fill_from_front(cases, metadata)
    elif rows and agenda.first == agenda.last and _is_case(rows, headings):
        title = metadata.title
        cases = (Case((), metadata.archive_number, title, metadata.case_officer, 0, end),)
    ends = _ends(headings, _borders(rows, heads, end))
    ends = [_before_furniture(rows, stop) for stop in ends]
    sections = _sections(headings, ends, text, cases)
    return Structure(sections, cases, metadata)


def _is_case(rows: Sequence[Row], headings: Sequence[Heading]) -> bool:
    """Whether a paper without header block is a case: letters weigh and conclude too, but greet."""
    kinds = {heading.kind for heading in headings}
    if kinds & _OF_A_CASE:
        return True
    signed = any(_GREETING.match(row.text) for row in rows if len(row.text) < 50)
    return not signed and len(kinds & _ALSO_OF_A_CASE) >= 2


def _borders(rows: Sequence[Row], heads: Sequence[CaseHead], end: int) -> list[int]:
    """Where every section ends whatever its level: cases, their titles, the running text."""
    borders = {rows[head.first].start for head in heads} | {end}
    for head in heads:
        if head.title is not None and head.title.last > head.title.first:
            borders.add(rows[head.title.first].start)
    return sorted(borders)


def _sections(
    headings: Sequence[Heading], ends: Sequence[int], text: str, cases: Sequence[Case]
) -> tuple[Section, ...]:
    starts = [case.start for case in cases]
    by_number = {n.number.lstrip("0"): i for i, case in enumerate(cases) for n in case.numbers}
    sections = []
    for heading, stop in zip(headings, ends, strict=True):
        start, end = _trimmed(text, heading.body, max(stop, heading.body))
        at = bisect_right(starts, heading.start) - 1
        within = at if at >= 0 and heading.start < cases[at].end else None
        sections.append(
            Section(
                kind=heading.kind,
                heading=heading.text,
                level=heading.level,
                start=start,
                end=end,
                heading_start=heading.start,
                heading_end=heading.end,
                case=_named_case(heading, by_number, within),
            )
        )
    return tuple(sections)


def _ends(headings: Sequence[Heading], borders: Sequence[int]) -> list[int]:
    """Where each section ends: at the next heading of its level or above, or at a border."""
    ends = [0] * len(headings)
    open_levels: list[tuple[int, int]] = []
    for at in reversed(range(len(headings))):
        heading = headings[at]
        while open_levels and open_levels[-1][0] > heading.level:
            open_levels.pop()
        border = borders[bisect_left(borders, heading.end)]
        ends[at] = min(border, open_levels[-1][1]) if open_levels else border
        open_levels.append((heading.level, heading.start))
    return ends


def _before_furniture(rows: Sequence[Row], stop: int) -> int:
    """The end of a stretch without the page heads and feet that plain text leaves at its end."""
    at = bisect_left(rows, stop, key=lambda row: row.start)
    while at and rows[at - 1].aside:
        at -= 1
        stop = rows[at].start
    return stop


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    part = text[start:end]
    stripped = part.lstrip(" \t\n\f:")
    start += len(part) - len(stripped)
    return min(start, end), max(min(start, end), start + len(stripped.rstrip()))


def _named_case(heading: Heading, by_number: dict[str, int], within: int | None) -> int | None:
    """The case a heading names by its number, else the one it stands in."""
    named = NUMBER.search(heading.text)
    if named is None:
        return within
    return by_number.get(tidy_number(named["number"]).lstrip("0"), within)
