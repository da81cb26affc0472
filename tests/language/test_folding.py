import pytest
from hypothesis import given
from hypothesis import strategies as st

from saksdoc.language.folding import SEPARATOR, fold, normalise, restoration, unfold

LETTERS = "abcdefghijklmnopqrstuvwxyzæøåéèêëäöüáàâóòôãõ-'"
words = st.text(st.sampled_from(LETTERS), max_size=25)


@given(words)
def test_a_folded_word_comes_back_whole(word):
    assert unfold(fold(word), restoration(word)) == word


@given(st.text(max_size=20))
def test_folding_a_key_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("true", "read"),
    [("møte", "mote"), ("på", "pa"), ("være", "vere"), ("Ærlig", "Erlig"), ("HØST", "HOST")],
)
def test_common_misreadings_fold_to_the_key_of_the_word(true, read):
    assert fold(true) == fold(read)


@pytest.mark.parametrize(("one", "other"), [("møte", "mete"), ("sak", "sek"), ("gul", "øul")])
def test_rare_misreadings_keep_their_own_key(one, other):
    assert fold(one) != fold(other)


def test_letters_written_with_combining_marks_are_the_same_letters():
    assert normalise("A\u030a") == "å"


def test_no_letter_is_the_separator():
    assert SEPARATOR not in LETTERS
