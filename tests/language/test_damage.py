"""What a text has lost is seen before anything is changed. All texts are invented."""

import pytest

from saksdoc.language import Norwegian
from saksdoc.language.damage import estimate, restored

SOUND = (
    "Rådmannen foreslår at møtet om ny skole på Nesøya blir flyttet til høsten, så flere får møte."
)
LOST = (
    "Radmannen foreslar at mgtet om ny skole pa Nesgya blir flyttet til hgsten, sa flere far mgte."
)
ENGLISH = "The mayor said that the far side of the lake should be open for all of the people."


@pytest.fixture(scope="module")
def norwegian() -> Norwegian:
    return Norwegian.load()


def test_sound_text_has_lost_nothing(norwegian):
    assert estimate(SOUND, norwegian).score == 0.0


def test_text_read_without_norwegian_letters_has_lost_all(norwegian):
    damage = estimate(LOST, norwegian)
    assert damage.score == 1.0
    assert {c.name for c in damage.classes} >= {"å→a", "ø→g"}


def test_half_and_half_lies_between(norwegian):
    assert 0.2 < estimate(f"{SOUND} {LOST}", norwegian).score < 0.8


def test_english_has_no_norwegian_letters_to_lose(norwegian):
    damage = estimate(ENGLISH * 3, norwegian)
    assert (damage.language, damage.score) == ("en", 0.0)


def test_the_stretch_is_placed_in_the_whole_text(norwegian):
    damage = estimate(LOST, norwegian, start=100)
    assert (damage.start, damage.end) == (100, 100 + len(LOST))


@pytest.mark.parametrize(
    ("written", "was"),
    [("mgte", "møte"), ("ogsa", "også"), ("naering", "næring"), ("h@sten", "høsten")],
)
def test_a_lost_letter_is_known_by_the_word(norwegian, written, was):
    loss = restored(written, norwegian.lexicon)
    assert loss is not None
    assert loss.form == was


@pytest.mark.parametrize("sound", ["for", "har", "skole", "mandag", "kontor"])
def test_a_common_word_has_lost_nothing(norwegian, sound):
    assert restored(sound, norwegian.lexicon) is None
