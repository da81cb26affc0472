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
