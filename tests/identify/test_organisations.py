"""What spaCy sees, and how far it is believed; with a small pipeline made here."""

from __future__ import annotations

from typing import Any

import pytest
from tests.identify.conftest import named

from saksdoc.identify import Identifier
from saksdoc.model import EntityKind


@pytest.fixture(scope="module")
def seeing() -> Identifier:
    """An identifier whose spaCy pipeline calls certain words what they are told to be."""
    import spacy

    nlp: Any = spacy.blank("nb")
    ruler = nlp.add_pipe("entity_ruler")
    labels = {
        "Kirkens Bymisjon": "ORG", "Handlingsplan for Lunde": "ORG", "Nergårdsloven": "ORG",
        "Fremmenpartiet": "ORG", "Zblorg": "ORG", "Qvex": "LOC", "Tuva Blomqvizt": "PER",
        "Kari Dahl": "ORG", "Kvernajordet": "ORG",
    }  # fmt: skip
    ruler.add_patterns([{"label": label, "pattern": text} for text, label in labels.items()])
    return Identifier.load(ner=nlp)


def surfaces(identifier: Identifier, text: str, kind: EntityKind) -> list[str]:
    return [m.surface for m in named(identifier, text)[0] if m.kind is kind]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Pengene går til Kirkens Bymisjon i år.", ["Kirkens Bymisjon"]),
        ("Vi har fått svar fra Zblorg om saken.", ["Zblorg"]),
        ("Møtet er i Zblorg i dag.", []),
        ("Vedtatt er Handlingsplan for Lunde i dag.", []),
        ("Etter den nye Nergårdsloven gjelder det.", []),
        ("Stemt for av Fremmenpartiet i går.", []),
        ("Kommunen eier Kvernajordet fra før.", []),
    ],
)
def test_an_organisation_must_look_like_one(
    seeing: Identifier, text: str, found: list[str]
) -> None:
    assert surfaces(seeing, text, EntityKind.BODY) == found


def test_a_person_is_a_person_whatever_spacy_says(seeing: Identifier) -> None:
    text = "I går talte ordfører Kari Dahl til Zblorg."
    assert surfaces(seeing, text, EntityKind.PERSON) == ["Kari Dahl"]


def test_spacy_and_one_cue_make_an_unlisted_name_a_person(
    seeing: Identifier, identifier: Identifier
) -> None:
    text = "Saken ble lagt fram av Tuva Blomqvizt (Ap) i går."
    assert surfaces(seeing, text, EntityKind.PERSON) == ["Tuva Blomqvizt"]


def test_offsets_hold_in_a_long_text_asked_in_pieces(seeing: Identifier) -> None:
    text = ("Dette er en setning uten navn. " * 60 + "Gaven gikk til Kirkens Bymisjon. ") * 3
    mentions = named(seeing, text)[0]
    assert [m.surface for m in mentions] == ["Kirkens Bymisjon"] * 3
