"""The cases of a packet: where each begins, and what its header block says.

The agenda (``SAKSLISTE``) names the same numbers before; it opens nothing, but lends its titles
where a case's own cannot be read. A header block without a number opens a case only where a case
is made below it (a proposal, an assessment …): letters too have a case officer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from saksdoc.model import Case, CaseNumber, SectionKind
from saksdoc.segment.agenda import SAME, Agenda
from saksdoc.segment.casetable import NUMBER, read_row, tidy_number
from saksdoc.segment.dates import first_date
from saksdoc.segment.headblocks import Block, find_blocks
from saksdoc.segment.labels import Label
from saksdoc.segment.rows import Row
from saksdoc.segment.title import Title, find_title, title_above
from saksdoc.segment.wording import Wording

EARLY = 0.3
"""An agenda in this first part of the rows stands before all cases; what a protocol reports before
it (other bodies' ``SAK 2/02``) opens none."""

_ARCHIVE = re.compile(r"(?<![\d/])(?:(?:19|20)?\d{2}/\d{1,6}|\d{4,10})(?![\d/])")
_PAPER = re.compile(
    r"^\W*(?:m.tebok|saksfr[ae]mle\w+|saksutskrift|s.rutskrift|sakspapir\w*|saksprotokoll|"
    r"[\w\- ]+ kommune|saksutgreii?ng)\W*$",
    re.IGNORECASE,
)


_MAKES_CASE = frozenset(
    (
        SectionKind.PROPOSAL, SectionKind.RECOMMENDATION, SectionKind.DECISION,
        SectionKind.CASE_PRESENTATION, SectionKind.ASSESSMENT, SectionKind.BACKGROUND,
        SectionKind.FACTS, SectionKind.TREATMENT,
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CaseHead:
    """A header block: ``first`` to ``last`` (half-open) are its rows; ``title`` may stand after."""

    first: int
    last: int
    numbers: tuple[CaseNumber, ...]
    archive_number: str | None
    archive_code: str | None
    officer: str | None
    title: Title | None


def find_heads(
    rows: Sequence[Row], known: Sequence[Wording | None], agenda: Agenda
) -> tuple[CaseHead, ...]:
    """The header blocks that open a case, in order; one for each case."""
    heads: list[CaseHead] = []
    blocks = find_blocks(rows, known, agenda)
    early = agenda.first < EARLY * len(rows)
    ends = [*(block.first for block in blocks[1:]), len(rows)]
    for block, end in zip(blocks, ends, strict=False):
        before_agenda = block.table is None and early and block.first < agenda.first
        below = known[block.first : end]
        if before_agenda or not _opens_case(block, below):
            continue
        head = _head(block, rows, known, agenda)
        if heads and _same_case(heads[-1], head, block):
            heads[-1] = _merged(heads[-1], head)
        else:
            heads.append(head)
    return tuple(heads)


def _opens_case(block: Block, below: Sequence[Wording | None]) -> bool:
    if block.table is not None or block.opener is not None:
        return True
    archive = block.value(Label.ARCHIVE_NUMBER) or ""
    filed = block.value(Label.OFFICER) is not None
    filed = filed or ("/" in archive and block.value(Label.ARCHIVE_CODE) is not None)
    if NUMBER.search(block.value(Label.CASE_NUMBER) or "") and (filed or archive):
        return True
    makes_case = any(w is not None and w.kind in _MAKES_CASE for w in below)
    return filed and makes_case and any(map(str.isdigit, archive))


def archive_number(stated: str | None) -> str | None:
    """The number of a stated archive number: ``16/201`` of ``16/201-4 (oppgi ved svar)``."""
    match = _ARCHIVE.search(stated or "")
    return match.group() if match else None


def to_cases(heads: Sequence[CaseHead], rows: Sequence[Row], end: int) -> tuple[Case, ...]:
    """The cases with their stretch: each runs to the next, the last to ``end``."""
    starts = [rows[head.first].start for head in heads]
    ends = [*starts[1:], end][: len(starts)]
    return tuple(
        Case(
            numbers=head.numbers,
            archive_number=head.archive_number,
            title=head.title.text if head.title else None,
            case_officer=head.officer,
            start=start,
            end=stop,
            archive_code=head.archive_code,
        )
        for head, start, stop in zip(heads, starts, ends, strict=True)
    )


def _head(
    block: Block, rows: Sequence[Row], known: Sequence[Wording | None], agenda: Agenda
) -> CaseHead:
    numbers = _numbers(block)
    filed = block.value(Label.ARCHIVE_NUMBER) or block.value(Label.REFERENCE)
    title = _title(block, rows, known, numbers, agenda)
    if not numbers and title is not None and (listed := agenda.number(title.text)):
        numbers = (CaseNumber(listed),)
    first = block.first
    while first and _PAPER.match(rows[first - 1].text) and not known_distribution(known[first - 1]):
        first -= 1
    if title is not None and title.last > title.first:
        first = min(first, title.first)
    return CaseHead(
        first=first,
        last=block.last,
        numbers=numbers,
        archive_number=archive_number(filed),
        archive_code=block.value(Label.ARCHIVE_CODE),
        officer=block.value(Label.OFFICER),
        title=title,
    )


def _numbers(block: Block) -> tuple[CaseNumber, ...]:
    """Of the table, else of the opening line or a label, with body and date where labelled."""
    if block.table is not None:
        return block.table.numbers
    body = block.value(Label.BODY)
    date = first_date(block.value(Label.MEETING_DATE) or "")
    if block.opener is not None:
        return (CaseNumber(block.opener[0], body, date),)
    own = block.value(Label.CASE_NUMBER) or ""
    stated = read_row(own)
    if stated is not None and (stated.body or stated.date):
        return (stated,)
    return tuple(CaseNumber(tidy_number(m["number"]), body, date) for m in NUMBER.finditer(own))


def known_distribution(wording: Wording | None) -> bool:
    """Whether a row heads a list of recipients."""
    return wording is not None and wording.kind is SectionKind.DISTRIBUTION


def _title(
    block: Block,
    rows: Sequence[Row],
    known: Sequence[Wording | None],
    numbers: Sequence[CaseNumber],
    agenda: Agenda,
) -> Title | None:
    stated = block.value(Label.TITLE)
    if stated:
        return Title(stated, block.first, block.first)
    given = block.opener[1] if block.opener is not None else ""
    listed = next((t for n in numbers if (t := agenda.title(n.number))), None)
    found = find_title(rows, known, (block.after_part, block.last), given)
    if found is None or (found.weak and not listed):
        found = title_above(rows, known, block.first) or found
    if listed and (found is None or (found.weak and not _alike(found.text, listed))):
        return Title(listed, block.last, block.last)
    return found


def _alike(title: str, listed: str) -> bool:
    return fuzz.partial_ratio(title.casefold(), listed.casefold()) >= SAME


def _same_case(last: CaseHead, head: CaseHead, block: Block) -> bool:
    """A later header block of the case that is open: its protocol, or its page head."""
    ours = {n.number.lstrip("0") for n in last.numbers}
    theirs = {n.number.lstrip("0") for n in head.numbers}
    if theirs and theirs <= ours and head.archive_number is None:
        return True
    if ours & theirs and head.archive_number == last.archive_number:
        return True
    if theirs or head.archive_number is None:
        return not theirs and head.archive_number is None
    return head.archive_number == last.archive_number and block.table is None


def _merged(last: CaseHead, head: CaseHead) -> CaseHead:
    numbers = tuple(dict.fromkeys((*last.numbers, *head.numbers)))
    dated = {n.number for n in numbers if n.body}
    numbers = tuple(n for n in numbers if n.body or n.number not in dated)
    return replace(
        last,
        numbers=numbers,
        archive_number=last.archive_number or head.archive_number,
        archive_code=last.archive_code or head.archive_code,
        officer=last.officer or head.officer,
        title=last.title or head.title,
    )
