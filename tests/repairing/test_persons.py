"""Given names that damage turns into words, before a surname. All people are made up."""

import pytest

from .test_repair import DAMAGED, TRUTH


@pytest.mark.parametrize(
    ("read", "healed"),
    [
        ("Havnesjef Kare Skorvik la fram saken.", "Havnesjef Kåre Skorvik la fram saken."),
        ("Saken ble lagt fram av Leif Age Moen.", "Saken ble lagt fram av Leif Åge Moen."),
    ],
)
def test_a_given_name_before_a_surname_comes_back(repairer, read, healed):
    assert healed in repairer.repair(f"{DAMAGED}\n{read}\n").text


@pytest.mark.parametrize(
    "kept", ["Are Moen la fram saken.", "Han leste Karen Moen sin bok.", "Tor Berg la fram saken."]
)
def test_a_name_that_is_one_as_it_stands_stays(repairer, kept):
    assert kept in repairer.repair(f"{DAMAGED}\n{kept}\n").text


def test_text_that_kept_its_letters_keeps_its_names(repairer):
    kept = "Havnesjef Kare Skorvik la fram saken."
    assert kept in repairer.repair(f"{TRUTH}\n{kept}\n").text


def test_no_more_is_claimed_than_of_registered_names(repairer):
    changes = repairer.repair(f"{DAMAGED}\nHavnesjef Kare Skorvik la fram saken.\n").changes
    assert next(c.confidence for c in changes if c.before == "Kare") <= 0.991
