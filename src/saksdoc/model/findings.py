"""What ``segment`` and ``identify`` find: sections, cases, what a document says of itself, names.

Offsets are 0-based, half-open, in code points of the clean text.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from saksdoc.model.pages import Box, LineRole


class SectionKind(StrEnum):
    """The kinds of section a case paper has (CONTRACT)."""

    BACKGROUND = "background"
    STATUS = "status"
    PROPOSAL = "proposal"
    RECOMMENDATION = "recommendation"
    DECISION = "decision"
    CASE_PRESENTATION = "case_presentation"
    FACTS = "facts"
    ASSESSMENT = "assessment"
    CONCLUSION = "conclusion"
    ECONOMY = "economy"
    PROCESS = "process"
    TREATMENT = "treatment"
    ATTACHMENTS = "attachments"
    REFERENCES = "references"
    DISTRIBUTION = "distribution"
    SUMMARY = "summary"
    OTHER = "other"


class EntityKind(StrEnum):
    """What a name stands for."""

    BODY = "body"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch under a heading. ``start``/``end`` exclude the heading; ``heading_start`` and
    ``heading_end`` give it. ``level`` counts from 1; ``case`` is an index into ``cases``.
    A parent's stretch includes its subsections.
    """

    kind: SectionKind
    heading: str
    level: int
    start: int
    end: int
    heading_start: int
    heading_end: int
    case: int | None = None


@dataclass(frozen=True, slots=True)
class CaseNumber:
    """A case as one body treats it; ``date`` is ISO 8601 where it could be read, else None."""

    number: str
    body: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """One case of a packet. ``start``/``end`` cover everything that belongs to it."""

    numbers: tuple[CaseNumber, ...]
    archive_number: str | None
    title: str | None
    case_officer: str | None
    start: int
    end: int
    archive_code: str | None = None


@dataclass(frozen=True, slots=True)
class DatedFact:
    """A date and what it is the date of (``meeting``, ``document``, ``published``, ``updated``,
    ``deadline``, ``decision``, ``mentioned`` …); ``date`` is ISO 8601.
    """

    date: str
    of: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the document says of itself; None where it says nothing."""

    title: str | None = None
    sensitivity: str | None = None
    dates: tuple[DatedFact, ...] = ()
    case_number: str | None = None
    archive_number: str | None = None
    body: str | None = None
    meeting_date: str | None = None
    case_officer: str | None = None


@dataclass(frozen=True, slots=True)
class Furniture:
    """A running head, foot or page number, which stands after the running text in ``text``."""

    start: int
    end: int
    page: int
    role: LineRole


@dataclass(frozen=True, slots=True)
class IdentityNumber:
    """A national identity number, marked so that a later step can withhold it."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Structure:
    """What ``segment`` finds."""

    sections: tuple[Section, ...] = ()
    cases: tuple[Case, ...] = ()
    metadata: Metadata = Metadata()
    identity_numbers: tuple[IdentityNumber, ...] = ()


@dataclass(frozen=True, slots=True)
class Role:
    """An office or part a person has, in which body and period, as the text states it."""

    role: str
    body: str | None = None
    period: str | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A name where it stands. ``surface`` is ``text[start:end]``; ``score`` 0–1."""

    start: int
    end: int
    surface: str
    kind: EntityKind
    entity: str
    page: int
    boxes: tuple[Box, ...] = ()
    role: str | None = None
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Entity:
    """One person or body, by all the names the document uses. ``id`` is unique in a document."""

    id: str
    kind: EntityKind
    name: str
    aliases: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    place: str | None = None
