"""The components in a pipeline that is not saksdoc's."""

from __future__ import annotations

import pytest
import spacy
from spacy.language import Language

import saksdoc.spacy_components as components

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
