"""What was understood: sections, cases, mentions, entities, and the whole document.

Offsets are 0-based, half-open, in code points of the clean text.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from saksdoc.errors import SectionMissing
from saksdoc.model.pages import Box, LineRole, Origin, SourceInfo, Verdict
from saksdoc.model.text import CleanText, LanguageShare, Transcript


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


@dataclass(frozen=True, slots=True)
class PageRecord:
    """A page of the finished document; ``start``/``end`` of its running text in ``text``."""

    number: int
    width: float
    height: float
    origin: Origin
    verdict: Verdict
    reasons: tuple[str, ...]
    start: int
    end: int
    damage: float = 0.0
    rotation: int = 0


@dataclass(frozen=True, slots=True)
class Versions:
    """What made the record: saksdoc's version and a short digest a model."""

    saksdoc: str
    models: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class CaseDocument:
    """A document read, repaired and understood: everything ``record.json`` holds, and the way back
    to the page.
    """

    source: SourceInfo
    versions: Versions
    language: str
    languages: tuple[LanguageShare, ...]
    transcript: Transcript
    clean: CleanText
    pages: tuple[PageRecord, ...]
    structure: Structure
    furniture: tuple[Furniture, ...] = ()
    mentions: tuple[Mention, ...] = ()
    entities: tuple[Entity, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The clean text: the running text, then the page furniture."""
        return self.clean.text

    @property
    def raw_text(self) -> str:
        """The text as first read."""
        return self.clean.raw_text

    @property
    def metadata(self) -> Metadata:
        """What the document says of itself."""
        return self.structure.metadata

    @property
    def cases(self) -> tuple[Case, ...]:
        """The cases of the packet."""
        return self.structure.cases

    @property
    def sections(self) -> tuple[SectionView, ...]:
        """The sections, each with its text."""
        return tuple(SectionView(section, self.text) for section in self.structure.sections)

    def section(self, kind: str, case: int | None = None) -> SectionView:
        """The first section of a kind (in one case, where ``case`` is given).

        Raises:
            SectionMissing: There is none; a ``KeyError``, too.
        """
        for view in self.sections:
            if view.kind == kind and (case is None or view.case == case):
                return view
        which = "" if case is None else f" in case {case}"
        kinds = ", ".join(dict.fromkeys(view.kind.value for view in self.sections))
        raise SectionMissing(
            f"there is no section of the kind {str(kind)!r}{which}",
            where=self.source.path,
            advice=f"there is {kinds}" if kinds else "the document has no sections",
        )

    @property
    def people(self) -> tuple[Entity, ...]:
        """The people named."""
        return tuple(e for e in self.entities if e.kind is EntityKind.PERSON)

    @property
    def bodies(self) -> tuple[Entity, ...]:
        """The bodies named."""
        return tuple(e for e in self.entities if e.kind is EntityKind.BODY)

    def boxes(self, start: int, end: int) -> tuple[tuple[int, Box], ...]:
        """Where ``text[start:end]`` stands: (page number, box), one a line."""
        return self.transcript.boxes(*self.clean.to_raw(start, end))

    def page_at(self, offset: int) -> int:
        """The number of the page on which ``text[offset]`` stands."""
        return self.transcript.page_at(self.clean.to_raw(offset, offset)[0])

    def to_spacy(self, nlp: Any = None) -> Any:
        """The document as a spaCy ``Doc``; see :func:`saksdoc.spacy_components.to_spacy`.

        Looked up by name, since records lean on nothing and only who calls this needs spaCy.
        """
        return importlib.import_module("saksdoc.spacy_components").to_spacy(self, nlp)


@dataclass(frozen=True, slots=True)
class SectionView:
    """A section together with the text it points into."""

    section: Section
    document_text: str = field(repr=False)

    @property
    def text(self) -> str:
        """What stands under the heading."""
        return self.document_text[self.section.start : self.section.end]

    @property
    def kind(self) -> SectionKind:
        """Of the contract's kinds."""
        return self.section.kind

    @property
    def heading(self) -> str:
        """As printed."""
        return self.section.heading

    @property
    def level(self) -> int:
        """From 1."""
        return self.section.level

    @property
    def case(self) -> int | None:
        """Index into ``cases``."""
        return self.section.case

    @property
    def start(self) -> int:
        """Offset in the clean text."""
        return self.section.start

    @property
    def end(self) -> int:
        """Offset in the clean text."""
        return self.section.end

    def __iter__(self) -> Iterator[str]:
        """The lines of the section."""
        return iter(self.text.splitlines())
