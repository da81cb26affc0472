"""One entity across documents; homonyms apart; every union with its reason."""

from __future__ import annotations

from tests.identify.conftest import named

from saksdoc.identify import Identifier, NameLists, unite
from saksdoc.model import Entity, EntityKind, Role


def body(name: str, *aliases: str, place: str | None = None) -> Entity:
    return Entity(name.lower(), EntityKind.BODY, name, aliases, (), place)


def person(name: str, *roles: Role) -> Entity:
    return Entity(name.lower(), EntityKind.PERSON, name, (), roles)


def groups(lists: NameLists, *documents: list[Entity]) -> list[set[str]]:
    joined = unite(documents, lists)
    members = {(d, e.id): e.name for d, found in enumerate(documents) for e in found}
    return [{members[m] for m in one.members} for one in joined]


def test_spellings_come_together(lists: NameLists) -> None:
    found = groups(
        lists,
        [body("Partnarskapsmøtet"), body("Helse Bergen HF", "Helse Bergen")],
        [body("Partnerskapsmgtet"), body("Helse Bergen")],
    )
    assert found == [
        {"Partnarskapsmøtet", "Partnerskapsmgtet"},
        {"Helse Bergen HF", "Helse Bergen"},
    ]


def test_the_best_spelt_name_is_kept_with_the_others_as_aliases(lists: NameLists) -> None:
    (one,) = unite([[body("Omraderadet")], [body("Områderådet")]], lists)
    assert (one.name, one.aliases) == ("Områderådet", ("Omraderadet",))
    assert one.members == ((0, "omraderadet"), (1, "områderådet"))
    assert [(t.one, t.other) for t in one.ties] == [("Omraderadet", "Områderådet")]


def test_what_every_municipality_has_is_one_within_a_place_only(lists: NameLists) -> None:
    found = groups(
        lists,
        [body("Formannskapet", place="Voss")],
        [body("Formannskapet", place="Bergen")],
        [body("formannskapet", place="Voss")],
    )
    assert sorted(len(group) for group in found) == [1, 2]


def test_two_areas_are_two_bodies(lists: NameLists) -> None:
    one, other = "Områdeutvalget for Voss", "Områdeutvalget for Bergen"
    assert len(groups(lists, [body(one, place="Voss")], [body(other, place="Bergen")])) == 2


def test_same_name_in_two_municipalities_is_two_people(lists: NameLists) -> None:
    found = groups(
        lists,
        [person("Kari Dahl", Role("rådmann", "Voss kommune"))],
        [person("Kari Dahl", Role("ordfører", "Bergen kommune"))],
        [person("Kari M. Lunde")],
        [person("Kari Marie Lunde")],
    )
    assert len(found) == 3


def test_a_short_form_that_can_be_two_people_is_neither(lists: NameLists) -> None:
    found = groups(
        lists, [person("Ole Henrik Dahl")], [person("Ole Martin Dahl")], [person("Ole Dahl")]
    )
    assert len(found) == 3


def test_ids_are_unique_and_independent_of_chance(lists: NameLists) -> None:
    documents = [[body("Lunderådet"), person("Kari Dahl")], [body("Planrådet"), body("Lunderådet")]]
    first, second = unite(documents, lists), unite(documents, lists)
    assert first == second
    assert len({one.id for one in first}) == len(first) == 3


def test_five_papers_of_one_cooperation(identifier: Identifier) -> None:
    papers = [
        "Det strategiske fellesutvalet (SFU) møtte. Randi-Luise Mosdal (Helse Bergen HF) leia.",
        "Strategisk fellesutvalg (SFU) og samordningssekretariatet (SSe) skrev til Helse Bergen.",
        "SSe er samordningssekretariatet. Strategisk fellesutvalg (SFU) svarte.",
        "e Randi-Luise Mgsdal — Helse Bergen\ne Kari Dahl — Samordningssekretariatet",
    ]
    joined = unite([named(identifier, text)[1] for text in papers])
    found = [one for one in joined if one.kind is EntityKind.BODY]
    assert sorted(len(one.members) for one in found) == [3, 3, 3]
    assert "Helse Bergen HF" in {one.name for one in found}
    assert len([one for one in joined if one.kind is EntityKind.PERSON]) == 2
