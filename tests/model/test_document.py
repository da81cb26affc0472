"""What a document offers whoever asks it."""

from __future__ import annotations

import pytest

from saksdoc.errors import SaksdocError
from saksdoc.model import (
    CleanText,
    Entity,
    EntityKind,
    Record,
    Section,
    SectionKind,
    SourceInfo,
    Structure,
    Versions,
)

TEXT = "Bakgrunn\nBrua er gammel.\nVedtak\nNy bru.\n"
SECTIONS = (
    Section(SectionKind.BACKGROUND, "Bakgrunn", 1, 9, 24, 0, 8),
    Section(SectionKind.DECISION, "Vedtak", 1, 32, 39, 25, 31, case=0),
)


@pytest.fixture
def record() -> Record:
    return Record(
        source=SourceInfo("sak.pdf", "0" * 64, "application/pdf", 1),
        versions=Versions("1"),
        language="nb",
        languages=(),
        clean=CleanText.unchanged(TEXT),
        pages=(),
        structure=Structure(SECTIONS),
        entities=(
            Entity("p", EntityKind.PERSON, "Kari Moen"),
            Entity("b", EntityKind.BODY, "Formannskapet"),
        ),
    )


def test_a_section_of_a_document_is_a_section_with_its_text(record: Record) -> None:
    section = record.section("decision")
    assert isinstance(section, Section)
    assert (section.text, section.heading, section.case) == ("Ny bru.", "Vedtak", 0)
    assert list(section) == ["Ny bru."]
    assert [view.text for view in record.sections] == ["Brua er gammel.", "Ny bru."]


def test_a_section_is_shown_without_the_whole_document(record: Record) -> None:
    assert "Brua" not in repr(record.section("decision"))


@pytest.mark.parametrize(("kind", "case"), [("economy", None), ("decision", 1), ("nonsense", None)])
def test_a_section_that_is_not_there_is_told_with_those_that_are(
    record: Record, kind: str, case: int | None
) -> None:
    with pytest.raises(KeyError) as told:
        record.section(kind, case)
    assert isinstance(told.value, SaksdocError)
    assert str(told.value).startswith("sak.pdf: ")
    assert str(told.value).endswith("there is background, decision")


def test_people_and_bodies_are_parted(record: Record) -> None:
    assert [person.name for person in record.people] == ["Kari Moen"]
    assert [body.name for body in record.bodies] == ["Formannskapet"]
