"""The front door: mentions, entities, roles and boxes of invented case papers."""

from __future__ import annotations

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.identify.conftest import named, plain

from saksdoc.identify import Identifier
from saksdoc.model import (
    Box,
    Case,
    CleanText,
    Edit,
    EntityKind,
    LineRole,
    Origin,
    ReadPage,
    SourceInfo,
    Structure,
    TextLine,
    Transcript,
    Verdict,
    Word,
)

_PIECES = st.sampled_from(
    [
        "Rådmann ", "Kari Solvang", " (Ap)", "\n", " viste til ", "formannskapet", " i ", "Lunde ",
        "kommune", ". ", "Felles tiltaksutvalg (FTU)", "FTU", "A.N.", "Per Dahls forslag", " | ",
        "KARI SOLVANG", "Solvang, Kari", "æøå ÆØÅ", "\u00a0", "Hansen AS", "()", "—", "𝔸", "",
    ]
)  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(_PIECES, max_size=25).map("".join))
def test_mentions_are_slices_in_order_each_with_its_entity(
    identifier: Identifier, text: str
) -> None:
    mentions, entities = named(identifier, text)
    ids = [entity.id for entity in entities]
    assert len(ids) == len(set(ids))
    end = 0
    for mention in mentions:
        assert mention.start >= end
        assert mention.surface == text[mention.start : mention.end] != ""
        assert mention.entity in ids
        assert 0 <= mention.score <= 1
        end = mention.end
    assert {m.entity for m in mentions} == set(ids)


def test_same_text_gives_the_same_names(identifier: Identifier) -> None:
    text = "Kari Dahl og Per Lunde møtte i kontrollutvalget. Dahl talte."
    assert named(identifier, text) == named(identifier, text)


def test_a_mention_is_traced_through_the_repair_to_its_box(identifier: Identifier) -> None:
    raw = "Saksbehandler: Kari Sglvang"
    starts = (0, 15, 20)
    words = tuple(
        Word(word, Box(10.0 * i, 5.0, 10.0 * i + 8, 15.0)) for i, word in enumerate(raw.split())
    )
    line = TextLine(0, len(raw), 3, 0, LineRole.BODY, words, starts)
    page = ReadPage(3, 595, 842, Origin.OCR, Verdict.READ)
    transcript = Transcript(
        SourceInfo("a.pdf", "0" * 64, "application/pdf", 3), raw, (line,), (page,), len(raw)
    )
    clean = CleanText.unchanged(raw).edit([Edit(20, 27, "Solvang", "test", 1.0)])
    mentions, _ = identifier.identify(transcript, clean, Structure())
    assert [m.surface for m in mentions] == ["Kari Solvang"]
    assert mentions[0].page == 3
    assert mentions[0].boxes == (Box(10.0, 5.0, 28.0, 15.0),)
    assert mentions[0].role == "saksbehandler"


def test_office_body_and_period_become_a_role(identifier: Identifier) -> None:
    text = (
        "kommunedirektør Johan Berge (Voss kommune)\n\n"
        "Kari Dahl (ut 2023) — områdeutvalget for Voss\n"
        "Liv Solvang (fra 1. januar 2024) — områdeutvalget for Voss\n"
    )
    roles = {e.name: e.roles for e in named(identifier, text)[1] if e.kind is EntityKind.PERSON}
    assert (roles["Johan Berge"][0].role, roles["Johan Berge"][0].body) == (
        "kommunedirektør", "Voss kommune",
    )  # fmt: skip
    assert roles["Kari Dahl"][0].period == "ut 2023"
    assert roles["Kari Dahl"][0].body == "områdeutvalget for Voss"
    assert roles["Liv Solvang"][0].period == "fra 1. januar 2024"


def test_a_title_under_a_signature_is_a_role(identifier: Identifier) -> None:
    text = "Lunde, 3.4.2020\nKari Dahl (sign)\nvaraordfører\n\nTil stede:\n"
    (person,) = (e for e in named(identifier, text)[1] if e.kind is EntityKind.PERSON)
    assert [r.role for r in person.roles] == ["varaordfører"]


def test_an_office_after_a_name_is_not_the_next_ones(identifier: Identifier) -> None:
    text = "Valgt ble:\nKari Dahl leder\nPer Lunde nestleder\nLiv Solvang varamedlem\n"
    roles = {e.name: [r.role for r in e.roles] for e in named(identifier, text)[1]}
    assert roles == {
        "Kari Dahl": ["leder"], "Per Lunde": ["nestleder"], "Liv Solvang": ["varamedlem"],
    }  # fmt: skip


def test_signatures_side_by_side_have_the_titles_under_them(identifier: Identifier) -> None:
    text = "Kari Dahl               Per Lunde\nordførar                sekretær\n"
    roles = {e.name: [r.role for r in e.roles] for e in named(identifier, text)[1]}
    assert roles == {"Kari Dahl": ["ordførar"], "Per Lunde": ["sekretær"]}


def test_a_table_of_members_gives_their_offices(identifier: Identifier) -> None:
    text = "Navn Funksjon Representerer\nKari Dahl Leder AP\nPer Lunde MEDL SP\n"
    roles = {e.name: [r.role for r in e.roles] for e in named(identifier, text)[1]}
    assert roles == {"Kari Dahl": ["leder"], "Per Lunde": ["medlem"]}


def test_elected_to_an_office_in_a_body(identifier: Identifier) -> None:
    text = "Kari Dahl ble enstemmig valgt til leder av kontrollutvalget."
    (person,) = (e for e in named(identifier, text)[1] if e.kind is EntityKind.PERSON)
    assert (person.roles[0].role, person.roles[0].body) == ("leder", "kontrollutvalget")


def test_the_case_officer_of_the_header_is_known(identifier: Identifier) -> None:
    text = "Tuva Qvixzandt har skrevet saken."
    case = Case((), None, None, "Tuva Qvixzandt", 0, len(text))
    transcript, clean = plain(text), CleanText.unchanged(text)
    mentions, _ = identifier.identify(transcript, clean, Structure(cases=(case,)))
    assert [m.surface for m in mentions] == ["Tuva Qvixzandt"]


def test_own_register_names_a_body_and_its_abbreviation(tmp_path: Path) -> None:
    own = tmp_path / "egne.toml"
    own.write_text(
        '[[body]]\nname = "Vinterrådet på Lunde"\naliases = ["Vinterforumet"]\nshort = ["VPL"]\n'
        'place = "Lunde"\n',
        "utf-8",
    )
    identifier = Identifier.load(registers=[own])
    mentions, entities = named(identifier, "Møtet i Vinterforumet ble ledet av VPL selv.")
    assert [m.surface for m in mentions] == ["Vinterforumet", "VPL"]
    assert len(entities) == 1


def test_clean_names_go_back_to_the_repair(identifier: Identifier) -> None:
    _, entities = named(identifier, "Kari Solvang møtte for Helse Bergen.")
    names = identifier.names(entities)
    assert "Kari Solvang" in names
    assert "Helse Bergen HF" in names
    assert len(names) == len(set(names))
