"""Two words read as one, with letters lost besides."""

import pytest

from saksdoc.language.substitutions import Edit
from saksdoc.repairing.candidate import Candidate
from saksdoc.repairing.parting import FUSED_COST, parted

TEXT = "Styret mgtte opp og drgftet saken pa mgtet i gar. Radet gnsker planen na. "


def near(word):
    known = {"ngdvendig": "nødvendig", "skole": "skole", "mgte": "møte"}
    form = known.get(word)
    if form is None:
        return []
    edits = tuple(
        Edit(at, at + 1, word[at], form[at]) for at in range(len(word)) if word[at] != form[at]
    )
    return [Candidate(form, form, float(len(edits)), edits, "word", 1)]


@pytest.mark.parametrize(
    ("written", "true"),
    [("erngdvendig", "er nødvendig"), ("mgtepa", "møte på"), ("imgte", None), ("erskole", None)],
)
def test_only_a_small_word_beside_a_damaged_one_is_parted(written, true):
    found = list(parted(written, near))
    assert [c.form for c in found] == ([true] if true else [])
    for candidate in found:
        assert candidate.cost > FUSED_COST
        assert candidate.cause == "fused"
        pieces, done = [], 0
        for edit in candidate.edits:
            pieces += [written[done : edit.start], edit.true]
            done = edit.end
        assert "".join([*pieces, written[done:]]) == candidate.form


def test_fused_and_damaged_words_are_healed_in_a_text(repairer):
    text = TEXT * 3 + "Det erngdvendig a bygge."
    assert "er nødvendig å bygge" in repairer.repair(text).text


def test_sound_words_that_a_writer_ran_together_stay(repairer):
    text = TEXT * 3 + "Det er ressursersom varer."
    assert "ressursersom" in repairer.repair(text).text
