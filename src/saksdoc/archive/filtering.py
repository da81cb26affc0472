"""What narrows a search: body, person, kind of section, dates; turned into one SQL condition.

A name narrows to the cases that mention it, in documents that are packets of several; a name that a
packet mentions outside its cases only (a list of those present) narrows to the whole packet.
"""

from __future__ import annotations

import re
import sqlite3
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date

from saksdoc.archive import finding
from saksdoc.errors import UsageError
from saksdoc.model import EntityKind, SectionKind

_SECTIONS: dict[str, SectionKind] = {
    "bakgrunn": SectionKind.BACKGROUND, "status": SectionKind.STATUS,
    "forslag": SectionKind.PROPOSAL, "forslag til vedtak": SectionKind.PROPOSAL,
    "framlegg til vedtak": SectionKind.PROPOSAL, "innstilling": SectionKind.RECOMMENDATION,
    "tilråding": SectionKind.RECOMMENDATION, "vedtak": SectionKind.DECISION,
    "saksframlegg": SectionKind.CASE_PRESENTATION, "saksutredning": SectionKind.CASE_PRESENTATION,
    "saksutgreiing": SectionKind.CASE_PRESENTATION, "fakta": SectionKind.FACTS,
    "faktiske opplysninger": SectionKind.FACTS, "vurdering": SectionKind.ASSESSMENT,
    "konklusjon": SectionKind.CONCLUSION, "økonomi": SectionKind.ECONOMY,
    "prosess": SectionKind.PROCESS, "videre prosess": SectionKind.PROCESS,
    "behandling": SectionKind.TREATMENT, "handsaming": SectionKind.TREATMENT,
    "votering": SectionKind.TREATMENT, "vedlegg": SectionKind.ATTACHMENTS,
    "referanser": SectionKind.REFERENCES, "utskrift": SectionKind.DISTRIBUTION,
    "sammendrag": SectionKind.SUMMARY, "samandrag": SectionKind.SUMMARY,
    "annet": SectionKind.OTHER, "anna": SectionKind.OTHER,
}  # fmt: skip
"""Norwegian names of the kinds of section, as a secretariat would type them."""

