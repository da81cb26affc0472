from __future__ import annotations

import pytest

from archive.shelves import Paper, Shelf
from saksdoc.archive import ArchiveName, merge, names, register, split, suggestions, why
from saksdoc.archive.rulings import path_beside
from saksdoc.errors import UsageError


def paper(*, people: object = (), bodies: object = (), places: object = None) -> Paper:
    """A document that names these, each with its spellings."""
    people = {n: [] for n in people} if not isinstance(people, dict) else people
    bodies = {n: [] for n in bodies} if not isinstance(bodies, dict) else bodies
    words = [s for named in (people, bodies) for n, rest in named.items() for s in (n, *rest)]
    return Paper(". ".join(words), people=people, bodies=bodies, places=places or {})


def listed(shelf: Shelf) -> list[str]:
    return sorted(entry.name for entry in names(shelf.db))


def one(shelf: Shelf, name: str) -> ArchiveName:
    (entry,) = [e for e in names(shelf.db) if e.name == name]
    return entry


def shelved(shelf: Shelf, *papers: Paper) -> Shelf:
    for number, each in enumerate(papers):
        shelf.put(f"{number}.pdf", each)
    shelf.index()
    return shelf


def test_spellings_orders_misreadings_and_initials_of_a_person_are_one(shelf: Shelf) -> None:
    shelved(
        shelf,
        paper(people=["Randi-Luise Møvik"]),
        paper(people=["Møvik, Randi-Luise"]),
        paper(people=["Randi-Luise Mgvik"]),
        paper(people=["R. Møvik"]),
    )
    (entry,) = names(shelf.db)
    assert entry.name == "Randi-Luise Møvik"
    assert entry.documents == 4
    assert set(entry.aliases) == {"Møvik, Randi-Luise", "Randi-Luise Mgvik", "R. Møvik"}


def test_bodies_are_one_in_both_norms_inflected_abbreviated_and_misread(shelf: Shelf) -> None:
    shelved(
        shelf,
        paper(bodies={"Strategisk havneutvalg": ["SHU"]}),
        paper(bodies=["Strategisk hamneutval"]),
        paper(bodies=["Strategisk havneutvalet"]),
        paper(bodies=["SHU"]),
        paper(bodies=["Helse Fjell", "Fjellkraft AS"]),
        paper(bodies=["Helse Fjell HF", "Fjellkraft"]),
        paper(bodies=["Partnerskapsmøtet"]),
        paper(bodies=["partnarskapsmøtet"]),
        paper(bodies=["Partnerskapsmgtet"]),
    )
    assert {"Partnerskapsmøtet", "Strategisk hamneutval", "Strategisk havneutvalg"} <= set(
        listed(shelf)
    )
    assert len(listed(shelf)) == 5
    assert one(shelf, "Strategisk havneutvalg").documents == 3
    assert one(shelf, "Partnerskapsmøtet").documents == 3


def test_a_body_is_one_with_and_without_the_binding_s(shelf: Shelf) -> None:
    shelved(
        shelf,
        paper(bodies=["Områdeutvalget for Fjordviksregionen"]),
        paper(bodies=["Områdeutvalget for Fjordvikregionen"]),
    )
    (entry,) = names(shelf.db)
    assert entry.documents == 2
    assert "med og uten binde-s" in {joined.reason for joined in why(shelf.db, entry.name)}


def test_names_that_only_look_alike_stay_apart(shelf: Shelf) -> None:
    shelved(
        shelf,
        paper(bodies=["Helse Vest"]),
        paper(bodies=["Helses Vest"]),
        paper(people=["Kari Hansen", "Kari Hanson", "Karin Hansen", "Mari Hansen"]),
        paper(people=["Kari Steen"]),
        paper(people=["Kari Støen"]),
        paper(people=["Kari Helberg"]),
        paper(people=["Kari Høiberg"]),
        paper(bodies=["Områdeutvalget for Vik", "Områdeutvalget for Dal"]),
    )
    assert len(names(shelf.db)) == 12


def test_homonyms_of_different_places_stay_apart(shelf: Shelf) -> None:
    shelved(
        shelf,
        paper(people=["Per Lid"], places={"Per Lid": "Fjellvik"}),
        paper(people=["Per Lid"], places={"Per Lid": "Nordbygda"}),
        paper(bodies=["Formannskapet"], places={"Formannskapet": "Fjellvik"}),
        paper(bodies=["Formannskapet"], places={"Formannskapet": "Nordbygda"}),
    )
    assert listed(shelf) == ["Formannskapet", "Formannskapet", "Per Lid", "Per Lid"]
    assert len({entry.id for entry in names(shelf.db)}) == 4


def test_a_common_council_belongs_to_the_municipality_of_its_document(shelf: Shelf) -> None:
    shelved(
        shelf,
        paper(bodies=["Formannskapet", "Fjellvik kommune"]),
        paper(bodies=["formannskapet", "Fjellvik kommune"]),
        paper(bodies=["Formannskapet", "Nordbygda kommune"]),
    )
    councils = [e for e in names(shelf.db) if e.name.lower() == "formannskapet"]
    assert sorted(entry.documents for entry in councils) == [1, 2]


