"""What a document decides elsewhere speaks for a single decision, where that was found to be so."""

import pytest

from saksdoc.language import tokenise
from saksdoc.repairing.agreement import agreed
from saksdoc.repairing.words import Proposal


def odds(before: str, after: str, said: list[float], text: str) -> list[float]:
    """The log-odds of some places of a form, after those in ``said`` met one another."""
    group = f"pair:{before}/{after}"
    wanted = [Proposal(n, n, before, after, "", x, group) for n, x in enumerate(said)]
    return [p.log_odds for p in agreed(wanted, tokenise(text))]


def test_what_one_gets_is_surer_among_its_like():
    alone = odds("far", "får", [1.0], "far")[0]
    among = odds("far", "får", [1.0, 8.0, 8.0, 8.0], "far far far far")[0]
    assert among > alone == pytest.approx(1.0)


def test_what_one_gets_is_less_sure_among_fathers():
    alone = odds("far", "får", [1.0], "far")[0]
    among = odds("far", "får", [1.0, -5.0, -5.0], "far far far far far")[0]
    assert among < alone


def test_other_pairs_stand_by_themselves():
    assert odds("for", "før", [1.0, 8.0, 8.0], "for for for") == [1.0, 8.0, 8.0]
