"""The table of a case's header block: who treats it when, under which number.

``Saksnr.: Utvalg Møtedato`` and what follows. Recognition may give a row as one line, or every cell
as a line, row by row or column by column; the order of the columns differs between systems.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from saksdoc.model import CaseNumber
from saksdoc.segment.dates import find_dates
from saksdoc.segment.rows import Row
from saksdoc.segment.wording import fold

NUMBER = re.compile(
    r"(?<![\w/.])(?P<prefix>(?:PS|RS|FO|FS|KS|OS|DS|IP|Sak|SAK)\.?\s*)?"
    r"(?P<number>\d{1,4}\s?/\s?\d{2,4})(?![\d/]|\.\d)"
)
"""A case number: ``0041/03``, ``PS 12/24``."""

LONGEST = 40
"""No case is treated by more bodies than this: stops a table that was none."""

_ROW_NUMBER = re.compile(r"^\d{1,2}[.)]?\s+(?=[A-ZÆØÅÁ])")
_NUMBER_WORDS = re.compile(r"\b(?:saks?\s?nr|saks?nummer|utvalgssak\w*|utvalss?ak\w*|saks?)\b")
_BODY_WORDS = re.compile(
    r"\b(?:utvalg|utval|organ|styre|behandlet av|handsama av|nemnd|saksgang|instans|"
    r"behandles i|handsamast i|politisk behandling)\b"
)
_DATE_WORDS = re.compile(r"\b(?:m.tedato|m.tedag|dato|m.tet)\b")


@dataclass(frozen=True, slots=True)
class Table:
    """What a table says; ``first`` to ``last`` are its rows (half-open), header included."""

    first: int
    last: int
    numbers: tuple[CaseNumber, ...]


def find_table(rows: Sequence[Row], at: int) -> Table | None:
    """The table whose header begins at row ``at``; None where none does."""
    body = _header_end(rows, at)
    if body is None:
        return None
    last = body
    while last < len(rows) and last - body < LONGEST and _belongs(rows, body, last):
        last += 1
    numbers = _read(rows[body:last])
    return Table(at, last, numbers) if numbers else None


def read_row(text: str) -> CaseNumber | None:
    """A row that gives a number with its body or date: ``9/24 – Planutvalget – 17.04.2024``."""
    number = NUMBER.search(text)
    if number is None:
        return None
    date = next(iter(find_dates(text)), None)
    body = _rest(text)
    fits = len(body.split()) <= 6 and (date is not None or not body)
    return CaseNumber(
        tidy_number(number["number"]),
        body or None if fits else None,
        date.iso if date else None,
    )


def find_meeting(rows: Sequence[Row]) -> tuple[str | None, str | None]:
    """Body and date of the meeting from a table without numbers (``Utvalg Møtedato``)."""
    for at in range(len(rows) - 1):
        body = _header_end(rows, at)
        if body is None or body >= len(rows) or NUMBER.search(rows[body].text):
            continue
        date = next(iter(find_dates(rows[body].text)), None)
        if date is not None and (name := _rest(rows[body].text)):
            return name, date.iso
    return None, None


def _header_end(rows: Sequence[Row], at: int) -> int | None:
    """The row after the header words, which may be spread over up to three rows."""
    joined = ""
    for end in range(at, min(at + 3, len(rows))):
        text = rows[end].text
        if any(map(str.isdigit, text)) or len(text) > 70 or rows[end].aside:
            return None
        joined += " " + fold(text)
        found = [
            words.search(joined) is not None for words in (_NUMBER_WORDS, _BODY_WORDS, _DATE_WORDS)
        ]
        if end == at and not any(found):
            return None
        if len(joined.split()) > 8:
            return None
        if (found[0] and found[1] and found[2]) or (
            end == at and sum(found) == 2 and found[2] and len(joined.split()) <= 4
        ):
            return end + 1
    return None


def _belongs(rows: Sequence[Row], body: int, at: int) -> bool:
    text = rows[at].text
    if len(text) > 110 or (":" in text and not NUMBER.search(text)):
        return False
    has_number, has_date = NUMBER.search(text) is not None, any(find_dates(text))
    if has_number and has_date:
        return True
    if has_number or has_date:
        return len(_rest(text).split()) <= 8
    if text.startswith("/"):
        return True
    lone = len(text.split()) <= 5 and text[0].isupper() and not rows[at].is_caps
    if not lone:
        return False
    table = rows[body:at]
    numbers = sum(_is_cell(row.text) and bool(NUMBER.search(row.text)) for row in table)
    first_or_after_cell = not table or _is_cell(table[-1].text)
    in_column = numbers > 1 and _is_cell(table[0].text)
    ahead = any(_is_cell(row.text) for row in rows[at + 1 : at + 2 + max(1, numbers)])
    ends_table = bool(table) and NUMBER.search(table[-1].text) is not None
    return (first_or_after_cell and (ahead or ends_table)) or (in_column and ahead)


def _is_cell(text: str) -> bool:
    """Whether a row holds nothing but a number or a date."""
    return not _rest(text) and any(map(str.isdigit, text))


def _rest(text: str) -> str:
    """What is left of a row without its number and date: the body."""
    text = NUMBER.sub(" ", text)
    for found in reversed(list(find_dates(text))):
        text = text[: found.start] + " " + text[found.end :]
    return _ROW_NUMBER.sub("", " ".join(text.split()).strip(" -–|.,;:"))


def _read(rows: Sequence[Row]) -> tuple[CaseNumber, ...]:
    whole: list[CaseNumber] = []
    cells: list[tuple[str, str]] = []
    for row in rows:
        if row.text.startswith("/"):
            continue
        number = NUMBER.search(row.text)
        date = next(iter(find_dates(row.text)), None)
        body = _rest(row.text)
        if sum((number is not None, date is not None, bool(body))) >= 2:
            value = tidy_number(number["number"]) if number else ""
            whole.append(CaseNumber(value, body or None, date.iso if date else None))
        elif number:
            cells.append(("number", tidy_number(number["number"])))
        elif date:
            cells.append(("date", date.iso))
        elif body:
            cells.append(("body", body))
    return _joined(whole + _from_cells(cells))


def _joined(found: list[CaseNumber]) -> tuple[CaseNumber, ...]:
    """Bodies without a number of their own take no place; the rest each once."""
    numbered = [one for one in found if one.number]
    return tuple(dict.fromkeys(numbered))


def _from_cells(cells: Sequence[tuple[str, str]]) -> list[CaseNumber]:
    """Cells one by one: column by column where numbers come in a run, else row by row."""
    numbers = [value for what, value in cells if what == "number"]
    bodies = [value for what, value in cells if what == "body"]
    dates = [value for what, value in cells if what == "date"]
    if not numbers:
        return []
    kinds = [what for what, _ in cells]
    in_columns = len(numbers) > 1 and kinds[: len(numbers)] == ["number"] * len(numbers)
    if in_columns or len(numbers) == len(bodies) == len(dates):
        return [
            CaseNumber(number, _at(bodies, i), _at(dates, i)) for i, number in enumerate(numbers)
        ]
    found: list[CaseNumber] = []
    current: dict[str, str] = {}
    for what, value in cells:
        if what in current:
            found.append(_cell_row(current))
            current = {}
        current[what] = value
    found.append(_cell_row(current))
    return found


def _cell_row(cells: dict[str, str]) -> CaseNumber:
    return CaseNumber(cells.get("number", ""), cells.get("body"), cells.get("date"))


def _at(values: Sequence[str], index: int) -> str | None:
    return values[index] if index < len(values) else None


def tidy_number(number: str) -> str:
    """A case number without inner space."""
    return "".join(number.split())
