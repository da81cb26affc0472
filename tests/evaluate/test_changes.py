"""What a repair did is counted word by word."""

from __future__ import annotations

import pytest

from saksdoc.evaluate import agreement, b_cubed, effect

TRUTH = "rådet møtes på fredag og ser på saken"
BEFORE = "radet mgtes pa fredag og ser pa saken"


def test_a_perfect_repair() -> None:
    done = effect(TRUTH, BEFORE, TRUTH)
    assert (done.changes, done.right) == (4, 4)
    assert (done.wrong_before, done.healed_words) == (4, 4)
    assert (done.precision, done.recall, done.healed, done.harm_per_10k) == (1, 1, 1, 0)


def test_doing_nothing_has_no_harm_and_heals_nothing() -> None:
    done = effect(TRUTH, BEFORE, BEFORE)
    assert (done.changes, done.recall, done.healed, done.harmed) == (0, 0, 0, 0)
    assert done.precision == 1


def test_a_right_word_made_wrong_is_harm_and_a_wrong_change() -> None:
    done = effect(TRUTH, BEFORE, "rådet møtes på fredag og sør på saken")
    assert done.harmed == 1
    assert done.harm_per_10k == pytest.approx(10_000 / 4)
    assert (done.changes, done.right) == (5, 4)


def test_a_wrong_word_made_differently_wrong_is_no_harm() -> None:
    done = effect(TRUTH, BEFORE, "radet megtes på fredag og ser på saken")
    assert done.harmed == 0
    assert (done.changes, done.right) == (3, 2)


def test_words_joined_by_a_repair_are_one_change() -> None:
    done = effect("full tillit til rådet", "full t i l l i t til rådet", "full tillit til rådet")
    assert (done.changes, done.right) == (1, 1)
    assert done.healed == 1


def test_agreement_counts_doubles() -> None:
    both = agreement(["a", "a", "b"], ["a", "b", "b"])
    assert (both.right, both.found, both.expected) == (2, 3, 3)


def test_b_cubed_of_one_entity_split_in_two() -> None:
    precision, recall, f1 = b_cubed({1: "x", 2: "x"}, {1: "p", 2: "q"})
    assert (precision, recall) == (1, 0.5)
    assert f1 == pytest.approx(2 / 3)
