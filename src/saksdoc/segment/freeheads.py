"""Headings whose words nobody could list: ``Invitasjon til kommunalsjefer``, ``4.2 Vilkår``.

They are known by how they stand: numbered, in capitals, larger or bolder than the text, ending
in a colon, or short and alone between white space and a paragraph. What else stands so — names
under a letter, table heads, list items, dates, addresses — is sorted out first. When unsure, a
line is text: a false heading cuts a section in two, a missed one only leaves it long.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from saksdoc.segment.dates import find_dates
from saksdoc.segment.labels import labelled
from saksdoc.segment.rows import Page, Row
from saksdoc.segment.wording import VERB

LONGEST = 90
"""Characters; a free heading is seldom more than a line of text at 12 points."""
MOST_WORDS = 12
MOST_WORDS_ALONE = 9
MOST_CAPITAL_ROWS = 5
MOST_WORDS_DENSE = 6
MOST_WORDS_COLON = 7
PARAGRAPH = 45
"""A row this long (characters) below a short one is a paragraph it may head."""
LARGER = 1.12
"""Font size over that of the body from which a row is set larger: 12 over 11 points is not."""


class Style(Enum):
    """What makes a row a heading."""

    NUMBERED = auto()
    CLAUSE = auto()
    CAPITALS = auto()
    LARGE = auto()
    COLON = auto()
    ALONE = auto()


@dataclass(frozen=True, slots=True)
class FreeHeading:
    """``style`` and, for numbered ones, how many numbers deep (1 for ``2``, 2 for ``2.1``)."""

    style: Style
    depth: int = 0


_DEEP = re.compile(r"^(?P<number>\d{1,2}(?:\.\d{1,2}){1,3})\.?\s+(?P<text>\S.*)$")
_FLAT = re.compile(r"^(?P<number>\d{1,2})[.)]?\s+(?P<text>[A-ZÆØÅ].*)$")
_CLAUSE = re.compile(r"^[§$S]\s?\d{1,3}\s*[-–.:]?\s*(?P<text>[A-ZÆØÅ]\S.*)$")
_CHAPTER = re.compile(
    r"^(?:KAP(?:ITTEL|ITEL)?\.?|Kap(?:ittel|itel)?\.?|DEL|Del)\s+[\dIVX]+\b.{0,80}$"
)
_POINT = re.compile(r"^Pkt\.?\s*\d{1,2}\s*[-–:.]\s*(?P<text>[A-ZÆØÅ]\S.*)$")
_ROMAN = re.compile(r"^[IVX]{1,5}[.)]\s+(?P<text>[A-ZÆØÅ]\S.*)$")
_YEAR = re.compile(r"^(?:19|20)\d\d\s?:$")
_ASKS = re.compile(
    r"^(?:Hva|Kva|Hvem|Kven|Hvordan|Korleis|Hvorfor|Kvifor|Hvilke\w*|Kva for|Når|Hvor|Kvar)\b"
)
_CONTACT = re.compile(
    r"@|https?:|www\.|\bt(?:lf|elefon)\b|\.no\b|\b\d{4}\s+[A-ZÆØÅ]{2}|\b\d{2} \d{2} \d{2} \d{2}\b|"
    r"\bpostboks\b|\.(?:pdf|docx?)\b|\(PDF",
    re.IGNORECASE,
)
_PERSONAL = re.compile(
    r"^(?:møtesekretær|m.tesekretær|sekretær|møteleder|leder|leiar|nestleder|ordfører|ordførar|"
    r"rådmann\w*|kommunedirektør\w*|underskrift\w*|til stede|tilstede|frammøtte?|forfall|"
    r"representant\w*|vara\w*|medlem\w*|med vennlig hilsen|med venleg helsing|etter fullmakt|"
    r"sign|varaordfører|fung|sametinget|kopi|side|tabell|figur|sum|totalt|kilde|merk|nb|obs|"
    r"dato|sted|stad|tid|møtested|ja|nei|for|mot|punkt|pkt|alternativ \w+|replikk\w*|innlegg|"
    r"logo|bilde|bilete|foto|les meir|les mer|sjå|se)\b",
    re.IGNORECASE,
)
_BULLET = re.compile(r"^(?:[-–—•*·▪>./]|o\s|e\s|[a-zæøå][.)]\s)", re.IGNORECASE)
_NAMES = re.compile(r"^(?:[A-ZÆØÅÁ][\w'’.\-]*\.?,?\s*){2,4}$")


def free_heading(
    rows: Sequence[Row], at: int, usual: Page, *, in_list: bool = False
) -> FreeHeading | None:
    """Whether row ``at`` is a heading by how it stands; ``in_list``: it is below a heading such as
    ``Vedlegg`` whose text is a list, where only plain marks count.
    """
    row = rows[at]
    after = rows[at + 1] if at + 1 < len(rows) else None
    if after is not None and not row.aside and _YEAR.match(row.text):
        return FreeHeading(Style.COLON)
    if after is None or not _could_be(row):
        return None
    numbered = _numbered(rows, at)
    if numbered is not None:
        return numbered
    if row.is_caps:
        return FreeHeading(Style.CAPITALS) if _capitals(rows, at) else None
    if _continues(rows, at, usual):
        return None
    if (row.size >= LARGER or (row.bold and not usual.bold)) and _set_apart(row):
        return FreeHeading(Style.LARGE)
    if in_list:
        return None
    if row.text.endswith(":") and _colon(rows, at):
        return FreeHeading(Style.COLON)
    if _alone(rows, at, usual):
        return FreeHeading(Style.ALONE)
    return None


def _could_be(row: Row) -> bool:
    text = row.text
    if row.aside or not 3 <= len(text) <= LONGEST or row.words > MOST_WORDS + 2:
        return False
    letters = sum(map(str.isalpha, text))
    digits = sum(map(str.isdigit, text))
    if letters < 3 or digits > letters or text[-1] in ",;" or "…" in text or "..." in text:
        return False
    if _BULLET.match(text) or _CONTACT.search(text) or "__" in text or "|" in text:
        return False
    if labelled(text):
        return False
    if _PERSONAL.match(text.strip(" (")) and not _POINT.match(text):
        return False
    dates = list(find_dates(text))
    return not dates or sum(d.end - d.start for d in dates) < 0.4 * len(text)


def _numbered(rows: Sequence[Row], at: int) -> FreeHeading | None:
    row = rows[at]
    text = row.text
    if _CHAPTER.match(text) and not row.ends_sentence:
        return FreeHeading(Style.NUMBERED, 1)
    deep = _DEEP.match(text)
    if deep and deep["text"][0].isupper() and not text.endswith((".", ",")):
        plain = row.words <= MOST_WORDS and not _looks_tabular(deep["text"])
        return FreeHeading(Style.NUMBERED, deep["number"].count(".") + 1) if plain else None
    clause = _CLAUSE.match(text) or _POINT.match(text)
    if clause and not text.endswith(".") and not VERB.search(clause["text"]):
        return FreeHeading(Style.CLAUSE, 1)
    flat = _FLAT.match(text) or _ROMAN.match(text)
    if flat and not text.endswith(".") and _heads_paragraph(rows, at):
        short = len(flat["text"].split()) <= 7 and not VERB.search(text)
        capital = Row(0, 0, flat["text"], 0).is_caps
        neighbours = [rows[i].text for i in (at - 1, at + 1) if 0 <= i < len(rows)]
        listed = any(_FLAT.match(other) for other in neighbours)
        if (capital or short) and not listed and not _NAMES.match(flat["text"]):
            return FreeHeading(Style.NUMBERED, 1)
    return None


def _looks_tabular(text: str) -> bool:
    words = text.split()
    return sum(any(map(str.isdigit, word)) for word in words) * 2 >= len(words)


def _capitals(rows: Sequence[Row], at: int) -> bool:
    row = rows[at]
    text = row.text
    if len([c for c in text if c.isalpha()]) < 5 or (text[0].isdigit() and text[:4].isdigit()):
        return False
    after = rows[at + 1]
    if labelled(after.text) and not row.text.endswith(":"):
        return False
    if re.match(r"^\d{3,4}/\d{2}\b", text):
        return False
    return _caps_around(rows, at) <= MOST_CAPITAL_ROWS


def _caps_around(rows: Sequence[Row], at: int) -> int:
    """How many rows in capitals stand together here: more than a heading has are a text."""
    first = last = at
    while first and rows[first - 1].is_caps and not rows[first].gap and not rows[first - 1].aside:
        first -= 1
    while last + 1 < len(rows) and rows[last + 1].is_caps and not rows[last + 1].gap:
        last += 1
    return last - first + 1


def _continues(rows: Sequence[Row], at: int, usual: Page) -> bool:
    """Whether the row may be the rest of a sentence that the row above began."""
    if at == 0 or rows[at].gap:
        return False
    above = rows[at - 1]
    if above.ends_sentence or above.text.endswith(":") or above.aside:
        return False
    return len(above.text) >= 0.8 * usual.width or above.text.endswith((",", "-", " og"))


def _set_apart(row: Row) -> bool:
    text = row.text
    return (
        row.words <= MOST_WORDS
        and (text[0].isupper() or text[0].isdigit())
        and not row.ends_sentence
        and not _NAMES.match(text)
    )


def _colon(rows: Sequence[Row], at: int) -> bool:
    row = rows[at]
    text = row.text[:-1]
    if row.words > MOST_WORDS_COLON or VERB.search(text) or not row.text[0].isalnum():
        return False
    if ":" in text or row.text[0].islower() or _NAMES.match(text):
        return False
    after = rows[at + 1]
    return not (after.text.endswith(":") and after.words <= 3) and not labelled(after.text)


def _alone(rows: Sequence[Row], at: int, usual: Page) -> bool:
    """Short, unpunctuated, capitalised, above a paragraph and parted from what is before."""
    row, after = rows[at], rows[at + 1]
    text = row.text
    if row.words > MOST_WORDS_ALONE or not text[0].isupper() or text[-1] in '.:!)"”»':
        return False
    if (VERB.search(text) or text.endswith("?")) and not _ASKS.match(text):
        return False
    named = _NAMES.match(text) is not None and not (usual.dense and ", " in text)
    if named or any(map(str.isdigit, text[:1])):
        return False
    if not _heads_paragraph(rows, at):
        return False
    above = rows[at - 1] if at else None
    if usual.dense:
        return above is not None and _alone_in_dense(above, row, after, usual)
    if row.gap == 0 or (above is not None and above.text.endswith(":")):
        return False
    return after.gap >= 1 or len(after.text) >= 0.5 * usual.width


def _alone_in_dense(above: Row, row: Row, after: Row, usual: Page) -> bool:
    """Without blank lines only length tells: a few words between a full stop and a paragraph."""
    if row.words > MOST_WORDS_DENSE or len(row.text) >= 0.5 * usual.width:
        return False
    long = len(after.text) >= 0.8 * usual.width
    whole = len(after.text) >= 1.2 * PARAGRAPH and after.ends_sentence
    if above.text.endswith(":"):
        return len(after.text) > usual.width
    return above.ends_sentence and (long or whole or after.text.endswith(":"))


def _heads_paragraph(rows: Sequence[Row], at: int) -> bool:
    after = rows[at + 1]
    if after.aside or not (after.text[0].isupper() or after.text[0] in '"”«“§1234567890-•|'):
        return False
    return len(after.text) >= PARAGRAPH or after.text.endswith((".", ":", "?"))