def test_initials_that_fit_two_people_join_neither(shelf: Shelf) -> None:
    shelved(shelf, paper(people=["Kari Moe", "Knut Moe"]), paper(people=["K. Moe"]))
    assert listed(shelf) == ["K. Moe", "Kari Moe", "Knut Moe"]


def test_every_join_is_explained(shelf: Shelf) -> None:
    shelved(shelf, paper(people=["Åse Møvik"]), paper(people=["Ase Mgvik"]))
    reasons = {joined.name: joined.reason for joined in why(shelf.db, "Åse Møvik")}
    assert reasons == {
        "Åse Møvik": "samme navn",
        "Ase Mgvik": "«ase mgvik» er feillest «åse møvik»",
    }


def test_a_merge_survives_indexing_and_names_the_first(shelf: Shelf) -> None:
    shelved(shelf, paper(people=["Kari Moe"]), paper(people=["Kari Lunde"]))
    merge(shelf.db, "Kari Lunde", "Kari Moe")
    assert listed(shelf) == ["Kari Lunde"]
    shelf.db.unlink()
    shelf.index()
    assert listed(shelf) == ["Kari Lunde"]
    assert "Kari Moe" in path_beside(shelf.db).read_text(encoding="utf-8")


def test_a_split_undoes_a_merge_and_a_merge_undoes_a_split(shelf: Shelf) -> None:
    shelved(shelf, paper(people=["Kari Moe"]), paper(people=["Kari Lunde"]))
    merge(shelf.db, "Kari Moe", "Kari Lunde")
    split(shelf.db, "Kari Moe", alias="Kari Lunde")
    assert listed(shelf) == ["Kari Lunde", "Kari Moe"]
    merge(shelf.db, "Kari Moe", "Kari Lunde")
    assert listed(shelf) == ["Kari Moe"]
    shelf.index()
    assert listed(shelf) == ["Kari Moe"]


def test_a_wrong_join_of_a_misreading_can_be_split(shelf: Shelf) -> None:
    shelved(shelf, paper(people=["Åse Møller"]), paper(people=["Ase Moller"]))
    assert listed(shelf) == ["Åse Møller"]
    split(shelf.db, "Åse Møller", alias="Ase Moller")
    assert listed(shelf) == ["Ase Moller", "Åse Møller"]
    shelf.index()
    assert listed(shelf) == ["Ase Moller", "Åse Møller"]


def test_homonyms_without_a_place_are_split_by_document(shelf: Shelf) -> None:
    shelved(shelf, paper(people=["Per Lid"]), paper(people=["Per Lid"]), paper(people=["Per Lid"]))
    new = split(shelf.db, "Per Lid", documents=("2.pdf",))
    assert sorted(entry.documents for entry in names(shelf.db)) == [1, 2]
    assert {joined.path for joined in why(shelf.db, new)} == {"2.pdf"}


def test_rulings_about_nobody_are_refused_and_not_written(shelf: Shelf) -> None:
    shelved(shelf, paper(people=["Kari Moe", "Per Lid"], bodies=["Havnestyret"]))
    with pytest.raises(UsageError, match="no name in the archive"):
        merge(shelf.db, "Kari Moe", "Gunhild Solhaug")
    with pytest.raises(UsageError, match="cannot be one"):
        merge(shelf.db, "Kari Moe", "Havnestyret")
    with pytest.raises(UsageError, match="no document spells it so"):
        split(shelf.db, "Kari Moe", alias="Karen Moe")
    assert not path_beside(shelf.db).exists()


def test_a_spoilt_file_of_rulings_is_told_and_the_archive_kept(shelf: Shelf) -> None:
    shelved(shelf, paper(people=["Kari Moe"]))
    path_beside(shelf.db).write_text("[[merge]]\nkind = 'person'\n", encoding="utf-8")
    with pytest.raises(UsageError, match="cannot be understood"):
        shelf.index()
    assert listed(shelf) == ["Kari Moe"]


def test_the_register_holds_no_misreadings(shelf: Shelf) -> None:
    shelved(shelf, paper(people=["Åse Møvik"]), paper(people=["Ase Mgvik"]))
    assert register(shelf.db) == ("Åse Møvik",)


def test_a_name_not_found_brings_those_near_it(shelf: Shelf) -> None:
    shelved(shelf, paper(people=["Kari Moe", "Torgeir Solhaug"]))
    assert suggestions(shelf.db, "person", "Torger Sohlberg") == ("Torgeir Solhaug",)
    assert suggestions(shelf.db, "person", "Kari Moe") == ()


def test_kinds_are_listed_apart(county: Shelf) -> None:
    assert {entry.kind.value for entry in names(county.db, "body")} == {"body"}
    assert {entry.kind.value for entry in names(county.db, "person")} == {"person"}
    with pytest.raises(UsageError):
        names(county.db, "ting")
