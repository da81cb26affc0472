"""The list of cases that a summons or a protocol begins with.

Its lines look like cases and like headings and are neither; they are told apart here once, for
everyone. Where a case's own title cannot be read, the agenda's is used.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from rapidfuzz import fuzz

from saksdoc.model import SectionKind
from saksdoc.segment.casetable import find_table, tidy_number
from saksdoc.segment.labels import Label, labelled
from saksdoc.segment.rows import Row
from saksdoc.segment.wording import Wording, is_agenda

SAME = 88.0
"""rapidfuzz ratio from which a case's title is the one listed."""

_ITEM = re.compile(
    r"(?<![\w/.])(?:(?:PS|RS|Sak|SAK)(?:\s?nr)?[.:]{0,2}\s*)?(?P<number>\d{1,4}\s?/\s?\d{2,4})(?![\d/]|\.\d)[\s:.\-–]*"
)
_EXEMPT = re.compile(r"\W*\b(?:u\W?n?tatt|u\.\s?off)\b.*$", re.IGNORECASE)
_ENDS = re.compile(
    r"^(?:eventuelt forfall|forfall|kopi\b|.{3,30},\s*\d{1,2}\.\s?(?:\d|[a-z]+ \d{4})|dersom|"
    r"saksdokument|m.tet er|m.tedokument)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Agenda:
    """The rows of the agenda (half-open, heading included) and the titles it lists."""

    first: int = 0
    last: int = 0
    items: tuple[tuple[str, str], ...] = ()

    def title(self, number: str) -> str | None:
        """The title listed for a case number (leading zeros aside)."""
        wanted = number.lstrip("0")
        return next((t for n, t in self.items if n.lstrip("0") == wanted and t), None)

    def number(self, title: str) -> str | None:
        """The case number listed for a title."""
        wanted = title.casefold()
        return next((n for n, t in self.items if fuzz.ratio(t.casefold(), wanted) >= SAME), None)


def find_agenda(rows: Sequence[Row], known: Sequence[Wording | None]) -> Agenda:
    """The agenda of a packet; an empty one where there is none."""
    first = next((i for i, row in enumerate(rows) if not row.aside and is_agenda(row.text)), None)
    if first is None:
        return Agenda()
    seen: set[str] = set()
    last = first + 1
    while last < len(rows) and not _ends(rows, known, last, seen):
        seen.update(_numbers_opening(rows[last].text))
        last += 1
    text = "\n".join(row.text for row in rows[first + 1 : last] if not row.aside)
    return Agenda(first, last, _items(text))


def _ends(rows: Sequence[Row], known: Sequence[Wording | None], at: int, seen: set[str]) -> bool:
    row = rows[at]
    wording = known[at]
    if wording is not None and wording.rest is None:
        sure = wording.bare and wording.kind is not SectionKind.OTHER and row.words <= 3
        if wording.colon or sure:
            return True
    if _ENDS.match(row.text) or find_table(rows, at) is not None:
        return True
    if any(v.label in (Label.OFFICER, Label.ARCHIVE_NUMBER) for v in labelled(row.text)):
        return True
    numbers = _numbers_opening(row.text)
    return bool(numbers) and numbers[0] in seen


def _numbers_opening(text: str) -> list[str]:
    match = _ITEM.match(text)
    return [tidy_number(match["number"]).lstrip("0")] if match else []


def _items(text: str) -> tuple[tuple[str, str], ...]:
    marks = list(_ITEM.finditer(text))
    items = []
    for mark, after in zip_longest(marks, marks[1:]):
        title = text[mark.end() : after.start() if after else len(text)]
        if after is None:
            title = "\n".join(_title_lines(title))
        title = _EXEMPT.sub("", " ".join(title.split()))
        items.append((tidy_number(mark["number"]), title.strip(" -–.:")))
    return tuple(items)


def _title_lines(text: str) -> list[str]:
    """The last item's lines: in capitals as long as capitals go on, else the first."""
    lines = text.split("\n")
    kept = lines[:1]
    for line in lines[1:]:
        if not (Row(0, 0, line, 0).is_caps and Row(0, 0, kept[-1], 0).is_caps):
            break
        kept.append(line)
    return kept
