import pytest
from hypothesis import given
from hypothesis import strategies as st

from saksdoc.language import Edit, Substitutions, align


@pytest.mark.parametrize(
    ("written", "form", "cost"),
    [
        ("mgte", "møte", 1.0),
        ("Møte", "møte", 0.0),
        ("MGTE", None, None),
        ("vaere", "være", 2.0),
        ("megtet", "møtet", 3.0),
        ("pa", "på", 0.1),
        ("Vei1edning", "veiledning", 0.5),
        ("tiltaiing", None, None),
        ("oppfyiing", "oppfyling", 1.0),
        ("samfunn·i", "samfunni", 0.3),
    ],
)
def test_a_word_costs_the_sum_of_its_misreadings(misreadings, written, form, cost):
    if form is None:
        assert align(written, "møte", misreadings, 9.0) is None
    else:
        assert align(written, form, misreadings, 9.0).cost == pytest.approx(cost)


def test_edits_say_which_letters_were_misread(misreadings):
    found = align("omrademegte", "områdemøte", misreadings, 9.0)
    assert found.edits == (Edit(3, 4, "a", "å"), Edit(7, 9, "eg", "ø"))


def test_edits_turn_the_written_form_into_the_word(misreadings):
    written = "Bgrneomradet"
    found = align(written, "børneområdet", misreadings, 9.0)
    for edit in reversed(found.edits):
        assert written[edit.start : edit.end] == edit.written
        written = written[: edit.start] + edit.true + written[edit.end :]
    assert written.lower() == "børneområdet"


def test_what_costs_too_much_is_no_alignment(misreadings):
    assert align("mgte", "møte", misreadings, 0.5) is None


def test_letters_that_nothing_excuses_are_no_alignment(misreadings):
    assert align("mgte", "matt", misreadings, 99.0) is None


PIECES = st.tuples(st.text("abå", min_size=1, max_size=2), st.text("abå", min_size=1, max_size=2))


@given(st.lists(PIECES, min_size=1, max_size=4))
def test_a_way_is_found_wherever_the_pieces_make_one(pieces):
    substitutions = Substitutions.of([(written, true, 1.0) for written, true in pieces])
    written = "".join(written for written, _ in pieces)
    form = "".join(true for _, true in pieces)
    found = align(written, form, substitutions, 99.0)
    assert found is not None
    restored = list(written)
    for edit in reversed(found.edits):
        restored[edit.start : edit.end] = edit.true
    assert "".join(restored) == form
