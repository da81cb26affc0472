"""Who is a person and who is not, in invented text."""

from __future__ import annotations

import pytest
from tests.identify.conftest import Names, named

from saksdoc.identify import Identifier


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Saksbehandler: Ola Nordvik Arkiv: X03", "Ola Nordvik"),
        ("Møtet ble ledet av A.N.Solberg.", "A. N. Solberg"),
        ("Solberg, Anne-Lise\nleder", "Anne-Lise Solberg"),
        ("Vedtaket ble lest opp av Per Olav Kvalsteinsvik i dag.", "Per Olav Kvalsteinsvik"),
        ("Ap v/ Kari Hansen fremmet forslag.", "Kari Hansen"),
        ("Repr. Nils Dahl fremmet forslag", "Nils Dahl"),
        ("Nils Dahls forslag ble vedtatt.", "Nils Dahl"),
        ("Følgende foreslås: Randi Skum, leder", "Randi Skum"),
        ("Sekretærer: Synnøve Solbakk/Elli Dahl", "Synnøve Solbakk"),
        ("fremmet av Eilif o. Larsen", "Eilif O. Larsen"),
        ("ElIa Holm talte.", "Ella Holm"),
        ("Kong Harald V åpnet møtet.", "Kong Harald V"),
        ("KARI N. NORDVIK - SØKNAD OM FRADELING", "Kari N. Nordvik"),
        ("Jens Chr. Lothe Medlem V", "Jens Chr. Lothe"),
        ("Hilde Brekke Økonomisjef", "Hilde Brekke"),
        ("Inger-marie Solvang fremmet forslag.", "Inger-marie Solvang"),
        ("Leder er Charles de Lange.", "Charles de Lange"),
        ("Ordføraren, Åse Marie Tveit, opna møtet.", "Åse Marie Tveit"),
        ("Med vennlig hilsen\n\nKari Dahl\nrådgiver", "Kari Dahl"),
    ],
)
def test_a_person_is_found(people: Names, text: str, name: str) -> None:
    assert name in people(text)


@pytest.mark.parametrize(
    "text",
    [
        "Møtet holdes i Terminus Hall, Hotel Terminus.",
        "Samlingen er på Solstrand 8. november.",
        "Haraldsplass Diakonale Sykehus deltar.",
        "Kontoret ligger i Olav Kyrres gate 11.",
        "Hansen Pedersen AS søker om bevilling.",
        "Saken gjelder Nordre Land kommune og Evje og Hornnes kommune.",
        "Forslag Til Vedtak Og Videre Prosess",
        "VALG AV LEDER OG NESTLEDER",
        "Ansvaret følger av Lov om helse. Videre Prosess.",
        "Loven gjelder også Jan Mayen.",
        "Hyttefelt ved Geađgejávri og Vuorašjávri Nord.",
        "Norsk Bremuseum og Nordisk Ministerråd",
        "I Eira er det stille.",
        "Saken sendes Indre Østfold.",
        "Terje-Andersen-loven er opphevet.",
    ],
)
def test_what_is_no_person_is_left_alone(people: Names, text: str) -> None:
    assert people(text) == []


def test_members_that_run_together_are_parted(people: Names) -> None:
    text = "Til stede: Jan Ole Dahl Kari Solvang Hansen Per Lunde Nils N. Berge"
    assert people(text) == ["Jan Ole Dahl", "Kari Solvang Hansen", "Per Lunde", "Nils N. Berge"]


def test_names_on_lines_of_their_own_are_not_joined(people: Names) -> None:
    assert people("Kari Dahl\nPer Lunde\nMøteboken") == ["Kari Dahl", "Per Lunde"]


def test_a_name_broken_by_a_line_is_one(people: Names) -> None:
    text = (
        "Saken ble lagt fram av nestlederen i utvalget, som i år er Randi-Luise\nSolberg fra Voss."
    )
    assert people(text) == ["Randi-Luise Solberg"]


def test_initials_and_left_out_names_are_one_person(people: Names) -> None:
    text = "Ole Henrik Dahl møtte. Ole H. Dahl tok ordet. O. H. Dahl gikk. Senere kom Dahl."
    assert people(text) == ["Ole Henrik Dahl"]


def test_spellings_of_one_name_are_one_person(people: Names) -> None:
    assert len(people("Ester Thomassen møtte. Esther Tomassen gikk.")) == 1


def test_two_people_of_one_surname_stay_two(people: Names) -> None:
    text = "Isak Mathis O. Berge møtte. Isak Ole Berge møtte. Isak Mathis O. Dahl møtte."
    assert len(people(text)) == 3


def test_a_surname_two_people_share_is_tied_to_neither(people: Names) -> None:
    text = "Kari Lunde og Per Lunde møtte. Deretter sa Lunde nei."
    assert people(text) == ["Kari Lunde", "Per Lunde"]


def test_a_surname_that_is_also_a_place_is_left_alone(people: Names) -> None:
    text = "Kari Tafjord møtte. Veien mellom Tafjord og dalen. Hun kjørte mot Tafjord."
    assert people(text) == ["Kari Tafjord"]


@pytest.mark.xfail(strict=True, reason="nothing tells a firm of two partners from the partners")
def test_a_firm_of_two_surnames_is_no_person(identifier: Identifier) -> None:
    text = "Marie Berge og Liv Solvang drev foretaket «Berge og Solvang»."
    mentions, _ = named(identifier, text)
    assert [m.surface for m in mentions] == ["Marie Berge", "Liv Solvang"]
