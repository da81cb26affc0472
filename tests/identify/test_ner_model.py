"""The shipped name finder on invented sentences; skipped where the model is not built."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

import saksdoc
from saksdoc import assets
from saksdoc.errors import UsageError

if TYPE_CHECKING:
    from spacy.language import Language


@pytest.fixture(scope="module")
def nlp() -> Any:
    return saksdoc.models.load("ner")


def names(nlp: Language, text: str) -> list[tuple[str, str]]:
    return [(ent.text, ent.label_) for ent in nlp(text).ents]


def test_it_has_the_four_promised_labels(nlp: Language) -> None:
    assert set(nlp.get_pipe("ner").labels) == {"GPE", "LOC", "ORG", "PER"}


def test_it_ships_small(nlp: Language) -> None:
    folder = assets.locate("ner")
    assert sum(p.stat().st_size for p in folder.rglob("*") if p.is_file()) < 30e6


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Ordfører Gunhild Solhaug møtte rådmannen i går.", "Gunhild Solhaug"),
        ("Møtet ble ledet av Torgeir Myklestad.", "Torgeir Myklestad"),
        ("Ordføraren, Ingebjørg Haugland, ønskte velkomen.", "Ingebjørg Haugland"),
        ("Sakshandsamar: Sigrid-Marie Øvrebø", "Sigrid-Marie Øvrebø"),
        ("Ordferer Ingebjorg Haugland ensket velkommen til metet.", "Ingebjorg Haugland"),
    ],
)
def test_it_finds_people_in_both_norms_and_through_damage(
    nlp: Language, text: str, person: str
) -> None:
    assert (person, "PER") in names(nlp, text)


def test_it_finds_places_and_organisations(nlp: Language) -> None:
    found = names(
        nlp, "Hun reiste fra Trondheim til Sverige for å møte Telenor og Arbeiderpartiet."
    )
    assert ("Trondheim", "GPE") in found
    assert ("Sverige", "GPE") in found
    assert ("Telenor", "ORG") in found
    assert ("Arbeiderpartiet", "ORG") in found


def test_it_leaves_text_without_names_alone(nlp: Language) -> None:
    assert names(nlp, "Kommunen skal vurdere saken på nytt før jul.") == []


def test_only_the_shipped_model_has_a_name() -> None:
    with pytest.raises(UsageError, match="no model is called"):
        saksdoc.models.load("lemma")
