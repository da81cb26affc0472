"""When two names are one, and when they must not be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saksdoc.identify import NameLists, same_person
from saksdoc.identify.forms import fold
from saksdoc.identify.heads import key_of
from saksdoc.identify.same import misread_keys
from saksdoc.identify.spans import Spans
from saksdoc.identify.ties import Tie, Ties


def alike(one: str, other: str) -> bool:
    """Whether two names of bodies are told to be one body's."""
    a, b = key_of(one), key_of(other)
    return a == b or misread_keys(a, b)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ole Henrik Dahl", "Ole H. Dahl"),
        ("Ole Henrik Dahl", "Ole Dahl"),
        ("Ole Henrik Dahl", "O. Dahl"),
        ("Jens Christian Lothe", "Jens Chr. Lothe"),
        ("Inger-Ann Fosse", "Inger Ann Fosse"),
        ("Esther Thomassen", "Ester Tomassen"),
        ("Aase Dahl", "Åse Dahl"),
        ("Randi-Luise Møvik", "Randi-Luise Mgvik"),
        ("Mary Mikalsen Trollvik", "Mikalsen Trollvik"),
    ],
)
def test_one_person(lists: NameLists, one: str, other: str) -> None:
    assert same_person(one, other, lists)
    assert same_person(other, one, lists)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kari Dahl", "Per Dahl"),
        ("Kari Dahl", "Kari Lunde"),
        ("Ole Henrik Dahl", "Ole Martin Dahl"),
        ("Isak Mathis O. Berge", "Isak Ole Berge"),
        ("Johan Dahl", "Johanne Dahl"),
        ("Kristine Dahl", "Kristian Dahl"),
        ("Anne Dahl", "Arne Dahl"),
        ("Kari Hansen", "Kari Jansen"),
    ],
)
def test_two_people(lists: NameLists, one: str, other: str) -> None:
    assert same_person(one, other, lists) is None
    assert same_person(other, one, lists) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("kontrollutvalget", "Kontrollutvalets"),
        ("Brukarutvalet i Helse Bergen", "Brukerutvalget i Helse Bergen"),
        ("Partnarskapsmøtet", "Partnerskapsmgte"),
        ("områdeutvalget for Voss", "Omradeutval for Voss"),
        ("Høgskulen i Lunde", "Høyskolen i Lunde"),
        ("hovudutvalet for kultur", "Hovedutvalget for kultur"),
    ],
)
def test_one_body(one: str, other: str) -> None:
    assert alike(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Områdeutvalget for Voss", "Områdeutvalget for Bergen"),
        ("kontrollutvalget", "kontrollkomiteen"),
        ("planutvalget", "planrådet"),
        ("Lunde tingrett", "Lunde jordskifterett"),
        ("Lunde historielag", "Lunde idrettslag"),
        ("Os kommune", "Ås kommune."),
        ("Helse Nord", "Helse Vest"),
    ],
)
def test_two_bodies(one: str, other: str) -> None:
    assert not alike(one, other)


@given(st.text())
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text(alphabet="abcæøåABCÆØÅ -/'’+.", max_size=40))
def test_a_key_does_not_depend_on_case_or_spacing(name: str) -> None:
    assert key_of(name) == key_of("  ".join(name.upper().split(" ")))


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(1, 10))), st.integers(0, 60))
def test_spans_touch_as_the_list_of_them_does(spans: list[tuple[int, int]], start: int) -> None:
    pairs = [(s, s + length) for s, length in spans]
    wanted = any(s < start + 3 and start < e for s, e in pairs)
    assert Spans(pairs).touch(start, start + 3) is wanted


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=20))
def test_ties_make_sets_that_part_the_items(pairs: list[tuple[int, int]]) -> None:
    ties: Ties[int] = Ties()
    for one, other in pairs:
        ties.unite(one, other, Tie(str(one), str(other), "test"))
    sets = ties.sets(range(10))
    assert sorted(item for group in sets for item in group) == list(range(10))
    for one, other in pairs:
        assert any(one in group and other in group for group in sets)
    assert len(ties.reasons) == 10 - len(sets)
