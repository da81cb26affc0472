"""Header blocks: what stands at the top of a case, however its system prints it.

A block is made of a table of numbers, labelled values and opening lines (``PS 12/24 Ny bru over
Storelva``) that stand close together; which of them there are, and in which order, differs between
systems and years. Values may stand beside their labels or in the rows below them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from saksdoc.model import SectionKind
from saksdoc.segment.agenda import Agenda
from saksdoc.segment.casetable import NUMBER, Table, find_table, tidy_number
from saksdoc.segment.dates import find_dates
from saksdoc.segment.labels import Label, Labelled, labelled
from saksdoc.segment.rows import Row
from saksdoc.segment.wording import Wording

REACH = 7
"""Rows that may stand between two parts of one header block: a distribution list, a title."""
NEAR = 4
"""Within so many rows a lone ``Sak 4/17`` is followed by the labels of its block."""
MOST_LABELS = 4
"""So many labels may stand in a column before their values do."""

_OPENER = re.compile(
    r"^(?P<prefix>(?:\S{2,8}/)?(?:[A-ZÆØÅ]{1,6}[- ]?sak|(?:[A-ZÆØÅ]{1,6}[- ])?(?:SAK|Sak))|"
    r"PS|RS|FS|KS|FSK|KST|FO|IP|OS|DS|(?:Byråds|Bystyre|Fylkestings|Fylkesutvalgs|Fylkesråds)sak|"
    r"Saks?nr\.?|SAKS?NR\.?|Saksnummer)\s*(?:nr\.?|NR\.?)?\s*[:.]?\s*"
    r"(?P<number>\d{1,4}\s?/\s?\d{2,4})(?![\d/]|\.\d)[\s:.\-–]*(?P<title>.*)$"
)
_NAME = re.compile(r"^(?:[A-ZÆØÅÁ][\w'’.\-]*\.?\s*){2,4}$")
_IN_HEADER = (SectionKind.DISTRIBUTION, SectionKind.ATTACHMENTS, SectionKind.CASE_PRESENTATION)
_BEGINS = (
    Label.OFFICER, Label.ARCHIVE_NUMBER, Label.ARCHIVE_CODE, Label.CASE_NUMBER, Label.TITLE,
    Label.REFERENCE,
)  # fmt: skip
_BESIDE = (Label.BODY, Label.MEETING_DATE)
"""Labels that belong to a block but also stand on the front page of a packet."""


@dataclass(slots=True)
class Block:
    """A header block as it grows; ``first`` to ``last`` (half-open) are its rows.

    ``opener``: number and title of an opening line; ``values``: the labelled ones, in order.
    """

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
        """The first value that is not empty."""
        return next((v.value for v in self.values if v.label is label and v.value), None)


def find_blocks(
    rows: Sequence[Row], known: Sequence[Wording | None], agenda: Agenda
) -> list[Block]:
    """All header blocks, in order; the agenda holds none."""
    blocks: list[Block] = []
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
) -> Block | None:
    """A table, an opening line (with a number, or a title of the agenda) or labelled values."""
    table = find_table(rows, at)
    if table is not None:
        return Block(at, table.last, table=table)
    text = rows[at].text
    opener = _OPENER.match(text)
    if opener is not None and _opens(opener, rows, known, at):
        return Block(at, at + 1, opener=(tidy_number(opener["number"]), opener["title"]))
    if rows[at].is_caps and any(w is not None for w in known[at + 1 : at + 3]):
        listed = agenda.number(text)
        if listed:
            return Block(at, at, opener=(listed, ""))
    if len(text) > 160 or known[at] is not None:
        return None
    return _labelled_part(rows, known, at)


def _labelled_part(rows: Sequence[Row], known: Sequence[Wording | None], at: int) -> Block | None:
    text = rows[at].text
    values = tuple(
        v for v in labelled(text) if v.label in _BESIDE or (v.label in _BEGINS and _is_value(v))
    )
    if not values or (values[0].start > 25 and not text[0].isupper()):
        return None
    if len(values) == 1 and not values[0].value:
        return _column(rows, known, at)
    return Block(at, at + 1, values=values)


def _is_value(labelled_value: Labelled) -> bool:
    """``Sak:`` labels numbers and much else; only the numbers are a header's."""
    if labelled_value.label is not Label.CASE_NUMBER:
        return True
    return not labelled_value.value or NUMBER.search(labelled_value.value) is not None


def _column(rows: Sequence[Row], known: Sequence[Wording | None], at: int) -> Block | None:
    """Labels one below the other, and then as many values: a table read by columns."""
    labels: list[Labelled] = []
    last = at
    while last < len(rows) and len(labels) < MOST_LABELS:
        own = labelled(rows[last].text)
        if len(own) != 1 or own[0].value or own[0].label not in (*_BEGINS, *_BESIDE):
            break
        labels.append(own[0])
        last += 1
    values = rows[last : last + len(labels)]
    free = all(
        not labelled(row.text) and known[last + i] is None and len(row.text) < 60
        for i, row in enumerate(values)
    )
    if not free or len(values) < len(labels) or not _fit(labels, [row.text for row in values]):
        return Block(at, last, values=tuple(labels))
    filled = tuple(replace(v, value=row.text) for v, row in zip(labels, values, strict=True))
    return Block(at, last + len(labels), values=filled)


def _fit(labels: Sequence[Labelled], values: Sequence[str]) -> bool:
    """Whether the rows can be the values: names are capitalised words, numbers have digits."""
    return all(
        _NAME.match(value) is not None if label.label is Label.OFFICER
        else any(map(str.isdigit, value)) or label.label in (Label.BODY, Label.TITLE)
        for label, value in zip(labels, values, strict=True)
    )  # fmt: skip


def _opens(
    opener: re.Match[str], rows: Sequence[Row], known: Sequence[Wording | None], at: int
) -> bool:
    title = opener["title"]
    if title and NUMBER.match(title):
        return False
    beside = [rows[i].text for i in (at - 1, at + 1) if 0 <= i < len(rows)]
    labels = "saksnr" in opener["prefix"].lower() or "saknr" in opener["prefix"].lower()
    dated = any(True for _ in find_dates(title))
    if labels and (dated or (not title and any(labelled(text) for text in beside))):
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
    if after.is_caps or known[at + 1] is not None or labelled(after.text):
        return True
    if _is_titled(rows, known, at):
        return True
    below = rows[at + 1 : at + 1 + NEAR]
    return after.gap > 0 and any(labelled(row.text) for row in below if not row.aside)


def _is_titled(rows: Sequence[Row], known: Sequence[Wording | None], at: int) -> bool:
    """Whether a lone ``Sak 27/24`` stands over a title that stands over a text."""
    if at + 2 >= len(rows):
        return False
    title, text = rows[at + 1], rows[at + 2]
    worded = title.text[0].isupper() and 1 < title.words <= 14 and not title.ends_sentence
    return worded and len(title.text) < 110 and (text.gap > 0 or known[at + 2] is not None)


def _joins(block: Block, found: Block, known: Sequence[Wording | None], agenda: Agenda) -> bool:
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
