"""What saksdoc understands, for anyone's spaCy: two components, and a document as a ``Doc``.

    nlp = spacy.blank("nb")
    nlp.add_pipe("saksdoc_sections")
    nlp.add_pipe("saksdoc_names")
    doc = nlp(text)
    doc.spans["saksdoc_sections"]     # label: the kind of section; span.id_: the heading
    doc.spans["saksdoc_names"]        # label: person or body; span.id_: the entity's id

spaCy finds them by the entry points ``spacy_factories``, so that nothing of saksdoc need be
imported.  Offsets of spaCy are tokens; a span that cuts a token is widened to whole tokens.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from saksdoc.identify import Identifier
from saksdoc.model import (
    CaseDocument,
    CleanText,
    Mention,
    Section,
    SourceInfo,
    Structure,
    Transcript,
)
from saksdoc.segment import sections_of_text

SECTIONS = "saksdoc_sections"
NAMES = "saksdoc_names"
_ENTITY_LABELS = {"person": "PER", "body": "ORG"}


@dataclass(slots=True)  # not frozen: spaCy sets ``name`` on what it adds
class SectionFinder:
    """Sets ``doc.spans["saksdoc_sections"]``."""

    name: str = SECTIONS

    def __call__(self, doc: Doc) -> Doc:
        """Find the sections of the text."""
        _set_sections(doc, sections_of_text(doc.text))
        return doc


@dataclass(slots=True)
class NameFinder:
    """Sets ``doc.spans["saksdoc_names"]``, and ``doc.ents`` too where ``entities`` is true."""

    identifier: Identifier
    entities: bool = False
    name: str = NAMES

    def __call__(self, doc: Doc) -> Doc:
        """Find the bodies and people of the text."""
        source = SourceInfo("", "", "text/plain", 1)
        transcript = Transcript(source, doc.text, (), (), len(doc.text))
        clean = CleanText.unchanged(doc.text)
        structure = Structure(sections=sections_of_text(doc.text))
        mentions, _ = self.identifier.identify(transcript, clean, structure)
        _set_names(doc, mentions, entities=self.entities)
        return doc


@Language.factory(SECTIONS, assigns=["doc.spans"])
def make_section_finder(nlp: Language, name: str) -> SectionFinder:
    """The factory of ``nlp.add_pipe("saksdoc_sections")``."""
    return SectionFinder(name)


@Language.factory(NAMES, assigns=["doc.spans", "doc.ents"], default_config={"entities": False})
def make_name_finder(nlp: Language, name: str, entities: bool) -> NameFinder:
    """The factory of ``nlp.add_pipe("saksdoc_names")``.

    Raises:
        MissingRequirement: The shipped lists of names are not here.
    """
    return NameFinder(Identifier.load(), entities, name)


def to_spacy(document: CaseDocument, nlp: Language | None = None) -> Doc:
    """A document as a ``Doc`` of its clean text, with its sections and names as spans.

    ``nlp`` gives the vocabulary and the tokeniser (default: spaCy's for bokmål or nynorsk, which
    are one); ``doc.ents`` holds people as PER and bodies as ORG.
    """
    import spacy

    doc = (nlp or spacy.blank("nb")).make_doc(document.text)
    _set_sections(doc, document.structure.sections)
    _set_names(doc, document.mentions, entities=True)
    return doc


def _set_sections(doc: Doc, sections: tuple[Section, ...]) -> None:
    spans = (
        _span(
            doc, section.start, section.end, section.kind.value, " ".join(section.heading.split())
        )
        for section in sections
    )
    doc.spans[SECTIONS] = [span for span in spans if span is not None]


def _set_names(doc: Doc, mentions: tuple[Mention, ...], *, entities: bool) -> None:
    found: list[tuple[Mention, Any]] = [
        (m, _span(doc, m.start, m.end, m.kind.value, m.entity)) for m in mentions
    ]
    doc.spans[NAMES] = [span for _, span in found if span is not None]
    if entities:
        ents: list[Span] = []
        done = 0
        for mention, span in found:
            if span is not None and span.start >= done:
                label = _ENTITY_LABELS[mention.kind.value]
                ents.append(Span(doc, span.start, span.end, label=label, span_id=mention.entity))
                done = span.end
        doc.set_ents(ents)


def _span(doc: Doc, start: int, end: int, label: str, identity: str) -> Any:
    """The tokens that ``text[start:end]`` touches; None where it touches none."""
    return doc.char_span(start, end, label=label, span_id=identity, alignment_mode="expand")