_MONTHS = (
    "januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober",
    "november", "desember",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Filters:
    """What a hit must satisfy. ``since``/``until``: first and last day, ISO 8601 or Norwegian
    (`12.05.2004`, `12. mai 2004`, `2004`, `05.2004`).
    """

    body: str | None = None
    person: str | None = None
    section: str | None = None
    since: str | None = None
    until: str | None = None
    limit: int = 20

    @property
    def narrow(self) -> bool:
        """Whether anything but the number of hits is asked for."""
        return bool(self.body or self.person or self.section or self.since or self.until)


@dataclass(frozen=True, slots=True)
class Where:
    """An SQL condition on ``passages`` and its values; ``entities``: whom it asks for."""

    sql: str = "1"
    values: tuple[str | int, ...] = ()
    entities: tuple[str, ...] = ()

    def plus(self, sql: str, *values: str | int) -> Where:
        """Both this and that."""
        return replace(self, sql=f"{self.sql} AND {sql}", values=(*self.values, *values))

    def without(self, expression: str) -> Where:
        """No passage that the full-text expression matches."""
        return self.plus(
            "passages.id NOT IN (SELECT rowid FROM words WHERE words MATCH ?)", expression
        )

    def in_documents_with(self, expressions: list[str]) -> Where:
        """Only passages of documents in which each expression matches somewhere."""
        condition = self
        for expression in expressions:
            condition = condition.plus(
                "passages.document IN (SELECT p.document FROM words JOIN passages AS p"
                " ON p.id = words.rowid WHERE words MATCH ?)",
                expression,
            )
        return condition


def where(connection: sqlite3.Connection, filters: Filters) -> Where | None:
    """The condition of the filters; None where a name is nobody's in the archive.

    Raises:
        UsageError: A section kind or a date that is none, or a limit below one.
    """
    if filters.limit < 1:
        raise UsageError(f"a limit of {filters.limit} is none", advice="give 1 or more")
    condition = Where()
    if filters.section:
        condition = condition.plus("instr(passages.kinds, ?) > 0", f" {section(filters.section)} ")
    condition = _dated(condition, filters)
    for kind, asked in ((EntityKind.BODY, filters.body), (EntityKind.PERSON, filters.person)):
        if asked is None:
            continue
        found = finding.find(connection, kind, asked)
        if not found:
            return None
        condition = condition.plus(_units_of(connection, kind, found))
        condition = replace(condition, entities=(*condition.entities, *found))
    return condition


def section(name: str) -> SectionKind:
    """The kind of section that a name means, in English or Norwegian.

    Raises:
        UsageError: It means none.
    """
    folded = " ".join(name.lower().split())
    try:
        return _SECTIONS.get(folded) or SectionKind(folded.replace(" ", "_").replace("-", "_"))
    except ValueError as error:
        kinds = ", ".join(kind.value for kind in SectionKind)
        raise UsageError(f"{name!r} is no kind of section", advice=f"one of {kinds}") from error


def day(text: str, *, last: bool = False) -> str:
    """A date as ISO 8601; a month or a year alone is its first day, or its last.

    >>> day("12. mai 2004"), day("2004", last=True), day("5.2004")
    ('2004-05-12', '2004-12-31', '2004-05-01')

    Raises:
        UsageError: It is no date.
    """
    cleaned = " ".join(text.lower().split())
    for number, name in enumerate(_MONTHS, 1):
        cleaned = re.sub(rf"\s*\b{name[:3]}(?:{name[3:]})?\b\.?\s*", f" {number}.", cleaned)
    numbers = [int(n) for n in re.findall(r"\d+", cleaned)]
    if re.fullmatch(r"\s*\d{4}-\d{1,2}(-\d{1,2})?\s*", cleaned):
        numbers.reverse()
    try:
        if re.search(r"[^\d\s./-]", cleaned) or not 1 <= len(numbers) <= 3 or numbers[-1] < 1000:
            raise ValueError
        year, month, number = (*numbers[::-1], 0, 0)[:3]
        found = date(year, month or (12 if last else 1), number or 1)
        if last and not number:
            later = date(found.year + found.month // 12, found.month % 12 + 1, 1)
            found = date.fromordinal(later.toordinal() - 1)
    except ValueError as error:
        raise UsageError(
            f"{text!r} is no date", advice="write 2004-05-12, 12.05.2004 or 12. mai 2004"
        ) from error
    return found.isoformat()


def _dated(condition: Where, filters: Filters) -> Where:
    """A passage belongs to the days of its case; outside cases, to its document's day."""
    if not filters.since and not filters.until:
        return condition
    bounds: list[str] = []
    values: list[str] = []
    if filters.since:
        bounds.append("dates.date >= ?")
        values.append(day(filters.since))
    if filters.until:
        bounds.append("dates.date <= ?")
        values.append(day(filters.until, last=True))
    return condition.plus(
        "EXISTS (SELECT 1 FROM dates WHERE dates.document = passages.document"
        f" AND dates.unit = passages.unit AND {' AND '.join(bounds)})",
        *values,
    )


def _units_of(connection: sqlite3.Connection, kind: EntityKind, ids: tuple[str, ...]) -> str:
    """A condition for the cases and documents that mention any of the entities."""
    marks = ", ".join("?" * len(ids))
    rows = connection.execute(
        "SELECT names.document, mentions.unit FROM names"
        " LEFT JOIN mentions ON mentions.name = names.id"
        f" WHERE names.entity IN ({marks})",
        ids,
    ).fetchall()
    packets = {
        row[0]
        for row in connection.execute("SELECT document FROM cases GROUP BY 1 HAVING count(*) > 1")
    }
    units: dict[int, set[int | None]] = defaultdict(set)
    for row in rows:
        units[row["document"]].add(row["unit"])
    table = f"of_{kind.value}"
    connection.execute(f"CREATE TEMP TABLE {table}(document INTEGER, unit INTEGER)")
    for document, found in units.items():
        inside = {unit for unit in found if unit is not None and unit >= 0}
        kept = found if document in packets and inside else {None}
        connection.executemany(
            f"INSERT INTO {table} VALUES (?, ?)", ((document, unit) for unit in kept)
        )
    connection.execute(f"CREATE INDEX {table}_at ON {table}(document)")
    return (
        f"EXISTS (SELECT 1 FROM {table} AS o WHERE o.document = passages.document"
        " AND (o.unit IS NULL OR o.unit = passages.unit))"
    )
