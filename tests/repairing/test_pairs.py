"""Real words that damage makes alike: the sentence decides, and only among the legal forms.

All texts are invented for these tests.
"""

import json

import numpy as np
import pytest

from saksdoc.errors import MissingRequirement
from saksdoc.language import tokenise
from saksdoc.repairing.candidates import Candidate
from saksdoc.repairing.decode import Decision, Hypothesis, Slot
from saksdoc.repairing.pairs import REACH, Chooser, cells, features, word_hash

from .test_repair import DAMAGED

NB = Chooser.load("nb")


def places(text, word):
    """Tokens with their fixed slots, and the place of a word among the tokens."""
    tokens = tokenise(text)
    at = [token.text for token in tokens].index(word)
    slots = [Slot.of((Hypothesis(0, 0.0),))] * (len(tokens) + 4)
    return [None, None, *tokens, None, None], slots, at


def decided(chooser, text, word, *others, chances=(0.5, 0.5)):
    """What becomes of a word that others rival, the trigram saying ``chances``."""
    tokens, slots, at = places(text, word)
    rivals = [Candidate(form, form, 1.0, (), "word") for form in others]
    slots[at + 2] = Slot.of((Hypothesis(0, 0.0), *(Hypothesis(0, 0.0, c) for c in rivals)))
    return chooser.reweighed([Decision(at + 2, 0, chances)], slots, tokens)[0]


@pytest.mark.parametrize(
    ("text", "word", "other", "wanted"),
    [
        ("Søknaden må sendes senest tre uker for møtet.", "for", "før", 1),
        ("Møtet er satt til dagen for jul.", "for", "før", 1),
        ("Vi takker alle for innsatsen i året som gikk.", "for", "før", 0),
        ("Hun er ansvarlig for drift av skolene.", "for", "før", 0),
        ("Kommunen far midler fra staten til dette.", "far", "får", 1),
        ("Hans far og mor møtte også.", "far", "får", 0),
    ],
)
def test_the_sentence_tells_which_word_it_is(text, word, other, wanted):
    assert decided(NB, text, word, other).chosen == wanted


def test_what_rivals_have_together_stays():
    before = (0.3, 0.5, 0.2)
    after = decided(NB, "Det er et mål for alle.", "mål", "mal", "xyzzy", chances=before)
    assert after.probabilities[2] == 0.2
    assert sum(after.probabilities) == pytest.approx(1.0)


def test_a_word_without_a_rival_is_not_touched():
    decision = decided(NB, "Det er et mål for alle.", "alle", "xyzzy", chances=(0.4, 0.6))
    assert decision.probabilities == (0.4, 0.6)


def test_scores_are_log_probabilities():
    tokens = tokenise("Saken skal behandles for sommeren")
    words = [word_hash("<s>")] * REACH + [word_hash(t.text.lower()) for t in tokens]
    hashes = np.array(words + [word_hash("</s>")] * REACH, np.uint64)
    rows = features(hashes, np.array([REACH + 3, REACH + 1]), np.array([False, False]))
    several, two = NB.scores(rows, [{0: "for", 1: "før", 2: "far", 3: "får"}, {0: "la", 2: "lå"}])
    assert sum(np.exp(list(several.values()))) == pytest.approx(1.0)
    assert sum(np.exp(list(two.values()))) == pytest.approx(1.0)
    assert set(two) == {0, 2}


def test_a_place_scores_the_same_alone_and_among_others():
    hashes = np.array([word_hash(form) for form in "abcdefghijklmno"], np.uint64)
    rows = features(hashes, np.array([6, 7, 8]), np.array([False, True, False]))
    forms = [{0: "for", 1: "før"}, {0: "la", 1: "lå"}, {0: "for", 2: "før"}]
    together = list(NB.scores(rows, forms))
    assert together == [next(NB.scores(rows[at : at + 1], forms[at : at + 1])) for at in range(3)]


def test_cells_lie_within_the_model():
    row = features(
        np.array([word_hash(w) for w in "abcdefghijklm"], np.uint64), np.array([6]),
        np.array([True]),
    )  # fmt: skip
    found = cells(row, word_hash("før")[0], 1 << 10)
    assert found.min() >= 0
    assert found.max() < 1 << 10
    assert len(set(found.ravel().tolist())) > 20


def test_no_form_is_in_two_clusters_and_every_cluster_has_rivals():
    counts = np.bincount(list(NB.clusters.values()))
    assert counts.min() >= 2
    assert NB.clusters["for"] == NB.clusters["før"]
    assert NB.clusters["for"] != NB.clusters["møte"]


def test_a_model_that_is_not_there_is_told(tmp_path):
    with pytest.raises(MissingRequirement, match="pairs"):
        Chooser.load("nb", tmp_path)
    (tmp_path / "forms.json").write_text(json.dumps({"nb": {}}))
    with pytest.raises(MissingRequirement):
        Chooser.load("nb", tmp_path)


@pytest.mark.parametrize(
    ("read", "healed"),
    [
        ("Sgknaden ma sendes senest tre uker for mgtet.", "tre uker før møtet"),
        ("Radet takker alle for innsatsen.", "takker alle for innsatsen"),
        ("Kommunen far midler til dette fra staten.", "Kommunen får midler"),
    ],
)
def test_damaged_text_is_mended_by_it(repairer, read, healed):
    assert healed in repairer.repair(f"{DAMAGED}\n{read}\n").text
