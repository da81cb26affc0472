import pytest

from saksdoc.errors import MissingRequirement
from saksdoc.language import Norwegian


def test_a_missing_model_says_where_and_what_to_do(tmp_path):
    with pytest.raises(MissingRequirement, match="rebuild") as caught:
        Norwegian.load(tmp_path)
    assert str(tmp_path) in str(caught.value)


def test_a_damaged_model_is_said_to_be_one(tmp_path, norwegian):
    (tmp_path / "words.marisa").write_bytes(b"not a trie")
    with pytest.raises(MissingRequirement):
        Norwegian.load(tmp_path)


def test_spelling_prefers_words_to_noise(norwegian):
    assert norwegian.spelling.logp("bestyrelse") > norwegian.spelling.logp("bxstqrzlsf")


def test_an_unknown_word_is_likelier_in_its_own_language(norwegian):
    assert norwegian.inner("frisørane", "nn") > norwegian.inner("frisørane", "nb")


@pytest.mark.parametrize("form", ["Trondheims", "Nord-Trondheim", "kommunestyrets"])
def test_genitives_and_hyphened_words_are_words(norwegian, form):
    assert norwegian.is_word(form)


@pytest.mark.parametrize("form", ["pas", "mgte-sted", "-", "s"])
def test_what_is_no_word_does_not_become_one_by_an_s_or_a_hyphen(norwegian, form):
    assert not norwegian.is_word(form) or norwegian.lexicon.is_word(form)
