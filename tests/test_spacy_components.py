"""The components in a pipeline that is not saksdoc's."""

from __future__ import annotations

import pytest
import spacy
from spacy.language import Language

import saksdoc.spacy_components as components
from saksdoc.model import (
    CaseDocument,
    CleanText,
    Entity,
    EntityKind,
    Mention,
    Section,
    SectionKind,
    SourceInfo,
    Structure,
    Transcript,
    Versions,
)

TEXT = """\
Bakgrunn
Saksbehandler: Kari Fjellmo. Nordvik kommunestyre møttes i går. Kari Fjellmo sa nei.

Forslag til vedtak:
Ny bru bygges.
"""


@pytest.fixture
def nlp() -> Language:
    nlp = spacy.blank("nb")
    nlp.add_pipe("saksdoc_sections")
    nlp.add_pipe("saksdoc_names", config={"entities": True})
    return nlp


def test_sections_are_spans_with_their_kind_and_heading(nlp: Language) -> None:
    doc = nlp(TEXT)
    sections = doc.spans[components.SECTIONS]
    assert [(s.label_, s.id_) for s in sections] == [
        ("background", "Bakgrunn"),
        ("proposal", "Forslag til vedtak"),
    ]
    assert sections[1].text.strip() == "Ny bru bygges."


def test_names_are_spans_with_the_id_of_their_entity(nlp: Language) -> None:
    doc = nlp(TEXT)
    people = [s for s in doc.spans[components.NAMES] if s.label_ == "person"]
    assert [s.text for s in people] == ["Kari Fjellmo", "Kari Fjellmo"]
    assert len({s.id_ for s in people}) == 1
    assert [e.text for e in doc.ents if e.label_ == "PER"] == ["Kari Fjellmo", "Kari Fjellmo"]
    assert [e.text for e in doc.ents if e.label_ == "ORG"] == ["Nordvik kommunestyre"]


def test_entities_of_the_pipeline_are_left_alone_unless_asked() -> None:
    nlp = spacy.blank("nb")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "THING", "pattern": "bru"}])
    nlp.add_pipe("saksdoc_names")
    assert [e.label_ for e in nlp(TEXT).ents] == ["THING"]


def test_an_empty_text_is_no_trouble(nlp: Language) -> None:
    doc = nlp("")
    assert len(doc.spans[components.SECTIONS]) == 0
    assert len(doc.spans[components.NAMES]) == 0


def test_a_document_becomes_a_doc_with_its_sections_and_names() -> None:
    document = CaseDocument(
        source=SourceInfo("sak.txt", "0" * 64, "text/plain", 1),
        versions=Versions("1"),
        language="nb",
        languages=(),
        transcript=Transcript(SourceInfo("sak.txt", "", "", 1), TEXT, (), (), len(TEXT)),
        clean=CleanText.unchanged(TEXT),
        pages=(),
        structure=Structure(
            sections=(Section(SectionKind.BACKGROUND, "Bakgrunn", 1, 9, TEXT.index("\n\n"), 0, 8),)
        ),
        mentions=(Mention(24, 36, TEXT[24:36], EntityKind.PERSON, "kari-fjellmo", 1),),
        entities=(Entity("kari-fjellmo", EntityKind.PERSON, "Kari Fjellmo"),),
    )
    doc = document.to_spacy()
    assert doc.text == TEXT
    assert [(e.text, e.label_, e.id_) for e in doc.ents] == [
        ("Kari Fjellmo", "PER", "kari-fjellmo")
    ]
    assert [s.label_ for s in doc.spans[components.SECTIONS]] == ["background"]
