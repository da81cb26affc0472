"""Scores are those a person would count by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saksdoc.evaluate import graphemes, letter_recall, score, word_error


def test_one_misread_word_of_four_is_a_quarter() -> None:
    scores = score("møtet er i dag", "mgtet er i dag")
    assert scores.wer == pytest.approx(1 / 4)
    assert scores.word_error == pytest.approx(1 / 4)
    assert scores.cer == pytest.approx(1 / 14)
    assert scores.words == 4


def test_order_counts_in_wer_only() -> None:
    scores = score("saken legges fram for rådet", "for rådet saken legges fram")
    assert scores.word_error == 0
    assert scores.wer > 0


def test_a_page_missing_a_word_is_not_excused_by_the_next_page() -> None:
    assert word_error("a b\fc d", "a\fb c d") == pytest.approx(2 / 4)


def test_pages_are_ignored_where_their_number_differs() -> None:
    assert word_error("a b\fc d\f", "a b c d") == 0


def test_a_split_word_counts_its_pieces() -> None:
    assert word_error("i tillit", "i t i l l i t") == pytest.approx(6 / 2)


def test_empty_truth() -> None:
    assert score("", "").cer == 0
    assert score("", "noe").wer == 1


def test_letters_are_recalled_whatever_the_order() -> None:
    recall = {r.letter: r for r in letter_recall("på møte på Ørlandet", "pa Ørlandet mgte på")}
    assert (recall["å"].found, recall["å"].of) == (1, 2)
    assert (recall["ø"].found, recall["ø"].of) == (0, 1)
    assert recall["Ø"].recall == 1
    assert recall["æ"].recall == 1


def test_a_combining_mark_belongs_to_its_letter() -> None:
    assert graphemes("x\u030ay") == ["x\u030a", "y"]


@given(st.text("abå \n", max_size=40))
def test_a_text_is_its_own_truth(text: str) -> None:
    scores = score(text, text)
    assert (scores.cer, scores.wer, scores.word_error) == (0, 0, 0)
