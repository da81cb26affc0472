"""Dates as Norwegians write them, as ISO 8601."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

_MONTHS = (
    "januar|jan", "februar|febr|feb", "mars|mar", "april|apr", "mai", "juni|jun", "juli|jul",
    "august|aug", "september|sept|sep", "oktober|okt", "november|nov", "desember|des",
)  # fmt: skip
_MONTH = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split("|")}
_NAMES = "|".join(sorted(_MONTH, key=len, reverse=True))

_DATE = re.compile(
    rf"(?<![\d/.])(?:"
    rf"(?P<iso>(?:19|20)\d\d-\d\d-\d\d)"
    rf"|(?P<day>\d{{1,2}})\s?[./]\s?(?P<month>\d{{1,2}})\s?[./-]\s?(?P<year>(?:19|20)?\d\d)"
    rf"|(?P<wday>\d{{1,2}})(?:\.\s*[-–]\s*\d{{1,2}})?[.,]?\s?(?P<name>{_NAMES})\.?,?\s+(?P<wyear>(?:19|20)\d\d)"
    rf")(?![\d/]|\.\d)",
    re.IGNORECASE,
)

CENTURY = 40
"""Two-digit years below this are of this century: no case paper is from before 1940."""


@dataclass(frozen=True, slots=True)
class FoundDate:
    """``text[start:end]`` is a date; ``iso`` says which."""

    iso: str
    start: int
    end: int


def find_dates(text: str, offset: int = 0) -> Iterator[FoundDate]:
    """Every full date of a text; ``offset`` is added to the places.

    >>> [d.iso for d in find_dates("møtt 1. september 2003 og 26.08.03, ikke 9. oktober")]
    ['2003-09-01', '2003-08-26']
    """
    for match in _DATE.finditer(text):
        iso = _iso(match)
        if iso is not None:
            yield FoundDate(iso, offset + match.start(), offset + match.end())


def first_date(text: str) -> str | None:
    """The first full date of a text as ISO 8601."""
    return next((found.iso for found in find_dates(text)), None)


def _iso(match: re.Match[str]) -> str | None:
    if match["iso"]:
        parts = [int(part) for part in match["iso"].split("-")]
    elif match["name"]:
        parts = [int(match["wyear"]), _MONTH[match["name"].lower()], int(match["wday"])]
    else:
        year = int(match["year"])
        if year < 100:
            year += 2000 if year < CENTURY else 1900
        parts = [year, int(match["month"]), int(match["day"])]
    try:
        return datetime.date(*parts).isoformat()
    except ValueError:
        return None
