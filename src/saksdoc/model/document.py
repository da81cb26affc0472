"""The whole document: what a record holds, and with the words as read, the way back to the page.

Offsets are 0-based, half-open, in code points of the clean text.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from saksdoc.errors import SectionMissing
from saksdoc.model.findings import (
    Case,
    Entity,
    EntityKind,
    Furniture,
    Mention,
    Metadata,
    Section,
    Structure,
)
from saksdoc.model.pages import Box, Origin, SourceInfo, Verdict
from saksdoc.model.text import CleanText, LanguageShare
from saksdoc.model.transcript import Transcript


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
class SectionView(Section):
    """A section together with the text it points into."""

    document_text: str = field(default="", repr=False)

    @classmethod
    def of(cls, section: Section, document_text: str) -> SectionView:
        """See a section in its document's clean text."""
        return cls(
            section.kind, section.heading, section.level, section.start, section.end,
            section.heading_start, section.heading_end, section.case, document_text,
        )  # fmt: skip

    @property
    def text(self) -> str:
        """What stands under the heading."""
        return self.document_text[self.start : self.end]

    def __iter__(self) -> Iterator[str]:
        """The lines of the section."""
        return iter(self.text.splitlines())


@dataclass(frozen=True, slots=True)
class Record:
    """A document repaired and understood: what ``record.json`` holds.

    ``clean.undo()`` gives the raw text back. The words' boxes are not in it (but those of the
    mentions): they are with a :class:`CaseDocument`.
    """

    source: SourceInfo
    versions: Versions
    language: str
    languages: tuple[LanguageShare, ...]
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
        return tuple(SectionView.of(section, self.text) for section in self.structure.sections)

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


@dataclass(frozen=True, slots=True)
class CaseDocument(Record):
    """A document read, repaired and understood, with the words as read: everything ``record.json``
    holds, and the way back to the page.
    """

    transcript: Transcript = field(kw_only=True)

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
