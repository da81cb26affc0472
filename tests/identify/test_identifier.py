"""Bodies and people in invented case papers."""

from __future__ import annotations

import pytest

from saksdoc.identify import Identifier
from saksdoc.model import (
    CleanText,
    Entity,
    EntityKind,
    Line,
    Mention,
    Origin,
    ReadPage,
    SourceInfo,
    Structure,
    TextLine,
    Transcript,
    Verdict,
    Word,
)


@pytest.fixture(scope="module")
def identifier() -> Identifier:
    return Identifier.load()


def plain(text: str) -> tuple[Transcript, CleanText]:
    """A one-page transcript of plain text."""
    lines, start = [], 0
    for number, line in enumerate(text.split("\n")):
        words, starts, at = [], [], 0
        for word in line.split():
            at = line.index(word, at)
            words.append(Word(word))
            starts.append(start + at)
            at += len(word)
        lines.append(
            TextLine(start, start + len(line), 1, number, _BODY, tuple(words), tuple(starts))
        )
        start += len(line) + 1
    page = ReadPage(1, 595, 842, Origin.PLAIN_TEXT, Verdict.USE)
    source = SourceInfo("prove.txt", "0" * 64, "text/plain", 1)
    return Transcript(source, text, tuple(lines), (page,), len(text)), CleanText.unchanged(text)


_BODY = Line(()).role


def named(identifier: Identifier, text: str) -> tuple[tuple[Mention, ...], tuple[Entity, ...]]:
    transcript, clean = plain(text)
    return identifier.identify(transcript, clean, Structure())


def people(identifier: Identifier, text: str) -> list[str]:
    return [e.name for e in named(identifier, text)[1] if e.kind is EntityKind.PERSON]


def bodies(identifier: Identifier, text: str) -> list[str]:
    return [e.name for e in named(identifier, text)[1] if e.kind is EntityKind.BODY]


def test_mentions_are_slices_of_the_text_and_never_overlap(identifier: Identifier) -> None:
    text = "Rådmann Kari Solvang viste til formannskapet i Lunde.\nKari Solvang takket."
    mentions, entities = named(identifier, text)
    assert mentions
    end = 0
    for mention in mentions:
        assert mention.surface == text[mention.start : mention.end]
        assert mention.start >= end
        assert mention.entity in {e.id for e in entities}
        end = mention.end


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
    ],
)
def test_a_person_is_found(identifier: Identifier, text: str, name: str) -> None:
    assert people(identifier, text) == [name]


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
        "Ansvaret følger av Lov om helse. Videre Prosess.",
    ],
)
def test_what_is_no_person_is_left_alone(identifier: Identifier, text: str) -> None:
    assert people(identifier, text) == []


def test_members_that_run_together_are_parted(identifier: Identifier) -> None:
    text = "Til stede: Jan Ole Dahl Kari Solvang Hansen Per Lunde Nils N. Berge"
    assert people(identifier, text) == [
        "Jan Ole Dahl", "Kari Solvang Hansen", "Per Lunde", "Nils N. Berge",
    ]  # fmt: skip


def test_initials_and_left_out_names_are_one_person(identifier: Identifier) -> None:
    text = "Ole Henrik Dahl møtte. Ole H. Dahl tok ordet. Senere gikk Dahl."
    mentions, entities = named(identifier, text)
    assert [e.name for e in entities] == ["Ole Henrik Dahl"]
    assert len(mentions) == 3


def test_a_surname_two_people_share_is_tied_to_neither(identifier: Identifier) -> None:
    text = "Kari Lunde og Per Lunde møtte. Deretter sa Lunde nei."
    mentions, _ = named(identifier, text)
    assert [m.surface for m in mentions] == ["Kari Lunde", "Per Lunde"]


def test_office_body_and_period_become_a_role(identifier: Identifier) -> None:
    text = (
        "kommunedirektør Johan Berge (Voss kommune)\n\n"
        "Kari Dahl (ut 2023) — områdeutvalget for Voss\n"
        "Liv Solvang (fra 1. januar 2024) — områdeutvalget for Voss\n"
    )
    _, entities = named(identifier, text)
    roles = {e.name: e.roles for e in entities if e.kind is EntityKind.PERSON}
    assert (roles["Johan Berge"][0].role, roles["Johan Berge"][0].body) == (
        "kommunedirektør", "Voss kommune",
    )  # fmt: skip
    assert roles["Kari Dahl"][0].period == "ut 2023"
    assert roles["Kari Dahl"][0].body == "områdeutvalget for Voss"
    assert roles["Liv Solvang"][0].period == "fra 1. januar 2024"


def test_abbreviation_defined_in_the_text_is_the_same_body(identifier: Identifier) -> None:
    text = "Felles tiltaksutvalg (FTU) møtte i går. FTU vedtok planen, og FTUs leder takket."
    mentions, entities = named(identifier, text)
    assert [e.name for e in entities] == ["Felles tiltaksutvalg"]
    assert len(mentions) == 4


def test_bokmal_nynorsk_and_inflections_are_one_body(identifier: Identifier) -> None:
    text = "Kontrollutvalget møtte. Kontrollutvalet møtte òg. Kontrollutvalgets leder talte."
    assert len(bodies(identifier, text)) == 1


def test_same_kind_of_body_for_two_places_is_two(identifier: Identifier) -> None:
    text = "Områdeutvalget for Voss og områdeutvalget for Bergen skrev til områdeutvalgene."
    assert len(bodies(identifier, text)) == 3


def test_area_is_no_council(identifier: Identifier) -> None:
    assert bodies(identifier, "Området er regulert, og fagområdet er nytt. Utvalget møtte.") == []
