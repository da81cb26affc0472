"""The cases of a packet: where each begins, and what its header block says.

A header block is made of a table of numbers, labelled values and opening lines (``PS 12/24 Ny bru
over Storelva``) that stand close together. A block opens a case when it gives a number in a table
or an opening line, or an archive number with a case officer. The agenda (``SAKSLISTE``) names the
same numbers before; it opens nothing, but lends its titles where a case's own cannot be read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from saksdoc.model import Case, CaseNumber, SectionKind
from saksdoc.segment.agenda import SAME, Agenda
from saksdoc.segment.casetable import NUMBER, Table, find_table, tidy_number
from saksdoc.segment.labels import Label, Labelled, labelled
from saksdoc.segment.rows import Row
from saksdoc.segment.title import Title, find_title
from saksdoc.segment.wording import Wording

REACH = 7
"""Rows that may stand between two parts of one header block: a distribution list, a title."""

EARLY = 0.3
"""An agenda in this first part of the rows stands before all cases; what a protocol reports before
it (other bodies' ``SAK 2/02``) opens none."""

_OPENER = re.compile(
    r"^(?P<prefix>(?:[A-ZÆØÅ]{1,6}[- ]?sak|(?:[A-ZÆØÅ]{1,6}[- ])?(?:SAK|Sak))|"
    r"PS|RS|FS|KS|FSK|KST|FO|IP|OS|DS|"
    r"Saks?nr\.?|SAKS?NR\.?|Saksnummer)\s*(?:nr\.?|NR\.?)?\s*[:.]?\s*"
    r"(?P<number>\d{1,4}\s?/\s?\d{2,4})(?![\d/]|\.\d)[\s:.\-–]*(?P<title>.*)$"
)
_ARCHIVE = re.compile(r"(?<![\d/])(?:(?:19|20)?\d{2}/\d{1,6}|\d{4,10})(?![\d/])")
_PAPER = re.compile(
    r"^\W*(?:m.tebok|saksfr[ae]mle\w+|saksutskrift|s.rutskrift|sakspapir\w*|saksprotokoll|"
    r"[\w\- ]+ kommune|saksutgreii?ng)\W*$",
    re.IGNORECASE,
)


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


@dataclass(slots=True)
class _Block:
    """A header block as it grows."""

    first: int
    last: int
    table: Table | None = None
    opener: tuple[str, str] | None = None
    values: tuple[Labelled, ...] = ()

    @property
    def after_part(self) -> int:
        """The first row a title can stand in: below the table or the opening line."""
        if self.table is not None:
            return self.table.last
        return self.first + 1 if self.opener is not None else self.first

    def value(self, label: Label) -> str | None:
        return next((v.value for v in self.values if v.label is label and v.value), None)

    @property
    def opens_case(self) -> bool:
        if self.table is not None or self.opener is not None:
            return True
        archive = self.value(Label.ARCHIVE_NUMBER) or ""
        own = NUMBER.search(self.value(Label.CASE_NUMBER) or "")
        filed = self.value(Label.OFFICER) is not None
        filed = filed or ("/" in archive and self.value(Label.ARCHIVE_CODE) is not None)
        return filed and (own is not None or any(c.isdigit() for c in archive))


def find_heads(
    rows: Sequence[Row], known: Sequence[Wording | None], agenda: Agenda
) -> tuple[CaseHead, ...]:
    """The header blocks that open a case, in order; one for each case."""
    heads: list[CaseHead] = []
    for block in _blocks(rows, known, agenda):
        early = agenda.first < EARLY * len(rows)
        before_agenda = block.table is None and early and block.first < agenda.first
        if not block.opens_case or before_agenda:
            continue
        head = _head(block, rows, known, agenda)
        if heads and _same_case(heads[-1], head, block):
            heads[-1] = _merged(heads[-1], head)
        else:
            heads.append(head)
    return tuple(heads)


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


def _blocks(rows: Sequence[Row], known: Sequence[Wording | None], agenda: Agenda) -> list[_Block]:
    blocks: list[_Block] = []
    at = 0
    while at < len(rows):
        row = rows[at]
        found = None
        if not row.aside and not agenda.first <= at < agenda.last:
            found = _part(rows, known, at, agenda)
        if found is None:
            at += 1
            continue
        current = blocks[-1] if blocks else None
        if current is not None and _joins(current, found, known, agenda):
            current.last = found.last
            current.table = current.table or found.table
            current.opener = current.opener or found.opener
            current.values += found.values
        else:
            blocks.append(found)
        at = max(at + 1, found.last)
    return blocks


def _part(
    rows: Sequence[Row], known: Sequence[Wording | None], at: int, agenda: Agenda
) -> _Block | None:
    """A table, an opening line (with a number, or a title of the agenda) or labelled values."""
    table = find_table(rows, at)
    if table is not None:
        return _Block(at, table.last, table=table)
    text = rows[at].text
    opener = _OPENER.match(text)
    if opener is not None and _opens(opener, rows, known, at):
        return _Block(at, at + 1, opener=(tidy_number(opener["number"]), opener["title"]))
    if rows[at].is_caps and any(w is not None for w in known[at + 1 : at + 3]):
        listed = agenda.number(text)
        if listed:
            return _Block(at, at, opener=(listed, ""))
    if len(text) > 160 or known[at] is not None:
        return None
    values = tuple(
        v for v in labelled(text)
        if v.label in (Label.OFFICER, Label.ARCHIVE_NUMBER, Label.ARCHIVE_CODE)
        or (v.label is Label.CASE_NUMBER and NUMBER.search(v.value))
        or (v.label is Label.TITLE and v.value)
    )  # fmt: skip
    if not values or (values[0].start > 25 and not text[0].isupper()):
        return None
    return _Block(at, at + 1, values=values)


def _opens(
    opener: re.Match[str], rows: Sequence[Row], known: Sequence[Wording | None], at: int
) -> bool:
    title = opener["title"]
    if title and NUMBER.match(title):
        return False
    if title:
        return (
            (title[0].isupper() or title[0].isdigit())
            and len(title) < 200
            and not (title.endswith(".") and not rows[at].is_caps and len(title.split()) > 12)
        )
    after = rows[at + 1] if at + 1 < len(rows) else None
    if after is None or after.aside:
        return False
    return after.is_caps or known[at + 1] is not None or bool(labelled(after.text))


def _joins(block: _Block, found: _Block, known: Sequence[Wording | None], agenda: Agenda) -> bool:
    """Whether a part belongs to the block before it."""
    if found.first - block.last > REACH or block.last <= agenda.first < found.first:
        return False
    if block.table and found.table:
        return False
    if found.opener is not None and (block.opener is not None or block.values or block.table):
        return False
    if any(
        found.values and block.value(v.label)
        for v in found.values
        if v.label in (Label.OFFICER, Label.ARCHIVE_NUMBER)
    ):
        return False
    between = known[block.last : found.first]
    return all(w is None or w.kind in _IN_HEADER for w in between)


_IN_HEADER = (SectionKind.DISTRIBUTION, SectionKind.ATTACHMENTS, SectionKind.CASE_PRESENTATION)


def _head(
    block: _Block, rows: Sequence[Row], known: Sequence[Wording | None], agenda: Agenda
) -> CaseHead:
    numbers = block.table.numbers if block.table else ()
    if not numbers and block.opener is not None:
        numbers = (CaseNumber(block.opener[0]),)
    if not numbers and (own := block.value(Label.CASE_NUMBER)):
        numbers = tuple(CaseNumber(tidy_number(m["number"])) for m in NUMBER.finditer(own))
    archive = _ARCHIVE.search(block.value(Label.ARCHIVE_NUMBER) or "")
    title = _title(block, rows, known, numbers, agenda)
    if not numbers and title is not None and (listed := agenda.number(title.text)):
        numbers = (CaseNumber(listed),)
    first = block.first
    while first and _PAPER.match(rows[first - 1].text) and not known_distribution(known[first - 1]):
        first -= 1
    return CaseHead(
        first=first,
        last=block.last,
        numbers=numbers,
        archive_number=archive.group() if archive else None,
        archive_code=block.value(Label.ARCHIVE_CODE),
        officer=block.value(Label.OFFICER),
        title=title,
    )


def known_distribution(wording: Wording | None) -> bool:
    """Whether a row heads a list of recipients."""
    return wording is not None and wording.kind is SectionKind.DISTRIBUTION


def _title(
    block: _Block,
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
    if listed and (found is None or (found.weak and not _alike(found.text, listed))):
        return Title(listed, block.last, block.last)
    return found


def _alike(title: str, listed: str) -> bool:
    return fuzz.partial_ratio(title.casefold(), listed.casefold()) >= SAME


def _same_case(last: CaseHead, head: CaseHead, block: _Block) -> bool:
    """A later header block of the case that is open: its protocol, or its page head."""
    ours = {n.number.lstrip("0") for n in last.numbers}
    theirs = {n.number.lstrip("0") for n in head.numbers}
    if ours & theirs and (head.archive_number in (None, last.archive_number)):
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
